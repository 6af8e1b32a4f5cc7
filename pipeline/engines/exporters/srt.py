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

_ARROW = re.compile(r"^\s*[\d:.,]+\s*-->\s*[\d:.,]+", flags=re.MULTILINE)
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
    items = pysrt.from_string(text, error_handling=pysrt.SubRipFile.ERROR_PASS)
    arrows = len(_ARROW.findall(text))
    if len(items) != arrows:
        raise InputRefused(
            f"the file has {arrows} time lines, and {len(items)} of them can be read",
            where=where,
            remedy="Open it in a subtitle editor and save it again as SRT",
        )
    lost = sum(1 for line in text.splitlines() if line.strip()) - sum(_file_lines(item) for item in items)
    if lost > 0:
        raise InputRefused(
            f"{lost} lines belong to no cue, perhaps because of an empty line inside one",
            where=where,
            remedy="Remove empty lines inside cues, and save again",
        )
    return tuple(_cue(item, where=where) for item in items)


def _file_lines(item: pysrt.SubRipItem) -> int:
    """How many lines of the file a cue takes, empty ones aside."""
    texts = sum(1 for line in item.text.split("\n") if line.strip())
    return texts + 1 + (item.index is not None)


def _cue(item: pysrt.SubRipItem, *, where: str) -> SrtCue:
    start, end = item.start.ordinal, item.end.ordinal
    if not 0 <= start < end:
        raise InputRefused(
            f"the cue at {item.start} ends before it begins", where=where, remedy="Correct its times and save again"
        )
    lines = tuple(_TAG.sub("", line).strip() for line in item.text.split("\n"))
    return SrtCue(TimeRange(Fraction(start, 1000), Fraction(end, 1000)), tuple(line for line in lines if line))
