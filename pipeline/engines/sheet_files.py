"""Sheets as SRT files: each cue is one sentence, its first line "> [s0042] the source line", the text beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.timing import TimeRange
from pipeline.domain.translation import ReturnedCue, SheetLine
from pipeline.engines import importers, text_files
from pipeline.engines.exporters import srt

_HEAD = re.compile(r"^>?\s*\[(s\d{4,})\]\s*(.*)$")
_ECHO = re.compile(r"^>\s*(.*)$")


def text_of(lines: Iterable[SheetLine]) -> str:
    """A sheet as SRT text; cue numbers are only a hint."""
    cues = tuple(
        TimedCue.at(line.source_range, (f"> [{line.sentence_id}] {line.source_text}", line.text)) for line in lines
    )
    return srt.written(SubtitleFile("srt", cues))


def read(path: Path) -> tuple[ReturnedCue, ...]:
    """The cues of a sheet that came back, in the file's order, whatever its editor did to numbers and line ends.

    Raises:
        InputRefused: a cue would be lost on the way, or its time does not run forward; names the line.
    """
    file = importers.read(path)
    return tuple(
        _returned(number, cue.time_range(where=str(path)), file.plain_lines(cue))
        for number, cue in enumerate(file.cues, start=1)
    )


def is_sheet(path: Path) -> bool:
    """Whether an SRT file is one of our sheets: its cues name sentences."""
    return path.suffix.lower() == ".srt" and any(_HEAD.match(line) for line in text_files.read(path).splitlines())


def _returned(number: int, source_range: TimeRange, lines: tuple[str, ...]) -> ReturnedCue:
    sentence_id, echo, rest = None, "", lines
    if rest and (head := _HEAD.match(rest[0])):
        sentence_id, echo, rest = head[1], head[2].strip(), rest[1:]
    elif rest and (mark := _ECHO.match(rest[0])):
        echo, rest = mark[1].strip(), rest[1:]
    return ReturnedCue(number, source_range, sentence_id, echo, " ".join(" ".join(rest).split()))
