"""Subtitle files as somebody wrote them: cues in the file's order, right or wrong, and what a reader put right."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from pipeline.domain.errors import InputRefused
from pipeline.domain.timing import TimeRange, milliseconds

Format = Literal["srt", "vtt", "ass"]

OTHER_LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
"""Characters that end a line for some programs and not for others; no line of a cue holds one."""

BYTE_ORDER_MARK = "\ufeff"

_NEVER_IN_A_LINE = re.compile(f"[\x00\r\n\ud800-\udfff{OTHER_LINE_BREAKS}]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}")
_VTT_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[^<>]*>|\{\\[^{}]*\}")
_ASS_DRAWING = re.compile(r"\\p(\d+)")


def is_blank(line: str) -> bool:
    """Whether nothing stands in the line but spaces and byte order marks."""
    return not line.strip().strip(BYTE_ORDER_MARK).strip()


@dataclass(frozen=True, slots=True)
class Repair:
    """What a reader put right: the line of the file, from 1, and what was wrong with it, in a plain sentence."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class TimedCue:
    r"""One cue of a subtitle file. Two are equal when a file that holds either says the same.

    Attributes:
        line: the line its times stand on, from 1; 0 when it came from no file.
        start_ms, end_ms: as written; may be below 0, equal or backward.
        lines: as written, with their tags; NFC, none blank, no line break in any; maybe none at all.
        settings: what is said of it besides, as "name:value": the places of SRT, the settings of WebVTT, an ASS
            event's other fields.
        identifier: a WebVTT cue's name; "" when it has none. SRT numbers are no names: they are counted anew.
        before: text above it that is never shown, as written: WebVTT blocks such as NOTE, an ASS file's comments.
    """

    line: int = field(compare=False)
    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    settings: tuple[str, ...] = ()
    identifier: str = ""
    before: str = ""

    def __post_init__(self) -> None:
        for line in self.lines:
            if is_blank(line) or _NEVER_IN_A_LINE.search(line):
                raise ValueError("a line of a cue has something to read in it and no line break")
            if not unicodedata.is_normalized("NFC", line):
                raise ValueError("the lines of a cue are NFC")

    @classmethod
    def at(cls, time_range: TimeRange, lines: Sequence[str], *, identifier: str = "") -> TimedCue:
        """A cue that runs at this time, rounded to milliseconds; blank lines are left out."""
        shown = tuple(line for line in lines if not is_blank(line))
        return cls(0, milliseconds(time_range.start), milliseconds(time_range.end), shown, identifier=identifier)

    def time_range(self, *, where: str) -> TimeRange:
        """When it runs, for work that needs time to run forward.

        Raises:
            InputRefused: it begins before 0 or does not end after it begins; names its line.
        """
        if 0 <= self.start_ms < self.end_ms:
            return TimeRange(Fraction(self.start_ms, 1000), Fraction(self.end_ms, 1000))
        what = "begins before 0" if self.start_ms < 0 else "ends before it begins, or as it begins"
        raise InputRefused(f"line {self.line}: the cue {what}", where=where, remedy="Correct its times and save again")


@dataclass(frozen=True, slots=True)
class SubtitleFile:
    """A subtitle file, whole: written again, it says the same. Two are equal when they say the same.

    Attributes:
        format: what it is by its content, whatever its name says.
        cues: in the file's order, one for each time line (in ASS: for each Dialogue line).
        head: text of the whole file, above the first cue: WebVTT's header, styles and regions, an ASS file's sections.
        tail: text below the last cue that is never shown.
        encoding: what it was decoded from.
        repairs: what the reader put right, in the order of the lines.
    """

    format: Format
    cues: tuple[TimedCue, ...]
    head: str = ""
    tail: str = ""
    encoding: str = field(default="utf-8", compare=False)
    repairs: tuple[Repair, ...] = field(default=(), compare=False)

    def plain_lines(self, cue: TimedCue) -> tuple[str, ...]:
        """A cue's lines as they are read on the screen: without tags, escapes and spaces at the ends; none blank."""
        lines = (line.strip() for line in _PLAIN[self.format](cue.lines))
        return tuple(line for line in lines if not is_blank(line))


def _plain_srt(lines: Sequence[str]) -> list[str]:
    return [_TAG.sub("", line) for line in lines]


def _plain_vtt(lines: Sequence[str]) -> list[str]:
    return [html.unescape(_VTT_TAG.sub("", line)) for line in lines]


def _plain_ass(lines: Sequence[str]) -> list[str]:
    r"""Without what stands in braces and without drawings; `\n` and `\h` are spaces, as in the usual wrap style."""
    text, shown, drawing, position = "\\N".join(lines), list[str](), False, 0
    while (opening := text.find("{", position)) >= 0 and (closing := text.find("}", opening)) >= 0:
        shown.append("" if drawing else text[position:opening])
        for scale in _ASS_DRAWING.findall(text, opening, closing):
            drawing = scale != "0"
        position = closing + 1
    shown.append("" if drawing else text[position:])
    return "".join(shown).replace("\\n", " ").replace("\\h", " ").split("\\N")


_PLAIN: dict[Format, Callable[[Sequence[str]], list[str]]] = {
    "srt": _plain_srt,
    "vtt": _plain_vtt,
    "ass": _plain_ass,
}
