"""Animations behind names: what is seen of them, in what size, how long, and how they go."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.domain.errors import UsageError
from pipeline.engines import animation, plates
from pipeline.engines.ffmpeg import binary
from pipeline.engines.plates import PlateShape
from tests import clips
from tests.marks import HEIGHT_PX, WIDTH_PX, moving_mark

RATE = Fraction(25)
MOVES, SHOWN = 20, 40
WHOLE = PlateShape(
    content=(0, 0, WIDTH_PX, HEIGHT_PX),
    size_px=(WIDTH_PX, HEIGHT_PX),
    visible=(0, 0, WIDTH_PX, HEIGHT_PX),
    frame_rate=RATE,
    frame_count=SHOWN,
    fade_frames=Fraction(35, 4),
)


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
    short = PlateShape(WHOLE.content, WHOLE.size_px, WHOLE.visible, RATE, 12, WHOLE.fade_frames)
    assert len(written(clip, tmp_path / "short.mov", short)) == 12


def test_only_what_lies_in_the_film_is_kept(clip: Path, tmp_path: Path, whole: npt.NDArray[np.uint8]) -> None:
    part = PlateShape(WHOLE.content, WHOLE.size_px, (10, 4, 60, 30), RATE, SHOWN, WHOLE.fade_frames)
    assert np.array_equal(written(clip, tmp_path / "part.mov", part), whole[:, 4:30, 10:60])


def test_its_edges_stay_bright_when_it_is_sized(clip: Path, tmp_path: Path) -> None:
    """What is not seen is black in most exports; mixed in, it would draw a dark line around the plate."""
    half = PlateShape(WHOLE.content, (45, 22), (0, 0, 45, 22), RATE, SHOWN, WHOLE.fade_frames)
    pictures = written(clip, tmp_path / "half.mov", half)
    edges = (pictures[..., 3] > 60) & (pictures[..., 3] < 250)
    assert edges.any()
    assert pictures[..., 0][edges].min() > 235


def test_the_content_is_all_that_is_ever_seen(tmp_path: Path) -> None:
    """A whole screen with a small plate on it, as designers hand over."""
    mark = moving_mark(tmp_path / "mark.mov", frame_count=MOVES)
    screen, clip = tmp_path / "screen.mov", tmp_path / "clip.mov"
    clips.ffmpeg("-i", f"file:{mark}", "-vf", "pad=640:360:100:250:black@0", "-c:v", "qtrle", f"file:{screen}")
    animation.at_pace(binary.find(), screen, clip, frame_rate=RATE)
    assert plates.content_of(clip) == (100, 250, 100 + 2 * (MOVES - 1) + 16, 250 + HEIGHT_PX)


def empty(path: Path) -> Path:
    clips.ffmpeg("-f", "lavfi", "-i", "color=black@0:size=96x48:rate=25:duration=1,format=argb", "-c:v", "qtrle",
                 f"file:{path}")  # fmt: skip
    return path


@pytest.mark.parametrize(("made", "why"), [(empty, "nothing is to be seen")])
def test_one_that_shows_nothing_is_refused(tmp_path: Path, made: Callable[[Path], Path], why: str) -> None:
    clip = tmp_path / "clip.mov"
    animation.at_pace(binary.find(), made(tmp_path / "mark.mov"), clip, frame_rate=RATE)
    with pytest.raises(UsageError, match=why):
        plates.content_of(clip)
