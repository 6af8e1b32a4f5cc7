"""Measures a finished film: its boxes and packets as they lie, and one decode of the whole file."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.audio.stream import AudioStream as AvAudioStream
from av.container import InputContainer
from av.video.stream import VideoStream as AvVideoStream

from pipeline.domain.errors import InputRefused
from pipeline.domain.finished import FinishedFilm, FinishedPicture, FinishedSound
from pipeline.engines import decoding, mp4_boxes
from pipeline.engines.colour import colour_tags
from pipeline.engines.decoding import Decoded
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import INPUT_GUARDS
from pipeline.engines.loudness import Loudness


def measure(tool: FFmpeg, path: Path, *, decoded: Decoded | None = None) -> FinishedFilm:
    """Everything the checks want to know about a finished film.

    Args:
        tool: the ffmpeg to use.
        path: the film.
        decoded: what a decode of this very film tells, where that is known; None: it is decoded, from end to end.

    Raises:
        InputRefused: not there, no MP4, cut off, or without picture or sound.
        MachineError: ffmpeg was killed or took too long.
    """
    found = mp4_boxes.boxes(path)
    try:
        with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
            picture, sound = _first_streams(container, where=str(path))
            packets = _read(container, picture, sound, where=str(path))
            seen = _picture(picture, packets[picture.index])
            if decoded is None:
                decoded = decoding.decode(
                    tool, path, picture_index=picture.index, sound_index=sound.index, end=seen.start + seen.duration
                )
            return FinishedFilm(
                size_bytes=path.stat().st_size,
                streams=tuple(stream.type for stream in container.streams),
                picture=seen,
                sound=_sound(sound, packets[sound.index], decoded.loudness),
                moov_first=mp4_boxes.moov_first(found),
                edit_list=mp4_boxes.has_edit_list(found),
                box_names=mp4_boxes.names(found),
                metadata_keys=_metadata_keys(container),
                decode_errors=decoded.errors,
                black=decoded.black,
                frozen=decoded.frozen,
            )
    except av.error.FFmpegError as error:
        raise InputRefused(
            f"the film cannot be read ({(error.strerror or 'unknown format').lower()})",
            where=str(path),
            remedy="Make the film again",
        ) from error


def _first_streams(container: InputContainer, *, where: str) -> tuple[AvVideoStream, AvAudioStream]:
    if not container.streams.video or not container.streams.audio:
        missing = "sound" if container.streams.video else "picture"
        raise InputRefused(f"the film has no {missing}", where=where, remedy="Give a film with picture and sound")
    return container.streams.video[0], container.streams.audio[0]


@dataclass(frozen=True, slots=True)
class _Packets:
    """One stream's packets in the order they are stored, in ticks of its clock.

    Attributes:
        stamps: when each is shown.
        keys: which of them can be decoded alone, as positions in `stamps`.
        end: when the last one shown is over.
    """

    stamps: list[int]
    keys: list[int]
    end: int


def _read(
    container: InputContainer, picture: AvVideoStream, sound: AvAudioStream, *, where: str
) -> Mapping[int, _Packets]:
    """Both streams' packets by stream number; decodes nothing."""
    stamps: dict[int, list[int]] = {picture.index: [], sound.index: []}
    keys: dict[int, list[int]] = {picture.index: [], sound.index: []}
    ends: Counter[int] = Counter()
    for packet in container.demux(picture, sound):
        if packet.pts is None:
            continue
        index = packet.stream.index
        if packet.is_keyframe:
            keys[index].append(len(stamps[index]))
        stamps[index].append(packet.pts)
        ends[index] = max(ends[index], packet.pts + (packet.duration or 0))
    if not all(stamps.values()):
        raise InputRefused("the film holds no frames", where=where, remedy="Make the film again")
    return {index: _Packets(stamps[index], keys[index], ends[index]) for index in stamps}


def _picture(stream: AvVideoStream, packets: _Packets) -> FinishedPicture:
    context = stream.codec_context
    tick = stream.time_base or Fraction(1)
    shown = sorted(packets.stamps)
    frame_rate, irregular = _pace(shown, tick, (stream.guessed_rate, stream.average_rate))
    gop_frames, gop_start = _longest_gop(shown, sorted(packets.stamps[key] for key in packets.keys))
    open_gop = _first_open_gop(packets)
    start = shown[0] if stream.start_time is None else stream.start_time
    return FinishedPicture(
        codec=context.codec.canonical_name,
        profile=stream.profile or "",
        pixel_format=context.pix_fmt or "",
        width_px=context.width,
        height_px=context.height,
        colour=colour_tags(stream),
        frame_rate=frame_rate,
        frame_count=len(shown),
        start=start * tick,
        duration=(packets.end - start) * tick,
        has_b_frames=bool(context.has_b_frames),
        longest_gop_frames=gop_frames,
        longest_gop_start=gop_start * tick,
        open_gop=None if open_gop is None else open_gop * tick,
        irregular=None if irregular is None else irregular * tick,
    )


def _sound(stream: AvAudioStream, packets: _Packets, measured: Loudness) -> FinishedSound:
    context = stream.codec_context
    tick = stream.time_base or Fraction(1)
    start = min(packets.stamps) if stream.start_time is None else stream.start_time
    return FinishedSound(
        codec=context.name,
        profile=stream.profile or "",
        sample_rate_hz=context.sample_rate,
        channels=context.channels,
        start=start * tick,
        duration=(packets.end - start) * tick,
        integrated_lufs=measured.integrated_lufs,
        true_peak_dbtp=measured.true_peak_dbtp,
    )


def _pace(shown: list[int], tick: Fraction, stated: Iterable[Fraction | None]) -> tuple[Fraction, int | None]:
    """The frame rate and the first time stamp off its even grid.

    A stated rate counts when every frame lies on its grid; else the usual gap between frames is the rate.
    """
    for rate in stated:
        if rate and _first_off_grid(shown, 1 / (rate * tick)) is None:
            return rate, None
    gaps = Counter(later - earlier for earlier, later in itertools.pairwise(shown) if later > earlier)
    usual = gaps.most_common(1)[0][0] if gaps else 1
    return 1 / (usual * tick), _first_off_grid(shown, Fraction(usual))


def _first_off_grid(shown: list[int], period: Fraction) -> int | None:
    """The first time stamp a whole tick or more off the even grid: a clock that fits the rate is held to the tick."""
    for position, stamp in enumerate(shown):
        if abs((stamp - shown[0]) * period.denominator - position * period.numerator) >= period.denominator:
            return stamp
    return None


def _longest_gop(shown: list[int], key_stamps: list[int]) -> tuple[int, int]:
    """Most frames from one key frame to the next as they are shown, and the time stamp at which that begins."""
    borders = sorted({0, *(bisect_left(shown, stamp) for stamp in key_stamps), len(shown)})
    first, after = max(itertools.pairwise(borders), key=lambda pair: pair[1] - pair[0])
    return after - first, shown[first]


def _first_open_gop(packets: _Packets) -> int | None:
    """The first key frame's time stamp that a later stored frame is shown before."""
    key: int | None = None
    keys = set(packets.keys)
    for position, stamp in enumerate(packets.stamps):
        if position in keys:
            key = stamp
        elif key is not None and stamp < key:
            return key
    return None


def _metadata_keys(container: InputContainer) -> tuple[str, ...]:
    """Names of all tags that say something; the language "und" is how MP4 says nothing."""
    tags = [
        container.metadata,
        *(stream.metadata for stream in container.streams),
        *(chapter["metadata"] for chapter in container.chapters()),
    ]
    said = (key for group in tags for key, value in group.items() if (key, value) != ("language", "und"))
    return tuple(dict.fromkeys(said))
