"""What text is set on, in pixels: the picture's safe area, the typeface, and rectangles in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from pipeline.domain.footage import VideoStream
from pipeline.domain.framing import fitted_size, is_cut_off
from pipeline.domain.presets import Picture, SubtitleProfile, Target
from pipeline.domain.typeface import Typeface

_SMALLEST_SHARE = 0.035
"""No line is set lower than this share of the picture's shorter side: letters of 2 mm on a phone 65 mm wide."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels: columns from `left` and rows from `top`, up to but without `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width_px(self) -> int:
        """Its width."""
        return self.right - self.left

    @property
    def height_px(self) -> int:
        """Its height."""
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        return self.beyond(other) == 0

    def overlaps(self, other: Box) -> bool:
        """Whether both share a pixel."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def beyond(self, other: Box) -> int:
        """How many pixels the other reaches out of this one, at the side where it is most; 0 when it lies inside."""
        return max(
            0,
            self.left - other.left,
            self.top - other.top,
            other.right - self.right,
            other.bottom - self.bottom,
        )


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them; there is at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def centred_in(picture: Picture, sizes: Iterable[tuple[int, int]]) -> Box:
    """What footage of these sizes (width and height), each in the middle of the picture, covers of it together."""
    return around(
        [
            Box(left, top, left + width_px, top + height_px)
            for width_px, height_px in sizes
            for left, top in [((picture.width_px - width_px) // 2, (picture.height_px - height_px) // 2)]
        ]
    )


@dataclass(frozen=True, slots=True)
class Canvas:
    """What text is set on.

    Attributes:
        target: its picture, its safe area, its captions' size.
        profile: the style guide the captions follow.
        typeface: what letters measure.
        footage: the part of the picture where the footage is seen, between bars; None when it fills the picture.
    """

    target: Target
    profile: SubtitleProfile
    typeface: Typeface
    footage: Box | None = None

    @property
    def safe_box(self) -> Box:
        """Where text may stand."""
        picture, safe = self.target.picture, self.target.safe_area
        return Box(
            round(picture.width_px * safe.left),
            round(picture.height_px * safe.top),
            round(picture.width_px * (1 - safe.right)),
            round(picture.height_px * (1 - safe.bottom)),
        )

    @property
    def middle(self) -> int:
        """The column about which captions are centred."""
        safe = self.safe_box
        return (safe.left + safe.right) // 2

    @property
    def smallest_line_px(self) -> int:
        """The lowest line that is still read."""
        picture = self.target.picture
        return ceil(_SMALLEST_SHARE * min(picture.width_px, picture.height_px))

    def width_px(self, text: str, line_px: int, *, bold: bool) -> float:
        """How wide the text is set in lines of this height, without outline or box."""
        return self.typeface.width_em(text, bold=bold) * line_px / self.typeface.line_em


def canvas_over(videos: Sequence[VideoStream], target: Target, profile: SubtitleProfile, typeface: Typeface) -> Canvas:
    """The canvas of a film that shows this footage; there is at least one."""
    if any(is_cut_off(video, target.picture) for video in videos):
        return Canvas(target, profile, typeface)
    sizes = [fitted_size(video, target.picture) for video in videos]
    return Canvas(target, profile, typeface, centred_in(target.picture, sizes))
