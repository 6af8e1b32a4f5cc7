"""Finds where the story's chapters begin in the film, and says which do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import UsageError
from pipeline.domain.story import Chapter
from pipeline.domain.timing import TimeRange, timecode
from pipeline.rules.wording import counted

_BEGINS_WITHIN_S = Fraction(60)
"""A chapter that begins in silence that was cut begins with what is kept of its first minute."""

_BY_PEOPLE = frozenset({"dropped", "not-kept", "not-selected"})
"""Why time is left out because the story says so: what is named there is not in the film."""


_EDGE_S = Fraction(1)
"""The edges of keep and drop move to the ends of words, and people write the same time for an edge and a chapter: one
that lies no further before what is kept than this, longer than nearly all words, begins with it."""


@dataclass(frozen=True, slots=True)
class StartedChapter:
    """A chapter that the film has.

    Attributes:
        chapter: as the story has it.
        start: program time at which it begins, in seconds.
    """

    chapter: Chapter
    start: Fraction


def chapter_starts(chapters: Sequence[Chapter], cut: EditDecisionList) -> tuple[StartedChapter, ...]:
    """The chapters that the film has, in the film's order.

    A chapter is left out when the story's keep or drop took its beginning away, or when nothing was kept of its first
    minute before the next one begins: its title would stand over what it was not written for.
    """
    in_order = sorted(chapters, key=lambda item: item.at)
    ends = [following.at for _, following in pairwise(in_order)]
    found: list[StartedChapter] = []
    for index, chapter in enumerate(in_order):
        end = min([chapter.at + _BEGINS_WITHIN_S, *ends[index : index + 1]])
        seen = _seen(chapter.at, end, cut)
        if seen:
            found.append(StartedChapter(chapter, seen[0].start))
    return tuple(sorted(found, key=lambda item: item.start))


def _seen(start: Fraction, end: Fraction, cut: EditDecisionList) -> tuple[TimeRange, ...]:
    """Where the film shows a chapter's first part; nowhere when people left its beginning out."""
    left_out = any(
        item.reason in _BY_PEOPLE and item.source_range.contains(start) and item.source_range.end > start + _EDGE_S
        for item in cut.removals
    )
    return () if left_out or end <= start else cut.to_program(TimeRange(start, end), of=cut.source_base)


def require_inside(chapters: Sequence[Chapter], footage: TimeRange) -> None:
    """Refuse a chapter that begins after the footage has ended.

    Raises:
        UsageError: names the chapter by its number in the story.
    """
    for number, chapter in enumerate(chapters, start=1):
        if not footage.contains(chapter.at):
            raise UsageError(
                f'"chapters" number {number} ({timecode(chapter.at)}) begins after the end of the footage; '
                f"the footage is {timecode(footage.end)} long",
                where="story.toml",
                remedy="Correct its time: it counts from the start of the first file, as in draft/transcript.*.srt",
            )


def about_left_out(chapters: Sequence[Chapter], cut: EditDecisionList) -> str:
    """Which chapters get no title because the film does not have them, by number and source time; "" for none."""
    shown = [item.chapter for item in chapter_starts(chapters, cut)]
    left_out = [
        f"number {number} ({timecode(chapter.at)})"
        for number, chapter in enumerate(chapters, start=1)
        if chapter not in shown
    ]
    if not left_out:
        return ""
    return (
        f"{counted(len(left_out), 'chapter')} without a title, because the film does not have where it begins: "
        f'{", ".join(left_out)}; move "at" to what is kept, or take the chapter out of story.toml'
    )
