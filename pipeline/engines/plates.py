"""Makes a designer's animation fit behind a name: sized, held while the name is read, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, repeat
from pathlib import Path

from PIL import Image

from pipeline.engines import animation
from pipeline.engines.ffmpeg.binary import FFmpeg


@dataclass(frozen=True, slots=True)
class PlateShape:
    """What becomes of an animation behind a name.

    Attributes:
        source: the part of its pictures that is used: left, top, right and bottom in their pixels.
        width_px, height_px: what that part is scaled to.
        frame_rate: of the film.
        frame_count: how many pictures are shown.
        fade_frames: how long it takes to go, as text that ends with it does.
    """

    source: tuple[float, float, float, float]
    width_px: int
    height_px: int
    frame_rate: Fraction
    frame_count: int
    fade_frames: Fraction


def write_plate(tool: FFmpeg, clip: Path, out: Path, shape: PlateShape) -> None:
    """Write an animation as it lies behind a name: it plays once, its last picture stays, and it fades at the end.

    Args:
        tool: the ffmpeg to use.
        clip: the designer's animation at the film's pace, as `animation.at_pace` writes it.
        out: a .mov.
        shape: what becomes of it.

    Raises:
        MachineError: ffmpeg failed.
    """
    size_px = (shape.width_px, shape.height_px)
    sized = (
        picture.resize(size_px, Image.Resampling.LANCZOS, box=shape.source) for picture in animation.pictures(clip)
    )
    faded = (
        _fainter(picture, min(Fraction(1), (shape.frame_count - number) / shape.fade_frames))
        for number, picture in enumerate(islice(_held(sized), shape.frame_count))
    )
    animation.write(tool, faded, out, frame_rate=shape.frame_rate)


def _held(pictures: Iterator[Image.Image]) -> Iterator[Image.Image]:
    """The pictures, and then the last of them without end."""
    for picture in pictures:
        yield picture
    yield from repeat(picture)


def _fainter(picture: Image.Image, share: Fraction) -> Image.Image:
    """The picture with so much of its opacity."""
    if share == 1:
        return picture
    faint = picture.copy()
    faint.putalpha(picture.getchannel("A").point(lambda value: round(value * share)))
    return faint
