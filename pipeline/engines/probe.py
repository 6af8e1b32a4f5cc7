"""Says what a camera file is, without trusting its name: PyAV behind a whitelist of protocols and formats."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.video.stream import VideoStream as AvVideoStream

from pipeline.domain.errors import InputRefused
from pipeline.domain.footage import AudioStream, VideoStream
from pipeline.engines.colour import colour_tags
from pipeline.engines.ffmpeg.running import INPUT_GUARDS

_MICROSECOND = Fraction(1, 1_000_000)
_STEADY = Fraction(1, 4)
"""A frame that comes more than a quarter of a frame early or late is not at a steady pace."""
_TRUNCATION_TOLERANCE_S = Fraction(1, 2)
_STANDARD_RATES = tuple(
    Fraction(rate) for rate in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60", "120")
)


@dataclass(frozen=True, slots=True)
class Probe:
    """What one file is.

    Attributes:
        duration: length in seconds, from zero to the end of the longer stream.
        video, audio: the streams that are used; all channels count as used until the sound was heard.
    """

    duration: Fraction
    video: VideoStream
    audio: AudioStream


def probe(path: Path, *, label: str) -> Probe:
    """Open a file, walk through all its packets, and say what it is.

    Args:
        path: the file.
        label: how messages name it where its name must not appear.

    Raises:
        InputRefused: not there, empty, no video, no sound, no media at all, or cut off.
    """
    _require_file(path)
    try:
        with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
            return _probe_open(container, where=str(path))
    except av.error.FFmpegError as error:
        raise InputRefused(
            f"{label} is no video file that can be read ({(error.strerror or 'unknown format').lower()})",
            where=str(path),
            remedy="Copy it from the camera again; if it was still being copied, wait until that is done",
        ) from error


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise InputRefused("there is no such file", where=str(path), remedy="Check the name and the folder")
    if path.stat().st_size == 0:
        raise InputRefused("the file is empty", where=str(path), remedy="Copy it from the camera again")


def _probe_open(container: InputContainer, *, where: str) -> Probe:
    pictures = [stream for stream in container.streams.video if not stream.disposition & _ATTACHED_PICTURE]
    sounds = list(container.streams.audio)
    if not pictures:
        raise InputRefused("the file has no picture", where=where, remedy="Give the camera's video file")
    if not sounds:
        raise InputRefused(
            "the file has no sound", where=where, remedy="Give a file with the recorded voice in it; nothing can be cut"
        )
    picture, sound = pictures[0], sounds[0]
    start = Fraction(container.start_time or 0) * _MICROSECOND
    declared = Fraction(container.duration or 0) * _MICROSECOND
    times, sound_span = _packet_times(container, picture.index, sound.index)
    if not times or sound_span is None:
        raise InputRefused("the file holds no frames", where=where, remedy="Copy it from the camera again")
    video = _video_stream(container, picture, times, start)
    audio = AudioStream(
        index=sound.index,
        codec=sound.codec_context.name,
        sample_rate_hz=sound.codec_context.sample_rate,
        channels=sound.codec_context.channels,
        channels_used=tuple(range(sound.codec_context.channels)),
        time_base=sound.time_base or _MICROSECOND,
        start=max(sound_span[0] - start, Fraction(0)),
        duration=sound_span[1] - sound_span[0],
        further_streams=len(sounds) - 1,
    )
    duration = max(video.start + video.duration, audio.start + audio.duration)
    if duration < declared - _TRUNCATION_TOLERANCE_S:
        raise InputRefused(
            f"the file is cut off: it says {float(declared):.1f} s and holds {float(duration):.1f} s",
            where=where,
            remedy="Copy it from the camera again; if it was still being copied, wait until that is done",
        )
    return Probe(duration, video, audio)


_ATTACHED_PICTURE = av.stream.Disposition.attached_pic


def _packet_times(
    container: InputContainer, picture_index: int, sound_index: int
) -> tuple[list[Fraction], tuple[Fraction, Fraction] | None]:
    """All picture time stamps in order, and the sound's first and last moment; reads packets, decodes nothing."""
    times: list[Fraction] = []
    first: Fraction | None = None
    last = Fraction(0)
    for packet in container.demux(container.streams[picture_index], container.streams[sound_index]):
        if packet.pts is None or packet.time_base is None:
            continue
        moment = packet.pts * packet.time_base
        if packet.stream.index == picture_index:
            times.append(moment)
        else:
            first = moment if first is None else min(first, moment)
            last = max(last, moment + (packet.duration or 0) * packet.time_base)
    return sorted(times), None if first is None else (first, max(last, first + _MICROSECOND))


def _video_stream(
    container: InputContainer, stream: AvVideoStream, times: list[Fraction], start: Fraction
) -> VideoStream:
    frame = _first_frame(container, stream)
    rotation = -frame.rotation % 360
    shape = stream.sample_aspect_ratio or Fraction(1)
    width, height = stream.codec_context.width, stream.codec_context.height
    upright = (round(width * shape), height) if shape else (width, height)
    rate, variable = _pace(times, stream.average_rate)
    context = stream.codec_context
    return VideoStream(
        index=stream.index,
        codec=context.name,
        coded_width_px=width,
        coded_height_px=height,
        display_width_px=upright[1] if rotation % 180 else upright[0],
        display_height_px=upright[0] if rotation % 180 else upright[1],
        rotation_deg=rotation,
        frame_rate=rate,
        variable_frame_rate=variable,
        time_base=stream.time_base or _MICROSECOND,
        start=max(times[0] - start, Fraction(0)),
        duration=times[-1] - times[0] + 1 / rate,
        interlaced=frame.interlaced_frame,
        colour=colour_tags(stream),
    )


def _first_frame(container: InputContainer, stream: AvVideoStream) -> av.VideoFrame:
    container.seek(0)
    for frame in container.decode(stream):
        return frame
    raise InputRefused("no frame of the picture can be decoded", remedy="Copy the file from the camera again")


def _pace(times: list[Fraction], stated: Fraction | None) -> tuple[Fraction, bool]:
    """The exact frame rate and whether it wavers.

    The usual gap between frames decides, not the file's own word: phones state a mean. A rate within 0.1 % of a
    standard one is that one.
    """
    gaps = [later - earlier for earlier, later in itertools.pairwise(times) if later > earlier]
    if not gaps:
        return stated or Fraction(30), False
    usual = Counter(round(gap * 1000) for gap in gaps).most_common(1)[0][0]
    typical = [gap for gap in gaps if round(gap * 1000) in {usual - 1, usual, usual + 1}] or gaps
    measured = len(typical) / sum(typical, Fraction(0))
    nearest = min(_STANDARD_RATES, key=lambda rate: abs(rate - measured))
    rate = nearest if abs(nearest - measured) / nearest < Fraction(1, 1000) else measured.limit_denominator(1001)
    variable = any(abs(moment - times[0] - position / rate) > _STEADY / rate for position, moment in enumerate(times))
    return rate, variable
