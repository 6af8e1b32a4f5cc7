"""The frame rate of a film is told by the times of its captions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.timing import at_frame, milliseconds
from pipeline.rules.frame_grid import frame_rate_of
from pipeline.rules.frame_rates import ACCEPTED


@pytest.mark.parametrize("rate", ACCEPTED)
def test_times_on_frames_tell_their_rate(rate: Fraction) -> None:
    times = [milliseconds(at_frame(number * 37, rate)) for number in range(200)]
    assert frame_rate_of(times, resolution_ms=1) == rate


@pytest.mark.parametrize("rate", ["24", "25", "30"])
def test_an_ass_file_counts_in_centiseconds(rate: str) -> None:
    times = [milliseconds(at_frame(number * 37, Fraction(rate))) // 10 * 10 for number in range(200)]
    assert frame_rate_of(times, resolution_ms=10) == Fraction(rate)


def test_times_by_hand_tell_none() -> None:
    assert frame_rate_of([number * 1237 for number in range(200)], resolution_ms=1) is None


def test_few_times_tell_none() -> None:
    assert frame_rate_of([0, 40, 80], resolution_ms=1) is None
