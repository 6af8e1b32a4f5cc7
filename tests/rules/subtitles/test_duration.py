"""A cue stands 5/6 to 7 seconds, judged in whole frames as the guide tables them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.rules.subtitles.duration import check
from tests.examples import FRAME_RATES, cue, judged, track

SHORTEST = (20, 20, 21, 25, 25, 42, 50, 50)
LONGEST = (167, 168, 175, 209, 210, 350, 419, 420)


@pytest.mark.parametrize(("rate", "shortest", "longest"), list(zip(FRAME_RATES, SHORTEST, LONGEST, strict=True)))
def test_the_limits_at_every_frame_rate(rate: Fraction, shortest: int, longest: int) -> None:
    def measured(frames: int) -> list[tuple[str, str]]:
        return [(item.measured, item.limit) for item in check(*judged(track(cue(3, 3 + frames), rate=rate)))]

    assert measured(shortest) == measured(longest) == []
    assert measured(shortest - 1) == [(f"{shortest - 1} frames", f"{shortest} frames")]
    assert measured(longest + 1) == [(f"{longest + 1} frames", f"{longest} frames")]


def test_what_to_do_differs() -> None:
    short, long = check(*judged(track(cue(0, 5), cue(10, 500))))
    assert (short.where, long.where) == ("cue 1", "cue 2")
    assert "join" in short.message
    assert "split" in long.message
