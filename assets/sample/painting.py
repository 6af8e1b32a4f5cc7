"""Brushes: outlines, soft edges, texture and the play of light, as plain arrays of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

WIDTH_PX = 1920
HEIGHT_PX = 1080

Field: TypeAlias = npt.NDArray[np.float32]
"""One number a pixel, rows first; with a third axis, one colour a pixel, in linear light unless named "display"."""
Levels: TypeAlias = npt.NDArray[np.uint8]
"""Display levels 0 to 255 as they go into the film."""
Point: TypeAlias = tuple[float, float]
"""x to the right and y downward, pixels from the picture's top left corner."""
Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue in linear light, 0 to about 1."""

_SUPERSAMPLING = 3  # outlines are drawn this much larger, so that their edges come out smooth
_STEPS_PER_SPAN = 14  # straight pieces between two points of a curve; more is not seen at this size
_EXPOSURE = 1.4  # evening, but every shape can be made out on a telephone in daylight
_DISPLAY_GAMMA = 2.2  # near enough to BT.709 with BT.1886 for a picture that nothing is measured in


def grid() -> tuple[Field, Field]:
    """The x and the y of every pixel."""
    y, x = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX].astype(np.float32)
    return x, y


def _softened(field: Field, sigma_px: float) -> Field:
    spectrum = np.fft.rfft2(field)
    rows = np.fft.fftfreq(field.shape[0])[:, None]
    columns = np.fft.rfftfreq(field.shape[1])[None, :]
    spectrum *= np.exp(-2 * (np.pi * sigma_px) ** 2 * (rows**2 + columns**2))
    return np.fft.irfft2(spectrum, s=field.shape).astype(np.float32)


def blurred(field: Field, sigma_px: float) -> Field:
    """The field under a Gaussian of this deviation; beyond the border it goes on as it ends."""
    margin = int(3 * sigma_px) + 1
    padded = np.pad(field, margin, mode="edge")
    return _softened(padded, sigma_px)[margin:-margin, margin:-margin]


def texture(shape: tuple[int, int], sigma_px: float, random: np.random.Generator) -> Field:
    """Cloudy noise of mean 0 and deviation 1 that tiles without a seam; `sigma_px` is the size of its grain."""
    noise = _softened(random.standard_normal(shape).astype(np.float32), sigma_px)
    noise -= noise.mean()
    return np.asarray(noise / noise.std(), dtype=np.float32)


def curve(points: Sequence[Point]) -> list[Point]:
    """A smooth closed line through the points (Catmull-Rom)."""
    knots = np.array(points)
    before, start, end, after = (np.roll(knots, shift, axis=0) for shift in (1, 0, -1, -2))
    steps = np.arange(_STEPS_PER_SPAN) / _STEPS_PER_SPAN
    spans = [
        start
        + 0.5 * step * (end - before)
        + step**2 * (before - 2.5 * start + 2 * end - 0.5 * after)
        + 0.5 * step**3 * (3 * (start - end) + after - before)
        for step in steps
    ]
    return [(float(x), float(y)) for x, y in np.stack(spans, axis=1).reshape(-1, 2)]


def filled(*outlines: Sequence[Point], softness_px: float = 0.8) -> Field:
    """How much of each pixel the outlines cover, 0 to 1; `softness_px` is the lens's blur at their edges."""
    sheet = Image.new("L", (WIDTH_PX * _SUPERSAMPLING, HEIGHT_PX * _SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(sheet)
    for outline in outlines:
        pen.polygon([(x * _SUPERSAMPLING, y * _SUPERSAMPLING) for x, y in outline], fill=255)
    cover = np.asarray(sheet.reduce(_SUPERSAMPLING), dtype=np.float32) / np.float32(255)
    return np.asarray(np.clip(blurred(cover, softness_px), 0, 1), dtype=np.float32)


def leaf(centre: Point, *, length_px: float, width_px: float, angle_rad: float) -> list[Point]:
    """The outline of one pointed leaf."""
    along = np.linspace(0, 1, 9)
    half_width = 0.5 * width_px * np.sin(np.pi * along) ** 0.8
    u = length_px * (np.concatenate([along, along[::-1]]) - 0.5)
    v = np.concatenate([half_width, -half_width[::-1]])
    x = centre[0] + u * np.cos(angle_rad) - v * np.sin(angle_rad)
    y = centre[1] + u * np.sin(angle_rad) + v * np.cos(angle_rad)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def lit(cover: Field, roundness_px: float, towards_light: tuple[float, float, float]) -> Field:
    """How brightly light falls on a rounded body of this outline, 0 to 1.

    Args:
        cover: the body's outline.
        roundness_px: how far in from its edge the body still curves.
        towards_light: where the light is: right, down and towards the viewer; the length does not matter.
    """
    height = (blurred(cover, roundness_px) + 0.5 * blurred(cover, roundness_px / 3)) * roundness_px
    slope_y, slope_x = np.gradient(height)
    x, y, z = np.array(towards_light) / np.linalg.norm(towards_light)
    facing = (z - slope_x * x - slope_y * y) / np.sqrt(slope_x**2 + slope_y**2 + 1)
    return np.asarray(np.clip(facing, 0, 1), dtype=np.float32)


def hump(field: Field, centre: float, width: float) -> Field:
    """1 where the field is `centre`, falling to 0 on both sides as a Gaussian does."""
    return np.asarray(np.exp(-(((field - centre) / width) ** 2)), dtype=np.float32)


def ramp(field: Field, start: float, end: float) -> Field:
    """0 where the field is at or before `start`, 1 at or beyond `end`, straight between."""
    return np.asarray(np.clip((field - start) / (end - start), 0, 1), dtype=np.float32)


def tinted(amount: npt.NDArray[np.floating[Any]], colour: Colour) -> Field:
    """One colour in the given amounts."""
    return np.asarray(amount[..., None] * np.array(colour), dtype=np.float32)


def laid_over(picture: Field, cover: Field, paint: Field) -> Field:
    """The picture with paint over it where `cover` says so."""
    return picture + (paint - picture) * cover[..., None]


def share(part: Field, whole: Field) -> Field:
    """How much of what `whole` covers belongs to `part`, 0 to 1."""
    return np.asarray(part / np.maximum(whole, 1 / 255), dtype=np.float32)


def displayed(linear: Field) -> Field:
    """Linear light as display levels 0 to 255, not yet rounded; highlights are rolled off."""
    exposed = _EXPOSURE * linear
    rolled = exposed * (1 + exposed / 4) / (1 + exposed)
    return (255 * np.clip(rolled, 0, 1) ** (1 / _DISPLAY_GAMMA)).astype(np.float32)


def dither(shape: tuple[int, int]) -> Field:
    """A fixed pattern in [0, 1) to add before levels are cut to whole numbers, so that soft gradients show no steps."""
    return np.random.default_rng(5).random((*shape, 1), dtype=np.float32)


def levels(display: Field, pattern: Field) -> Levels:
    """Whole display levels, dithered by the pattern."""
    return np.asarray(np.clip(display + pattern, 0, 255), dtype=np.uint8)
