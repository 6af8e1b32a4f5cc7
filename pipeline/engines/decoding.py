"""Decodes a whole film once, and hears and sees what its packets do not tell."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from pipeline.domain.errors import MachineError
from pipeline.domain.finished import SPAN_AT_LEAST_S
from pipeline.domain.timing import ZERO, TimeRange
from pipeline.engines import loudness, process
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import INPUT_GUARDS, SECONDS_AT_LEAST, file_url
from pipeline.engines.loudness import Loudness

FREEZE_NOISE = 0.001
"""How much a picture may change and still stand still, as a share of full scale: freezedetect's default.

A very fine pattern changes by up to twice as much at each key frame of x264 at crf 18 (measured), so that its standing
still is missed; so is a still camera's shot, for its noise, and that is meant.
"""

_ERRORS_KEPT = 20
"""The first complaints tell what is wrong; one damaged frame makes dozens."""

_SECONDS_PER_SECOND = 60
"""A decode may take this many times the film's length, as every ffmpeg command may, before it is stopped."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one decode told.

    Attributes:
        errors: the decoder's first complaints, free of file names; none when the film plays to its end.
        loudness: of the whole sound.
        black, frozen: stretches of `SPAN_AT_LEAST_S` or longer without light, or without movement.
    """

    errors: tuple[str, ...]
    loudness: Loudness
    black: tuple[TimeRange, ...]
    frozen: tuple[TimeRange, ...]


def command(binary: Path, path: Path, *, picture_index: int, sound_index: int) -> list[str]:
    """Decode every frame and sample: complaints, loudness, black and still picture on standard error.

    Each line says its level, and damage does not end the run: all of the film is looked at.
    """
    film = ffmpeg.input(file_url(path), **INPUT_GUARDS)
    picture = (
        film[str(picture_index)]
        .filter("blackdetect", d=int(SPAN_AT_LEAST_S))
        .filter("freezedetect", n=FREEZE_NOISE, d=int(SPAN_AT_LEAST_S))
    )
    sound = film[str(sound_index)].filter("ebur128", peak="true", framelog="quiet")
    return to_nothing(binary, picture, sound, log_level="info")


def to_nothing(binary: Path, *streams: Any, log_level: str) -> list[str]:  # noqa: ANN401 - ffmpeg-python streams
    """The command that decodes these streams and keeps nothing; each line it logs says its level."""
    output = ffmpeg.output(*streams, "-", format="null").global_args(
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", f"level+{log_level}"
    )
    return [str(part) for part in ffmpeg.compile(output, cmd=str(binary))]


def decode(tool: FFmpeg, path: Path, *, picture_index: int, sound_index: int, end: Fraction) -> Decoded:
    """Decode a film and read what ffmpeg said; a film that cannot be decoded is an answer, not a failure.

    Args:
        tool: the ffmpeg to use.
        path: the film.
        picture_index, sound_index: the streams' numbers.
        end: when the picture ends, in seconds.

    Raises:
        MachineError: ffmpeg was killed or took too long.
    """
    finished = run(command(tool.path, path, picture_index=picture_index, sound_index=sound_index), duration=end)
    said = finished.stderr
    errors = complaints(said, path)
    if finished.returncode and not errors:
        errors = (f"ffmpeg ended with status {finished.returncode}",)
    return Decoded(
        errors=errors,
        loudness=loudness.parse(said) if "Summary:" in said else Loudness(None, None),
        black=_spans(said, "black", end=end),
        frozen=_spans(said, "freeze", end=end),
    )


def run(argv: list[str], *, duration: Fraction) -> process.Finished:
    """Run a command that decodes this many seconds, to whatever end the media has in it.

    Raises:
        MachineError: ffmpeg was killed or took too long.
    """
    finished = process.run(argv, timeout_s=SECONDS_AT_LEAST + _SECONDS_PER_SECOND * float(duration))
    if finished.returncode < 0:
        raise MachineError(
            f"ffmpeg ended with signal {-finished.returncode} while it checked the film",
            remedy="Close other heavy programs and run the same command again",
        )
    return finished


def complaints(said: str, path: Path) -> tuple[str, ...]:
    """The first different lines of level error or worse, without addresses in memory and the film's name.

    Args:
        said: ffmpeg's standard error at log level "level+info".
        path: the film.
    """
    lines = (
        re.sub(r" @ 0x[0-9a-f]+|\[(?:error|fatal|panic)\] ", "", line)
        for line in said.splitlines()
        if re.match(r"(?:\[[^]]*\] )*\[(?:error|fatal|panic)\] ", line)
    )
    nameless = (line.replace(file_url(path), "the film").replace(str(path.absolute()), "the film") for line in lines)
    return tuple(itertools.islice(dict.fromkeys(nameless), _ERRORS_KEPT))


def _spans(said: str, what: str, *, end: Fraction) -> tuple[TimeRange, ...]:
    """What blackdetect or freezedetect logged; a stretch that lasts to the film's end has no end in the log."""

    def times(key: str) -> list[Fraction]:
        line = rf"^\[Parsed_{what}detect_\d+ .*\b{what}_{key}: ?([-+.e\d]+)"
        return [Fraction(text) for text in re.findall(line, said, flags=re.MULTILINE)]

    pairs = itertools.zip_longest(times("start"), times("end"), fillvalue=end)
    return tuple(TimeRange(max(start, ZERO), stop) for start, stop in pairs if max(start, ZERO) < stop)
