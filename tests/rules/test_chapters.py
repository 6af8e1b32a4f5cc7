"""Chapters begin where their first minute is first seen."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.story import Bilingual, Chapter
from pipeline.rules.chapters import chapter_starts
from tests.examples import edl

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
    assert found == (() if starts is None else ((chapter(at), starts),))


def test_chapters_come_in_source_order() -> None:
    found = chapter_starts([chapter(300), chapter(100), chapter(220), chapter(130)], CUT)
    assert [item.at for item, _ in found] == [100, 130, 300]
    assert [start for _, start in found] == [3, 33, 103]
