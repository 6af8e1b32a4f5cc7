"""What every ffmpeg command is built with: guarded inputs, a file's own clock, an argument list at the end."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from pipeline.engines.ffmpeg.running import INPUT_GUARDS, file_url

NO_SOURCE_METADATA = {
    "map_metadata": -1,
    "map_chapters": -1,
    "fflags": "+bitexact",
    "dn": None,
    "sn": None,
}
"""Nothing of the source's tags, chapters, data or text tracks goes along."""


def input_of(path: Path, **options: Any) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """A camera's file as an input, behind both whitelists."""
    return ffmpeg.input(file_url(path), **options, **INPUT_GUARDS)


def since(zero: Fraction) -> str:
    """An expression for setpts: the time stamp counted from the stream's zero."""
    return f"PTS-round({seconds(zero)}/TB)" if zero else "PTS"


def on_own_clock(argv: list[str]) -> list[str]:
    """The command, reading time stamps as they stand in the file.

    Otherwise ffmpeg takes off a zero of its own choice; in a transport stream that is the first picture's where only
    the picture is read, and the first sound's where only that is.
    """
    return [argv[0], "-copyts", *argv[1:]]


def seconds(value: Fraction) -> str:
    """Decimal seconds to the microsecond, ffmpeg's own clock."""
    return f"{float(value):.6f}"


def compiled(output: Any, binary: Path) -> list[str]:  # noqa: ANN401 - ffmpeg-python streams
    """The finished command as a list of arguments."""
    return [str(part) for part in ffmpeg.compile(output, cmd=str(binary))]
