"""Takes a designer's animation in: looks at it, brings it to the film's pace, and gives its pictures with their alpha.

It is footage of strangers as a camera's is, and opened behind the same whitelists. What is kept of it is without loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.error
from PIL import Image

from pipeline.domain.errors import UsageError
from pipeline.engines.ffmpeg import animation_commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import INPUT_GUARDS

SUFFIXES = frozenset({".mov", ".webm", ".mkv", ".mp4", ".avi"})
"""What is taken for an animation; anything else is a picture."""

LONGEST_S = 30
"""A logo that moves for longer keeps eyes from the speaker, and every second is a second of drawing."""

LARGEST_PX = 4096
"""Of either side: more than any screen has."""

_REMEDY = "Have it exported as QuickTime Animation (qtrle), PNG or ProRes 4444 in a .mov, with transparency"


def is_animation(path: Path) -> bool:
    """Whether this file moves, by its name's ending."""
    return path.suffix.lower() in SUFFIXES


def require_usable(path: Path) -> None:
    """Look at an animation before any work.

    Raises:
        UsageError: it cannot be read, is too long or too large, or has no transparency.
    """
    try:
        with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
            if not container.streams.video:
                raise _refused(path, "has no picture")
            stream = container.streams.video[0]
            context = stream.codec_context
            duration_s = Fraction(container.duration or 0, av.time_base)
            if duration_s > LONGEST_S:
                raise _refused(path, f"lasts {float(duration_s):.0f} s, and {LONGEST_S} s is the most")
            if max(context.width, context.height) > LARGEST_PX:
                raise _refused(path, f"is larger than {LARGEST_PX} px")
            if not (_alpha_apart(path) or _alpha_inside(context.pix_fmt)):
                raise _refused(path, "has no transparency: it would cover the film with a box")
    except av.error.FFmpegError as error:
        raise _refused(path, "cannot be read") from error


def _alpha_inside(pixel_format: str | None) -> bool:
    """Whether pixels of this format carry their own transparency."""
    if pixel_format is None:
        return False
    return any(component.is_alpha for component in av.VideoFormat(pixel_format).components)


def _alpha_apart(path: Path) -> bool:
    """Whether the transparency lies beside the picture, as in VP9, where only libvpx finds it."""
    with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
        stream = container.streams.video[0]
        tags = {key.lower(): value for key, value in stream.metadata.items()}
        return stream.codec_context.codec.canonical_name == "vp9" and tags.get("alpha_mode") == "1"


def _refused(path: Path, why: str) -> UsageError:
    return UsageError(f"the animation {why}", where=str(path), remedy=_REMEDY)


def at_pace(tool: FFmpeg, source: Path, out: Path, *, frame_rate: Fraction) -> None:
    """Write the animation's pictures as they are, at the film's pace.

    Args:
        tool: the ffmpeg to use.
        source: the designer's file.
        out: a .mov.
        frame_rate: of the film.

    Raises:
        MachineError: ffmpeg failed.
        UsageError: as `require_usable`.
    """
    require_usable(source)
    argv = animation_commands.at_pace(
        tool.path, source, frame_rate=frame_rate, alpha_apart=_alpha_apart(source), longest_s=LONGEST_S, out=out
    )
    running.run(argv, expected=Fraction(LONGEST_S))


def pictures(path: Path) -> Iterator[Image.Image]:
    """The pictures of an animation that `at_pace` or `write` wrote, in order, as RGBA."""
    with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
        for frame in container.decode(video=0):
            yield Image.fromarray(frame.to_ndarray(format="rgba"))


def keep_last(path: Path, out: Path) -> int:
    """Write the last picture as PNG; gives how many there are.

    Raises:
        UsageError: there are none.
    """
    last: Image.Image | None = None
    count = 0
    for picture in pictures(path):
        last, count = picture, count + 1
    if last is None:
        raise UsageError("the animation holds no pictures", where=path.name, remedy=_REMEDY)
    last.save(out, format="PNG")
    return count


def write(tool: FFmpeg, made: Iterator[Image.Image], out: Path, *, frame_rate: Fraction) -> None:
    """Write pictures of one size as an animation, without loss.

    Raises:
        MachineError: ffmpeg failed.
        UsageError: there are none.
    """
    first = next(made, None)
    if first is None:
        raise UsageError("the animation holds no pictures", where=out.name, remedy=_REMEDY)

    def raw() -> Iterator[bytes]:
        yield first.tobytes()
        yield from (picture.tobytes() for picture in made)

    argv = animation_commands.written(tool.path, size_px=first.size, frame_rate=frame_rate, out=out)
    running.run(argv, expected=Fraction(LONGEST_S), feed=raw())
