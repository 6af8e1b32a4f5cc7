"""Chapters begin where their first minute is first seen, and not over what people left out instead of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.cut import EditDecisionList, Removal
from pipeline.domain.errors import UsageError
from pipeline.domain.story import Bilingual, Chapter
from pipeline.domain.timing import TimeRange
from pipeline.rules.chapters import about_left_out, chapter_starts, require_inside
from tests.examples import edl, span

CUT = edl((100, 100 * 25), (300, 50 * 25), lead_in_frames=75)
"""Source 100 to 200 s at 3 s in the film, 300 to 350 s at 103 s."""


def chapter(at: int) -> Chapter:
    return Chapter(Fraction(at), Bilingual(f"{at}초", f"at {at}"))


@pytest.mark.parametrize(
    ("at", "starts"),
    [(100, 3), (130, 33), (199, 102), (41, 3), (240, None), (241, 103), (349, 152), (39, None), (350, None)],
)
def test_a_chapter_begins_with_what_is_kept_of_its_first_minute(at: int, starts: int | None) -> None:
    found = chapter_starts([chapter(at)], CUT)
    begins: list[tuple[object, object]] = [(item.chapter, item.start) for item in found]
    assert begins == ([] if starts is None else [(chapter(at), starts)])


def starts_of(*at: int, cut: EditDecisionList = CUT) -> list[tuple[object, object]]:
    """Each chapter's source time and its program time."""
    return [(item.chapter.at, item.start) for item in chapter_starts([chapter(number) for number in at], cut)]


def test_chapters_come_in_source_order() -> None:
    assert starts_of(300, 100, 220, 130) == [(100, 3), (130, 33), (300, 103)]


def test_a_passage_that_was_moved_forward_brings_its_chapter_forward() -> None:
    assert starts_of(100, 300, cut=edl((300, 25), (100, 25))) == [(300, 0), (100, 1)]


def test_of_two_chapters_that_begin_in_one_silence_the_later_one_has_what_follows() -> None:
    assert starts_of(95, 98) == [(98, 3)]


@pytest.mark.parametrize(
    ("reason", "starts"),
    [("dead-air", [(250, 103)]), ("long-pause", [(250, 103)]), ("dropped", []), ("not-kept", [])],
)
def test_a_chapter_that_people_left_out_does_not_begin_with_what_follows(
    reason: str, starts: list[tuple[int, int]]
) -> None:
    cut = replace(CUT, removals=(Removal(span(200, 300), reason),))
    assert starts_of(250, cut=cut) == starts
    assert starts_of(300, cut=cut) == [(300, 103)]


@pytest.mark.parametrize(("edge", "starts"), [("300", [(299, 103)]), ("300.1", [])])
def test_a_chapter_at_an_edge_that_moved_to_the_end_of_a_word_begins_there(
    edge: str, starts: list[tuple[int, int]]
) -> None:
    assert starts_of(299, cut=replace(CUT, removals=(Removal(span(200, edge), "dropped"),))) == starts


def test_chapters_without_a_title_are_told_by_number() -> None:
    chapters = [chapter(300), chapter(220), chapter(130)]
    told = about_left_out(chapters, CUT)
    assert "1 chapter without a title" in told
    assert "number 2 (00:03:40.000)" in told
    assert "220초" not in told
    assert about_left_out([chapter(130)], CUT) == ""


@pytest.mark.parametrize(("at", "refused"), [(0, False), (349, False), (350, True), (9000, True)])
def test_a_chapter_past_the_end_of_the_footage_is_refused(at: int, *, refused: bool) -> None:
    footage = TimeRange(Fraction(0), Fraction(350))
    if not refused:
        require_inside([chapter(at)], footage)
        return
    with pytest.raises(UsageError, match=r'"chapters" number 2 .* begins after the end .* 00:05:50\.000 long'):
        require_inside([chapter(100), chapter(at)], footage)
