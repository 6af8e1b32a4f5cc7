"""Finds where the story's chapters begin in the film."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.story import Chapter
from pipeline.domain.timing import TimeRange

_BEGINS_WITHIN_S = Fraction(60)
"""A chapter whose first moments were cut begins with what is kept of its first minute."""


def chapter_starts(chapters: Sequence[Chapter], cut: EditDecisionList) -> tuple[tuple[Chapter, Fraction], ...]:
    """The chapters that the film has, in source order, each with the program time at which it begins.

    A chapter of whose first minute nothing was kept is left out.
    """
    found: list[tuple[Chapter, Fraction]] = []
    for chapter in sorted(chapters, key=lambda item: item.at):
        seen = cut.to_program(TimeRange(chapter.at, chapter.at + _BEGINS_WITHIN_S), of=cut.source_base)
        if seen:
            found.append((chapter, seen[0].start))
    return tuple(found)
