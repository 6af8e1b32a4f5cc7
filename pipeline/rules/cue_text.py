"""Measures stretches of words as captions: their lines, and the limits they break; one language at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.transcript import Language
from pipeline.rules.korean_breaks import AFTER_SENTENCE
from pipeline.rules.line_breaking import SPLITS, break_cost, lines_from
from pipeline.rules.text_width import width

OVERFULL = 500.0
"""What each line too many, and each line too long, costs: more than anything else could make up for."""


_READS_ON, _UNWELCOME, _FORBIDDEN = 1.5, 2.5, 6.0
"""A break between cues parts what is read together more than one between lines does: what costs more than `_READS_ON`
costs there `_UNWELCOME` times as much, and what parts a word group `_FORBIDDEN` times, more than haste or a drift could
make up for."""

_TORN = 6.0
"""What it costs when a cue ends one sentence and begins another, for each of its ends that lies inside a sentence: what
then stands alone ("child was dead. I said that") nobody said."""


class Measured(NamedTuple):
    """What some words, one after another, take.

    Attributes:
        line_count: lines.
        fill: their width as a share of one full line.
        needed_s: seconds to read them.
        overfull: the cost of the limits they break; never less when words are added.
        reads_badly: the cost of the break between their lines, and of parts of several sentences side by side.
    """

    line_count: int
    fill: float
    needed_s: float
    overfull: float
    reads_badly: float


class CueText:
    """One language of some sentences: what any stretch of its words takes as a cue."""

    def __init__(
        self,
        words: Sequence[str],
        sentence_ends: Collection[int],
        language: Language,
        *,
        limits: LanguageLimits,
        speed: float,
        max_lines: int,
        grammar_ends: Collection[int] = (),
    ) -> None:
        """Take the words.

        Args:
            words: of all the sentences.
            sentence_ends: the positions at which one ends: a break there costs nothing.
            language: decides counting and where breaks read well.
            limits: of a line.
            speed: units or characters a second that can be read.
            max_lines: lines it may take in a cue.
            grammar_ends: positions at which a sentence ends inside one of these, as a grammar says.
        """
        self.words = words
        self._language, self._max_line, self._speed, self._max_lines = language, limits.max_line, speed, max_lines
        self._space = width(" ", language)
        self._before = list(accumulate((width(word, language) + self._space for word in words), initial=0.0))
        self._line_costs = [
            0.0 if position in sentence_ends else break_cost(words, position, language)
            for position in range(len(words) + 1)
        ]
        for position in grammar_ends:
            self._line_costs[position] = min(self._line_costs[position], AFTER_SENTENCE)
        self.break_costs = [_between_cues(cost) for cost in self._line_costs]
        self._stops = list(accumulate(cost < AFTER_SENTENCE for cost in self._line_costs))
        """How many sentences have ended up to each position, that position included."""
        self._known: dict[tuple[int, int], Measured] = {}

    def lines(self, first: int, end: int) -> tuple[str, ...]:
        """The words from one position to before another, broken into lines."""
        return lines_from(" ".join(self.words[first:end]), max_line=self._max_line, language=self._language)

    def measured(self, first: int, end: int) -> Measured:
        """What the words from one position to before another take."""
        found = self._known.get((first, end))
        if found is None:
            found = self._known[first, end] = self._measured(first, end)
        return found

    def _measured(self, first: int, end: int) -> Measured:
        taken = max(0.0, self._before[end] - self._before[first] - self._space)
        count, too_long = self._fewest_lines(first, end)
        overfull = OVERFULL * (max(0, count - self._max_lines) + too_long)
        badly = self._torn(first, end) + (self._best_line_break(first, end) if count == 2 else 0.0)
        return Measured(count, taken / self._max_line, taken / self._speed, overfull, badly)

    def _torn(self, first: int, end: int) -> float:
        """The cost of ends that lie inside sentences, where a sentence ends between them."""
        if end - first < 2 or self._stops[end - 1] == self._stops[first]:
            return 0.0
        return _TORN * sum(self._line_costs[position] >= AFTER_SENTENCE for position in (first, end))

    def _best_line_break(self, first: int, end: int) -> float:
        """What the best break into two lines costs."""
        full = self._max_line + self._space
        earliest = bisect_left(self._before, self._before[end] - full, first + 1, end)
        latest = bisect_right(self._before, self._before[first] + full, first + 1, end) - 1
        cost = min(self._line_costs[earliest : latest + 1], default=0.0)
        return cost if cost <= SPLITS else _UNWELCOME * cost

    def _fewest_lines(self, first: int, end: int) -> tuple[int, int]:
        """How few lines hold the words, and how many of them are too long, being a single word."""
        count = too_long = 0
        while first < end:
            full = self._before[first] + self._max_line + self._space
            fits = bisect_right(self._before, full, first, end + 1) - 1
            too_long += fits == first
            first = max(fits, first + 1)
            count += 1
        return count, too_long

    def share(self, position: int, first: int, end: int) -> float:
        """How much of the text from `first` to before `end` lies before the position, 0 to 1."""
        whole = self._before[end] - self._before[first]
        return (self._before[position] - self._before[first]) / whole if whole else 1.0


def _between_cues(cost: float) -> float:
    """What a break costs between cues that costs this much between lines."""
    if cost <= _READS_ON:
        return cost
    return cost * (_FORBIDDEN if cost > SPLITS else _UNWELCOME)
