"""Finds where new shots begin: ffmpeg's scdet on the small shape of every picture, and cuts told from movement."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.domain.errors import MachineError
from pipeline.domain.footage import VideoStream
from pipeline.domain.timing import ZERO, TimeRange, frames_up
from pipeline.engines.ffmpeg import commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg

_LEAST_CHANGE = 5.0
"""A smaller scdet score is no cut.

Measured: of 21 cuts in real footage 20 scored 5.3 to 16.4 (in the last, half of the picture stood still), and nothing
else in it more than 2.7. Of 359 disturbances made in nine pieces of it (flashes, jumps of exposure, pans, zooms, hands,
bumps, noise, fades) 3 are taken for cuts: two that lost all sharpness from one picture to the next, and ten lost
pictures. Of 144 hard cuts made in it 12 are missed: into an enlargement by a tenth, or at a third of the light. By
scdet's default of 10 on plain brightness, 159 of these disturbances are cuts, and 37 of these cuts are missed.
"""

_STANDS_OUT = 1.5
"""A cut changes the picture this many times as much as any picture around it. A hand before the lens, a pan and a bump
come in several such steps (measured: 1.3 times each other at most), a cut amid fast movement in one (2.2 times)."""

_ALONE_S = Fraction(1, 5)
"""How far "around" reaches: a picture that stands for less than this is no shot."""

_MARGIN_S = 1
"""Looked at before and after a stretch, so that its first and last pictures are judged like any other."""

_CHANGES = "changes.txt"

_PICTURE = re.compile(r"pts:(-?\d+) .*\nlavfi\.scd\.mafd=(\S+)\nlavfi\.scd\.score=(\S+)")
"""A picture's lines in what ffmpeg's metadata filter prints."""

Changes = NDArray[np.void]
"""Pictures in order: `ticks` of the stream's clock, `change` against the picture before, scdet's `score`."""


def find(
    tool: FFmpeg,
    source: Path,
    video: VideoStream,
    *,
    within: TimeRange,
    scratch: Path,
    on_seconds: Callable[[Fraction], None] | None = None,
) -> tuple[Fraction, ...]:
    """When new shots begin in a stretch of a file, in seconds after the file's zero, ascending.

    Hard cuts only: a fade or a dissolve begins nowhere, and a cut whose pictures were mixed when the frame rate was
    changed is missed. Every picture is decoded: a core looks through 50 (a camera's 30 Mbit/s) to 400 (the sample)
    pictures of 1080p a second.

    Args:
        tool: the ffmpeg to use.
        source: the footage.
        video: its picture.
        within: the stretch, in seconds after the file's zero.
        scratch: a folder for a text file of about 100 bytes a picture, which is removed.
        on_seconds: called with the seconds looked through so far.

    Raises:
        MachineError: ffmpeg failed, or the picture cannot be decoded.
    """
    widened = TimeRange(max(within.start - _MARGIN_S - video.entry_lead, ZERO), within.end + _MARGIN_S)
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".partial-") as folder:
        argv = commands.picture_changes(
            tool.path, source, video, within=widened, least_change=_LEAST_CHANGE, out_name=_CHANGES
        )
        running.run(argv, expected=widened.duration, cwd=Path(folder), on_seconds=on_seconds)
        changes = read((Path(folder) / _CHANGES).read_text(encoding="utf-8"))
    if not len(changes):
        raise MachineError("no picture of the footage could be decoded", remedy="Copy the file from the camera again")
    cuts = cuts_in(changes, around=frames_up(_ALONE_S, video.frame_rate))
    moments = (int(changes["ticks"][index]) * video.time_base - video.zero for index in cuts)
    return tuple(moment for moment in moments if within.contains(moment))


def read(printed: str) -> Changes:
    """What ffmpeg's metadata filter printed of each picture."""
    return np.array(
        [(int(ticks), float(change), float(score)) for ticks, change, score in _PICTURE.findall(printed)],
        dtype=[("ticks", np.int64), ("change", np.float64), ("score", np.float64)],
    )


def cuts_in(changes: Changes, *, around: int) -> tuple[int, ...]:
    """The indices of the pictures that begin a shot.

    Args:
        changes: of all pictures, in order.
        around: how many pictures before and after a cut change less.
    """
    change = changes["change"]
    found: list[int] = []
    for index in np.flatnonzero(changes["score"] >= _LEAST_CHANGE):
        others = np.concatenate([change[max(index - around, 0) : index], change[index + 1 : index + 1 + around]])
        shown = int(index) + commands.PULSE_PICTURES
        if change[index] >= _STANDS_OUT * others.max(initial=0.0) and shown < len(changes):
            found.append(shown)
    return tuple(found)
