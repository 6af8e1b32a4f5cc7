"""What every subtitle importer is.

How to add one:

1. Write `pipeline/engines/importers/<format>.py` with `read(text, *, where) -> SubtitleFile`: the lines from
   `numbered_lines`, one cue for each time line in the file, everything else kept where a rewrite finds it again. What
   was put right becomes a `Repair`; what would be lost is `refused` with its line.
2. Add one line to `IMPORTERS` in `__init__.py`, and the writer that undoes it to `WRITERS` in `engines/exporters`.
3. `tests/contracts/test_importers.py` picks it up: nothing lost, written and read again it is equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import OTHER_LINE_BREAKS, Repair, SubtitleFile

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_LINE_END = re.compile(r"\r\n?|\n")
_DAMAGE = re.compile("[\x00\ud800-\udfff]")
_OTHER_BREAK = re.compile(f"[{OTHER_LINE_BREAKS}]")
_DOS_END_OF_FILE = "\x1a"

NumberedLine = tuple[int, str]
"""A line's number in the file, from 1, and its text without its end, NFC."""


class Importer(Protocol):
    """Reads a file's decoded text; `where` is how messages name the file."""

    def __call__(self, text: str, *, where: str) -> SubtitleFile:
        """The file, whole.

        Raises:
            InputRefused: something in it would be lost; names the line.
        """


def refused(line: int, why: str, *, where: str, remedy: str = "Correct that line and save again") -> InputRefused:
    """The refusal of a file for what stands on one of its lines."""
    return InputRefused(f"line {line}: {why}", where=where, remedy=remedy)


def numbered_lines(text: str, *, where: str) -> Iterator[NumberedLine]:
    """The lines of a text one by one, whatever ends them, so that a big file is never copied.

    Raises:
        InputRefused: the text holds what no text holds; names the line.
    """
    if damage := _DAMAGE.search(text):
        ends = sum(1 for _ in _LINE_END.finditer(text, 0, damage.start()))
        raise refused(ends + 1, "the file is damaged here, or is no text", where=where, remedy="Send the file again")
    for number, match in enumerate(_LINE.finditer(text.removesuffix(_DOS_END_OF_FILE)), start=1):
        line = match[1]
        yield number, line if line.isascii() else unicodedata.normalize("NFC", line)


def with_all_breaks(lines: Iterator[NumberedLine], repairs: list[Repair]) -> Iterator[NumberedLine]:
    """The lines, parted also where a character other than a line end breaks them; notes each such line."""
    for number, line in lines:
        if _OTHER_BREAK.search(line):
            repairs.append(Repair(number, "An unusual character ends this line; it was read as a line break."))
            yield from ((number, part) for part in _OTHER_BREAK.split(line))
        else:
            yield number, line


def in_order(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """The repairs in the order of their lines."""
    return tuple(sorted(repairs, key=lambda repair: repair.line))


def with_ass_breaks(text: str) -> str:
    r"""The text with `\N` for each character that breaks lines."""
    return _OTHER_BREAK.sub(r"\\N", text)
