"""Reads the boxes an MP4 file is made of: names, places, sizes, and how many samples (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.domain.errors import InputRefused

_HEADER_BYTES = 8
_LONG_HEADER_BYTES = 16
"""A box of size 1 states its real size in the eight bytes after its name."""

_DEEPEST = 12
"""Real files nest seven deep (moov/trak/mdia/minf/stbl/stsd/avc1); more is an attack on the reader's stack."""

_BYTES_BEFORE_CHILDREN = {
    "moov": 0,
    "trak": 0,
    "edts": 0,
    "mdia": 0,
    "minf": 0,
    "dinf": 0,
    "dref": 8,
    "stbl": 0,
    "udta": 0,
    "ilst": 0,
    "stsd": 8,
    "avc1": 78,
    "hvc1": 78,
    "av01": 78,
    "mp4a": 28,
}
"""Boxes that hold boxes, and what stands before the first one: version and count, or a sample entry's own fields."""

_BYTES_BEFORE_SAMPLE_COUNT = 8
"""In a "stsz" box: version, flags, and the size that all samples have or zero."""

_METADATA_VERSION_BYTES = 4
"""A "meta" box begins with a version of zero, which QuickTime's leaves out."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box.

    Attributes:
        path: its name behind its parents', for example "moov/trak/mdia".
        offset: where its header begins, in bytes from the start of the file.
        size: with its header, in bytes.
        depth: how many boxes it lies in.
    """

    path: str
    offset: int
    size: int
    depth: int

    @property
    def name(self) -> str:
        """Its own four characters."""
        return self.path.rpartition("/")[2]


def boxes(path: Path) -> tuple[Box, ...]:
    """Every box in the order of the file, parents before children; media data is skipped, not read.

    Raises:
        InputRefused: not there, no MP4, cut off, or damaged.
    """
    if not path.is_file():
        raise InputRefused("there is no such file", where=str(path), remedy="Check the name and the folder")
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(_HEADER_BYTES)[4:] != b"ftyp":
            raise InputRefused("the file is no MP4", where=str(path), remedy="Give a finished film as MP4")
        return tuple(_Walk(file, size, str(path)).boxes("", 0, size, 0))


def sample_count(path: Path) -> int:
    """How many samples the tracks' indexes name, all together: of pictures alone, how many there are.

    Raises:
        InputRefused: as `boxes`.
    """
    with path.open("rb") as file:
        return sum(_sample_count(file, box) for box in boxes(path) if box.name == "stsz")


def _sample_count(file: IO[bytes], table: Box) -> int:
    file.seek(table.offset + _HEADER_BYTES + _BYTES_BEFORE_SAMPLE_COUNT)
    return int.from_bytes(file.read(4), "big")


def moov_first(found: Iterable[Box]) -> bool:
    """Whether the index stands before the media, so that a player can begin before it has the whole file."""
    return next((box.path for box in found if box.path in {"moov", "mdat"}), "") == "moov"


def has_edit_list(found: Iterable[Box]) -> bool:
    """Whether a track tells players to skip or shift a part of it."""
    return any(box.name == "elst" for box in found)


def names(found: Iterable[Box]) -> tuple[str, ...]:
    """Each box name once, in the order of the file."""
    return tuple(dict.fromkeys(box.name for box in found))


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through one open file; `where` names it in errors."""

    file: IO[bytes]
    file_size: int
    where: str

    def boxes(self, parents: str, start: int, end: int, depth: int) -> Iterator[Box]:
        """The boxes between two places; up to seven bytes after the last one are padding inside another box."""
        if depth > _DEEPEST:
            raise self._damaged()
        position = start
        while end - position >= _HEADER_BYTES or (depth == 0 and position < end):
            name, size, header_bytes = self._header(position, end)
            box = Box(f"{parents}{name}", position, size, depth)
            yield box
            skipped = self._bytes_before_children(name, position + header_bytes)
            if skipped is not None:
                yield from self.boxes(f"{box.path}/", position + header_bytes + skipped, position + size, depth + 1)
            position += size

    def _header(self, position: int, end: int) -> tuple[str, int, int]:
        """The name, the whole size and the header's size of the box that begins here."""
        head = self._read(position, _HEADER_BYTES)
        name, size, header_bytes = head[4:].decode("latin-1"), int.from_bytes(head[:4], "big"), _HEADER_BYTES
        if size == 1:
            header_bytes = _LONG_HEADER_BYTES
            size = int.from_bytes(self._read(position + _HEADER_BYTES, 8), "big")
        elif size == 0:
            size = end - position
        if position + size > self.file_size:
            raise self._cut_off()
        if size < header_bytes or position + size > end:
            raise self._damaged()
        return name, size, header_bytes

    def _bytes_before_children(self, name: str, body: int) -> int | None:
        """How far into the box its first child stands; None for a box that holds no boxes."""
        if name == "meta":
            return _METADATA_VERSION_BYTES if self._read(body, 4) == bytes(4) else 0
        return _BYTES_BEFORE_CHILDREN.get(name)

    def _read(self, position: int, count: int) -> bytes:
        self.file.seek(position)
        data = self.file.read(count)
        if len(data) < count:
            raise self._cut_off()
        return data

    def _cut_off(self) -> InputRefused:
        return InputRefused(
            "the file is cut off: one of its parts runs past its end",
            where=self.where,
            remedy="Copy it again, or make the film again; if it was still being copied, wait until that is done",
        )

    def _damaged(self) -> InputRefused:
        return InputRefused("the file is damaged: its parts do not fit", where=self.where, remedy="Make the film again")
