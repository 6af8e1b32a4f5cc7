"""Maps a caption's footage into the film, near where its sentence is heard, and over nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.corrections import CorrectedCue
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import TimeRange

_NEAR_S = Fraction(2)
"""A caption that lies beside its sentence's footage is looked for this far from it."""

SAME_GRID_FRAMES = 1
"""Times of two files that are this near are the same: each was rounded by its own editor."""

_Part = tuple[TimeRange, tuple[int, Fraction], tuple[int, Fraction]]
"""When a stretch of footage is seen; and its first and last moment, each with the number of its range."""


def seen_again(cut: EditDecisionList, source_ranges: Sequence[TimeRange], *, said: TimeRange) -> TimeRange | None:
    """When the footage of a caption is seen again; None when it is not seen there.

    The clips in which the sentence is heard count, and what lies right beside them where the footage goes on as it did
    for the person; a clip that only shows the same footage, or another one, does not.

    Args:
        cut: the film.
        source_ranges: the footage, in the order it was seen.
        said: when the sentences of the caption are heard in the film.
    """
    parts = _parts(cut, source_ranges)
    own = _clips_in(cut, said)
    chosen = [number for number, part in enumerate(parts) if any(part[0].intersection(clip) for clip in own)]
    if not chosen:
        near = [number for number, part in enumerate(parts) if _apart_s(part[0], said) <= _NEAR_S]
        chosen = sorted(near, key=lambda number: _apart_s(parts[number][0], said))[:1]
    if not chosen:
        return None
    first, last = min(chosen), max(chosen)
    while first > 0 and _goes_on(parts[first - 1], parts[first]):
        first -= 1
    while last + 1 < len(parts) and _goes_on(parts[last], parts[last + 1]):
        last += 1
    return TimeRange(parts[first][0].start, parts[last][0].end)


def same_moments(one: Sequence[CorrectedCue], two: Sequence[CorrectedCue], frame_rate: Fraction) -> bool:
    """Whether two files show the same footage: what was near enough in one cut is so in every other."""
    near_s = Fraction(SAME_GRID_FRAMES + 1) / frame_rate
    return len(one) == len(two) and all(
        abs(a.source_ranges[0].start - b.source_ranges[0].start) < near_s
        and abs(a.source_ranges[-1].end - b.source_ranges[-1].end) < near_s
        for a, b in zip(one, two, strict=True)
    )


def _clips_in(cut: EditDecisionList, said: TimeRange) -> list[TimeRange]:
    """When the clips run that are seen in a range of the film."""
    start = bisect_right(cut.clips, said.start, key=lambda clip: cut.program_range(clip).start) - 1
    stop = bisect_left(cut.clips, said.end, key=lambda clip: cut.program_range(clip).start)
    return [cut.program_range(clip) for clip in cut.clips[max(0, start) : stop]]


def _parts(cut: EditDecisionList, source_ranges: Sequence[TimeRange]) -> list[_Part]:
    """Where each stretch of the footage is seen, in program order."""
    found: list[_Part] = []
    for number, source_range in enumerate(source_ranges):
        for part in cut.to_program(source_range, of=cut.source_base):
            (source,) = cut.to_source(part)
            found.append((part, (number, source.start), (number, source.end)))
    return sorted(found, key=lambda part: part[0].start)


def _goes_on(before: _Part, after: _Part) -> bool:
    """Whether one stretch follows another at once, as it did for the person."""
    return before[0].end == after[0].start and before[2] <= after[1]


def _apart_s(one: TimeRange, two: TimeRange) -> Fraction:
    return max(Fraction(0), one.start - two.end, two.start - one.end)
