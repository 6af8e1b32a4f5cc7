"""No two captions stand at once."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.overlap import check, fix
from tests.rules.subtitles.written import UNKNOWN, Spans, against, measured, spans_of, timed


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 50), (50, 100)], []),
        ([(0, 50), (49, 100)], ["1 frame"]),
        ([(0, 50), (0, 50)], ["50 frames"]),
        ([(0, 200), (60, 100), (150, 300)], ["140 frames", "50 frames"]),
        ([(0, 50), (80, 60), (100, 150)], []),
        ([(80, 20), (90, 150)], []),
    ],
)
def test_overlaps_are_found(spans: Spans, expected: list[str]) -> None:
    assert measured(check, timed(*spans), against()) == expected


def test_the_caption_that_still_stands_is_named() -> None:
    (_, found) = check(timed((0, 200), (60, 100), (150, 300)), UNKNOWN)
    assert (found.where, found.measured, found.severity) == ("cue 3", "50 ms", "error")
    assert "cue 1" in found.message


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 60), (50, 100)], [(0, 48), (50, 100)]),
        ([(0, 60), (23, 100)], [(0, 21), (23, 100)]),
        ([(0, 60), (22, 100)], [(0, 60), (22, 100)]),
        ([(0, 50), (0, 50)], [(0, 50), (0, 50)]),
        ([(0, 200), (60, 100), (150, 200)], [(0, 58), (60, 100), (150, 200)]),
        ([(0, 200), (20, 100), (150, 200)], [(0, 148), (20, 100), (150, 200)]),
    ],
)
def test_the_earlier_caption_ends_sooner_where_it_still_can_be_seen(spans: Spans, expected: Spans) -> None:
    assert spans_of(fix(timed(*spans), against())) == expected


def test_without_frames_the_gap_suits_every_frame_rate() -> None:
    assert spans_of(fix(timed((0, 2000), (1900, 4000)), UNKNOWN)) == [(0, 1816), (1900, 4000)]
