"""What a viewer sees and hears: captions in the picture in both languages, and sound that stays with its picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests import clips, interview, looking
from tests.clips import Clip
from tests.interview import STORY, TARGET
from tests.looking import Pictures
from tests.studio import Studio

RATE = 25

# Captions in the picture

KOREAN_ROWS = slice(142, 152)
ENGLISH_ROWS = slice(160, 168)
"""Where the two lines stand in a picture 180 rows high: lines of 14 and 10 rows, 11 rows above the lower edge. A Korean
line alone would stand from row 153 on, an English one from 158."""

DISTINCT = 60
"""Levels by which a caption's pixel differs from the picture beneath; two encodings of one picture stay far below."""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> tuple[Pictures, Pictures]:
    """One film with captions in the picture and the same film without, frame by frame."""
    studio = Studio.at(tmp_path_factory.mktemp("pairs"))
    bare = TARGET.replace("[captions]", "[captions]\nburned_in = false")
    interview.write(studio.home.presets / "targets" / "bare.toml", bare)
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "bare"]'))
    ran = studio.make()
    assert ran.code == 0, ran.said
    with_captions, without = (looking.grey(studio.delivery() / f"blue-kite.{name}.mp4") for name in ("small", "bare"))
    assert with_captions.shape == without.shape
    return with_captions, without


def distinct_pixels(pairs: tuple[Pictures, Pictures], at_s: float, rows: slice) -> int:
    """How many pixels of some rows differ clearly between the two films."""
    first, second = (film[round(at_s * RATE), rows].astype(int) for film in pairs)
    return int((np.abs(first - second) > DISTINCT).sum())


@pytest.mark.parametrize("at_s", [2.4, 5.4, 8.2])
@pytest.mark.parametrize("rows", [KOREAN_ROWS, ENGLISH_ROWS], ids=["Korean", "English"])
def test_while_a_caption_stands_both_languages_are_in_the_picture(
    pairs: tuple[Pictures, Pictures], at_s: float, rows: slice
) -> None:
    assert distinct_pixels(pairs, at_s, rows) > 40


@pytest.mark.parametrize("at_s", [2.4, 5.4, 8.2])
def test_nothing_but_the_caption_differs(pairs: tuple[Pictures, Pictures], at_s: float) -> None:
    assert distinct_pixels(pairs, at_s, slice(0, 140)) == 0
    assert distinct_pixels(pairs, at_s, slice(173, 180)) == 0


@pytest.mark.parametrize("at_s", [0.5, 0.9, 3.9, 9.4, 10.2])
def test_where_nobody_speaks_no_caption_stands(pairs: tuple[Pictures, Pictures], at_s: float) -> None:
    assert distinct_pixels(pairs, at_s, slice(0, 180)) == 0


# Sound and picture together

CLICK_HZ = (7000.0, 11000.0)
FLASH_LEVEL = 200
SPOKEN = ((1.2, 1.8), (3.2, 3.8), (10.3, 11.6), (13.9, 14.8))


def film_flashes(path: Path, *, rate: str, every_frames: int) -> Path:
    """Film a white frame every so many frames of grey, with a click of 3 ms that begins with it."""
    numerator, _, denominator = rate.partition("/")
    period_s = every_frames * int(denominator or 1) / int(numerator)
    clip = Clip(duration_s=16, rate=rate)
    pictures = f"color=gray:size={clip.size}:rate={rate}:duration={clip.duration_s},"
    pictures += f"drawbox=w=320:h=180:color=white:t=fill:enable='eq(mod(n,{every_frames}),0)'"
    click = f"0.5*sin(2*PI*9000*t)*lt(mod(t+0.000001,{period_s:.9f}),0.003)"
    voice = clips.speech(SPOKEN, clip.duration_s).replace("aevalsrc='", f"aevalsrc='{click}+")
    clips.encode(path, pictures=pictures, sound=voice, options=("-b:a", "256k"))
    return path


def make_flash_film(studio: Studio, footage: Path) -> tuple[list[float], list[float]]:
    """Make the film with two cuts (a pause of 6.5 s is shortened, a passage dropped); when it flashes and clicks."""
    studio.arrange(footage, story=STORY.replace('show = "tiny"', 'show = "tiny"\ndrop = [["12.5", "13.3"]]'))
    said = [
        interview.Said(start, end, f"{number}번입니다.", f"Number {number}.")
        for number, (start, end) in enumerate(SPOKEN, start=1)
    ]
    interview.write(studio.folder / "transcript.ko.srt", interview.transcript(said))
    interview.write(studio.folder / "translation.en.srt", interview.sheet(said))
    ran = studio.make()
    assert ran.code == 0, ran.said
    film = studio.delivery() / "blue-kite.small.mp4"
    brightness = looking.grey(film)[:, 60:120, 100:220].mean(axis=(1, 2))
    times = looking.frame_times(film)
    flashes = [float(times[index]) for index in np.flatnonzero(brightness > FLASH_LEVEL)]
    return flashes, looking.onsets(looking.sound(film), band_hz=CLICK_HZ)


@pytest.mark.parametrize(("rate", "every_frames"), [("25", 50), ("30000/1001", 60), ("50", 100)])
def test_every_click_is_heard_with_its_flash(studio: Studio, rate: str, every_frames: int) -> None:
    footage = film_flashes(studio.root / "flashes.mp4", rate=rate, every_frames=every_frames)
    flashes, clicks = make_flash_film(studio, footage)
    assert len(flashes) >= 4
    assert clicks == pytest.approx(flashes, abs=0.005)


@pytest.mark.parametrize("container", ["mp4", "mkv", "mov", "ts"])
@pytest.mark.parametrize("late", ["picture", "sound"])
def test_a_stream_that_begins_later_stays_later(studio: Studio, late: str, container: str) -> None:
    """Cameras begin picture and sound at different times; 0.24 s is far beyond any tolerance."""
    lag_s = 0.24
    whole = film_flashes(studio.root / "whole.mp4", rate="25", every_frames=50)
    footage = studio.root / f"footage.{container}"
    maps = ("-map", "1:v", "-map", "0:a") if late == "picture" else ("-map", "0:v", "-map", "1:a")
    clips.ffmpeg(
        "-i", f"file:{whole}", "-itsoffset", str(lag_s), "-i", f"file:{whole}", *maps, "-c", "copy", f"file:{footage}"
    )
    flashes, clicks = make_flash_film(studio, footage)
    apart_s = lag_s if late == "sound" else -lag_s
    assert len(flashes) >= 4
    assert clicks == pytest.approx([flash + apart_s for flash in flashes], abs=0.005)
