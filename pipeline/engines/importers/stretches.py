"""A file of timed text in stretches: each time line with all that stands beneath it, up to the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.domain.timed_text import Repair, is_blank
from pipeline.engines.importers.base import NumberedLine, refused
from pipeline.engines.importers.time_lines import Dialect, TimeLine, is_damaged, time_line

_NUMBER = re.compile(r"[\s\ufeff\u200b\u200e\u200f]*(\d{1,9})[\s\ufeff\u200b\u200e\u200f]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time line and what stands beneath it.

    Attributes:
        line: its line in the file; 0 for the stretch above the first time line.
        times: None for the stretch above the first time line.
        beneath: every line up to the next time line, blank ones too.
        is_last: whether no time line follows.
    """

    line: int
    times: TimeLine | None
    beneath: tuple[NumberedLine, ...]
    is_last: bool


def stretches(lines: Iterable[NumberedLine], dialect: Dialect) -> Iterator[Stretch]:
    """The stretches of a file, in order; the first is the one above the first time line, often empty."""
    line, times = 0, None
    beneath: list[NumberedLine] = []
    for number, text in lines:
        if found := time_line(text, dialect):
            yield Stretch(line, times, tuple(beneath), is_last=False)
            line, times, beneath = number, found, []
        else:
            beneath.append((number, text))
    yield Stretch(line, times, tuple(beneath), is_last=True)


def number_in(line: str) -> int | None:
    """The number, when nothing else stands in the line."""
    found = _NUMBER.fullmatch(line)
    return int(found[1]) if found else None


def caption_text(
    lines: Sequence[NumberedLine], dialect: Dialect, repairs: list[Repair], *, where: str
) -> tuple[str, ...]:
    """The lines of a caption that are not blank; notes blank ones between its time line and its last line.

    Raises:
        InputRefused: a line was meant to be a time line and cannot be read as one.
    """
    texts: list[str] = []
    gap = None
    for number, line in lines:
        if is_blank(line):
            gap = gap or number
            continue
        if is_damaged(line, dialect):
            raise refused(
                number,
                "this looks like a time line, but no times can be read from it",
                where=where,
                remedy="Write it as 00:00:01,000 --> 00:00:02,000 and save again",
            )
        if gap:
            repairs.append(Repair(gap, "There is a blank line inside this caption."))
        gap = None
        texts.append(line)
    return tuple(texts)


def refuse_stray_text(lines: Iterable[NumberedLine], *, where: str) -> None:
    """Nothing, when all lines are blank.

    Raises:
        InputRefused: text stands where no caption can own it, above the first time line.
    """
    for number, line in lines:
        if not is_blank(line):
            raise refused(
                number,
                "this text stands above the first time line and belongs to no caption",
                where=where,
                remedy="Remove it or put a time line above it, if this is a subtitle file at all, and save again",
            )


def refuse_lost_cue(lines: Sequence[NumberedLine], next_number: int, *, where: str) -> None:
    """Nothing, unless the next cue's number stands by itself below a blank line of a caption.

    Raises:
        InputRefused: only the number and perhaps a text are left of a cue.
    """
    for (_, above), (number, line) in pairwise(lines):
        if is_blank(above) and number_in(line) == next_number:
            raise refused(
                number,
                "the number of a cue stands here, and its time line is missing",
                where=where,
                remedy="Put its time line beneath it, or remove the number, and save again",
            )
