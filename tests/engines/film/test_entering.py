"""A file is entered early enough, wherever a clip begins: it shows there what reading from the start shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.engines.film.counting import count_frames, encoded, numbers

ORDERED = ("-g", "12", "-bf", "2")


@pytest.mark.parametrize(("rate", "filmed_at"), [("24", 60), ("24", 30), ("25", 24), ("30000/1001", 30)])
def test_a_clip_begins_with_the_picture_that_stands_there(tmp_path: Path, rate: str, filmed_at: int) -> None:
    """Slower footage stands for several frames of the film: its picture began before the clip."""
    footage = count_frames(tmp_path / "counting.mp4", rate=rate, options=ORDERED, duration_s=2)
    read_through = numbers(encoded(footage, first=0, count=filmed_at, rate=Fraction(filmed_at)))
    for first in range(1, filmed_at, 2):
        (shown,) = numbers(encoded(footage, first=first, count=1, rate=Fraction(filmed_at)))
        assert shown == read_through[first], first
