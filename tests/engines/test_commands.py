"""ffmpeg's command lines as data: what every one must hold, whatever it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.render_plan import Shot
from pipeline.engines.ffmpeg import commands, running, sound_commands
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.presets.library import PresetLibrary
from tests import examples

FFMPEG = Path("/bin/ffmpeg")
ODD = Path("/media/-a 'b' [c]: d,e.mp4")
PICTURE = PresetLibrary().target("youtube").picture
CARD = ChunkWork(ODD, (Shot("", 0, 50, None),), Fraction(25), PICTURE, "", Path("/fonts"), None)

Command = list[str]

READING: dict[str, Callable[[], Command]] = {
    "analysis": lambda: sound_commands.analysis(FFMPEG, ODD, examples.audio(), speech_wav=Path("/out.wav")),
    "raw sound": lambda: sound_commands.raw_sound(FFMPEG, ODD, examples.audio(), out=Path("/out.f32")),
    "chunk": lambda: commands.chunk(FFMPEG, CARD, out=Path("/out.mp4")),
}
"""Everything that opens a camera's file."""


def before_input(argv: Command) -> Command:
    return argv[: argv.index("-i")]


@pytest.mark.parametrize("name", READING)
def test_a_cameras_file_is_opened_behind_both_whitelists(name: str) -> None:
    options = before_input(READING[name]())
    for key, value in running.INPUT_GUARDS.items():
        assert options[options.index(f"-{key}") + 1] == value
    assert "hls" not in running.INPUT_GUARDS["format_whitelist"]
    assert "concat" not in running.INPUT_GUARDS["format_whitelist"]


@pytest.mark.parametrize("name", READING)
def test_a_file_name_is_never_read_as_an_option_or_a_protocol(name: str) -> None:
    argv = READING[name]()
    assert argv[argv.index("-i") + 1] == f"file:{ODD}"


@pytest.mark.parametrize(
    "argv", [READING["chunk"](), commands.joined(FFMPEG, Path("list"), ODD, frame_rate=Fraction(25), out=ODD)]
)
def test_nothing_of_the_sources_tags_goes_along(argv: Command) -> None:
    for key, value in {"-map_metadata": "-1", "-map_chapters": "-1", "-fflags": "+bitexact"}.items():
        assert argv[argv.index(key) + 1] == value
    assert {"-dn", "-sn"} <= set(argv)


def test_the_parts_are_copied_not_encoded_again() -> None:
    argv = commands.joined(FFMPEG, Path("list"), ODD, frame_rate=Fraction(25), out=Path("/out.mp4"))
    assert argv[argv.index("-vcodec") + 1] == "copy"
    assert argv[argv.index("-acodec") + 1] == "copy"


@pytest.mark.parametrize(("rate", "frames"), [("24000/1001", 12), ("25", 13), ("30000/1001", 15), ("60", 30)])
def test_a_key_frame_comes_as_often_as_the_target_asks(rate: str, frames: int) -> None:
    argv = commands.chunk(FFMPEG, replace(CARD, frame_rate=Fraction(rate)), out=Path("/out.mp4"))
    assert argv[argv.index("-g") + 1] in {str(frames), str(frames - 1)}  # half a second, rounded
    assert argv[argv.index("-keyint_min") + 1] == argv[argv.index("-g") + 1]
    assert "+cgop" in argv[argv.index("-flags") + 1]


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "50", "60000/1001", "60"])
def test_every_frame_lasts_whole_ticks_of_the_films_clock(rate: str) -> None:
    argv = commands.chunk(FFMPEG, replace(CARD, frame_rate=Fraction(rate)), out=Path("/out.mp4"))
    ticks = int(argv[argv.index("-video_track_timescale") + 1])
    assert (ticks / Fraction(rate)).denominator == 1


def test_the_one_channel_that_carries_sound_goes_to_both_sides() -> None:
    right = sound_commands.raw_sound(FFMPEG, ODD, examples.audio(channels_used=(1,)), out=Path("/o"))
    assert any("stereo|c0=c1|c1=c1" in part.replace("\\", "") for part in right)
    both = sound_commands.raw_sound(FFMPEG, ODD, examples.audio(), out=Path("/o"))
    assert any("stereo|c0=c0|c1=c1" in part.replace("\\", "") for part in both)
