"""Rectangles in a picture, and the safe areas as they were found."""

from __future__ import annotations

import pytest

from pipeline.engines import fonts
from pipeline.presets.library import PresetLibrary
from pipeline.rules.canvas import Box, Canvas, around, centred_in
from tests.examples import HOUSE

LIBRARY = PresetLibrary()


@pytest.mark.parametrize(
    ("other", "beyond", "overlaps"),
    [
        (Box(10, 10, 20, 20), 0, True),
        (Box(0, 0, 100, 50), 0, True),
        (Box(-3, 0, 10, 10), 3, True),
        (Box(90, -2, 107, 10), 7, True),
        (Box(0, 40, 10, 55), 5, True),
        (Box(100, 0, 110, 50), 10, False),
        (Box(0, 50, 10, 60), 10, False),
    ],
)
def test_what_reaches_out_of_a_box(other: Box, beyond: int, *, overlaps: bool) -> None:
    box = Box(0, 0, 100, 50)
    assert box.beyond(other) == beyond
    assert box.holds(other) == (beyond == 0)
    assert box.overlaps(other) == other.overlaps(box) == overlaps


def test_around_several_boxes() -> None:
    assert around([Box(5, 5, 6, 6), Box(1, 7, 3, 9)]) == Box(1, 5, 6, 9)


@pytest.mark.parametrize(
    ("sizes", "box"),
    [
        ([(1080, 608)], Box(0, 656, 1080, 1264)),
        ([(1080, 608), (810, 1080)], Box(0, 420, 1080, 1500)),
        ([(1080, 1920)], Box(0, 0, 1080, 1920)),
    ],
)
def test_footage_lies_in_the_middle(sizes: list[tuple[int, int]], box: Box) -> None:
    assert centred_in(LIBRARY.target("shorts").picture, sizes) == box


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("youtube", Box(96, 54, 1824, 1026)),
        ("square", Box(54, 54, 1026, 1026)),
        ("shorts", Box(108, 270, 972, 1248)),
    ],
)
def test_the_safe_areas(name: str, safe: Box) -> None:
    assert Canvas(LIBRARY.target(name), HOUSE, fonts.typeface()).safe_box == safe
