"""At least two frames without text between captions, at every frame rate."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.gap import check, fix
from tests.examples import cue, judged, track
from tests.rules.subtitles.written import UNKNOWN, Spans, against, spans_of, timed


@pytest.mark.parametrize(("start", "measured"), [(50, ["0 frames"]), (51, ["1 frame"]), (52, []), (90, [])])
@pytest.mark.parametrize("rate", ["24000/1001", "60"])
def test_a_small_gap_is_found(start: int, measured: list[str], rate: str) -> None:
    found = check(*judged(track(cue(0, 50), cue(start, start + 50), rate=rate)))
    assert [finding.measured for finding in found] == measured
    assert all((finding.where, finding.limit, finding.severity) == ("cue 2", "2 frames", "error") for finding in found)


def test_a_single_cue_has_no_gap() -> None:
    assert check(*judged(track(cue(0, 50)))) == []


def test_an_overlap_is_no_gap_and_milliseconds_are_no_frames() -> None:
    assert check(timed((0, 50), (49, 99)), against()) == []
    assert check(timed((0, 900), (901, 2000)), UNKNOWN) == []
    assert spans_of(fix(timed((0, 900), (901, 2000)), UNKNOWN)) == [(0, 900), (901, 2000)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 50), (50, 100)], [(0, 48), (50, 100)]),
        ([(0, 22), (22, 72), (73, 120)], [(0, 22), (22, 71), (73, 120)]),
        ([(0, 23), (23, 73)], [(0, 21), (23, 73)]),
        ([(0, 50), (60, 100)], [(0, 50), (60, 100)]),
    ],
)
def test_the_earlier_caption_ends_sooner_where_it_still_can_be_seen(spans: Spans, expected: Spans) -> None:
    assert spans_of(fix(timed(*spans), against())) == expected
