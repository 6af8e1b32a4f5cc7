"""A gap is two frames, or a pause of half a second: between them text only flickers."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.chain import check, fix
from tests.rules.subtitles.written import UNKNOWN, Spans, against, measured, spans_of, timed


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 50), (52, 100)], []),
        ([(0, 50), (53, 100)], ["3 frames"]),
        ([(0, 50), (62, 100)], ["12 frames"]),
        ([(0, 50), (63, 100)], []),
        ([(0, 50), (50, 100)], []),
        ([(0, 50), (45, 100)], []),
        ([(0, 170), (177, 250)], ["7 frames"]),
        ([(0, 170), (178, 250)], []),
    ],
    ids=str,
)
def test_a_flicker_is_found_where_it_can_be_closed(spans: Spans, expected: list[str]) -> None:
    """At 25 frames: up to 12 are no pause, and no caption stands longer than 175."""
    assert measured(check, timed(*spans), against()) == expected


def test_it_is_a_warning_about_the_later_caption() -> None:
    (found,) = check(timed((0, 50), (60, 100)), against())
    assert (found.rule, found.severity, found.where) == ("subtitle-chain", "warning", "cue 2")
    assert found.limit == "2 frames, or 13 and more"
    assert "cue 1" in found.message


def test_milliseconds_are_no_frames() -> None:
    assert check(timed((0, 900), (1000, 2000)), UNKNOWN) == []
    assert spans_of(fix(timed((0, 900), (1000, 2000)), UNKNOWN)) == [(0, 900), (1000, 2000)]


def test_a_caption_that_ends_with_its_shot_is_not_drawn_into_the_next_one() -> None:
    """It ends two frames before the shot, the next caption begins half a second before the shot after that."""
    captions, yardstick = timed((0, 48), (57, 120)), against(shots=(50, 70))
    assert check(captions, yardstick) == []
    assert measured(check, captions, against(shots=(200,))) == ["9 frames"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 50), (60, 100), (105, 150)], [(0, 58), (60, 103), (105, 150)]),
        ([(0, 50), (63, 100)], [(0, 50), (63, 100)]),
        ([(0, 170), (178, 250)], [(0, 170), (178, 250)]),
    ],
)
def test_the_earlier_caption_stands_until_two_frames_before(spans: Spans, expected: Spans) -> None:
    mended = fix(timed(*spans), against())
    assert spans_of(mended) == expected
    assert check(mended, against()) == []
