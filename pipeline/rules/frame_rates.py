"""Chooses the film's frame rate: the camera's own wherever a platform takes it."""

from __future__ import annotations

from fractions import Fraction

ACCEPTED = tuple(
    Fraction(rate) for rate in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60")
)
"""What platforms take (YouTube's recommended settings name these)."""


def program_frame_rate(camera: Fraction, *, at_most: Fraction) -> Fraction:
    """The accepted rate nearest to the camera's, after halving what is too fast and doubling what is too slow.

    Args:
        camera: frames a second of the footage.
        at_most: the fastest rate the target takes.
    """
    rate = camera
    while rate > at_most:
        rate /= 2
    while rate < ACCEPTED[0] * Fraction(999, 1000):
        rate *= 2
    return min((accepted for accepted in ACCEPTED if accepted <= at_most), key=lambda accepted: abs(accepted - rate))
