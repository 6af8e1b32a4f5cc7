"""Moves the times of captions onto the shots they lie near, so that text and picture change together.

The figures are those of Netflix's Subtitle Timing Guidelines as coded in Subtitle Edit (NetflixCheckShotChange): near
is less than half a second away, and the zones are counted in whole frames.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf

from pipeline.domain.timing import rounded

_SNAPPED_SHARE = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Zones:
    """How near a shot counts as near, in frames.

    Attributes:
        half_second: a time nearer to a shot than this is moved.
        snapped: a caption that begins so many frames before a shot, or fewer, begins with it; one that begins earlier
            keeps half a second's distance from it.
    """

    half_second: int
    snapped: int


@lru_cache(maxsize=64)
def zones(frame_rate: Fraction) -> Zones:
    """The zones at a frame rate: 12 and 8 frames at 24 a second, 30 and 22 at 60."""
    half_second = rounded(frame_rate / 2)
    return Zones(half_second, rounded(_SNAPPED_SHARE * half_second) - 1)


def snapped_start(frame: int, shots: Sequence[int], rate: Fraction) -> int:
    """The frame at which a caption that begins at this one should begin; the same frame when no shot is near.

    A shot that began less than half a second ago is where it should have begun; just before a shot it waits for it, a
    little earlier it begins half a second before it. Between two shots the nearer one counts.

    Args:
        frame: the first one on which the caption is shown.
        shots: the frames on which a new shot begins, ascending.
        rate: frames a second.
    """
    zone = zones(rate)
    index = bisect_right(shots, frame)
    since = frame - shots[index - 1] if index else inf
    until = shots[index] - frame if index < len(shots) else inf
    if since < zone.half_second and (since <= until or until > zone.snapped):
        return shots[index - 1]
    if until <= zone.snapped:
        return shots[index]
    if until >= zone.half_second or shots[index] < zone.half_second:
        return frame
    return snapped_start(shots[index] - zone.half_second, shots, rate)


def snapped_end(frame: int, shots: Sequence[int], rate: Fraction, min_gap_frames: int) -> int:
    """The frame before which a caption that ends at this one should end; the same frame when no shot is near.

    Near a shot, on either side or on it, it ends the minimum gap before it; between two shots the nearer one counts. It
    stays where it is when shots follow each other faster than the gap, for then no place is right.

    Args:
        frame: the first one on which the caption is no longer shown.
        shots: the frames on which a new shot begins, ascending.
        rate: frames a second.
        min_gap_frames: how long before the shot it ends.
    """
    half_second = zones(rate).half_second
    index = bisect_left(shots, frame)
    until = shots[index] - frame if index < len(shots) else inf
    since = frame - shots[index - 1] if index else inf
    if until == min_gap_frames or min(until, since) >= half_second:
        return frame
    nearer = index if until <= since else index - 1
    ended = shots[nearer] - min_gap_frames
    crowded = nearer > 0 and shots[nearer - 1] >= ended
    return frame if crowded or ended <= 0 else ended
