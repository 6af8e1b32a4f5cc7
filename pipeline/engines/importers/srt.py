"""Reads SRT: every time line is a cue, whatever surrounds it; pysrt turns its times into milliseconds.

pysrt does not split the file: in silence it drops what follows a blank line, and any cue it cannot read.

What a line of digits is, is decided by these rules, the first that fits counting:

1. Above the first time line it is a number.
2. Where the cue above has a number, and this is the next one, it is a number.
3. Right above a time line and right below a blank line it is a number if the cue above has one, or if it counts the
   cues rightly.
4. Otherwise it is text.

A next number that stands below a blank line and has no time line is what is left of a lost cue: the file is refused.
"""

from __future__ import annotations

import re

import pysrt

from pipeline.domain.timed_text import Repair, SubtitleFile, TimedCue, is_blank
from pipeline.engines.importers.base import in_order, numbered_lines, with_all_breaks
from pipeline.engines.importers.stretches import (
    Stretch,
    caption_text,
    number_in,
    refuse_lost_cue,
    refuse_stray_text,
    stretches,
)
from pipeline.engines.importers.time_lines import Dialect

_TIME = r"([0-9]{2,7}:[0-5][0-9]:[0-5][0-9],[0-9]{3})"
DIALECT = Dialect(re.compile(rf"{_TIME} --> {_TIME}((?: [a-zA-Z]\w*:\w+)*)"), decimal_mark=",")


def read(text: str, *, where: str) -> SubtitleFile:
    """The file, whole; see `importers.base`."""
    reader = _Reader(where)
    for stretch in stretches(with_all_breaks(numbered_lines(text, where=where), reader.repairs), DIALECT):
        reader.take(stretch)
    return SubtitleFile("srt", tuple(reader.cues), repairs=in_order(reader.repairs))


class _Reader:
    """Takes a file's stretches in order; remembers how its cues are numbered."""

    def __init__(self, where: str) -> None:
        self.cues: list[TimedCue] = []
        self.repairs: list[Repair] = []
        self._where = where
        self._number: int | None = None
        self._expected = 1

    def take(self, stretch: Stretch) -> None:
        """Make a cue of the stretch, and find the number of the cue that follows."""
        place = None if stretch.is_last else self._place_of_number(stretch)
        own = stretch.beneath[:place]
        if stretch.times is None:
            refuse_stray_text(own, where=self._where)
        else:
            if self._number is not None:
                refuse_lost_cue(own, self._expected, where=self._where)
            lines = caption_text(own, DIALECT, self.repairs, where=self._where)
            start, end = _milliseconds(stretch.times.start), _milliseconds(stretch.times.end)
            self.cues.append(TimedCue(stretch.line, start, end, lines, stretch.times.settings))
            self.repairs.extend(Repair(stretch.line, what) for what in stretch.times.mended)
        if not stretch.is_last:
            self._count(stretch, place)

    def _place_of_number(self, stretch: Stretch) -> int | None:
        """Where beneath the stretch the number of the next cue stands; None when there is none."""
        beneath = stretch.beneath
        place = next((place for place in reversed(range(len(beneath))) if not is_blank(beneath[place][1])), None)
        number = None if place is None else number_in(beneath[place][1])
        if place is None or number is None:
            return None
        is_above_all = stretch.times is None
        is_next = self._number is not None and number == self._expected
        stands_alone = place == len(beneath) - 1 and place > 0 and is_blank(beneath[place - 1][1])
        may_be = self._number is not None or number == self._expected
        return place if is_above_all or is_next or (stands_alone and may_be) else None

    def _count(self, stretch: Stretch, place: int | None) -> None:
        """Note how the next cue is numbered and parted from this one."""
        beneath = stretch.beneath
        line = beneath[place][0] if place is not None else (beneath[-1][0] if beneath else stretch.line) + 1
        self._number = None if place is None else number_in(beneath[place][1])
        own = beneath[:place]
        if stretch.times is not None and not (own and is_blank(own[-1][1])):
            self.repairs.append(Repair(line, "There is no blank line above this cue."))
        if self._number is None:
            self.repairs.append(Repair(line, "This cue has no number."))
        elif self._number != self._expected:
            self.repairs.append(Repair(line, f"This cue has the number {self._number}; {self._expected} was due."))
        self._expected = 1 + (self._expected if self._number is None else self._number)


def _milliseconds(time: str) -> int:
    """The time as a number; its sign is ours, since pysrt knows no time below 0."""
    digits = time.removeprefix("-")
    size: int = pysrt.SubRipTime.from_string(digits).ordinal
    return size if digits == time else -size
