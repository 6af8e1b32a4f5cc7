"""Recognises the frame rate of a film by the times of its subtitles."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from pipeline.rules.frame_rates import ACCEPTED

_ENOUGH_TIMES = 40
"""So many different times lie on frames by chance, at 30 a second, once in 10^48 files; in an ASS file once in 10^8."""


def frame_rate_of(times_ms: Collection[int], *, resolution_ms: int) -> Fraction | None:
    """The slowest frame rate on whose frames all the times lie; None when there is none, or too few times to tell.

    Args:
        times_ms: beginnings and ends of captions, in any order.
        resolution_ms: what the file counts in: 1, or 10 in ASS. An editor may have rounded up or down.
    """
    times = set(times_ms)
    if len(times) < _ENOUGH_TIMES:
        return None
    rates = (rate for rate in ACCEPTED if 3 * resolution_ms * rate < 1000)
    return next((rate for rate in rates if all(_is_on_a_frame(time, rate, resolution_ms) for time in times)), None)


def _is_on_a_frame(time_ms: int, rate: Fraction, resolution_ms: int) -> bool:
    """Whether the time is a frame's, rounded; in whole numbers, for a file may hold a million times."""
    frame_ms, per = 1000 * rate.denominator, rate.numerator
    nearest = (2 * time_ms * per + frame_ms) // (2 * frame_ms)
    return abs(nearest * frame_ms - time_ms * per) <= resolution_ms * per
