"""Captions begin and end with the shots they lie near."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.shot_change import check, fix
from tests.examples import HOUSE
from tests.rules.subtitles.written import Spans, against, measured, spans_of, timed

SHOTS = (100, 300)
AT_24 = against(rate=24, shots=SHOTS)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((100, 160), []),
        ((112, 160), []),
        ((105, 160), ["begins 5 frames off"]),
        ((92, 160), ["begins 8 frames off"]),
        ((91, 160), ["begins 3 frames off"]),
        ((88, 160), []),
        ((120, 298), []),
        ((160, 300), ["ends 2 frames off"]),
        ((160, 310), ["ends 12 frames off"]),
        ((160, 289), ["ends 9 frames off"]),
        ((160, 288), []),
        ((105, 311), ["begins 5 frames off", "ends 13 frames off"]),
    ],
)
def test_times_beside_a_shot_are_found(span: tuple[int, int], expected: list[str]) -> None:
    assert measured(check, timed(span), AT_24) == expected


def test_what_to_do_is_said() -> None:
    start, end = check(timed((105, 289)), AT_24)
    assert "begin it 5 frames earlier" in start.message
    assert "end it 9 frames later" in end.message
    assert start.severity == end.severity == "warning"


@pytest.mark.parametrize("yardstick", [against(rate=24), against(rate=1000, shots=SHOTS)])
def test_without_shots_or_frames_nothing_is_judged(yardstick: Yardstick) -> None:
    assert check(timed((105, 311)), yardstick) == []
    assert spans_of(fix(timed((105, 311)), yardstick)) == [(105, 311)]


def test_a_profile_may_leave_shots_alone() -> None:
    assert check(timed((105, 311)), against(rate=24, shots=SHOTS, profile=replace(HOUSE, snap_to_shots=False))) == []


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(105, 289)], [(105, 289)]),
        ([(40, 103), (105, 160)], [(40, 98), (100, 160)]),
        ([(40, 92), (94, 160)], [(40, 98), (100, 160)]),
        ([(82, 104), (106, 160)], [(82, 104), (106, 160)]),
        ([(160, 309), (311, 400)], [(160, 298), (300, 400)]),
        ([(160, 310), (312, 400)], [(160, 298), (312, 400)]),
        ([(40, 92), (94, 103)], [(40, 92), (94, 103)]),
    ],
    ids=str,
)
def test_both_sides_of_a_shot_move_together(spans: Spans, expected: Spans) -> None:
    assert spans_of(fix(timed(*spans), AT_24)) == expected


def test_no_caption_moves_before_another_that_stood_before_it() -> None:
    """Not even before one that stands nowhere: words never change places."""
    spans = [(10, 10), (12, 60)]
    assert spans_of(fix(timed(*spans), against(shots=(4,)))) == spans


def test_a_caption_that_could_not_be_read_any_more_stays() -> None:
    (caption,) = timed((160, 310))
    full = replace(caption, ko=("가" * 23,))
    assert spans_of(fix((full,), AT_24)) == [(160, 298)]
    assert spans_of(fix((replace(full, start_frame=253),), AT_24)) == [(253, 310)]
