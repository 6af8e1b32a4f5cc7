"""Where a designer's animation lies behind a name, and which part of its pictures is shown there."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from pipeline.domain.errors import UsageError
from pipeline.rules.canvas import Box, Canvas, around
from pipeline.rules.name_layout import NamePlate, line_height

_PADDING_SHARE = 0.4
"""What an animation covers around the name on each side, as a share of the name's line."""

_SHADOW_SHARE = 0.25
"""Shadows and glows reach out of what is clearly seen by no more than this share of its height."""

_WIDE_AT_LEAST, _WIDE_AT_MOST = 2, 16
"""How often the height of a plate goes into its width: a block would cover the face, and a line becomes a block when it
is made as high as a name."""


@dataclass(frozen=True, slots=True)
class PlatePlace:
    """A part of an animation's pictures in its place.

    Attributes:
        box: in the film's picture; its left and top are even, for colour lies in every second place only.
        source: left, top, right and bottom of what is shown there, in pixels of the animation.
    """

    box: Box
    source: tuple[float, float, float, float]


def fits_a_name(content: Box) -> bool:
    """Whether an animation has the shape of something that may lie behind a name."""
    return _WIDE_AT_LEAST <= content.width_px / content.height_px <= _WIDE_AT_MOST


def require_fitting(content: Box, *, where: str) -> None:
    """Look at the shape of an animation.

    Args:
        content: all that is clearly seen of it in any of its pictures.
        where: the file, for the message.

    Raises:
        UsageError: it cannot lie behind a name.
    """
    if fits_a_name(content):
        return
    too = "high" if content.width_px < _WIDE_AT_LEAST * content.height_px else "thin"
    raise UsageError(
        f"what is seen of it is {content.width_px} x {content.height_px} pixels, too {too} to lie behind a name",
        where=where,
        remedy=f"Have it exported {_WIDE_AT_LEAST} to {_WIDE_AT_MOST} times as wide as high; 5 times looks well. What "
        "counts is what is not transparent in any of its pictures",
    )


def plate_behind(plate: NamePlate, canvas: Canvas, *, content: Box, screen: Box) -> PlatePlace:
    """The place of an animation: in its shape it covers the name with some room around, from the name's left on.

    Where that would reach beyond the column that names end before, it is made narrower, but covers the name.

    Args:
        plate: the name.
        canvas: what it is set on.
        content: all that is clearly seen of the animation in any of its pictures.
        screen: its whole pictures.
    """
    covered = _covered(plate, canvas)
    scale = max(covered.width_px / content.width_px, covered.height_px / content.height_px)
    across = max(covered.width_px, min(content.width_px * scale, plate.ends_before - covered.left))
    per_px, down_per_px = across / content.width_px, scale
    left = covered.left - content.left * per_px
    top = (covered.top + covered.bottom) / 2 - (content.top + content.bottom) / 2 * down_per_px
    shadow = _SHADOW_SHARE * content.height_px
    picture = canvas.target.picture
    box = Box(
        _even(max(left + max(screen.left, content.left - shadow) * per_px, 0)),
        _even(max(top + max(screen.top, content.top - shadow) * down_per_px, 0)),
        floor(min(left + min(screen.right, content.right + shadow) * per_px, picture.width_px)),
        floor(min(top + min(screen.bottom, content.bottom + shadow) * down_per_px, picture.height_px)),
    )
    return PlatePlace(
        box,
        (
            max(screen.left, (box.left - left) / per_px),
            max(screen.top, (box.top - top) / down_per_px),
            min(screen.right, (box.right - left) / per_px),
            min(screen.bottom, (box.bottom - top) / down_per_px),
        ),
    )


def _covered(plate: NamePlate, canvas: Canvas) -> Box:
    """The name with room around."""
    text = around([row.box for row in plate.rows] or [plate.bar])
    room_px = round(line_height("name", canvas.target) * _PADDING_SHARE)
    return Box(text.left - room_px, text.top - room_px, text.right + room_px, text.bottom + room_px)


def _even(place: float) -> int:
    """The even place that lies there, or behind it."""
    return 2 * ceil(place / 2)
