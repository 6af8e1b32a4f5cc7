"""What parts of a film tell, joined, is what the whole film tells: black, and pictures that stand still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.measured import MeasuredPicture, Stretch
from pipeline.domain.timing import TimeRange
from pipeline.rules import joining

RATE = Fraction(10)
PART = 50


def dark(*stretches: tuple[int, int]) -> MeasuredPicture:
    return MeasuredPicture(PART, tuple(Stretch(*item) for item in stretches), ())


def standing(*stretches: tuple[int, int], like_before: int = 0) -> MeasuredPicture:
    return MeasuredPicture(PART, (), tuple(Stretch(*item) for item in stretches), like_before)


def span(start: str, end: str) -> TimeRange:
    return TimeRange(Fraction(start), Fraction(end))


@pytest.mark.parametrize(
    ("parts", "spans"),
    [
        ([dark(), dark()], ()),
        ([dark((10, 29)), dark()], ()),
        ([dark((10, 30)), dark()], (span("1", "3"),)),
        ([dark((40, 50)), dark((0, 10))], (span("4", "6"),)),
        ([dark((40, 50)), dark((0, 9))], ()),
        ([dark((30, 49)), dark((0, 19))], ()),
        ([dark((40, 50)), dark((0, 50)), dark((0, 5), (10, 40))], (span("4", "10.5"), span("11", "14"))),
        ([dark(), dark((30, 50))], ()),
        ([dark(), dark((20, 50))], (span("7", "9.9"),)),
    ],
)
def test_black(parts: Sequence[MeasuredPicture], spans: tuple[TimeRange, ...]) -> None:
    assert joining.black_spans(parts, RATE) == spans


@pytest.mark.parametrize(
    ("parts", "spans"),
    [
        ([standing(), standing()], ()),
        ([standing((10, 29)), standing()], ()),
        ([standing((10, 30)), standing()], (span("1", "3"),)),
        ([standing((40, 50)), standing((0, 30))], (span("5", "8"),)),
        ([standing((40, 50)), standing((10, 20), like_before=10)], (span("4", "6"),)),
        ([standing(), standing((19, 50), like_before=19)], (span("4.9", "6.9"), span("6.9", "10"))),
        ([standing(), standing(like_before=50), standing(like_before=1)], (span("4.9", "10.1"),)),
        ([standing((30, 50))], ()),
        ([standing((29, 50))], (span("2.9", "5"),)),
    ],
)
def test_standing_still(parts: Sequence[MeasuredPicture], spans: tuple[TimeRange, ...]) -> None:
    assert joining.frozen_spans(parts, RATE) == spans


def test_times_are_told_to_the_microsecond_as_ffmpeg_does() -> None:
    parts = [MeasuredPicture(100, (Stretch(1, 90),), ())]

    assert joining.black_spans(parts, Fraction(30000, 1001)) == (span("0.033367", "3.003"),)


def compared(pictures: Sequence[int], before: int | None = None) -> Iterator[int]:
    """The pictures that later ones are compared to, as freezedetect chooses them; pictures one apart are alike."""
    reference = before
    for position, picture in enumerate(pictures):
        if reference is None or abs(picture - reference) > 1:
            reference = picture
            yield position


def stretches(borders: Sequence[int], end: int) -> tuple[Stretch, ...]:
    return tuple(Stretch(start, after) for start, after in pairwise([*borders, end]) if after - start > 1)


def measured(pictures: Sequence[int], before: int | None) -> MeasuredPicture:
    changes = list(compared(pictures, before))
    like_before = changes[0] if changes else len(pictures)
    lit = [-1, *(position for position, picture in enumerate(pictures) if picture), len(pictures)]
    black = tuple(Stretch(start + 1, end) for start, end in pairwise(lit) if end - start > 1)
    return MeasuredPicture(len(pictures), black, stretches(changes, len(pictures)), like_before)


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=8), min_size=1, max_size=6))
def test_parts_joined_tell_what_the_whole_tells(parts: list[list[int]]) -> None:
    """Pictures that drift, too: each is like its neighbour, and not like the one it is compared to."""
    found: list[MeasuredPicture] = []
    before: int | None = None
    for part in parts:
        found.append(measured(part, before))
        if found[-1].compared_to is not None:
            before = part[found[-1].compared_to]
    film = [picture for part in parts for picture in part]

    assert tuple(joining.still(found)) == stretches(list(compared(film)), len(film))
    assert joining.black(found) == measured(film, None).black
