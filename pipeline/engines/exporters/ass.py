"""ASS for libass, written by pysubs2: a chunk's text on the chunk's own clock."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pysubs2

from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.domain.timing import ass_centiseconds


def text_of(
    drawn: Iterable[Drawn],
    styles: Iterable[TextStyle],
    *,
    family: str,
    size_px: tuple[int, int],
    frame_rate: Fraction,
    lead_in_frames: int,
) -> str:
    """An ASS file whose clock is `lead_in_frames` frames old at frame 0; events change exactly on their frames.

    Args:
        drawn: events in frames; what began more than the lead-in before frame 0 begins at the clock's zero.
        styles: all styles the events use.
        family: the font family, which must be in libass's `fontsdir`.
        size_px: the picture's width and height.
        frame_rate: exact.
        lead_in_frames: how far back the clock reaches.
    """
    document = pysubs2.SSAFile()
    document.info = {
        "ScriptType": "v4.00+",
        "PlayResX": str(size_px[0]),
        "PlayResY": str(size_px[1]),
        "WrapStyle": "2",
        "ScaledBorderAndShadow": "yes",
        "Kerning": "yes",
        "YCbCr Matrix": "TV.709",
    }
    document.styles = {style.name: _style(style, family) for style in styles}
    for item in drawn:
        start, end = (
            ass_centiseconds(max(0, frame + lead_in_frames), frame_rate) for frame in (item.start_frame, item.end_frame)
        )
        document.append(
            pysubs2.SSAEvent(start=start * 10, end=end * 10, layer=item.layer, style=item.style, text=item.text)
        )
    return document.to_string("ass")


def _style(style: TextStyle, family: str) -> pysubs2.SSAStyle:
    return pysubs2.SSAStyle(
        fontname=family,
        fontsize=style.size_px,
        bold=style.bold,
        primarycolor=_colour(style.colour),
        outlinecolor=_colour(style.outline_colour),
        backcolor=pysubs2.Color(0, 0, 0, 110),
        outline=style.outline_px,
        shadow=style.shadow_px,
        alignment=pysubs2.Alignment(style.alignment),
        marginl=style.margin_x_px,
        marginr=style.margin_x_px,
        marginv=style.margin_y_px,
    )


def _colour(text: str) -> pysubs2.Color:
    return pysubs2.Color(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))
