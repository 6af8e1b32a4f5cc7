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


@pytest.mark.parametrize("specks", ["", ",drawbox=x=0:y=0:w=4:h=4:color=white@0.16:t=fill:replace=1"])
def test_the_content_is_all_that_is_clearly_seen(tmp_path: Path, specks: str) -> None:
    """A whole screen with a small plate on it, as designers hand over, and faint specks that nobody meant."""
    mark = moving_mark(tmp_path / "mark.mov", frame_count=20)
    screen, clip = tmp_path / "screen.mov", tmp_path / "clip.mov"
    placed = f"pad=640:360:100:250:black@0{specks}"
    clips.ffmpeg("-i", f"file:{mark}", "-vf", placed, "-c:v", "qtrle", "-pix_fmt", "argb", f"file:{screen}")
    animation.at_pace(binary.find(), screen, clip, frame_rate=RATE)
    assert animation.size_of(clip) == (640, 360)
    assert animation.content_of(clip) == (100, 250, 100 + 2 * 19 + 16, 250 + 48)


def test_one_of_which_nothing_is_seen_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.mov"
    nothing = "color=black@0:size=96x48:rate=25:duration=1,format=argb"
    clips.ffmpeg("-f", "lavfi", "-i", nothing, "-c:v", "qtrle", f"file:{empty}")
    with pytest.raises(UsageError, match="shows nothing") as refused:
        animation.at_pace(binary.find(), empty, tmp_path / "clip.mov", frame_rate=RATE)
    assert refused.value.where == str(empty)


def test_one_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    """Its head can be read, and no picture of it."""
    mark = moving_mark(tmp_path / "mark.mov", frame_count=20)
    head, _, rest = mark.read_bytes().partition(b"mdat")
    pictures, _, index = rest.partition(b"moov")
    mark.write_bytes(head + b"mdat" + bytes([255]) * (len(pictures) - 4) + pictures[-4:] + b"moov" + index)
    animation.require_usable(mark)
    with pytest.raises(UsageError, match="no picture that can be read"):
        animation.at_pace(binary.find(), mark, tmp_path / "clip.mov", frame_rate=RATE)


def test_names_inside_the_file_may_be_written_in_any_script(tmp_path: Path) -> None:
    """As Korean programs for Windows write them: CP949, which is no UTF-8."""
    mark = moving_mark(tmp_path / "mark.mov", frame_count=20, options=(*LOSSLESS, "-metadata", "title=TITLETITLE"))
    content = mark.read_bytes()
    assert b"TITLETITLE" in content
    mark.write_bytes(content.replace(b"TITLETITLE", "로고애니메".encode("cp949")))
    animation.require_usable(mark)
    assert len(taken(tmp_path, mark)) == 20


@pytest.mark.parametrize("told", ["unknown", "bt709"])
def test_colours_are_those_of_the_designer(tmp_path: Path, told: str) -> None:
    """HD without a word on its colours is bt709 to every player, and bt601 to ffmpeg."""
    source = tmp_path / "mark.mov"
    colour = "color=0xC83264:size=1280x720:rate=25:duration=0.4,format=rgba"
    picture = f"{colour},scale=out_color_matrix=bt709,format=yuva444p10le,setparams=colorspace={told}"
    clips.ffmpeg("-f", "lavfi", "-i", picture, "-c:v", "prores_ks", "-profile:v", "4", f"file:{source}")
    assert taken(tmp_path, source)[5, 300, 600, :3].tolist() == pytest.approx([200, 50, 100], abs=2)


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


def too_large(path: Path) -> Path:
    nothing = "color=white@0.5:size=4098x16:rate=25:duration=0.2,format=argb"
    clips.ffmpeg("-f", "lavfi", "-i", nothing, "-c:v", "qtrle", f"file:{path}")
    return path


def noise(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.mark.parametrize(
    ("made", "name", "why", "remedy"),
    [
        (no_alpha, "mark.mov", "no transparency", "qtrle"),
        (too_long, "mark.mov", "lasts 31 s", "shorter"),
        (too_large, "mark.mov", "larger than 4096 px", "smaller"),
        (playlist, "mark.mov", "cannot be read", "qtrle"),
        (noise, "mark.mov", "cannot be read", "qtrle"),
        (noise, "mark.gif", "is a GIF", "qtrle"),
        (noise, "mark.png", "is a picture", "qtrle"),
    ],
)
def test_what_cannot_be_laid_over_a_film_is_refused(
    tmp_path: Path, made: Callable[[Path], Path], name: str, why: str, remedy: str
) -> None:
    path = made(tmp_path / name)
    with pytest.raises(UsageError, match=why) as refused:
        animation.require_usable(path)
    assert remedy in refused.value.remedy
