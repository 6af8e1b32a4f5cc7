"""Two hours of footage and five hundred cuts take the memory of twelve, and every frame is the one that was meant."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest

from tests.costs import Cost, cost_of
from tests.engines.film import two_hours
from tests.engines.film.counting import numbers

_MORE = 1.2
"""What five hundred cuts may take of memory, over what twelve take."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("two-hours")
    two_hours.film_two_hours(made)
    return made


def rendered(folder: Path, *arguments: str) -> Cost:
    cost = cost_of(sys.executable, "-m", "tests.engines.film.two_hours", str(folder), *arguments, timeout_s=1800)
    assert cost.code == 0, cost.complaints
    return cost


def meant(count: int, *, shuffled: bool) -> list[int]:
    clips = two_hours.cuts(count, shuffled=shuffled)
    return [frame % two_hours.COUNTED for first, length in clips for frame in range(first, first + length)]


def lengths(film: Path) -> tuple[Fraction, Fraction]:
    """How long picture and sound last, in seconds."""
    with av.open(str(film)) as container:
        first, second = (
            (stream.duration or 0) * (stream.time_base or Fraction(0))
            for stream in (container.streams.video[0], container.streams.audio[0])
        )
    return first, second


@pytest.fixture(scope="module")
def few(folder: Path) -> Cost:
    return rendered(folder, "12")


@pytest.mark.full
@pytest.mark.parametrize("order", ["in order", "shuffled"])
def test_five_hundred_cuts_of_two_hours(folder: Path, few: Cost, order: str) -> None:
    shuffled = order == "shuffled"
    many = rendered(folder, "500", *([order] if shuffled else []))
    film = folder / "film.mp4"
    assert numbers(film) == meant(500, shuffled=shuffled)
    picture, sound = lengths(film)
    assert abs(picture - sound) < Fraction(1, two_hours.RATE)
    assert many.peak_bytes <= _MORE * few.peak_bytes
