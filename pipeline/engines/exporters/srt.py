"""The SRT door: pysrt reads and writes, we decode, count and keep time in whole milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pysrt

from pipeline.domain.errors import InputRefused
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import TimeRange, milliseconds
from pipeline.domain.transcript import Language

_ARROW = re.compile(r"\s*[\d:.,]+\s*-->\s*[\d:.,]+")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{\\[^}]*\}")


@dataclass(frozen=True, slots=True)
class SrtCue:
    """A cue of a subtitle file: its times and its lines, free of tags."""

    time_range: TimeRange
    lines: tuple[str, ...]


def text_of(track: SubtitleTrack, language: Language) -> str:
    """The track in one language as an SRT file: UTF-8 text, line feeds, cues numbered from 1."""
    return written((track.program_range(cue), cue.lines(language)) for cue in track.cues)


def written(cues: Iterable[tuple[TimeRange, tuple[str, ...]]]) -> str:
    """Cues as an SRT file."""
    items = [
        pysrt.SubRipItem(
            index=number,
            start=pysrt.SubRipTime.from_ordinal(milliseconds(span.start)),
            end=pysrt.SubRipTime.from_ordinal(milliseconds(span.end)),
            text="\n".join(lines),
        )
        for number, (span, lines) in enumerate(cues, start=1)
    ]
    return "\n".join(str(item) for item in items)


def read(text: str, *, where: str) -> tuple[SrtCue, ...]:
    """The cues of an SRT file, in the file's order.

    Args:
        text: decoded, line feeds.
        where: how messages name the file.

    Raises:
        InputRefused: a cue would be lost or cut short on the way, or runs backward; names its line.
    """
    count = _count_whole_cues(text, where=where)
    items = pysrt.from_string(text, error_handling=pysrt.SubRipFile.ERROR_PASS)
    if len(items) != count:
        raise InputRefused(
            f"the file has {count} time lines, and {len(items)} of them can be read",
            where=where,
            remedy="Open it in a subtitle editor and save it again as SRT",
        )
    return tuple(_cue(item, where=where) for item in items)


def _count_whole_cues(text: str, *, where: str) -> int:
    """How many cues the file has; every line must belong to one, because a parser drops the others in silence."""
    count = 0
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            block.append(line)
            is_time = _ARROW.match(line) is not None
            count += is_time
            if is_time and sum(1 for item in block if _ARROW.match(item)) > 1:
                raise _refused(number, "a second time line stands in one cue; put an empty line before it", where)
        elif block:
            if not any(_ARROW.match(item) for item in block[:2]):
                first = number - len(block)
                raise _refused(first, "this text belongs to no cue; remove the empty line above it", where)
            block = []
    return count


def _refused(line_number: int, why: str, where: str) -> InputRefused:
    return InputRefused(f"line {line_number}: {why}", where=where, remedy="Correct that line and save again")


def _cue(item: pysrt.SubRipItem, *, where: str) -> SrtCue:
    start, end = item.start.ordinal, item.end.ordinal
    if not 0 <= start < end:
        raise InputRefused(
            f"the cue at {item.start} ends before it begins", where=where, remedy="Correct its times and save again"
        )
    lines = tuple(_TAG.sub("", line).strip() for line in item.text.split("\n"))
    return SrtCue(TimeRange(Fraction(start, 1000), Fraction(end, 1000)), tuple(line for line in lines if line))
