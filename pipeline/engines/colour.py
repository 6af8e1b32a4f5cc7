"""Reads a stream's colour description as ffmpeg names it."""

from __future__ import annotations

from av.video.reformatter import ColorPrimaries, ColorTrc
from av.video.stream import VideoStream

from pipeline.domain.footage import ColourTags

_MATRICES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"}
_RANGES = {1: "tv", 2: "pc"}
"""ISO/IEC 23091-2 code points to ffmpeg's names, where PyAV has others."""

SD_HEIGHT_PX = 576
"""Standard definition has no more lines than this, and is bt601 where it does not say. Larger pictures are then bt709
to every player, and bt601 to ffmpeg."""


def colour_tags(stream: VideoStream) -> ColourTags:
    """The stream's four colour tags; "unknown" where it is silent."""
    context = stream.codec_context
    return ColourTags(
        primaries=_enum_name(ColorPrimaries, context.color_primaries),
        transfer=_enum_name(ColorTrc, context.color_trc),
        matrix=_MATRICES.get(int(context.colorspace), "unknown"),
        range=_RANGES.get(int(context.color_range), "unknown"),
    )


def _enum_name(kind: type[ColorPrimaries] | type[ColorTrc], code: int) -> str:
    """A code point as ffmpeg names it: PyAV's names differ by case and underscores."""
    names = {member.value: member.name.lower().replace("_", "-") for member in kind if member.name != "UNSPECIFIED"}
    return names.get(int(code), "unknown")
