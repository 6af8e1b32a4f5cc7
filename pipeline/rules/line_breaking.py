"""Breaks a caption into lines where a reader would breathe: at spaces only, Korean at eojeol borders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf

from pipeline.domain.transcript import Language
from pipeline.rules import english_breaks, korean_breaks
from pipeline.rules.text_width import width

SPLITS = 4.0
"""A break that costs more than this splits what belongs together."""

_PER_LINE = 100.0
_RAGGED = 8.0
"""What every further line costs, and at most an uneven one."""

_REMEMBERED = 1 << 16
"""Words and pairs of words whose figures are kept: a language has few, and a search asks for each many times."""


def lines_from(text: str, *, max_line: float, language: Language) -> tuple[str, ...]:
    """The text in as few lines as its limit allows, evenly filled, broken at the best spaces.

    A single word longer than the limit stays whole, on a line that is too long: rules report it, nothing is cut.

    Args:
        text: one line of NFC text, single spaces.
        max_line: longest line, in the language's counting.
        language: decides counting and where a break reads well.
    """
    words = text.split()
    ends = line_ends(words, max_line=max_line, language=language)
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends)))


def line_ends(words: Sequence[str], *, max_line: float, language: Language) -> tuple[int, ...]:
    """How many of the words lie before the end of each line, when they are broken as `lines_from` does."""
    widths, space = [_width_of_word(word, language) for word in words], width(" ", language)
    costs, starts = [0.0], [0]
    for end in range(1, len(words) + 1):
        best, best_start, filled = inf, end - 1, -space
        for start in range(end - 1, -1, -1):
            filled += widths[start] + space
            if filled > max_line and end - start > 1:
                break
            empty = max(0.0, 1 - filled / max_line)
            cost = costs[start] + _PER_LINE + _RAGGED * empty * empty
            if cost <= best:
                best, best_start = cost, start
        costs.append(best + break_cost(words, end, language))
        starts.append(best_start)
    ends = [len(words)] if words else []
    while ends and starts[ends[-1]]:
        ends.append(starts[ends[-1]])
    return tuple(reversed(ends))


def break_cost(words: Sequence[str], position: int, language: Language) -> float:
    """How badly a break before the word at this position reads: 0 is best; above `SPLITS` it parts a word group."""
    if position in {0, len(words)}:
        return 0.0
    earlier = words[position - 2] if position > 1 else ""
    return _cost(earlier, words[position - 1], words[position], language)


_width_of_word = lru_cache(maxsize=_REMEMBERED)(width)

_ENDS = ".?!…。？！"
_PAUSES = ",;:、，—–"
_OPENING, _CLOSING = "\"'“‘([{《〈「『", "\"'”’)]}》〉」』"


@lru_cache(maxsize=_REMEMBERED)
def _cost(earlier: str, before: str, after: str, language: Language) -> float:
    if not before.strip(_OPENING) or not after.strip(_CLOSING + _ENDS):
        return 6.0
    spoken = before.rstrip(_CLOSING)
    if spoken.endswith(tuple(_ENDS)) and not english_breaks.is_abbreviation(spoken):
        return 0.0
    if spoken.endswith(tuple(_PAUSES)) or after[0] in "—–(":
        return 0.5
    last, first = spoken.lstrip(_OPENING), after.strip(_MARKS)
    if language == "ko":
        return korean_breaks.cost(last, first)
    return english_breaks.cost(earlier.strip(_MARKS), last, first)


_MARKS = _OPENING + _CLOSING + _ENDS + _PAUSES
