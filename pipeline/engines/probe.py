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
_UNEVEN_LEAD_S = Fraction(1)
_STEADY_LEAD_FRAMES, _LONGER_LEAD_FRAMES = 1 + _STEADY, Fraction(2)
"""How long before a moment a file is entered. ffmpeg goes on to the key frame before by itself, so that entering too
early may cost a whole group of pictures. The picture that stands at a moment began at most a picture before, and what
a steady pace allows; deinterlacing looks at one more. Where pictures come at an uneven pace, it may have begun long
before."""

_WITH_DISPLAY_TIMES = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm")
"""In other files, pictures are found by the times at which they are decoded."""

_FRAMES_LOOKED_AT = 8
"""Of H.264 whose file holds no display times, the first two or three frames already come in the wrong order."""

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
    packets = _packets(container, picture.index, sound.index)
    sound_span = packets.sound_span
    if not packets.shown or sound_span is None:
        raise InputRefused("the file holds no frames", where=where, remedy="Copy it from the camera again")
    video = _video_stream(container, picture, packets, start)
    audio = AudioStream(
        index=sound.index,
        codec=sound.codec_context.name,
        sample_rate_hz=sound.codec_context.sample_rate,
        channels=sound.codec_context.channels,
        channels_used=tuple(range(sound.codec_context.channels)),
        time_base=sound.time_base or _MICROSECOND,
        zero=start,
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


@dataclass(frozen=True, slots=True)
class _Packets:
    """What a walk through a file's packets tells, in seconds by the file's time stamps.

    Attributes:
        shown: when each picture is shown, in order; those that an edit list hides are left out.
        first_decoded: the lowest decoding time of a picture.
        key_frames: when the pictures are shown that can be decoded alone, in order.
        sound_span: the sound's first and last moment; None without any.
    """

    shown: list[Fraction]
    first_decoded: Fraction
    key_frames: list[Fraction]
    sound_span: tuple[Fraction, Fraction] | None

    @property
    def longest_gop(self) -> Fraction:
        """The longest time from one key frame to the next, or to the end."""
        borders = [self.shown[0], *self.key_frames, self.shown[-1]]
        return max(later - earlier for earlier, later in itertools.pairwise(sorted(borders)))


def _packets(container: InputContainer, picture_index: int, sound_index: int) -> _Packets:
    """Walks through all packets of both streams; decodes nothing."""
    shown: list[Fraction] = []
    key_frames: list[Fraction] = []
    decoded: Fraction | None = None
    first, last = None, Fraction(0)
    for packet in container.demux(container.streams[picture_index], container.streams[sound_index]):
        if packet.pts is None or packet.time_base is None or packet.is_discard:
            continue
        moment = packet.pts * packet.time_base
        if packet.stream.index != sound_index:
            shown.append(moment)
            decoded = moment if decoded is None else decoded
            decoded = min(decoded, (packet.pts if packet.dts is None else packet.dts) * packet.time_base)
            if packet.is_keyframe:
                key_frames.append(moment)
        else:
            first = moment if first is None else min(first, moment)
            last = max(last, moment + (packet.duration or 0) * packet.time_base)
    span = None if first is None else (first, max(last, first + _MICROSECOND))
    return _Packets(sorted(shown), decoded or Fraction(0), sorted(key_frames), span)


def _video_stream(container: InputContainer, stream: AvVideoStream, packets: _Packets, start: Fraction) -> VideoStream:
    first = _first_frames(container, stream)
    frame, stamp = first[0], _first_stamp(first, stream.time_base or _MICROSECOND)
    zero = start
    if container.format.name == "avi" or not _in_order(first):
        zero += stamp - packets.first_decoded
    rotation = -frame.rotation % 360
    shape = stream.sample_aspect_ratio or Fraction(1)
    width, height = stream.codec_context.width, stream.codec_context.height
    upright = (round(width * shape), height) if shape else (width, height)
    rate, variable = _pace(packets.shown, stream.average_rate)
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
        zero=zero,
        start=max(stamp - zero, Fraction(0)),
        duration=packets.shown[-1] - packets.shown[0] + 1 / rate,
        entry_lead=(_UNEVEN_LEAD_S if variable else _steady_lead_frames(container, frame) / rate)
        + (packets.longest_gop if container.format.name == "mpegts" else 0),
        interlaced=frame.interlaced_frame,
        colour=colour_tags(stream),
    )


def _steady_lead_frames(container: InputContainer, frame: av.VideoFrame) -> Fraction:
    plain = container.format.name in _WITH_DISPLAY_TIMES and not frame.interlaced_frame
    return _STEADY_LEAD_FRAMES if plain else _LONGER_LEAD_FRAMES


def _first_frames(container: InputContainer, stream: AvVideoStream) -> list[av.VideoFrame]:
    container.seek(0)
    frames = list(itertools.islice(container.decode(stream), _FRAMES_LOOKED_AT))
    if not frames:
        raise InputRefused("no frame of the picture can be decoded", remedy="Copy the file from the camera again")
    return frames


def _in_order(frames: list[av.VideoFrame]) -> bool:
    """Whether the time stamps rise, as times of display do; H.264 in some AVI and MXF files has decoding times only."""
    stamps = [frame.pts for frame in frames if frame.pts is not None]
    return stamps == sorted(stamps)


def _first_stamp(frames: list[av.VideoFrame], tick: Fraction) -> Fraction:
    """The time stamp that ffmpeg's decoder gives the first frame, in seconds; it falls back on decoding times."""
    stamp = frames[0].pts if _in_order(frames) else frames[0].dts
    return (stamp or 0) * tick


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
