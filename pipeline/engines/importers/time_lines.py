"""The time lines of SRT and WebVTT, as people and programs write them: read where they can mean one thing only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−─", "-") | dict.fromkeys("→⟶", "->") | dict.fromkeys("\ufeff\u200b\u200e\u200f")
)
"""What is drawn like a hyphen or an arrow, and marks that are not drawn."""

_TIME = r"(-?\s*(?:(\d{1,7})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*([.,:;])\s*(\d{1,9}))?)"
_ARROW = r"(-{1,3}\s?>)"
_TIME_LINE = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}((?:\s+[a-zA-Z][^\s:]*:\S+)*)\s*")
_TIME_ALONE = re.compile(rf"\s*{_TIME}\s*")
_FULL_WIDTH = frozenset(chr(code) for code in range(0xFF01, 0xFF5F))
_LONGEST = 300
"""No time line is longer, in characters; a longer line is text."""

_STAMP = r"\d{1,7}\s*:\s*\d{1,2}\s*:\s*\d{1,2}"
_DAMAGED = re.compile(
    rf"{_STAMP}[\d\s.,:;]*{_ARROW}"  # a time before an arrow
    rf"|{_ARROW}\s*-?\s*{_STAMP}"  # or behind one
    r"|^\W*\d{1,7}\s*:\s*\d.*--\s?>"  # a line that begins as times do, and has an arrow
    rf"|^\W*{_STAMP}\s*[.,]\s*\d+(?:\D.*\d\s*:\s*\d|[\s-]*$)"  # times with no arrow, or with another sign in it
)

DecimalMark = Literal[",", "."]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format writes a time line.

    Attributes:
        usual: matches what its own programs write: start, end and what follows the end.
        decimal_mark: what stands before the milliseconds.
        hours_may_lack: whether a time may begin with its minutes.
        escapes: whether `&gt;` in it is how a text writes `>`, so that it is never part of an arrow.
    """

    usual: re.Pattern[str]
    decimal_mark: DecimalMark
    hours_may_lack: bool = False
    escapes: bool = False


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A time line.

    Attributes:
        start, end: "HH:MM:SS,mmm" with the format's own mark; "-" before times below 0; WebVTT's may lack hours.
        settings: the words behind the times.
        mended: what was written otherwise, in plain sentences.
    """

    start: str
    end: str
    settings: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


def time_line(line: str, dialect: Dialect) -> TimeLine | None:
    """The times that stand on a line alone, or None: the line is text, or damaged (see `is_damaged`).

    Two times with an arrow other than `-->` may be text; they are a time line when they have a fraction of a second.
    """
    if usual := dialect.usual.fullmatch(line):
        return TimeLine(usual[1], usual[2], tuple(usual[3].split()))
    if not _may_hold_times(line):
        return None
    plain = _plain(line, dialect)
    match = _TIME_LINE.fullmatch(plain)
    if match is None:
        return None
    start, arrow, end, settings = _Time.of(match, 1), match[7], _Time.of(match, 8), match[14]
    if not (start.is_plain and end.is_plain and (start.fraction is None) == (end.fraction is None)):
        return None
    if not (arrow.startswith("--") or start.fraction):
        return None
    mended = [*start.mended(dialect), *end.mended(dialect)]
    if arrow != "-->" or "-->" not in line:
        mended.append("The arrow between the times is not `-->`.")
    if any(character in _FULL_WIDTH for character in line):
        mended.append("There are full-width characters among the times.")
    return TimeLine(start.written(dialect), end.written(dialect), tuple(settings.split()), tuple(dict.fromkeys(mended)))


def time_alone(text: str, dialect: Dialect) -> str | None:
    """A time that stands by itself, as `TimeLine` holds it; None when the text is no time with all its parts."""
    match = _TIME_ALONE.fullmatch(_plain(text, dialect)) if len(text) <= _LONGEST else None
    time = _Time.of(match, 1) if match else None
    return time.written(dialect) if time and time.is_plain and time.is_full else None


def is_damaged(line: str, dialect: Dialect) -> bool:
    """Whether a line that is no time line was meant to be one: times beside an arrow, or times and nothing else."""
    return (":" in line or "：" in line) and _DAMAGED.search(_plain(line[:_LONGEST], dialect)) is not None


def is_text(line: str, dialect: Dialect) -> bool:
    """Whether a line beneath a time line is read as text."""
    return time_line(line, dialect) is None and not is_damaged(line, dialect)


def milliseconds(time: str) -> int:
    """The milliseconds of a time as `TimeLine` holds it."""
    sign, digits = (-1, time[1:]) if time.startswith("-") else (1, time)
    total = 0
    for part in digits[:-4].split(":"):
        total = total * 60 + int(part)
    return sign * (total * 1000 + int(digits[-3:]))


def _may_hold_times(line: str) -> bool:
    """Whether a closer look is worth its time."""
    if len(line) > _LONGEST or not (">" in line or "＞" in line or "→" in line or "⟶" in line or "&gt;" in line):
        return False
    first = line.translate(_ALIKE).lstrip()[:1]
    return first.isdecimal() or first in {"-", "－"}


def _plain(line: str, dialect: Dialect) -> str:
    narrow = unicodedata.normalize("NFKC", line).translate(_ALIKE)
    return narrow if dialect.escapes else narrow.replace("&gt;", ">")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time in its parts, as text; None for a part that is not written."""

    text: str
    hours: str | None
    minutes: str
    seconds: str
    mark: str | None
    fraction: str | None

    @classmethod
    def of(cls, match: re.Match[str], group: int) -> _Time:
        """The time whose six groups begin with this one."""
        text, hours, minutes, seconds, mark, fraction = match.group(*range(group, group + 6))
        return cls(text.strip(), hours, minutes, seconds, mark, fraction)

    @property
    def is_plain(self) -> bool:
        """Whether it can mean one time only: 1:30 may count hours, and two digits behind a third colon frames."""
        if self.fraction is None:
            return self.hours is not None
        return self.mark in {".", ","} or len(self.fraction) == 3

    @property
    def is_full(self) -> bool:
        """Whether no part is missing."""
        return self.hours is not None and self.fraction is not None

    def written(self, dialect: Dialect) -> str:
        """The time in full; what is finer than a millisecond is cut off, as a decimal fraction."""
        sign = "-" if self.text.startswith("-") else ""
        fraction = int((self.fraction or "0").ljust(3, "0")[:3])
        parts = (int(self.hours or 0), int(self.minutes), int(self.seconds))
        return f"{sign}{':'.join(f'{part:02d}' for part in parts)}{dialect.decimal_mark}{fraction:03d}"

    def mended(self, dialect: Dialect) -> Iterator[str]:
        """What is written otherwise than the format says."""
        if self.fraction is None:
            yield "A time has no milliseconds."
        elif self.mark != dialect.decimal_mark:
            yield f"A time has `{self.mark}` where `{dialect.decimal_mark}` is usual."
        if self.fraction is not None and len(self.fraction) != 3:
            yield "The fraction of a second has more or fewer than three digits."
        if self.hours is None and not dialect.hours_may_lack:
            yield "A time has no hours."
        if min(len(part) for part in (self.hours or "00", self.minutes, self.seconds)) < 2:
            yield "A time has one digit where two are usual."
        if max(int(self.minutes), int(self.seconds)) > 59:
            yield "A time has more than 59 minutes or seconds."
        if any(character.isspace() for character in self.text):
            yield "There is a space inside a time."
