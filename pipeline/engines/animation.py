"""Takes a designer's animation in: looks at it, brings it to the film's pace, and gives its pictures with their alpha.

It is footage of strangers as a camera's is, and opened behind the same whitelists. What is kept of it is without loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from pipeline.domain.errors import UsageError
from pipeline.engines.colour import SD_HEIGHT_PX
from pipeline.engines.ffmpeg import animation_commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import INPUT_GUARDS

SUFFIXES = frozenset({".mov", ".webm", ".mkv", ".mp4", ".avi", ".gif"})
"""What is taken for an animation, to be used or refused; anything else is a picture."""

LONGEST_S = 30
"""A logo that moves for longer keeps eyes from the speaker, and every second is a second of drawing."""

LARGEST_PX = 4096
"""Of either side: more than any screen has."""

_EXPORT = (
    "Have it exported with transparency: as QuickTime Animation (qtrle), PNG or ProRes 4444 in a .mov, or as VP9 in a "
    ".webm"
)

_CLEARLY = 64
"""Of 255: what has a quarter of its opacity is seen; fainter are shadows, glows, and specks that nobody meant."""

_UNSPECIFIED = 2
"""What stands for a matrix that is not told, in H.273 and in ffmpeg."""

PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom, the last two not inside."""


def is_animation(path: Path) -> bool:
    """Whether this file moves, by its name's ending."""
    return path.suffix.lower() in SUFFIXES


def require_usable(path: Path) -> None:
    """Look at an animation before any work.

    Raises:
        UsageError: it is a picture, cannot be read, is too long or too large, or has no transparency.
    """
    if path.suffix.lower() == ".gif":
        raise _refused(path, "is a GIF, which has no soft edges", _EXPORT)
    if not is_animation(path):
        raise _refused(path, "is a picture, which does not move", _EXPORT)
    try:
        with _opened(path) as container:
            if not container.streams.video:
                raise _refused(path, "has no picture", _EXPORT)
            stream = container.streams.video[0]
            context = stream.codec_context
            duration_s = Fraction(container.duration or 0, av.time_base)
            if duration_s > LONGEST_S:
                raise _refused(
                    path,
                    f"lasts {float(duration_s):.0f} s, and {LONGEST_S} s is the most",
                    "Have a shorter one exported",
                )
            if max(context.width, context.height) > LARGEST_PX:
                raise _refused(path, f"is larger than {LARGEST_PX} px", "Have it exported smaller, such as 1920 x 1080")
            if not (_alpha_apart(stream) or _alpha_inside(context.pix_fmt)):
                raise _refused(path, "has no transparency: it would cover the film with a box", _EXPORT)
    except av.error.FFmpegError as error:
        raise _refused(path, "cannot be read", _EXPORT) from error


def _opened(path: Path) -> InputContainer:
    """The file, for reading; names inside it may be written in any script, and are not looked at."""
    return av.open(str(path.absolute()), options=dict(INPUT_GUARDS), metadata_errors="replace")


def _alpha_inside(pixel_format: str | None) -> bool:
    """Whether pixels of this format carry their own transparency."""
    if pixel_format is None:
        return False
    return any(component.is_alpha for component in av.VideoFormat(pixel_format).components)


def _alpha_apart(stream: VideoStream) -> bool:
    """Whether the transparency lies beside the picture, as in VP9, where only libvpx finds it."""
    tags = {key.lower(): value for key, value in stream.metadata.items()}
    return stream.codec_context.codec.canonical_name == "vp9" and tags.get("alpha_mode") == "1"


def _refused(path: Path, why: str, remedy: str) -> UsageError:
    return UsageError(f"the animation {why}", where=str(path), remedy=remedy)


def at_pace(tool: FFmpeg, source: Path, out: Path, *, frame_rate: Fraction) -> None:
    """Write the animation's pictures as they are, at the film's pace.

    Args:
        tool: the ffmpeg to use.
        source: the designer's file.
        out: a .mov.
        frame_rate: of the film.

    Raises:
        MachineError: ffmpeg failed.
        UsageError: as `require_usable`; or nothing of it is ever seen.
    """
    require_usable(source)
    try:
        with _opened(source) as container:
            alpha_apart = _alpha_apart(container.streams.video[0])
            first = next(container.decode(video=0))
    except (av.error.FFmpegError, StopIteration) as error:
        raise _refused(source, "holds no picture that can be read", _EXPORT) from error
    argv = animation_commands.at_pace(
        tool.path,
        source,
        frame_rate=frame_rate,
        alpha_apart=alpha_apart,
        matrix=_matrix(first),
        longest_s=LONGEST_S,
        out=out,
    )
    running.run(argv, expected=Fraction(LONGEST_S))
    if not any(_seen(out)):
        raise _refused(source, "shows nothing: all of it is transparent", _EXPORT)


def _matrix(picture: av.VideoFrame) -> str:
    """By which matrix the scaler reads its pictures."""
    unknown = picture.colorspace == _UNSPECIFIED and not picture.format.is_rgb
    return "bt709" if unknown and picture.height > SD_HEIGHT_PX else "auto"


def size_of(clip: Path) -> tuple[int, int]:
    """Width and height of an animation that `at_pace` or `write` wrote."""
    with _opened(clip) as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height


def content_of(clip: Path) -> PixelBox:
    """All that is clearly seen in any of the pictures: designers hand over whole screens with little on them.

    Args:
        clip: as `at_pace` wrote it.
    """
    lefts, tops, rights, bottoms = zip(*_seen(clip), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _seen(clip: Path) -> Iterator[PixelBox]:
    """Around what is clearly seen, for each picture in which something is."""
    for picture in pictures(clip):
        clear = picture.getchannel("A").point(lambda value: 255 * (value >= _CLEARLY))
        if box := clear.getbbox():
            yield box


def pictures(path: Path) -> Iterator[Image.Image]:
    """The pictures of an animation that `at_pace` or `write` wrote, in order, as RGBA."""
    with _opened(path) as container:
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
        raise _refused(path, "holds no pictures", _EXPORT)
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
        raise _refused(out, "holds no pictures", _EXPORT)

    def raw() -> Iterator[bytes]:
        yield first.tobytes()
        yield from (picture.tobytes() for picture in made)

    argv = animation_commands.written(tool.path, size_px=first.size, frame_rate=frame_rate, out=out)
    running.run(argv, expected=Fraction(LONGEST_S), feed=raw())
