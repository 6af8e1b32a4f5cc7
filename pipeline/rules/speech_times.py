"""When words are heard, for searches: how long stretches of them last, may stand, and are silent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from pipeline.domain.timing import TimeRange

_A_BREATH_S = 0.3
"""Silences up to this long belong to speaking."""

_NEAR_A_SHOT_S = 0.5
"""A change of picture this near the end of a cue moves that end (Netflix), and so does not lie inside the cue."""


class SpeechTimes:
    """The times of words that follow each other. In floating point: they weigh, they are never shown."""

    def __init__(
        self,
        ranges: Sequence[TimeRange],
        *,
        until: Fraction,
        shortest_s: Fraction,
        linger_s: Fraction,
        shots: Sequence[float],
    ) -> None:
        """Take the words' program times.

        Args:
            ranges: of each word.
            until: when the next words begin.
            shortest_s: how long a cue stands in any case, if there is room.
            linger_s: how long a cue may stay after its last word.
            shots: when the picture changes, ascending.
        """
        self._starts = [float(span.start) for span in ranges] + [float(until)]
        self._ends = list(accumulate((float(span.end) for span in ranges), max))
        self._shortest_s, self._linger_s = float(shortest_s), float(linger_s)
        self._shots = shots
        silences = (max(0.0, self._starts[index + 1] - end - _A_BREATH_S) for index, end in enumerate(self._ends))
        self._silences = list(accumulate(silences, initial=0.0))

    def lasts_s(self, first: int, end: int) -> float:
        """From the first word to the end of the last."""
        return self._ends[end - 1] - self._starts[first]

    def available_s(self, first: int, end: int) -> float:
        """From the first word to the latest moment a cue of these words may stand."""
        start = self._starts[first]
        return min(self._starts[end] - start, max(self._ends[end - 1] + self._linger_s - start, self._shortest_s))

    def silence_s(self, first: int, end: int) -> float:
        """The silences between these words, as far as they are longer than a breath."""
        return self._silences[end - 1] - self._silences[first]

    def shots(self, first: int, end: int) -> int:
        """How often the picture changes amid these words."""
        if not self._shots:
            return 0
        from_s, to_s = self._starts[first] + _NEAR_A_SHOT_S, self._ends[end - 1] - _NEAR_A_SHOT_S
        return max(0, bisect_left(self._shots, to_s) - bisect_right(self._shots, from_s))
