"""Sizes the logo for a target's picture, once: the render then lays it over every frame at no cost."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageFilter

from pipeline.domain.branding import LOGO_MARGIN_SHARE, LOGO_WIDTH_SHARE
from pipeline.domain.presets import Picture, SafeArea
from pipeline.engines import animation
from pipeline.engines.ffmpeg.binary import FFmpeg

_SHADOW_STRENGTH = 1.2


def size_logo(source: Path, out: Path, *, picture: Picture, safe_area: SafeArea, opacity: float) -> None:
    """Write the logo as a PNG to be laid into the upper right corner, its margins part of it.

    Args:
        source: any picture with transparency.
        out: the PNG.
        picture: what it is laid over.
        safe_area: the logo stands inside it.
        opacity: 0 to 1.
    """
    with Image.open(source) as opened:
        laid_out(opened.convert("RGBA"), picture=picture, safe_area=safe_area, opacity=opacity).save(
            out, format="PNG", optimize=False
        )


def size_animated_logo(
    tool: FFmpeg, clip: Path, out: Path, *, frame_rate: Fraction, picture: Picture, safe_area: SafeArea, opacity: float
) -> None:
    """Write a logo that moves as an animation whose last picture is what `size_logo` makes of its last.

    Args:
        tool: the ffmpeg to use.
        clip: the logo at the film's pace, as `animation.at_pace` writes it.
        out: a .mov.
        frame_rate: of the film.
        picture, safe_area, opacity: as in `size_logo`.
    """
    sized = (laid_out(mark, picture=picture, safe_area=safe_area, opacity=opacity) for mark in animation.pictures(clip))
    animation.write(tool, sized, out, frame_rate=frame_rate)


def laid_out(mark: Image.Image, *, picture: Picture, safe_area: SafeArea, opacity: float) -> Image.Image:
    """The logo in its size, with its shadow and its margins."""
    margin = max(2, round(picture.reach_px * LOGO_MARGIN_SHARE))
    above = max(margin, round(picture.height_px * safe_area.top))
    right = max(margin, round(picture.width_px * safe_area.right))
    width = max(8, round(picture.reach_px * LOGO_WIDTH_SHARE))
    mark = mark.resize((width, max(1, round(mark.height * width / mark.width))), Image.Resampling.LANCZOS)
    mark.putalpha(mark.getchannel("A").point(lambda value: round(value * opacity)))
    canvas = Image.new("RGBA", (margin + mark.width + right, above + mark.height + margin))
    canvas.alpha_composite(mark, (margin, above))
    return Image.alpha_composite(_shadow(canvas, blur_px=margin / 6), canvas)


def _shadow(picture: Image.Image, *, blur_px: float) -> Image.Image:
    """A soft dark likeness to lay beneath, so that a white mark is seen on a white wall."""
    spread = picture.getchannel("A").filter(ImageFilter.GaussianBlur(blur_px))
    dark = Image.new("RGBA", picture.size)
    dark.putalpha(spread.point(lambda value: min(255, round(value * _SHADOW_STRENGTH))))
    return dark
