"""Movement: slow waves in time, and painted things that sway, lean and breathe with them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from assets.sample.painting import Field, Point, displayed, dither, levels


def wave(time_s: float, period_s: float, phase_rad: float = 0.0) -> float:
    """-1 to 1, up and down once in a period."""
    return math.sin(2 * math.pi * time_s / period_s + phase_rad)


@dataclass(frozen=True, slots=True)
class Motion:
    """A small movement of a flat thing.

    Attributes:
        pivot: the point it turns, leans and stretches about.
        tilt_rad: turn, clockwise.
        lean: shift to the right for each pixel above the pivot.
        stretch: growth in height, a share.
        right_px, down_px: shift of the whole.
    """

    pivot: Point
    tilt_rad: float = 0.0
    lean: float = 0.0
    stretch: float = 0.0
    right_px: float = 0.0
    down_px: float = 0.0

    def backward(self, corner: tuple[int, int]) -> list[float]:
        """Pillow's six affine numbers: where in the cut-out with this corner each moved pixel came from."""
        cos, sin = math.cos(self.tilt_rad), math.sin(self.tilt_rad)
        forward = np.array([[cos, -sin], [sin, cos]]) @ np.array([[1, -self.lean], [0, 1 + self.stretch]])
        inverse = np.linalg.inv(forward)
        pivot = np.subtract(self.pivot, corner)
        origin = pivot - inverse @ np.add(pivot, (self.right_px, self.down_px))
        numbers: list[float] = np.column_stack([inverse, origin]).ravel().tolist()
        return numbers


class CutOut:
    """A painted thing cut out of its surroundings, to be moved and pasted over a picture."""

    def __init__(self, cover: Field, paint: Field, box: tuple[int, int, int, int]) -> None:
        """Cut out `box` (left, top, right, bottom, pixels) of a paint in linear light."""
        left, top, right, bottom = box
        window = (slice(top, bottom), slice(left, right))
        self._corner = (left, top)
        self._colour = Image.fromarray(levels(displayed(paint[window]), dither((bottom - top, right - left))))
        self._alpha = Image.fromarray(np.round(255 * cover[window]).astype(np.uint8))

    def paste(self, picture: Image.Image, motion: Motion | None = None) -> None:
        """Put it in its place on the picture, moved if so wanted."""
        colour, alpha = self._colour, self._alpha
        if motion is not None:
            back = motion.backward(self._corner)
            colour, alpha = (
                sheet.transform(sheet.size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)
                for sheet in (colour, alpha)
            )
        picture.paste(colour, self._corner, alpha)
