"""The command that shows small pictures of footage, a few in a second, with their times."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline.domain.footage import VideoStream
from pipeline.domain.timing import TimeRange
from pipeline.engines.ffmpeg.building import compiled, input_of, on_own_clock, seconds

EVERY_S = Fraction(1, 2)
"""Pictures are no closer together than this."""


def small_pictures(
    binary: Path,
    source: Path,
    video: VideoStream,
    *,
    within: TimeRange,
    keys_only: bool,
    size_px: tuple[int, int],
    times_name: str,
) -> list[str]:
    """Decode a stretch of a file, upright, and write small pictures to standard output as raw RGB.

    Args:
        binary: the ffmpeg to use.
        source: the footage.
        video: its picture.
        within: the stretch, in seconds after the file's zero.
        keys_only: decode key frames alone.
        size_px: width and height of the pictures.
        times_name: plain name of the text file in the working folder with each picture's time stamp.
    """
    options: dict[str, Any] = {"ss": seconds(within.start)} if within.start else {}
    options |= {"t": seconds(within.duration), "skip_loop_filter": "all"}
    options |= {"skip_frame": "nokey"} if keys_only else {}
    width, height = size_px
    stream = (
        input_of(source, **options)[str(video.index)]
        .filter("settb", expr=str(video.time_base))
        .filter("select", expr=f"isnan(prev_selected_t)+gte(t-prev_selected_t,{seconds(EVERY_S)})")
        .filter("scale", width=width, height=height, flags="area")
        .filter("format", pix_fmts="rgb24")
        .filter("metadata", mode="add", key="seen", value=1)
        .filter("metadata", mode="print", file=times_name)
    )
    output = stream.output("pipe:1", format="rawvideo", fps_mode="passthrough")
    argv = on_own_clock(compiled(output, binary))
    return [argv[0], "-hide_banner", "-nostdin", "-nostats", "-filter_complex_threads", "1", *argv[1:]]
