"""Sheets as SRT files: each cue is one sentence, its first line "> [s0042] the source line", the text beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.domain.translation import ReturnedCue, SheetLine
from pipeline.engines import text_files
from pipeline.engines.exporters import srt

_HEAD = re.compile(r"^>?\s*\[(s\d{4,})\]\s*(.*)$")
_ECHO = re.compile(r"^>\s*(.*)$")


def text_of(lines: Iterable[SheetLine]) -> str:
    """A sheet as SRT text; cue numbers are only a hint."""
    return srt.written(
        (line.source_range, (f"> [{line.sentence_id}] {line.source_text}", *([line.text] if line.text else [])))
        for line in lines
    )


def read(path: Path) -> tuple[ReturnedCue, ...]:
    """The cues of a sheet that came back, in the file's order, whatever its editor did to numbers and line ends.

    Raises:
        InputRefused: a cue would be lost on the way; see `exporters.srt.read`.
    """
    cues = srt.read(text_files.read(path), where=str(path))
    return tuple(_returned(number, cue) for number, cue in enumerate(cues, start=1))


def is_sheet(path: Path) -> bool:
    """Whether an SRT file is one of our sheets: its cues name sentences."""
    return path.suffix.lower() == ".srt" and any(_HEAD.match(line) for line in text_files.read(path).splitlines())


def _returned(number: int, cue: srt.SrtCue) -> ReturnedCue:
    sentence_id, echo, rest = None, "", list(cue.lines)
    if rest and (head := _HEAD.match(rest[0])):
        sentence_id, echo, rest = head[1], head[2].strip(), rest[1:]
    elif rest and (mark := _ECHO.match(rest[0])):
        echo, rest = mark[1].strip(), rest[1:]
    return ReturnedCue(number, cue.time_range, sentence_id, echo, " ".join(" ".join(rest).split()))
