r"""Reads ASS and SSA, by hand: pysubs2 drops comments, unknown sections and fields, and cuts times at ten hours.

Each Dialogue line is a cue. Everything else is kept as written: what stands above the events is the file's head, and
lines between two events stand before the second. A text is parted into lines at `\N`; a part that would be blank stays
with its neighbour, `\N` and all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.domain.timed_text import BYTE_ORDER_MARK, Repair, SubtitleFile, TimedCue, is_blank
from pipeline.engines.importers.base import in_order, numbered_lines, refused, with_ass_breaks
from pipeline.engines.importers.time_lines import Dialect, milliseconds, time_alone

SECTION = re.compile(r"\[([^\]]*[a-z][^\]]*|SCRIPT INFO|V4\+? STYLES|EVENTS)\]")
"""A section's heading. One in capitals must be known: the letters of an attached file may stand between brackets."""

SIGNATURE = re.compile(r"\[(?:script info|v4\+? styles\+?|events)\]", re.IGNORECASE)
"""A heading that no other format begins with."""

USUAL_FIELDS: tuple[str, ...] = (
    "Layer",
    "Start",
    "End",
    "Style",
    "Name",
    "MarginL",
    "MarginR",
    "MarginV",
    "Effect",
    "Text",
)
"""An event's fields where no Format line names them."""

_USUAL_TIME = re.compile(r"(-?)([0-9]{1,7}):([0-5][0-9]):([0-5][0-9])\.([0-9]{2})")
_DIALECT = Dialect(_USUAL_TIME, decimal_mark=".")
_KEPT = re.compile(r"(?:Comment|Picture|Sound|Movie|Command):.*|[;!].*|")
_BLOCK_OR_BREAK = re.compile(r"\{[^{}]*\}|\\N")
_TIMES_AND_TEXT = {"start", "end", "text"}


def read(text: str, *, where: str) -> SubtitleFile:
    """The file, whole; see `importers.base`."""
    reader = _Reader(where)
    line = 0
    for line, content in numbered_lines(text, where=where):
        reader.take(line, content.lstrip(BYTE_ORDER_MARK) if line == 1 else content)
    return reader.file(line)


def fields_in(head: str) -> tuple[str, ...]:
    """The names of an event's fields, in order, as the last line of a file's head gives them."""
    last = head.rpartition("\n")[2].strip()
    return _names(last) if last.startswith("Format:") else USUAL_FIELDS


def lines_in(text: str) -> tuple[str, ...]:
    r"""The lines of an event's text: none blank, and with `\N` between them they are the text again."""
    parts: list[str] = []
    begin = 0
    for match in _BLOCK_OR_BREAK.finditer(text):
        if match[0] == "\\N":
            parts.append(text[begin : match.start()])
            begin = match.end()
    lines: list[str] = []
    blank = ""
    for part in [*parts, text[begin:]]:
        if is_blank(part):
            blank += f"{part}\\N"
        else:
            lines.append(blank + part)
            blank = ""
    if lines and blank:
        lines[-1] += "\\N" + blank.removesuffix("\\N")
    return tuple(lines)


def _names(line: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in line.removeprefix("Format:").split(","))


class _Reader:
    """Takes a file's lines in order; remembers the section, the fields' names and what stands above the next cue."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._cues: list[TimedCue] = []
        self._repairs: list[Repair] = []
        self._section = ""
        self._sections: set[str] = set()
        self._head: str | None = None
        self._above: list[str] = []
        self._fields = USUAL_FIELDS
        self._settings: dict[tuple[str, ...], tuple[str, ...]] = {}

    def take(self, line: int, content: str) -> None:
        """Keep the line, or make a cue of it."""
        bare = content.strip()
        if heading := SECTION.fullmatch(bare):
            self._enter(line, heading[1].lower())
        elif not self._section and bare and not bare.startswith(";"):
            raise refused(
                line,
                "an ASS file begins with a section such as [Script Info], and this line is none",
                where=self._where,
                remedy="Give the file the name of what it is, or save it again in a subtitle editor",
            )
        elif bare.startswith("Dialogue:"):
            self._add(line, content.lstrip().removeprefix("Dialogue:").lstrip())
            return
        elif self._section == "events":
            if bare.startswith("Format:"):
                self._begin(line, content)
                return
            if not _KEPT.fullmatch(bare):
                raise refused(line, "this line is no event and no comment", where=self._where)
        self._above.append(content)

    def file(self, last_line: int) -> SubtitleFile:
        """The whole file, when all lines are taken."""
        if self._section and "events" not in self._sections:
            raise refused(last_line, "the file ends before its [Events]", where=self._where, remedy="Send it again")
        above = self._taken_above()
        head, tail = (above, "") if self._head is None else (self._head, above)
        return SubtitleFile("ass", tuple(self._cues), head=head, tail=tail, repairs=in_order(self._repairs))

    def _enter(self, line: int, section: str) -> None:
        if section == "events" and section in self._sections:
            raise refused(line, "the file has [Events] twice", where=self._where, remedy="Join them and save again")
        self._section = section
        self._sections.add(section)

    def _begin(self, line: int, content: str) -> None:
        """Take the line that names the fields; the head ends with it."""
        names = _names(content.strip())
        known = [name.lower() for name in names]
        if self._head is not None or known[-1] != "text" or not set(known) >= _TIMES_AND_TEXT:
            raise refused(line, "this line should name an event's fields once, Text last", where=self._where)
        if len(set(known)) != len(known):
            raise refused(line, "this line names a field twice", where=self._where)
        self._above.append(content)
        self._fields, self._head = names, self._taken_above()

    def _add(self, line: int, event: str) -> None:
        if self._section != "events":
            raise refused(line, "this event stands outside [Events]", where=self._where)
        before = self._taken_above()
        if self._head is None:
            self._head, before = before, ""
        values = event.split(",", len(self._fields) - 1)
        if len(values) < len(self._fields):
            raise refused(line, f"this event has {len(values)} of {len(self._fields)} fields", where=self._where)
        known = {name.lower(): value for name, value in zip(self._fields, values, strict=True)}
        start_ms, end_ms = (self._milliseconds(line, known[name]) for name in ("start", "end"))
        text = with_ass_breaks(known["text"])
        if text != known["text"]:
            self._repairs.append(Repair(line, "An unusual character ends this line; it was read as a line break."))
        lines = lines_in(unicodedata.normalize("NFC", text))
        self._cues.append(TimedCue(line, start_ms, end_ms, lines, self._settings_of(values), before=before))

    def _settings_of(self, values: Sequence[str]) -> tuple[str, ...]:
        """The fields beside times and text; most events of a file share one tuple."""
        settings = tuple(
            f"{name}:{value}"
            for name, value in zip(self._fields, values, strict=True)
            if name.lower() not in _TIMES_AND_TEXT
        )
        return self._settings.setdefault(settings, settings)

    def _milliseconds(self, line: int, time: str) -> int:
        """The time, on the format's grid of 10 ms."""
        if usual := _USUAL_TIME.fullmatch(time):
            hours, minutes, seconds, hundredths = map(int, usual.group(2, 3, 4, 5))
            size_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10
            return -size_ms if usual[1] else size_ms
        found = time_alone(time, _DIALECT)
        if found is None:
            raise refused(line, "no times can be read from this event", where=self._where)
        self._repairs.append(Repair(line, "A time is not written like 0:00:01.00."))
        return milliseconds(found) // 10 * 10

    def _taken_above(self) -> str:
        """The lines since the last cue, blank ones at either end left out."""
        lines, self._above = self._above, []
        while lines and is_blank(lines[-1]):
            lines.pop()
        return "\n".join(lines[next((place for place, line in enumerate(lines) if not is_blank(line)), 0) :])
