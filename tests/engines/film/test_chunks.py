"""Chunks show exactly their frames, and text stands on exactly its frames, in the bundled font."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.render_plan import Chunk, Drawn, Film, Shot
from pipeline.engines import film as filming
from pipeline.engines import fonts
from pipeline.engines.ffmpeg import binary
from pipeline.engines.probe import probe
from tests import clips, looking
from tests.engines.film.counting import (
    HEIGHT,
    PICTURE,
    RATES,
    STYLES,
    WIDTH,
    count_frames,
    encoded,
    encoded_shots,
    numbers,
)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("first", [0, 1, 24, 47, 80])
def test_a_chunk_shows_exactly_its_frames(counting: dict[str, Path], rate: str, first: int) -> None:
    footage, exact = counting[rate], Fraction(rate)
    out = encoded(footage, first=first, count=12, rate=exact)
    assert numbers(out) == list(range(first, first + 12))


def test_beyond_the_footages_end_the_last_frame_stands(counting: dict[str, Path]) -> None:
    shown = numbers(encoded(counting["25"], first=95, count=10, rate=Fraction(25)))
    assert shown == [95, 96, 97, 98, 99, 99, 99, 99, 99, 99]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("with_logo", [False, True])
def test_text_stands_on_exactly_its_frames(counting: dict[str, Path], rate: str, *, with_logo: bool) -> None:
    logo = counting["25"].with_name("logo.png") if with_logo else None
    if logo:
        clips.ffmpeg("-f", "lavfi", "-i", "color=white@0:size=160x90,format=rgba", "-frames:v", "1", f"file:{logo}")
    texts = (Drawn(-30, 3, 1, "ko", "가나다라마바사"), Drawn(7, 11, 1, "ko", "가나다라마바사"))
    plain, marked = (
        encoded(counting[rate], first=0, count=14, rate=Fraction(rate), drawn=drawn, logo=logo) for drawn in ((), texts)
    )
    pairs = zip(*(looking.grey(film, size=(WIDTH, HEIGHT)).astype(int) for film in (plain, marked)), strict=True)
    differs = [(np.abs(bare - other) > 80).sum() > 20 for bare, other in pairs]
    assert np.flatnonzero(differs).tolist() == [0, 1, 2, 7, 8, 9, 10]
    assert numbers(marked) == list(range(14))


def test_the_fonts_may_lie_in_a_folder_of_any_name(
    counting: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libass would take another font in silence; its log is read, so this fails when the folder is not found."""
    odd = tmp_path / "팀's [fonts]: a,b;c=d\\e"
    shutil.copytree(fonts.fonts_dir(), odd)
    monkeypatch.setattr(fonts, "fonts_dir", lambda: odd)
    drawn = (Drawn(0, 5, 1, "ko", "안녕 Hello"),)
    assert encoded(counting["25"], first=0, count=5, rate=Fraction(25), drawn=drawn).is_file()


def test_without_the_fonts_nothing_is_drawn_in_another_one(
    counting: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "fonts_dir", lambda: tmp_path)
    with pytest.raises(ToolMissing, match="Pretendard"):
        encoded(counting["25"], first=0, count=5, rate=Fraction(25), drawn=(Drawn(0, 5, 1, "ko", "안"),))


def test_a_letter_the_font_lacks_is_refused(counting: dict[str, Path]) -> None:
    with pytest.raises(ToolMissing, match="海"):
        encoded(counting["25"], first=0, count=5, rate=Fraction(25), drawn=(Drawn(0, 5, 1, "ko", "海"),))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(
    "shots",
    [[(3, 9), (12, 13), (40, 48)], [(0, 5), (80, 90)], [(2, 4), (4, 6), (70, 72), (75, 80), (94, 95)], [(94, 99)]],
    ids=["one entry", "two entries", "both", "beyond the end"],
)
def test_a_chunk_of_several_stretches_shows_exactly_them(
    counting: dict[str, Path], rate: str, shots: list[tuple[int, int]]
) -> None:
    shown = numbers(encoded_shots(counting[rate], shots, rate=Fraction(rate)))
    last = len(numbers(counting[rate])) - 1
    assert shown == [min(number, last) for first, end in shots for number in range(first, end)]


def test_five_hundred_cuts_in_one_chunk(tmp_path: Path) -> None:
    """More ranges than a flat expression may hold."""
    footage = count_frames(tmp_path / "a.mp4", rate="25", options=("-g", "250"), duration_s=44)
    shots = [(2 * number, 2 * number + 1) for number in range(500)]
    shown = numbers(encoded_shots(footage, shots, rate=Fraction(25)))
    assert shown == [2 * number % 256 for number in range(500)]


BROADCAST = ("-c:v", "mpeg2video", "-b:v", "20M", "-g", "12", "-bf", "2", "-c:a", "pcm_s16le", "-ac", "1")
CAMERAS = {
    "broadcast.mxf": BROADCAST,
    "camcorder.mts": ("-g", "12", "-bf", "2", "-c:a", "ac3", "-f", "mpegts", "-mpegts_m2ts_mode", "1"),
    "one key frame.ts": ("-g", "250", "-bf", "2"),
    "telephone.mov": ("-g", "30", "-bf", "0"),
    "dashboard.avi": ("-bf", "2", "-preset", "veryfast", "-c:a", "pcm_s16le"),
    "open gop.mp4": ("-preset", "veryfast", "-x264-params", "open-gop=1:keyint=25:bframes=3"),
    "recorder.mkv": ("-g", "250", "-bf", "3"),
}
"""Kinds of files, as cameras and programs write them: how each is encoded."""


@pytest.mark.parametrize("name", CAMERAS)
def test_every_kind_of_file_is_read_to_the_frame(tmp_path: Path, name: str) -> None:
    footage = count_frames(tmp_path / name, rate="25", options=CAMERAS[name])
    for first in (0, 1, 47, 80):
        assert numbers(encoded(footage, first=first, count=12, rate=Fraction(25))) == list(range(first, first + 12))


def test_a_stream_that_begins_in_the_middle_is_read_to_the_frame(tmp_path: Path) -> None:
    """Cut by copying: the sound begins earlier than the first picture that can be decoded."""
    whole = count_frames(tmp_path / "whole.ts", rate="25", options=("-g", "10", "-bf", "2"))
    footage = tmp_path / "cut.ts"
    clips.ffmpeg("-ss", "1.13", "-i", f"file:{whole}", "-c", "copy", f"file:{footage}")
    assert probe(footage, label="file 1").video.start > 0
    begins_with = numbers(footage)[0]
    for first in (0, 1, 30):
        shown = numbers(encoded(footage, first=first, count=12, rate=Fraction(25)))
        assert shown == list(range(begins_with + first, begins_with + first + 12))


def test_a_chunk_without_frames_is_told(counting: dict[str, Path]) -> None:
    """It lies wholly beyond the footage's end."""
    with pytest.raises(MachineError, match="0 frames instead of 12"):
        encoded(counting["25"], first=200, count=12, rate=Fraction(25))


def test_footage_that_cannot_be_read_leaves_no_chunk(tmp_path: Path, counting: dict[str, Path]) -> None:
    footage = tmp_path / "a.mp4"
    shutil.copy(counting["25"], footage)
    shot = Shot("0" * 64, 0, 5, probe(footage, label="file 1").video)
    footage.write_bytes(b"damaged")
    chunk = Chunk(0, (shot,), (), "", "key")
    with pytest.raises(MachineError):
        filming.encode_chunk(
            binary.find(),
            chunk,
            Film("small", PICTURE, STYLES, (chunk,)),
            frame_rate=Fraction(25),
            media=footage,
            logo=None,
            out=tmp_path / "chunk.mp4",
        )
    assert list(tmp_path.iterdir()) == [footage]


# What libass says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("fontselect: (Pretendard, 700, 0) -> /usr/share/fonts/DejaVuSans.ttf, 0, DejaVuSans", "was replaced by"),
        ("fontselect: failed to find any fallback with glyph 0x6D77 for font", "has no letters"),
        ("Glyph 0x6D77 not found, selecting one more font for (Pretendard, 400, 0)", "海"),
    ],
)
def test_a_substituted_font_is_refused(said: str, says: str) -> None:
    with pytest.raises(ToolMissing, match=says):
        filming.require_bundled_font(f"[Parsed_ass_0 @ 0x5] {said}\n")


def test_the_bundled_font_is_taken() -> None:
    filming.require_bundled_font("[Parsed_ass_0 @ 0x5] fontselect: (Pretendard, 700, 0) -> Pretendard-Bold, 0, x\n")
