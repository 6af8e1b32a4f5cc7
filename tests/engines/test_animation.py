"""Designers' animations: whatever carries transparency is taken without loss, the rest is refused in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from pipeline.domain.errors import UsageError
from pipeline.engines import animation, logo
from pipeline.engines.ffmpeg import binary
from tests import clips
from tests.examples import YOUTUBE
from tests.marks import LOSSLESS, moving_mark

RATE = Fraction(25)


@dataclass(frozen=True)
class Export:
    """How a designer exports: the file's name, and ffmpeg's options."""

    name: str
    options: tuple[str, ...]
    lossless: bool = True


EXPORTS = {
    "qtrle": Export("mark.mov", LOSSLESS),
    "PNG": Export("mark.mov", ("-c:v", "png", "-pix_fmt", "rgba")),
    "ProRes 4444": Export(
        "mark.mov", ("-c:v", "prores_ks", "-profile:v", "4", "-pix_fmt", "yuva444p10le"), lossless=False
    ),
    "VP9": Export(
        "mark.webm", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-crf", "10", "-b:v", "0"), lossless=False
    ),
}


def taken(folder: Path, source: Path) -> npt.NDArray[np.uint8]:
    out = folder / "taken.mov"
    animation.at_pace(binary.find(), source, out, frame_rate=RATE)
    return np.stack([np.asarray(picture) for picture in animation.pictures(out)])


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_mark_moves_behind_its_transparency(tmp_path: Path, kind: str) -> None:
    export = EXPORTS[kind]
    source = moving_mark(tmp_path / export.name, frame_count=20, rate="25", options=export.options)
    found = taken(tmp_path, source)
    assert found.shape == (20, 48, 96, 4)
    for number in (0, 7, 19):
        left = 2 * number
        assert found[number, 24, left + 8, 3] >= 250
        assert found[number, 24, left + 28, 3] <= 5
        assert abs(int(found[number, 24, left + 8, 0]) - 250) <= (0 if export.lossless else 12)


@pytest.mark.parametrize(("rate", "frame_count"), [("50", 40), ("12.5", 10), ("30000/1001", 24)])
def test_another_pace_becomes_the_films(tmp_path: Path, rate: str, frame_count: int) -> None:
    source = moving_mark(tmp_path / "mark.mov", frame_count=frame_count, rate=rate, options=LOSSLESS)
    assert len(taken(tmp_path, source)) == 20


def test_the_picture_that_stays_is_the_last_one(tmp_path: Path) -> None:
    source = moving_mark(tmp_path / "mark.mov", frame_count=20, rate="25", options=LOSSLESS)
    clip, still, sized, resting = (tmp_path / name for name in ("clip.mov", "still.png", "sized.mov", "resting.png"))
    animation.at_pace(binary.find(), source, clip, frame_rate=RATE)
    assert animation.keep_last(clip, still) == 20
    picture, area = YOUTUBE.picture, YOUTUBE.safe_area
    logo.size_logo(still, resting, picture=picture, safe_area=area, opacity=0.55)
    logo.size_animated_logo(binary.find(), clip, sized, frame_rate=RATE, picture=picture, safe_area=area, opacity=0.55)
    assert animation.keep_last(sized, tmp_path / "last.png") == 20
    pictures = [np.asarray(Image.open(path)) for path in (resting, tmp_path / "last.png")]
    assert np.array_equal(pictures[0], pictures[1])
    assert 140 <= pictures[0][..., 3].max() < 220  # 55 %, and the shadow beneath


def no_alpha(path: Path) -> Path:
    clips.ffmpeg("-f", "lavfi", "-i", "testsrc2=size=96x48:rate=25:duration=1", "-c:v", "prores_ks", f"file:{path}")
    return path


def too_long(path: Path) -> Path:
    return moving_mark(path, frame_count=31, rate="1", options=LOSSLESS)


def playlist(path: Path) -> Path:
    """Footage of others, by its path: opened without a whitelist, it would be shown."""
    other = moving_mark(path.with_name("secret.mov"), frame_count=20)
    path.write_text(f"ffconcat version 1.0\nfile {other.name}\n", encoding="utf-8")
    return path


def noise(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (no_alpha, "no transparency"),
        (too_long, "lasts 31 s"),
        (playlist, "cannot be read"),
        (noise, "cannot be read"),
    ],
)
def test_what_cannot_be_laid_over_a_film_is_refused(tmp_path: Path, made: Callable[[Path], Path], why: str) -> None:
    path = made(tmp_path / "mark.mov")
    with pytest.raises(UsageError, match=why) as refused:
        animation.require_usable(path)
    assert "qtrle" in refused.value.remedy
