"""Draws text with our ffmpeg onto plain grey, and says which pixels it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.engines import fonts
from pipeline.engines.exporters import ass
from pipeline.rules.canvas import Box
from tests.clips import ffmpeg
from tests.looking import Pictures

Pixels = npt.NDArray[np.bool_]

_GREY = 128
_SEEN = 6
"""Levels by which a pixel must differ from the grey to count as covered."""


def pictures(
    folder: Path, things: Sequence[Sequence[Drawn]], styles: Sequence[TextStyle], *, size_px: tuple[int, int]
) -> Pictures:
    """A grey picture for each set of things, with these drawn on it, past every fade."""
    width_px, height_px = size_px
    spread = [
        replace(item, start_frame=3 * number, end_frame=3 * number + 3)
        for number, items in enumerate(things)
        for item in items
    ]
    text = ass.text_of(spread, styles, family=fonts.FAMILY, size_px=size_px, frame_rate=Fraction(1), lead_in_frames=0)
    script = folder / "drawn.ass"
    script.write_text(text, encoding="utf-8")
    raw = ffmpeg(
        *("-f", "lavfi", "-i", f"color=0x808080:size={width_px}x{height_px}:rate=1:duration={3 * len(things)}"),
        *("-vf", f"format=gray,ass=filename={script}:fontsdir={fonts.fonts_dir()}"),
        *("-pix_fmt", "gray", "-f", "rawvideo", "-"),
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, height_px, width_px)[1::3]


def covered(picture: Pictures) -> Pixels:
    """Which pixels something is drawn on."""
    differs: Pixels = np.abs(picture.astype(int) - _GREY) > _SEEN
    return differs


def ink(picture: Pictures) -> Box:
    """The smallest box around all that is drawn; something is."""
    rows, columns = np.nonzero(covered(picture))
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
