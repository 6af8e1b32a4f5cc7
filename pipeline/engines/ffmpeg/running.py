"""Runs an ffmpeg command: progress as frames or seconds, complaints as errors, output put in place whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import MachineError
from pipeline.engines import process

INPUT_GUARDS = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mxf,wav,w64,mp3,flac",
}
"""Options before every input: without them a 100-byte playlist named x.mp4 makes ffmpeg read other people's files."""

SECONDS_AT_LEAST = 120
"""Every command may take this long at least; see `run`."""

_SPACE_MESSAGES = ("No space left on device", "Disk quota exceeded")


def file_url(path: Path) -> str:
    """The path as an ffmpeg input: absolute and marked as a file, so that no name is read as an option or protocol."""
    return f"file:{path.absolute()}"


def run(
    argv: list[str],
    *,
    expected: Fraction,
    cwd: Path | None = None,
    on_seconds: Callable[[Fraction], None] | None = None,
    feed: Iterable[bytes] | None = None,
) -> str:
    """Run an ffmpeg command line and give what it said on standard error.

    Args:
        argv: the program and its arguments, as `compile()` built them.
        expected: seconds of media it makes; it may take 60 times as long plus two minutes before it is stopped.
        cwd: the folder it runs in.
        on_seconds: called with the seconds of media made so far.
        feed: blocks for its standard input.

    Raises:
        MachineError: it failed; the message holds its last words, free of file names.
    """
    argv = [argv[0], "-hide_banner", "-nostdin", "-y", "-nostats", "-progress", "pipe:1", *argv[1:]]

    def read(line: str) -> None:
        if on_seconds is not None and (found := re.fullmatch(r"out_time_us=(\d+)", line)):
            on_seconds(Fraction(int(found[1]), 1_000_000))

    finished = process.run(
        argv,
        timeout_s=SECONDS_AT_LEAST + 60 * float(expected),
        cwd=str(cwd) if cwd else None,
        on_line=read,
        feed=feed,
    )
    if finished.returncode != 0:
        raise _failure(finished)
    return finished.stderr


def _failure(finished: process.Finished) -> MachineError:
    if any(message in finished.stderr for message in _SPACE_MESSAGES):
        return MachineError(
            "the disk is full", remedy="Make room (the folder cache/ is always safe to delete) and run again"
        )
    last_words = [line for line in finished.stderr.splitlines() if line.strip()][-6:]
    ending = f"signal {-finished.returncode}" if finished.returncode < 0 else f"status {finished.returncode}"
    return MachineError(
        f"ffmpeg ended with {ending}",
        where="\n".join(last_words),
        remedy="Run the same command again; if it happens twice, `vignette doctor` shows what may be wrong",
    )
