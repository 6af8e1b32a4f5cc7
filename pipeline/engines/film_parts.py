"""Measures a joined film by its chunks: each is decoded once, and what was measured is kept by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol, TypeVar

import av.error
import ffmpeg

from pipeline.domain.digest import digest
from pipeline.domain.measured import MeasuredPicture, MeasuredSound, Stretch
from pipeline.engines import decoding, loudness, packets
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.building import input_of, seconds

_VERSION = 1
"""Raised whenever the same part is measured otherwise."""

Value = TypeVar("Value", MeasuredPicture, MeasuredSound)


class Memory(Protocol):
    """Where measurements are kept, by key."""

    def recall(self, key: str, kind: type[Value]) -> Value | None:
        """What lies under this key; None when nothing does, or nothing that can be used."""

    def remember(self, key: str, value: MeasuredPicture | MeasuredSound) -> None:
        """Keep the measurement under this key."""


@dataclass(frozen=True, slots=True)
class MeasuredFilm:
    """A film as its parts tell it.

    Attributes:
        parts: the picture, end to end, each part measured after the picture it follows.
        sound: the whole sound.
        decoded_anew: how many of the parts were in no memory.
    """

    parts: tuple[MeasuredPicture, ...]
    sound: MeasuredSound
    decoded_anew: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A chunk's file, of which the film's packets were found to be those."""

    path: Path
    frame_count: int
    sha256: str


class _NotCleanError(Exception):
    """A part does not decode without a complaint: it is for the whole film's measurement to say what is wrong."""


def measure(
    tool: FFmpeg, film: Path, chunks: Sequence[tuple[Path, int]], *, frame_rate: Fraction, memory: Memory
) -> MeasuredFilm | None:
    """What a decode of the whole film would tell, with only those parts decoded that the memory lacks.

    The memory is asked by what the film itself holds, packet by packet, so that nothing is believed of a film that was
    changed. A chunk's file is read only where it must be decoded, and then only if it holds the same.

    Args:
        tool: the ffmpeg to use.
        film: the joined film.
        chunks: each chunk's file and its number of frames, in order.
        frame_rate: of the film.
        memory: what was measured before.

    Returns:
        None when the film is not what its chunks are, one that is needed is gone, or anything is wrong: then it must be
        decoded from end to end.

    Raises:
        MachineError: ffmpeg was killed or took too long.
    """
    try:
        hashes = packets.picture_hashes(film, [count for _, count in chunks], frame_rate=frame_rate)
        if hashes is None:
            return None
        parts = [_Part(path, count, sha256) for (path, count), sha256 in zip(chunks, hashes, strict=True)]
        run = _Run(tool, frame_rate, memory)
        found = run.pictures(parts)
        return MeasuredFilm(found, run.sound(film, sum(part.frame_count for part in parts)), run.decoded_anew)
    except (av.error.FFmpegError, _NotCleanError):
        return None


class _Run:
    """One film's measurement: `decoded_anew` counts the parts."""

    def __init__(self, tool: FFmpeg, frame_rate: Fraction, memory: Memory) -> None:
        self._tool = tool
        self._frame_rate = frame_rate
        self._memory = memory
        self._same: dict[_Part, bool] = {}
        self.decoded_anew = 0

    def pictures(self, parts: Sequence[_Part]) -> tuple[MeasuredPicture, ...]:
        found: list[MeasuredPicture] = []
        before: tuple[_Part, int] | None = None
        for part in parts:
            measured = self._alone(part)
            if before is not None:
                measured = self._after(*before, part, measured)
            if measured.compared_to is not None:
                before = part, measured.compared_to
            found.append(measured)
        return tuple(found)

    def sound(self, film: Path, frame_count: int) -> MeasuredSound:
        sha256 = packets.sound_hash(film)
        if sha256 is None:
            raise _NotCleanError
        key = self._key("sound", sha256)
        if known := self._memory.recall(key, MeasuredSound):
            return known
        heard = input_of(film)["a:0"].filter("ebur128", peak="true", framelog="quiet")
        argv = decoding.to_nothing(self._tool.path, heard, log_level="info")
        finished = decoding.run(argv, duration=frame_count / self._frame_rate)
        if finished.returncode or decoding.complaints(finished.stderr, film):
            raise _NotCleanError
        measured = loudness.parse(finished.stderr)
        sound = MeasuredSound(measured.integrated_lufs, measured.true_peak_dbtp)
        self._memory.remember(key, sound)
        return sound

    def _alone(self, part: _Part) -> MeasuredPicture:
        key = self._key("picture", part.sha256)
        known = self._memory.recall(key, MeasuredPicture)
        if known and known.frame_count == part.frame_count and not known.like_before:
            return known
        if not self._holds_the_same(part):
            raise _NotCleanError
        self.decoded_anew += 1
        logged = self._logged([input_of(part.path)["v:0"]], part.frame_count)
        measured = MeasuredPicture(
            part.frame_count, logged.black(part.frame_count), _still(logged.changes(), 0, part.frame_count)
        )
        self._memory.remember(key, measured)
        return measured

    def _after(self, earlier: _Part, compared_to: int, part: _Part, alone: MeasuredPicture) -> MeasuredPicture:
        """The part as it is measured after a picture of an earlier one, which it may stand still with."""
        key = self._key("after", earlier.sha256, str(compared_to), part.sha256)
        known = self._memory.recall(key, MeasuredPicture)
        if known and known.frame_count == part.frame_count:
            return known
        if not self._holds_the_same(earlier) or not self._holds_the_same(part):
            raise _NotCleanError
        like_before, still = 0, alone.still
        if self._changes_after(earlier, compared_to, part, frame_count=1)[:1] != [0]:
            changes = self._changes_after(earlier, compared_to, part, frame_count=part.frame_count)
            like_before = changes[0] if changes else part.frame_count
            still = _still(changes, like_before, part.frame_count)
        measured = MeasuredPicture(part.frame_count, alone.black, still, like_before)
        self._memory.remember(key, measured)
        return measured

    def _changes_after(self, earlier: _Part, compared_to: int, part: _Part, *, frame_count: int) -> list[int]:
        """Which of the part's first pictures differ from the one that they are compared to, one of an earlier part."""
        # Half a picture early: a seek goes to the first one that is not before it.
        entry = {"ss": seconds((compared_to - Fraction(1, 2)) / self._frame_rate)} if compared_to else {}
        still = input_of(earlier.path, **entry)["v:0"].filter("trim", end_frame=1)
        rest = input_of(part.path)["v:0"].filter("trim", end_frame=frame_count)
        logged = self._logged([still, rest], frame_count)
        return [frame - 1 for frame in logged.changes()]

    def _logged(self, pictures: list[Any], frame_count: int) -> _Logged:
        stream = ffmpeg.concat(*pictures, v=1, a=0) if len(pictures) > 1 else pictures[0]
        stream = (
            stream.filter("settb", expr=str(1 / self._frame_rate))
            .filter("setpts", expr="N")
            .filter("blackdetect", d=0)
            .filter("freezedetect", n=decoding.FREEZE_NOISE, d=0)
            .filter("metadata", mode="print", file="-")
        )
        argv = decoding.to_nothing(self._tool.path, stream, log_level="error")
        finished = decoding.run(argv, duration=frame_count / self._frame_rate)
        if finished.returncode or finished.stderr.strip():
            raise _NotCleanError
        return _Logged(finished.stdout.decode())

    def _holds_the_same(self, part: _Part) -> bool:
        """Whether the chunk's file is there and holds the film's packets; each is read once."""
        if part not in self._same:
            self._same[part] = part.path.is_file() and (
                packets.picture_hashes(part.path, [part.frame_count], frame_rate=self._frame_rate) == (part.sha256,)
            )
        return self._same[part]

    def _key(self, *what: str) -> str:
        return digest([_VERSION, self._tool.version, *what])


@dataclass(frozen=True, slots=True)
class _Logged:
    """What the metadata filter printed: picture by picture, in which black begins or ends, and which differ."""

    text: str

    def changes(self) -> list[int]:
        """The pictures that differ from the one they were compared to; the ones after them are compared to them."""
        return self._frames_with("lavfi.freezedetect.freeze_end")

    def black(self, frame_count: int) -> tuple[Stretch, ...]:
        starts, ends = self._frames_with("lavfi.black_start"), self._frames_with("lavfi.black_end")
        return tuple(Stretch(start, end) for start, end in zip(starts, [*ends, frame_count], strict=False))

    def _frames_with(self, key: str) -> list[int]:
        pictures = re.split(r"^frame:(\d+)\s.*$", self.text, flags=re.MULTILINE)
        return [int(frame) for frame, tags in zip(pictures[1::2], pictures[2::2], strict=True) if f"\n{key}=" in tags]


def _still(changes: Iterable[int], start: int, end: int) -> tuple[Stretch, ...]:
    """The stretches of two or more pictures between one change and the next, from one picture on."""
    borders = [start, *(frame for frame in changes if frame > start), end]
    return tuple(Stretch(first, after) for first, after in pairwise(borders) if after - first > 1)
