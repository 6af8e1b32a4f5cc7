"""Distributes a text over cues whose times are given."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import inf

from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import break_cost, lines_from
from pipeline.rules.text_width import width

_APART = 40.0
"""What a break costs that lies the whole text away from where the times would have it."""


def distributed(
    words: Sequence[str], lengths: Sequence[Fraction], *, language: Language, max_line: float
) -> tuple[tuple[str, ...], ...] | None:
    """The words as the lines of that many cues, each with a share of the text near its share of the time.

    Args:
        words: in order.
        lengths: how long each cue stands; at least one.
        language: decides counting and where breaks read well.
        max_line: longest line, in the language's counting.

    Returns:
        The lines of each cue; None when there are fewer words than cues.
    """
    if len(words) < len(lengths):
        return None
    times, texts = _shares(lengths), _shares([Fraction(width(word, language) + 1) for word in words])
    costs = {0: 0.0}
    breaks: dict[int, tuple[int, ...]] = {0: (0,)}
    for part in range(1, len(lengths)):
        following: dict[int, float] = {}
        ways: dict[int, tuple[int, ...]] = {}
        cost, before = inf, 0
        for position in range(part, len(words) - (len(lengths) - part) + 1):
            if costs.get(position - 1, inf) < cost:
                cost, before = costs[position - 1], position - 1
            if cost < inf:
                apart = float(abs(texts[position] - times[part]))
                following[position] = cost + break_cost(words, position, language) + _APART * apart
                ways[position] = (*breaks[before], position)
        costs, breaks = following, ways
    last = min(costs, key=lambda position: costs[position])
    path = (*breaks[last], len(words)) if len(lengths) > 1 else (0, len(words))
    return tuple(
        lines_from(" ".join(words[first:end]), max_line=max_line, language=language) for first, end in pairwise(path)
    )


def _shares(amounts: Sequence[Fraction]) -> list[Fraction]:
    """How much of the whole lies before each position."""
    whole = sum(amounts, Fraction(0)) or Fraction(1)
    return [part / whole for part in accumulate(amounts, initial=Fraction(0))]
