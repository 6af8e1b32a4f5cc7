"""ffmpeg's command lines for designers' animations: pictures with transparency, kept as QuickTime Animation (qtrle).

Of all codecs that keep transparency without loss it is the cheapest to lay over a film: 1.14 of the decoding alone,
where PNG costs 1.30 and ProRes 4444 1.42 (measured).
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from pipeline.domain.timing import ticks_per_second
from pipeline.engines.ffmpeg.building import NO_SOURCE_METADATA, compiled, input_of
from pipeline.engines.ffmpeg.running import file_url


def at_pace(
    binary: Path, source: Path, *, frame_rate: Fraction, alpha_apart: bool, matrix: str, longest_s: int, out: Path
) -> list[str]:
    """Bring a designer's animation to the film's pace.

    Args:
        binary: the ffmpeg to use.
        source: the designer's file.
        frame_rate: of the film.
        alpha_apart: its transparency is a second VP9 picture, which ffmpeg's own decoder leaves out.
        matrix: by which its colours are read, as ffmpeg's scaler names it; "auto" for the one that it tells.
        longest_s: nothing after this is taken.
        out: a .mov.
    """
    reader: dict[str, Any] = {"vcodec": "libvpx-vp9"} if alpha_apart else {}
    moving = (
        input_of(source, t=longest_s, **reader)
        .video.filter("setpts", expr="PTS-STARTPTS")
        .filter("fps", fps=str(frame_rate), round="near")
        .filter("scale", in_color_matrix=matrix)
    )
    return _kept(moving, binary, frame_rate, out)


def written(binary: Path, *, size_px: tuple[int, int], frame_rate: Fraction, out: Path) -> list[str]:
    """Write RGBA pictures from standard input as an animation."""
    made = ffmpeg.input(
        "pipe:", format="rawvideo", pixel_format="rgba", video_size=size_px, framerate=str(frame_rate)
    ).video
    return _kept(made, binary, frame_rate, out)


def resting(clip: Path, *, first_picture: int, frame_rate: Fraction, first_frame: int = 0) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """An animation to be laid over from this picture of it on, a picture a frame; the last one stays.

    Args:
        clip: as `written` wrote it, at the film's pace.
        first_picture: which of its pictures comes first.
        frame_rate: of the film.
        first_frame: over which frame that one lies.
    """
    return (
        ffmpeg.input(file_url(clip))
        .video.filter("trim", start_frame=first_picture)
        .filter("settb", expr=str(1 / frame_rate))
        .filter("setpts", expr=f"N+{first_frame}" if first_frame else "N")
    )


def _kept(moving: Any, binary: Path, frame_rate: Fraction, out: Path) -> list[str]:  # noqa: ANN401 - ffmpeg-python streams
    output = moving.output(
        file_url(out),
        format="mov",
        vcodec="qtrle",
        pix_fmt="argb",
        **NO_SOURCE_METADATA,
        video_track_timescale=ticks_per_second(frame_rate),
    )
    return compiled(output, binary)
