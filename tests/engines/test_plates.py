"""Animations behind names: what is seen of them, in what size, how long, and how they go."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.engines import animation, plates
from pipeline.engines.ffmpeg import binary
from pipeline.engines.plates import PlateShape
from tests.marks import HEIGHT_PX, WIDTH_PX, moving_mark

RATE = Fraction(25)
MOVES, SHOWN = 20, 40
WHOLE = PlateShape((0, 0, WIDTH_PX, HEIGHT_PX), WIDTH_PX, HEIGHT_PX, RATE, SHOWN, fade_frames=Fraction(35, 4))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plate")
    out = folder / "clip.mov"
    source = moving_mark(folder / "mark.mov", frame_count=MOVES)
    animation.at_pace(binary.find(), source, out, frame_rate=RATE)
    return out


def written(clip: Path, out: Path, shape: PlateShape) -> npt.NDArray[np.uint8]:
    plates.write_plate(binary.find(), clip, out, shape)
    return np.stack([np.asarray(picture) for picture in animation.pictures(out)])


@pytest.fixture(scope="module")
def whole(clip: Path) -> npt.NDArray[np.uint8]:
    return written(clip, clip.with_name("whole.mov"), WHOLE)


def test_it_plays_once_and_its_last_picture_stays(clip: Path, whole: npt.NDArray[np.uint8]) -> None:
    played = [np.asarray(picture) for picture in animation.pictures(clip)]
    assert len(whole) == SHOWN
    assert all(np.array_equal(whole[number], played[min(number, MOVES - 1)]) for number in range(SHOWN - 8))


def test_it_goes_as_the_text_does(whole: npt.NDArray[np.uint8]) -> None:
    """`\\fad(350,...)` at 25 pictures a second: 8.75 of them."""
    opacity = whole[..., 3].max(axis=(1, 2)) / 255
    assert opacity[SHOWN - 9] == 1
    assert opacity[-8:] == pytest.approx([left / 8.75 for left in range(8, 0, -1)], abs=0.003)


def test_one_that_is_longer_than_the_name_is_cut(clip: Path, tmp_path: Path) -> None:
    assert len(written(clip, tmp_path / "short.mov", replace(WHOLE, frame_count=12))) == 12


def test_a_part_of_it_is_what_lies_there(clip: Path, tmp_path: Path, whole: npt.NDArray[np.uint8]) -> None:
    part = replace(WHOLE, source=(10, 4, 60, 30), width_px=50, height_px=26)
    assert np.array_equal(written(clip, tmp_path / "part.mov", part), whole[:, 4:30, 10:60])


def test_its_edges_stay_bright_when_it_is_sized(clip: Path, tmp_path: Path) -> None:
    """What is not seen is black in most exports; mixed in, it would draw a dark line around the plate."""
    pictures = written(clip, tmp_path / "half.mov", replace(WHOLE, width_px=45, height_px=22))
    edges = (pictures[..., 3] > 60) & (pictures[..., 3] < 250)
    assert edges.any()
    assert pictures[..., 0][edges].min() > 235
