"""Hashes a film's packets as a decoder is given them, without decoding any."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer
from av.video.stream import VideoStream as AvVideoStream

from pipeline.engines.ffmpeg.running import INPUT_GUARDS

_AS_DECODED = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb", "av1": "null"}
"""Codec to the filter that puts parameter sets into the packets: a chunk's stand in its head, a joined film's in every
key frame, and a decoder is given the same. In AV1 that is the sequence header, which SVT-AV1 writes before every key
frame. What is not here is not compared."""

_AV1_UNIT_TYPE = 0b0111_1000
_AV1_SEQUENCE_HEADER = 1 << 3
"""In the first byte of a unit, as it stands before key frames in an MP4 (AV1 specification, 5.3.2 and 6.2.2)."""


def picture_hashes(path: Path, frame_counts: Sequence[int], *, frame_rate: Fraction) -> tuple[str, ...] | None:
    """The hash of each part of a film's first picture: packets, parameter sets, and which picture each packet is.

    Equal hashes decode to equal pictures, in whatever film: a part begins at a key frame that nothing before matters to
    if any file begins with it.

    Args:
        path: the film.
        frame_counts: each part's length; together the whole film.
        frame_rate: of the film.

    Returns:
        One hash a part; None when the film has no such parts: other frames, other times, another codec, no picture.
    """
    with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
        stream = next(iter(container.streams.video), None)
        if stream is None or stream.codec.canonical_name not in _AS_DECODED or stream.time_base is None:
            return None
        packets = _as_decoded(container, stream, frame_rate * stream.time_base)
        hashes: list[str] = []
        start = 0
        for count in frame_counts:
            sha256, seen = hashlib.sha256(), set[Fraction]()
            for frame, data in islice(packets, count):
                if not seen and not _stands_alone(data, stream):
                    return None
                seen.add(frame - start)
                sha256.update(f"{frame - start} {len(data)} ".encode())
                sha256.update(data)
            if seen != set(range(count)):
                return None
            hashes.append(sha256.hexdigest())
            start += count
        return None if next(packets, None) else tuple(hashes)


def _as_decoded(
    container: InputContainer, stream: AvVideoStream, frames_per_tick: Fraction
) -> Iterator[tuple[Fraction, bytes]]:
    """Each packet's place among the pictures as they are shown, and its content, in the order of the file."""
    convert = BitStreamFilterContext(_AS_DECODED[stream.codec.canonical_name], stream)
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        frame = packet.pts * frames_per_tick
        yield frame, b"".join(bytes(item) for item in convert.filter(packet))


def _stands_alone(packet: bytes, stream: AvVideoStream) -> bool:
    """Whether a part that begins with this packet holds all that a decoder must know of it."""
    if stream.codec.canonical_name != "av1":
        return True
    return bool(packet) and packet[0] & _AV1_UNIT_TYPE == _AV1_SEQUENCE_HEADER


def sound_hash(path: Path) -> str | None:
    """The hash of a film's first sound: packets, times, and what a decoder must know before; None without sound."""
    with av.open(str(path.absolute()), options=dict(INPUT_GUARDS)) as container:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            return None
        context = stream.codec_context
        sha256 = hashlib.sha256(context.extradata or b"")
        sha256.update(f"{context.name} {context.sample_rate} {context.channels} {stream.time_base} ".encode())
        for packet in container.demux(stream):
            sha256.update(f"{packet.pts} {packet.size} ".encode())
            sha256.update(bytes(packet))
        return sha256.hexdigest()
