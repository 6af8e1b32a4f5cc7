"""How a moving part of the footage is cut out: a region that holds all of its way is scaled, and the window goes in it.

What is cut away before the scaling costs nothing. The window goes by whole pixels of the target's picture; colour has
half as many, so that it lies off by half a pixel at every second place, which nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from pipeline.domain.framing import scale_of, window_of
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Shot
from pipeline.domain.timing import rounded

_MARGIN_PX = 8
"""Scaled along around the window's way: the scaler looks a few pixels to each side."""

_FINEST_SHARE = 8
"""Regions begin where a whole pixel of the scaled picture does, so that all are scaled alike, unless such places are
further apart than this part of the picture."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the footage's pictures, and what becomes of it.

    Attributes:
        left_px, top_px, width_px, height_px: where it lies in a picture as it is decoded and turned upright; even.
        scaled_left_px, scaled_top_px: where it begins in the whole picture at the target's scale.
        scaled_width_px, scaled_height_px: its size at that scale; even.
    """

    left_px: int
    top_px: int
    width_px: int
    height_px: int
    scaled_left_px: int
    scaled_top_px: int
    scaled_width_px: int
    scaled_height_px: int


def region_of(shots: Sequence[Shot], picture: Picture) -> Region:
    """The smallest region that holds the window at all pictures of the shots, which are framed and of one file.

    Args:
        shots: with their looks.
        picture: the target's.
    """
    video = shots[0].video
    if video is None:
        raise ValueError("cards are not framed")
    upright = video.rotation_deg in {0, 180}
    width, height = (
        (video.coded_width_px, video.coded_height_px) if upright else (video.coded_height_px, video.coded_width_px)
    )
    window, scale = window_of(video, picture), scale_of(video, picture)
    looks = [look for shot in shots for look in shot.looks]
    lefts, tops = [look.left_px for look in looks], [look.top_px for look in looks]
    left, across, scaled_left, scaled_across = _stretch(
        width,
        scale * Fraction(video.display_width_px, width),
        whole_px=window.scaled_width_px,
        first_px=min(lefts),
        end_px=max(lefts) + picture.width_px,
    )
    top, down, scaled_top, scaled_down = _stretch(
        height,
        scale * Fraction(video.display_height_px, height),
        whole_px=window.scaled_height_px,
        first_px=min(tops),
        end_px=max(tops) + picture.height_px,
    )
    return Region(left, top, across, down, scaled_left, scaled_top, scaled_across, scaled_down)


def _stretch(
    length_px: int, scale: Fraction, *, whole_px: int, first_px: float, end_px: float
) -> tuple[int, int, int, int]:
    """Where a region begins and how long it is along one side: in the footage, and at the target's scale."""
    unit = 2 * scale.denominator
    unit = unit if unit * _FINEST_SHARE <= length_px else 2
    first = max(0, floor((first_px / scale - _MARGIN_PX) / unit) * unit)
    end = min(ceil((end_px / scale + _MARGIN_PX) / unit) * unit, length_px - length_px % 2)
    scaled_first = rounded(first * scale)
    scaled_end = whole_px if end >= length_px - 1 else rounded(end * scale)
    # Even, and never shorter than the window's way: the last column of an odd length is stretched over by a half.
    scaled = max(2 * ((scaled_end - scaled_first + 1) // 2), ceil(end_px) - scaled_first)
    return first, end - first, scaled_first, scaled + scaled % 2


def way_expressions(shots: Sequence[Shot], region: Region) -> tuple[str, str]:
    """Expressions for crop's x and y: where the window stands in the scaled region at the chunk's n-th picture."""
    lefts: list[tuple[int, float]] = []
    tops: list[tuple[int, float]] = []
    start = 0
    for shot in shots:
        for look in shot.looks:
            frame = start + look.frame - shot.first_frame
            lefts.append((frame, look.left_px - region.scaled_left_px))
            tops.append((frame, look.top_px - region.scaled_top_px))
        start += shot.frame_count
    return way_expression(lefts), way_expression(tops)


def way_expression(points: Sequence[tuple[int, float]]) -> str:
    """An expression in n that goes evenly from point to point, in whole pixels; a plain number where nothing moves.

    It searches as `selecting.kept_expression` does.

    Args:
        points: number of the picture and place, in the pictures' order, the first at 0.
    """
    pieces = list(_pieces(points))
    return _searched(pieces) if len(pieces) > 1 else pieces[0][1]


def _pieces(points: Sequence[tuple[int, float]]) -> Iterator[tuple[int, str]]:
    """From which picture on which expression holds; neighbours differ."""
    last = ""
    for number, (frame, place) in enumerate(points):
        after, there = points[number + 1] if number + 1 < len(points) else (frame + 1, place)
        slope = (there - place) / (after - frame)
        standing = after == frame + 1 or rounded(Fraction(place)) == rounded(Fraction(there))
        text = str(rounded(Fraction(place))) if standing else f"round({place:.2f}+{slope:.5f}*(n-{frame}))"
        if text != last:
            yield frame, text
        last = text


def _searched(pieces: Sequence[tuple[int, str]]) -> str:
    if len(pieces) == 1:
        return pieces[0][1]
    middle = len(pieces) // 2
    return f"if(lt(n,{pieces[middle][0]}),{_searched(pieces[:middle])},{_searched(pieces[middle:])})"
