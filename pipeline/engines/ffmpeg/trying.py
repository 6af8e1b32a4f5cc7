"""Finds out which encoders work on this machine: that ffmpeg knows one tells nothing of the device it needs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from pipeline.domain.encoding import ENCODERS
from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.presets import Picture
from pipeline.engines import process
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.building import compiled
from pipeline.engines.ffmpeg.encoders import blank, device_options, encoding, handed_over

_PICTURES = 4
"""Enough for an encoder to hold back what it reorders, and to give it out at the end."""

_RATE = Fraction(25)
_TIMEOUT_S = 60
"""Devices wake up in a second or two; a driver that hangs does not work."""


def made_by(tool: FFmpeg, picture: Picture) -> Picture:
    """The picture with the encoder that makes it here: the one asked for, or what stands in for hardware."""
    if picture.makes.is_hardware and not works(tool.path, picture):
        return replace(picture, encoder=picture.makes.instead)
    return picture


def require(tool: FFmpeg, picture: Picture) -> None:
    """Fail when the picture cannot be encoded on this machine.

    Raises:
        ToolMissing: this ffmpeg was built without the encoder.
    """
    if not works(tool.path, made_by(tool, picture)):
        raise ToolMissing(
            f"this ffmpeg cannot encode with {picture.encoder}",
            where=str(tool.path),
            remedy='Take it out of the PATH: the set-up brought one that can. Or write encoder = "x264" in the target',
        )


def here(tool: FFmpeg, picture: Picture) -> tuple[str, ...]:
    """The names of all encoders that work on this machine, for pictures of this size."""
    tried = [replace(picture, encoder=name, encoder_preset=ENCODERS[name].presets[0]) for name in ENCODERS]
    return tuple(item.encoder for item in tried if works(tool.path, item))


@lru_cache(maxsize=64)
def works(binary: Path, picture: Picture) -> bool:
    """Whether a few blank pictures of this size can be encoded with the target's own options."""
    output = handed_over(blank(picture, _RATE), picture).output(
        "-", format="null", **{"frames:v": _PICTURES}, **encoding(picture, _RATE)
    )
    argv = compiled(output, binary)
    try:
        finished = process.run(
            [argv[0], "-hide_banner", "-nostdin", *device_options(picture), *argv[1:]], timeout_s=_TIMEOUT_S
        )
    except MachineError:
        return False
    return finished.returncode == 0
