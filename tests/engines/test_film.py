"""Chunks show exactly their frames, text stands on exactly its frames, joined film keeps its clock, sound its level."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.presets import Picture, Sound
from pipeline.domain.render_plan import Chunk, Drawn, Film, Shot
from pipeline.engines import film as filming
from pipeline.engines import fonts, loudness
from pipeline.engines.ffmpeg import binary
from pipeline.engines.probe import probe
from pipeline.presets.library import PresetLibrary
from pipeline.rules import drawing
from tests import clips, looking
from tests.clips import Clip

WIDTH, HEIGHT = 160, 90
TARGET = PresetLibrary().target("youtube")
PICTURE = replace(TARGET.picture, width_px=WIDTH, height_px=HEIGHT, encoder_preset="superfast", crf=10)
RATES = ("24000/1001", "24", "25", "30000/1001")
STYLES = drawing.styles(replace(TARGET, picture=PICTURE))


def picture_at(**changes: object) -> Picture:
    return replace(PICTURE, **changes)  # type: ignore[arg-type] # the names are checked by the dataclass itself


def encoded(
    footage: Path, *, first: int, count: int, rate: Fraction, drawn: tuple[Drawn, ...] = (), logo: Path | None = None
) -> Path:
    """A chunk of the footage as a file beside it, from its frame number `first` on."""
    video = probe(footage, label="file 1").video
    chunk = Chunk(0, count, Shot("0" * 64, video.start + first / rate, video), drawn, "", "key")
    out = footage.with_name(f"chunk-{first}-{count}-{len(drawn)}.mp4")
    film = Film("small", PICTURE, STYLES, (chunk,))
    filming.encode_chunk(binary.find(), chunk, film, frame_rate=rate, media=footage, logo=logo, out=out)
    return out


def numbers(film: Path) -> list[int]:
    """The number that each frame of the counting footage shows in its eight bars."""
    bars = looking.grey(film, size=(WIDTH, HEIGHT)).reshape(-1, HEIGHT, 8, WIDTH // 8)[..., 5:-5].mean(axis=(1, 3))
    return [sum(1 << place for place, level in enumerate(frame) if level > 128) for frame in bars]


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Footage whose frames show their own number as eight bars, at several rates and with far key frames."""
    folder = tmp_path_factory.mktemp("counting")
    bars = "color=black:{shape},geq=lum='if(mod(floor(N/pow(2,floor(X/20))),2),235,16)':cb=128:cr=128"
    return {
        rate: clips.film(
            folder / f"{rate.replace('/', '-')}.mp4",
            Clip(
                duration_s=4,
                size="160x90",
                rate=rate,
                picture=bars,
                spoken=((1, 3),),
                options=("-g", "250", "-bf", "3"),
            ),
        )
        for rate in RATES
    }


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


def test_joined_chunks_are_one_film_with_an_even_clock(counting: dict[str, Path], tmp_path: Path) -> None:
    rate = Fraction(30000, 1001)
    footage = counting["30000/1001"]
    borders = [0, 7, 30, 31, 75]
    chunks = [
        (encoded(footage, first=first, count=last - first, rate=rate), last - first)
        for first, last in pairwise(borders)
    ]
    sound = tmp_path / "sound.aac"
    clips.ffmpeg("-f", "lavfi", "-i", "sine=duration=2.5025:sample_rate=48000", "-ac", "2", f"file:{sound}")
    out = tmp_path / "film.mp4"
    filming.join(binary.find(), chunks, sound, frame_rate=rate, out=out)
    assert looking.frame_times(out) == [number / rate for number in range(75)]
    assert numbers(out) == list(range(75))


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


def test_footage_that_cannot_be_read_leaves_no_chunk(tmp_path: Path, counting: dict[str, Path]) -> None:
    footage = tmp_path / "a.mp4"
    shutil.copy(counting["25"], footage)
    shot = Shot("0" * 64, Fraction(0), probe(footage, label="file 1").video)
    footage.write_bytes(b"damaged")
    chunk = Chunk(0, 5, shot, (), "", "key")
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


# Sound


def raw_sound(path: Path, source: str) -> Path:
    """Raw stereo sound as the film's is put together."""
    clips.ffmpeg("-f", "lavfi", "-i", source, "-ac", "2", "-ar", "48000", "-f", "f32le", f"file:{path}")
    return path


LOUD = "aevalsrc='0.9*sin(2*PI*180*t)*gt(sin(2*PI*3*t),0)':sample_rate=48000:duration=6"
QUIET = "aevalsrc='0.004*sin(2*PI*180*t)*gt(sin(2*PI*3*t),0)':sample_rate=48000:duration=6"
PEAKY = "aevalsrc='0.01*sin(2*PI*180*t)+0.95*lt(mod(t,1.5),0.001)':sample_rate=48000:duration=6"


@pytest.mark.parametrize("source", [LOUD, QUIET, PEAKY], ids=["loud", "quiet", "with clicks"])
@pytest.mark.parametrize("sound", [TARGET.sound, Sound(-23, 1, -2, 192)], ids=["platform", "broadcast"])
def test_mastered_sound_has_its_loudness_and_keeps_its_ceiling(tmp_path: Path, source: str, sound: Sound) -> None:
    out = tmp_path / "sound.aac"
    raw = raw_sound(tmp_path / "raw.f32", source)
    filming.master_sound(binary.find(), raw, sound=sound, duration=Fraction(6), out=out)
    found = loudness.measure_file(binary.find(), out, expected=Fraction(6))
    assert found.integrated_lufs is not None
    assert abs(found.integrated_lufs - sound.loudness_lufs) <= sound.tolerance_lu
    assert found.true_peak_dbtp is not None
    assert found.true_peak_dbtp <= sound.max_true_peak_dbtp


def test_silence_stays_silence(tmp_path: Path) -> None:
    raw = raw_sound(tmp_path / "raw.f32", "anullsrc=sample_rate=48000:duration=3")
    filming.master_sound(binary.find(), raw, sound=TARGET.sound, duration=Fraction(3), out=tmp_path / "sound.aac")
    assert np.abs(looking.sound(tmp_path / "sound.aac")).max() < 0.001


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
