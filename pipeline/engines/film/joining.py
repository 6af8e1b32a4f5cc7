"""Joins a film's chunks and its sound into one file, by copying."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from pipeline.domain.timing import at_frame, rounded
from pipeline.engines.ffmpeg import commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.commands import NO_DECODER


def join(tool: FFmpeg, chunks: Sequence[tuple[Path, int]], sound: Path, *, frame_rate: Fraction, out: Path) -> None:
    """Join chunks by copying and lay the sound beside them.

    Args:
        tool: the ffmpeg to use.
        chunks: each chunk's file and its number of frames, in order.
        sound: the mastered sound (ADTS).
        frame_rate: of the film.
        out: the film.

    Raises:
        MachineError: ffmpeg failed.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        for number, (path, _) in enumerate(chunks):
            (folder / _part_name(number)).symlink_to(path.absolute())
        counts = [count for _, count in chunks]
        (folder / "chunks.txt").write_text(_concat_list(counts, frame_rate), encoding="ascii")
        argv = commands.joined(tool.path, Path("chunks.txt"), sound, frame_rate=frame_rate, out=out.absolute())
        running.run(argv, expected=sum(counts) / frame_rate, cwd=folder)


def _part_name(number: int) -> str:
    return f"{number:05d}.mp4"


def _concat_list(frame_counts: Sequence[int], frame_rate: Fraction) -> str:
    """The list ffmpeg joins by, with each part's length stated.

    ffmpeg adds lengths up in whole microseconds, and reads them from the files in milliseconds when they are not
    stated: both drift. Here each sum is rounded, so that no part lies more than half a microsecond from its place.
    """
    lines: list[str] = []
    frame = 0
    for number, count in enumerate(frame_counts):
        start, end = (rounded(at_frame(index, frame_rate) * 1_000_000) for index in (frame, frame + count))
        lines.append(f"file {_part_name(number)}\nduration {end - start}us\noption codec_whitelist {NO_DECODER}\n")
        frame += count
    return "".join(lines)
