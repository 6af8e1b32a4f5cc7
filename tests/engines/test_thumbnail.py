"""Thumbnails: the right size, no metadata, and a title that is there and inside."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from pipeline.domain.branding import Colours
from pipeline.domain.errors import InputRefused
from pipeline.engines.thumbnail import BYTES_AT_MOST, compose_thumbnail

COLOURS = Colours("#10202b", "#f4efe6", "#e0a458")
LOUD = Colours("#000000", "#ff00ff", "#000000")
CANARY = b"Hyesan-39.7N"


def grey_still(folder: Path) -> Path:
    path = folder / "still.png"
    Image.new("RGB", (1920, 1080), (120, 120, 120)).save(path)
    return path


def thumbnail(folder: Path, still: Path, *, ko: str = "집", en: str = "Home", colours: Colours = COLOURS) -> Path:
    out = folder / "thumbnail.jpg"
    compose_thumbnail(still, out, title_ko=ko, title_en=en, colours=colours)
    return out


def segments(jpeg: bytes) -> list[int]:
    """The markers before the picture's data."""
    place, found = 2, []
    while jpeg[place + 1] != 0xDA:
        found.append(jpeg[place + 1])
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return found


def magenta(path: Path) -> tuple[int, int, int, int]:
    """The box around what has the loud title's colour."""
    pixels = np.asarray(Image.open(path).convert("RGB"), np.int16)
    rows, columns = np.nonzero((pixels[:, :, 0] > 150) & (pixels[:, :, 1] < 100) & (pixels[:, :, 2] > 150))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


@pytest.mark.parametrize(
    ("mode", "size"),
    [("RGB", (1920, 1080)), ("RGB", (1080, 1920)), ("RGBA", (40, 30)), ("L", (3000, 500)), ("P", (640, 640))],
)
def test_any_still_becomes_a_small_jpeg_of_the_right_size(tmp_path: Path, mode: str, size: tuple[int, int]) -> None:
    still = tmp_path / "still.png"
    Image.new(mode, size, 90).save(still)
    out = thumbnail(tmp_path, still)
    with Image.open(out) as opened:
        assert (opened.format, opened.size, opened.mode) == ("JPEG", (1280, 720), "RGB")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["still.png", "thumbnail.jpg"]


def test_no_metadata_of_the_still_goes_along(tmp_path: Path) -> None:
    still = tmp_path / "still.jpg"
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (800, 600)).save(still, exif=exif, comment=CANARY, icc_profile=profile)
    assert CANARY in still.read_bytes()
    encoded = thumbnail(tmp_path, still).read_bytes()
    assert CANARY not in encoded
    application_segments_and_comments = {marker for marker in segments(encoded) if marker >= 0xE0}
    assert application_segments_and_comments == {0xE0}, "only the JFIF header"


def test_even_noise_stays_below_the_limit(tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    noise = np.random.default_rng(7).integers(0, 256, (720, 1280, 3), np.uint8)
    Image.fromarray(noise).save(still)
    assert thumbnail(tmp_path, still, ko="", en="").stat().st_size < BYTES_AT_MOST


@pytest.mark.parametrize("ko", ["집", "두만강을 건너던 그해 겨울, 어머니가 마지막으로 하신 말씀 " * 3, "가" * 150])
def test_the_title_is_there_and_keeps_its_margins(tmp_path: Path, ko: str) -> None:
    left, top, right, bottom = magenta(thumbnail(tmp_path, grey_still(tmp_path), ko=ko, colours=LOUD))
    assert left >= 60
    assert 200 <= top < bottom <= 720 - 60
    assert right <= 64 + 960 + 4


def test_an_english_title_alone_is_as_large_as_a_korean_one(tmp_path: Path) -> None:
    def height(ko: str, en: str) -> int:
        _, top, _, bottom = magenta(thumbnail(tmp_path, grey_still(tmp_path), ko=ko, en=en, colours=LOUD))
        return bottom - top

    assert height("", "HOME") > 0.7 * height("집", "")


def test_without_titles_the_still_is_shown_as_it_is(tmp_path: Path) -> None:
    out = thumbnail(tmp_path, grey_still(tmp_path), ko=" ", en="")
    assert np.abs(np.asarray(Image.open(out)).astype(int) - 120).max() <= 2


def test_a_still_shot_upright_is_turned(tmp_path: Path) -> None:
    still = tmp_path / "still.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("RGB", (1280, 720), "black")
    lying.paste("white", (0, 0, 640, 720))
    lying.save(still, exif=exif)
    pixels = np.asarray(Image.open(thumbnail(tmp_path, still, ko="", en="")).convert("L"))
    assert pixels[:200].min() > 200, "what was left is up"
    assert pixels[-100:].max() < 50


def test_the_same_still_gives_the_same_bytes(tmp_path: Path) -> None:
    still = grey_still(tmp_path)
    assert thumbnail(tmp_path, still).read_bytes() == thumbnail(tmp_path, still).read_bytes()


@pytest.mark.parametrize("content", [b"", b"no picture", b"GIF89a"])
def test_what_is_no_picture_is_refused_and_the_old_thumbnail_stays(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thumbnail.jpg").write_bytes(b"old")
    still = tmp_path / "still.png"
    still.write_bytes(content)
    with pytest.raises(InputRefused, match="no readable picture"):
        thumbnail(tmp_path, still)
    assert (tmp_path / "thumbnail.jpg").read_bytes() == b"old"


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 50).save(buffer, "PNG")
    still = tmp_path / "still.png"
    still.write_bytes(buffer.getvalue()[:20_000])
    with pytest.raises(InputRefused):
        thumbnail(tmp_path, still)
