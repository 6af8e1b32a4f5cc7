"""At least two frames without text between cues, at every frame rate."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.gap import check
from tests.examples import cue, judged, track


@pytest.mark.parametrize(("start", "measured"), [(50, ["0 frames"]), (51, ["1 frame"]), (52, []), (90, [])])
@pytest.mark.parametrize("rate", ["24000/1001", "60"])
def test_a_small_gap_is_found(start: int, measured: list[str], rate: str) -> None:
    found = check(*judged(track(cue(0, 50), cue(start, start + 50), rate=rate)))
    assert [finding.measured for finding in found] == measured
    assert all((finding.where, finding.limit, finding.severity) == ("cue 2", "2 frames", "error") for finding in found)


def test_a_single_cue_has_no_gap() -> None:
    assert check(*judged(track(cue(0, 50)))) == []
