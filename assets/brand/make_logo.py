"""Draws logo.png: a lens whose light falls away softly, a kite inside it, and the name.

Run it with `python -m assets.brand.make_logo`. White on nothing: the mark works on dark cards and, at low opacity, on
footage.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.engines.fonts import font_path

OUT = Path(__file__).with_name("logo.png")

_OVERSAMPLING = 4
"""Everything is drawn this much larger and averaged down: Pillow draws shapes with hard edges."""

_SIZE_PX = (600, 160)
_SYMBOL_PX = 160
_WORD = "vignette"
_WORD_SIZE_PX = 101
_WORD_TRACKING_EM = 0.045
_WORD_LEFT_PX = 196
_WORD_BASELINE_PX = 113

_RIM_WIDTH_PX = 4.0
_FALLOFF_POWER = 5.0
_FALLOFF_ALPHA = 0.42
"""How steeply and how far the light inside the lens rises towards its rim."""

_KITE = ((0.0, -0.62), (0.34, -0.22), (0.0, 0.36), (-0.34, -0.22))
"""Corners in lens radii from the lens's centre, before the tilt: top, right, bottom, left."""

_TAIL = ((0.0, 0.36), (0.18, 0.50), (-0.14, 0.60), (0.03, 0.80))
"""A Bezier curve from the kite's lowest corner, before the tilt."""

_TILT_DEGREES = 24.0
_TAIL_WIDTH_PX = 4.0


def lens_alpha(size_px: int, rim_px: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A thin ring and the soft light inside it, 0 to 1."""
    rows, columns = np.mgrid[0:size_px, 0:size_px] + 0.5
    radius = np.hypot(rows - size_px / 2, columns - size_px / 2)
    outer = size_px / 2 - 1
    inside = np.clip(outer - radius, 0, 1)
    ring = np.clip(radius - (outer - rim_px), 0, 1)
    falloff: np.ndarray[tuple[int, int], np.dtype[np.float64]] = inside * np.maximum(
        ring, _FALLOFF_ALPHA * np.clip(radius / outer, 0, 1) ** _FALLOFF_POWER
    )
    return falloff


def _on_curve(moment: float) -> tuple[float, float]:
    weights = ((1 - moment) ** 3, 3 * (1 - moment) ** 2 * moment, 3 * (1 - moment) * moment**2, moment**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, _TAIL, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, _TAIL, strict=True)),
    )


def symbol_alpha() -> Image.Image:
    """The lens with the kite, oversampled."""
    size_px = _SYMBOL_PX * _OVERSAMPLING
    picture = Image.fromarray(np.uint8(255 * lens_alpha(size_px, _RIM_WIDTH_PX * _OVERSAMPLING)))
    draw = ImageDraw.Draw(picture)

    cosine, sine = math.cos(math.radians(_TILT_DEGREES)), math.sin(math.radians(_TILT_DEGREES))

    def placed(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine
        return size_px / 2 * (1 + x), size_px / 2 * (1 + y)

    draw.polygon([placed(corner) for corner in _KITE], fill=255)
    dot_px = _TAIL_WIDTH_PX * _OVERSAMPLING / 2
    for step in range(401):
        x, y = placed(_on_curve(step / 400))
        draw.ellipse((x - dot_px, y - dot_px, x + dot_px, y + dot_px), fill=255)
    return picture


def logo() -> Image.Image:
    """The whole mark, RGBA, white on nothing."""
    width_px, height_px = (side * _OVERSAMPLING for side in _SIZE_PX)
    alpha = Image.new("L", (width_px, height_px))
    alpha.paste(symbol_alpha(), (0, (height_px - _SYMBOL_PX * _OVERSAMPLING) // 2))
    size_px = _WORD_SIZE_PX * _OVERSAMPLING
    face = ImageFont.truetype(font_path("regular"), size_px)
    draw = ImageDraw.Draw(alpha)
    x = float(_WORD_LEFT_PX * _OVERSAMPLING)
    for character in _WORD:
        draw.text((x, _WORD_BASELINE_PX * _OVERSAMPLING), character, font=face, fill=255, anchor="ls")
        x += face.getlength(character) + _WORD_TRACKING_EM * size_px
    white = Image.new("RGBA", _SIZE_PX, (255, 255, 255, 255))
    white.putalpha(alpha.resize(_SIZE_PX, Image.Resampling.BOX))
    return white


if __name__ == "__main__":
    logo().save(OUT, optimize=True)
