"""Times near a shot are moved onto it: every zone at every frame rate, by the guide's table."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.shot_snapping import Zones, snapped_end, snapped_start, zones
from tests.rules.subtitles.figures import TIMINGS, Timing
from tests.strategies import rates

SHOT = 1000
BY_RATE = pytest.mark.parametrize(("rate", "timing"), TIMINGS.items(), ids=[str(rate) for rate in TIMINGS])
shots = st.sets(st.integers(0, 300), max_size=12).map(lambda frames: tuple(sorted(frames)))
frames = st.integers(0, 320)


@BY_RATE
def test_the_zones(rate: Fraction, timing: Timing) -> None:
    assert zones(rate) == Zones(timing.half_second, timing.snapped)


@BY_RATE
def test_where_a_caption_begins(rate: Fraction, timing: Timing) -> None:
    half = timing.half_second
    for distance in range(-3 * half, 3 * half):
        if 0 <= distance < half or -timing.snapped <= distance < 0:
            expected = SHOT
        elif timing.pulled[0] <= -distance <= timing.pulled[1]:
            expected = SHOT - half
        else:
            expected = SHOT + distance
        assert snapped_start(SHOT + distance, (SHOT,), rate) == expected, distance


@BY_RATE
def test_where_a_caption_ends(rate: Fraction, timing: Timing) -> None:
    for distance in range(-3 * timing.half_second, 3 * timing.half_second):
        near = abs(distance) < timing.half_second
        expected = SHOT - timing.gap if near else SHOT + distance
        assert snapped_end(SHOT + distance, (SHOT,), rate, timing.gap) == expected, distance


@pytest.mark.parametrize(
    ("frame", "near", "expected"),
    [
        (100, (), 100),
        (100, (98, 103), 98),
        (100, (97, 102), 102),
        (100, (98, 102), 98),
        (100, (90, 111), 90),
        (100, (80, 110), 98),
        (100, (88, 110), 88),
        (100, (87, 110), 87),
        (3, (13,), 1),
        (2, (11,), 2),
    ],
    ids=str,
)
def test_between_shots_the_nearer_one_counts_for_the_start(frame: int, near: tuple[int, ...], expected: int) -> None:
    """At 24 frames: half a second is 12, and up to 8 before a shot a caption waits for it."""
    assert snapped_start(frame, near, Fraction(24)) == expected


@pytest.mark.parametrize(
    ("frame", "near", "expected"),
    [
        (100, (), 100),
        (100, (98, 103), 96),
        (100, (97, 102), 100),
        (100, (96, 103), 101),
        (100, (97, 103), 101),
        (100, (99, 100), 100),
        (100, (98, 100), 100),
        (100, (99, 102), 100),
        (1, (2,), 1),
        (1, (1,), 1),
        (4, (3,), 1),
    ],
    ids=str,
)
def test_between_shots_the_nearer_one_counts_for_the_end(frame: int, near: tuple[int, ...], expected: int) -> None:
    assert snapped_end(frame, near, Fraction(24), 2) == expected


@given(frames, shots, rates)
def test_a_snapped_start_stays(frame: int, near: tuple[int, ...], rate: Fraction) -> None:
    once = snapped_start(frame, near, rate)
    assert snapped_start(once, near, rate) == once >= 0
    assert abs(once - frame) <= 2 * zones(rate).half_second


@given(frames, shots, rates, st.integers(0, 4))
def test_a_snapped_end_stays(frame: int, near: tuple[int, ...], rate: Fraction, gap: int) -> None:
    once = snapped_end(frame, near, rate, gap)
    assert snapped_end(once, near, rate, gap) == once
    assert once == frame or once + gap in near


def test_without_a_gap_a_caption_ends_with_its_shot() -> None:
    assert snapped_end(SHOT + 3, (SHOT,), Fraction(25), 0) == SHOT
