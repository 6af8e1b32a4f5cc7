"""Glances at footage: about twice a second a small picture, the faces in it, and where it has changed."""

from __future__ import annotations

import re
import tempfile
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from pipeline.domain.errors import MachineError
from pipeline.domain.footage import VideoStream
from pipeline.domain.framing import Glance
from pipeline.domain.timing import TimeRange
from pipeline.engines import process
from pipeline.engines.faces import SIDE_MULTIPLE_PX, FaceFinder
from pipeline.engines.ffmpeg import sampling
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import SECONDS_AT_LEAST

_LONGER_SIDE_PX = 512
"""CenterFace finds faces from about 10 pixels on: at this size those of people who stand 10 m from a wide lens."""

_CLOSE_ENOUGH_S = Fraction(21, 20)
"""Where key frames follow one another this closely, as most cameras write them, looking at them alone is enough; and
it takes a seventh of the time (measured on 1080p of 12 Mbit/s: 1 s of one core for a minute of footage)."""

_KEYS_LOOKED_AT_S = 15
"""The way key frames lie at a file's beginning is the way they lie in it."""

_TIMES = "times.txt"

_BLOCK_PX = 8
"""Change is looked at in squares of this side, in which noise averages out."""

_LEAST_CHANGE = 4.0
"""Brightness levels of 255: a square that changes less has not moved."""

_STANDS_OUT = 6.0
"""And this many times the change that half of the squares stay below: what trembles everywhere has not moved either."""

_LEAST_SHARE, _MOST_SHARE = 0.004, 0.5
"""Less of the picture is a speck, more of it the camera or the light."""

Picture = NDArray[np.uint8]


def look(
    tool: FFmpeg,
    source: Path,
    video: VideoStream,
    *,
    within: TimeRange,
    keys_only: bool,
    finder: FaceFinder | None,
    scratch: Path,
) -> tuple[Glance, ...]:
    """Glance at a stretch of a file.

    Args:
        tool: the ffmpeg to use.
        source: the footage.
        video: its picture.
        within: the stretch, in seconds after the file's zero. A minute takes 55 MB of memory.
        keys_only: look at key frames alone; see `keys_are_enough`.
        finder: finds faces; None to look for motion only.
        scratch: a folder for a small text file, which is removed.

    Raises:
        MachineError: ffmpeg failed.
    """
    width, height = _size_of(video)
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".partial-") as folder:
        argv = sampling.small_pictures(
            tool.path,
            source,
            video,
            within=within,
            keys_only=keys_only,
            size_px=(width, height),
            times_name=_TIMES,
        )
        finished = process.run(argv, timeout_s=SECONDS_AT_LEAST + 60 * float(within.duration), cwd=folder)
        if finished.returncode:
            raise MachineError(
                f"ffmpeg ended with status {finished.returncode} while it looked for the speaker",
                remedy="Run the same command again; if it happens twice, copy the file from the camera again",
            )
        times = _times(Path(folder) / _TIMES, video)
    pictures = np.frombuffer(finished.stdout, dtype=np.uint8).reshape(-1, height, width, 3)
    squares = [_squares(picture) for picture in pictures]
    motions = [None, *(motion_between(before, after) for before, after in pairwise(squares))]
    return tuple(
        Glance(time, finder.faces_in(picture) if finder else (), motion)
        for time, picture, motion in zip(times, pictures, motions, strict=False)
        if within.contains(time)
    )


def keys_are_enough(source: Path, video: VideoStream) -> bool:
    """Whether the file's key frames lie so closely that glances can be at them alone.

    Raises:
        MachineError: the file cannot be read.
    """
    keys: list[Fraction] = []
    try:
        with av.open(str(source)) as container:
            stream = container.streams[video.index]
            for packet in container.demux(stream):
                if packet.pts is None or not packet.is_keyframe:
                    continue
                keys.append(packet.pts * video.time_base)
                if keys[-1] - keys[0] > _KEYS_LOOKED_AT_S:
                    break
    except (av.error.FFmpegError, OSError) as error:
        raise MachineError(
            "the footage cannot be read any more", remedy="Connect the drive it lies on and run the same command again"
        ) from error
    gaps = [after - before for before, after in pairwise(keys)]
    return bool(gaps) and max(gaps) <= _CLOSE_ENOUGH_S


def _size_of(video: VideoStream) -> tuple[int, int]:
    """Width and height of the small pictures: the footage's shape, as nearly as the network takes it."""
    longer = max(video.display_width_px, video.display_height_px)
    width, height = (
        max(1, round(side * _LONGER_SIDE_PX / longer / SIDE_MULTIPLE_PX)) * SIDE_MULTIPLE_PX
        for side in (video.display_width_px, video.display_height_px)
    )
    return width, height


def _times(printed: Path, video: VideoStream) -> list[Fraction]:
    """The pictures' times in the file, as ffmpeg's metadata filter printed their time stamps."""
    text = printed.read_text(encoding="utf-8") if printed.is_file() else ""
    return [int(ticks) * video.time_base - video.zero for ticks in re.findall(r"pts:(-?\d+) ", text)]


def _squares(picture: Picture) -> NDArray[np.float64]:
    """The picture's brightness in squares of `_BLOCK_PX`, in levels of 255."""
    height, width = (side // _BLOCK_PX for side in picture.shape[:2])
    green: NDArray[np.float64] = picture[..., 1].astype(np.float64)
    squares: NDArray[np.float64] = green.reshape(height, _BLOCK_PX, width, _BLOCK_PX).mean(axis=(1, 3))
    return squares


def motion_between(before: NDArray[np.float64], after: NDArray[np.float64]) -> tuple[float, float] | None:
    """Column and row, in shares, about which a picture of squares has changed; None when nothing moved, or everything.

    Light that grows or fades everywhere alike is no motion.
    """
    change = after - before
    change = np.abs(change - np.median(change))
    threshold = max(_LEAST_CHANGE, _STANDS_OUT * float(np.median(change)))
    moved = np.where(change >= threshold, change, 0.0)
    if not _LEAST_SHARE <= np.count_nonzero(moved) / moved.size <= _MOST_SHARE:
        return None
    return _middle(moved.sum(axis=0)), _middle(moved.sum(axis=1))


def _middle(weights: NDArray[np.float64]) -> float:
    """The place, 0 to 1, on both sides of which half of the weight lies."""
    sums = np.cumsum(weights)
    place = int(np.searchsorted(sums, sums[-1] / 2))
    return round((place + 0.5) / len(weights), 4)
