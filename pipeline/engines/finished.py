"""Measures a finished film: its packets and boxes as they lie, and one decode of the whole file."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import ffmpeg
from av.audio.stream import AudioStream as AvAudioStream
from av.container import InputContainer
from av.video.reformatter import ColorPrimaries, ColorTrc
from av.video.stream import VideoStream as AvVideoStream

from pipeline.domain.errors import InputRefused, MachineError
from pipeline.domain.finished import SPAN_AT_LEAST_S, FinishedFilm, FinishedPicture, FinishedSound
from pipeline.domain.footage import ColourTags
from pipeline.domain.timing import ZERO, TimeRange
from pipeline.engines import loudness, mp4_boxes, process
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.running import INPUT_GUARDS, SECONDS_AT_LEAST, file_url
from pipeline.engines.loudness import Loudness

_FREEZE_NOISE = 0.001
"""How much a picture may change and still stand still: freezedetect's default, -60 dB."""

_ERRORS_KEPT = 20
"""The first complaints tell what is wrong; one damaged frame makes dozens."""

_SECONDS_PER_SECOND = 60
"""A decode may take this many times the film's length, as every ffmpeg command may, before it is stopped."""

_MATRICES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"}
_RANGES = {1: "tv", 2: "pc"}
"""ISO/IEC 23091-2 code points to ffmpeg's names, where PyAV has others."""


def measure(tool: FFmpeg, path: Path) -> FinishedFilm:
    """Everything the checks want to know about a finished film.

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
            heard = packets[sound.index]
            decoded = _decode(
                tool, path, picture_index=picture.index, sound_index=sound.index, end=seen.start + seen.duration
            )
            return FinishedFilm(
                size_bytes=path.stat().st_size,
                streams=tuple(stream.type for stream in container.streams),
                picture=seen,
                sound=_sound(sound, heard, decoded.loudness),
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
        codec=context.name,
        profile=stream.profile or "",
        pixel_format=context.pix_fmt or "",
        width_px=context.width,
        height_px=context.height,
        colour=_colour(stream),
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


def _colour(stream: AvVideoStream) -> ColourTags:
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
    frames, first = max(((after - before, -before) for before, after in itertools.pairwise(borders)))
    return frames, shown[-first]


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


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What one decode of the whole file told; the fields mean what `FinishedFilm`'s do."""

    errors: tuple[str, ...]
    loudness: Loudness
    black: tuple[TimeRange, ...]
    frozen: tuple[TimeRange, ...]


def decoding(binary: Path, path: Path, *, picture_index: int, sound_index: int) -> list[str]:
    """Decode every frame and sample once: complaints, loudness, black and still picture on standard error.

    Each line says its level, and damage does not end it: all of the film is looked at.
    """
    film = ffmpeg.input(file_url(path), **INPUT_GUARDS)
    picture = (
        film[str(picture_index)]
        .filter("blackdetect", d=int(SPAN_AT_LEAST_S))
        .filter("freezedetect", n=_FREEZE_NOISE, d=int(SPAN_AT_LEAST_S))
    )
    sound = film[str(sound_index)].filter("ebur128", peak="true", framelog="quiet")
    output = ffmpeg.output(picture, sound, "-", format="null", max_error_rate=1).global_args(
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info"
    )
    return [str(part) for part in ffmpeg.compile(output, cmd=str(binary))]


def _decode(tool: FFmpeg, path: Path, *, picture_index: int, sound_index: int, end: Fraction) -> _Decoded:
    """Decode a film and read what ffmpeg said; a film that cannot be decoded is an answer, not a failure."""
    finished = process.run(
        decoding(tool.path, path, picture_index=picture_index, sound_index=sound_index),
        timeout_s=SECONDS_AT_LEAST + _SECONDS_PER_SECOND * float(end),
    )
    if finished.returncode < 0:
        raise MachineError(
            f"ffmpeg ended with signal {-finished.returncode} while it checked the film",
            remedy="Close other heavy programs and run the same command again",
        )
    said = finished.stderr
    errors = complaints(said, path)
    if finished.returncode and not errors:
        errors = (f"ffmpeg ended with status {finished.returncode}",)
    return _Decoded(
        errors=errors,
        loudness=loudness.parse(said) if "Summary:" in said else Loudness(None, None),
        black=_spans(_times(said, "blackdetect", "black_start"), _times(said, "blackdetect", "black_end"), end=end),
        frozen=_spans(
            _times(said, "freezedetect", "freeze_start"), _times(said, "freezedetect", "freeze_end"), end=end
        ),
    )


def complaints(said: str, path: Path) -> tuple[str, ...]:
    """The first different lines of level error or worse, without addresses in memory and the film's name."""
    lines = (
        re.sub(r" @ 0x[0-9a-f]+|\[(?:error|fatal|panic)\] ", "", line)
        for line in said.splitlines()
        if re.match(r"(?:\[[^]]*\] )*\[(?:error|fatal|panic)\] ", line)
    )
    nameless = (line.replace(file_url(path), "the film").replace(path.name, "the film") for line in lines)
    return tuple(itertools.islice(dict.fromkeys(nameless), _ERRORS_KEPT))


def _times(said: str, filter_name: str, key: str) -> list[Fraction]:
    """All moments a filter logged under a name, in seconds."""
    found = re.findall(rf"^\[Parsed_{filter_name}_\d+ .*\b{key}: ?([-+.e\d]+)", said, flags=re.MULTILINE)
    return [Fraction(text) for text in found]


def _spans(starts: list[Fraction], ends: list[Fraction], *, end: Fraction) -> tuple[TimeRange, ...]:
    """Starts and ends as ranges; one that lasts to the film's end has no end of its own in the log."""
    pairs = itertools.zip_longest(starts, ends, fillvalue=end)
    return tuple(TimeRange(max(start, ZERO), stop) for start, stop in pairs if max(start, ZERO) < stop)
