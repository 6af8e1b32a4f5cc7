"""Makes what a designer would export: a mark with transparency that moves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests import clips

WIDTH_PX, HEIGHT_PX = 96, 48
BOX_PX, STEP_PX = 16, 2
LOSSLESS = ("-c:v", "qtrle", "-pix_fmt", "argb")


def moving_mark(path: Path, *, frame_count: int, rate: str = "25", options: Sequence[str] = LOSSLESS) -> Path:
    """A solid box that goes two pixels to the right with each picture, over nothing; gives the path."""
    pictures = np.zeros((frame_count, HEIGHT_PX, WIDTH_PX, 4), np.uint8)
    for number, picture in enumerate(pictures):
        left = STEP_PX * number % WIDTH_PX
        picture[:, left : left + BOX_PX] = (250, 200, 40, 255)
    raw = path.with_suffix(".rgba")
    raw.write_bytes(pictures.tobytes())
    shape = ("-f", "rawvideo", "-pixel_format", "rgba", "-video_size", f"{WIDTH_PX}x{HEIGHT_PX}", "-framerate", rate)
    clips.ffmpeg(*shape, "-i", f"file:{raw}", *options, f"file:{path}")
    raw.unlink()
    return path
