"""A talking head for tests: a person drawn by numbers, with a face that CenterFace takes for one, who moves about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

SIZE_PX = (640, 900)
"""Of the person's picture; the head fills its upper third."""

_FINER = 2

Colour = tuple[int, int, int]
Pixels = NDArray[np.float64]

_SKIN: Colour = (206, 160, 132)
_HAIR: Colour = (38, 30, 27)
_LIPS: Colour = (158, 84, 78)
_CLOTH: Colour = (60, 78, 104)


def draw_person(out: Path) -> None:
    """Write the person as a PNG of `SIZE_PX` whose background is clear."""
    width, height = (side * _FINER for side in SIZE_PX)
    person = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    for shape in (_body(width, height), _head(width, height)):
        person.alpha_composite(shape)
    person.resize(SIZE_PX, Image.Resampling.LANCZOS).save(out)


def draw_room(out: Path, size_px: tuple[int, int]) -> None:
    """Write an empty room as a PNG: a wall with light from the left, a shelf and a picture on it."""
    width, height = size_px
    columns = np.linspace(0, 1, width)[None, :]
    rows = np.linspace(0, 1, height)[:, None]
    light = 150 - 60 * columns - 35 * rows
    wall = np.stack([light * tint for tint in (0.92, 0.96, 1.0)], axis=2).clip(0, 255).astype(np.uint8)
    room = Image.fromarray(wall)
    pen = ImageDraw.Draw(room)
    for left, top, right, bottom, colour in (
        (0.06, 0.12, 0.2, 0.36, (74, 84, 92)),
        (0.68, 0.5, 0.98, 0.52, (84, 66, 52)),
        (0.74, 0.32, 0.78, 0.5, (96, 60, 54)),
        (0.79, 0.35, 0.82, 0.5, (54, 74, 84)),
    ):
        pen.rectangle((left * width, top * height, right * width, bottom * height), fill=colour)
    room.filter(ImageFilter.GaussianBlur(3)).save(out)


def _body(width: int, height: int) -> Image.Image:
    shape = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(shape)
    middle = width / 2
    pen.rounded_rectangle((0.04 * width, 0.5 * height, 0.96 * width, 1.2 * height), 0.2 * width, fill=(*_CLOTH, 255))
    pen.rounded_rectangle(
        (middle - 0.12 * width, 0.34 * height, middle + 0.12 * width, 0.56 * height),
        40,
        fill=(*_shaded(_SKIN, 0.8), 255),
    )
    return shape.filter(ImageFilter.GaussianBlur(4))


def _head(width: int, height: int) -> Image.Image:
    """Front view: hair, a shaded oval, brows, eyes, nose and mouth where anatomy has them."""
    shape = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(shape)
    middle, top, half, tall = width / 2, 0.06 * height, 0.23 * width, 0.37 * height

    def oval(x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """Fill an oval about a point of the face: x from the middle in halves of its width, y from its top."""
        cx, cy = middle + x * half, top + y * tall
        pen.ellipse((cx - across * half, cy - down * tall, cx + across * half, cy + down * tall), fill=(*colour, 255))

    oval(0, 0.42, 1.16, 0.5, _HAIR)
    for side in (-1, 1):
        oval(side * 1.0, 0.53, 0.13, 0.1, _shaded(_SKIN, 0.85))
    oval(0, 0.52, 1.0, 0.48, _SKIN)
    oval(0, 0.12, 0.9, 0.14, _HAIR)
    for side in (-1, 1):
        oval(side * 0.42, 0.45, 0.3, 0.065, _shaded(_SKIN, 0.86))
        oval(side * 0.42, 0.37, 0.28, 0.018, _HAIR)
        oval(side * 0.42, 0.46, 0.2, 0.034, (236, 232, 226))
        oval(side * 0.42, 0.46, 0.09, 0.034, (58, 40, 30))
        oval(side * 0.42, 0.46, 0.045, 0.017, (10, 8, 8))
        oval(side * 0.42, 0.433, 0.22, 0.01, (50, 36, 32))
        oval(side * 0.1, 0.665, 0.06, 0.018, _shaded(_SKIN, 0.6))
    oval(0.05, 0.57, 0.06, 0.1, _shaded(_SKIN, 1.1))
    oval(0, 0.655, 0.14, 0.03, _shaded(_SKIN, 0.93))
    oval(0, 0.79, 0.34, 0.034, _LIPS)
    oval(0, 0.788, 0.3, 0.006, _shaded(_LIPS, 0.5))
    soft = shape.filter(ImageFilter.GaussianBlur(4))
    pixels: Pixels = np.asarray(soft, dtype=np.float64).copy()
    columns = (np.arange(width)[None, :] - middle) / half
    pixels[..., :3] *= (1.06 - 0.22 * np.clip(columns + 0.2, -0.4, 1.2) ** 2)[..., None]
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _shaded(colour: Colour, light: float) -> Colour:
    red, green, blue = (min(255, round(part * light)) for part in colour)
    return red, green, blue
