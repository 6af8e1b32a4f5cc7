"""Exact time: half-open ranges of `Fraction` seconds, and the only places where they are rounded.

Two axes are never mixed. *Source* time is the camera's: 0 at the start of the first file, files end to end. *Program*
time is the film's. A name that holds a time says which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class TimeBase:
    """Which clock an artefact's times are read on.

    Attributes:
        axis: "source" or "program".
        id: the hash of what defines the clock: the footage for source time, the cut for program time.
    """

    axis: Literal["source", "program"]
    id: str


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """A half-open range [start, end) in seconds; never negative, never empty."""

    start: Fraction
    end: Fraction

    def __post_init__(self) -> None:
        if not ZERO <= self.start < self.end:
            raise ValueError(f"a time range runs forward from 0 or later, not from {self.start} to {self.end}")

    @property
    def duration(self) -> Fraction:
        """Its length in seconds."""
        return self.end - self.start

    def contains(self, moment: Fraction) -> bool:
        """Whether the moment lies inside; the end does not."""
        return self.start <= moment < self.end

    def holds(self, other: TimeRange) -> bool:
        """Whether the other range lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def intersection(self, other: TimeRange) -> TimeRange | None:
        """The time both share, or None when they share none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeRange(start, end) if start < end else None

    def shifted(self, seconds: Fraction) -> TimeRange:
        """The same length, moved later (or, with a negative number, earlier)."""
        return TimeRange(self.start + seconds, self.end + seconds)


def merged(ranges: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """The same time as few ordered ranges that neither touch nor overlap."""
    result: list[TimeRange] = []
    for item in sorted(ranges):
        if result and item.start <= result[-1].end:
            result[-1] = TimeRange(result[-1].start, max(result[-1].end, item.end))
        else:
            result.append(item)
    return tuple(result)


def without(whole: Iterable[TimeRange], removed: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """The parts of `whole` that no range of `removed` touches, in order."""
    left = list(merged(whole))
    for hole in merged(removed):
        parts: list[TimeRange] = []
        for item in left:
            if item.intersection(hole) is None:
                parts.append(item)
                continue
            if item.start < hole.start:
                parts.append(TimeRange(item.start, hole.start))
            if hole.end < item.end:
                parts.append(TimeRange(hole.end, item.end))
        left = parts
    return tuple(left)


def rounded(value: Fraction) -> int:
    """The nearest whole number, halves upward (Python's `round` goes to the even one and would jitter grids)."""
    return (value + Fraction(1, 2)).__floor__()


def milliseconds(moment: Fraction) -> int:
    """The moment in whole milliseconds, the unit of SRT and WebVTT."""
    return rounded(moment * 1000)


def frames(duration: Fraction, frame_rate: Fraction) -> int:
    """The nearest whole number of frames."""
    return rounded(duration * frame_rate)


def frames_up(duration: Fraction, frame_rate: Fraction) -> int:
    """The whole number of frames that lasts at least this long."""
    return (duration * frame_rate).__ceil__()


def at_frame(index: int, frame_rate: Fraction) -> Fraction:
    """When the frame of this index begins, in seconds."""
    return Fraction(index) / frame_rate


def ticks_per_second(frame_rate: Fraction) -> int:
    """The pace of a film's clock: every frame lasts a whole number of its ticks, so that joined time stamps stay even.

    It is 30000 for 30000/1001 frames a second and for 30.
    """
    return frame_rate.numerator * (1 if frame_rate.numerator >= 10_000 else 1_000)


def samples(moment: Fraction, sample_rate_hz: int) -> int:
    """The index of the audio sample nearest to the moment."""
    return rounded(moment * sample_rate_hz)


def ass_centiseconds(frame_index: int, frame_rate: Fraction) -> int:
    """The ASS time at which an event must begin (or end) to change exactly at this frame.

    ASS counts centiseconds and libass shows an event where start <= time < end. Frames of up to 100 a second lie 10 ms
    or more apart, so the frame's time rounded down to 10 ms falls after the frame before it: exact on both sides.
    """
    return (at_frame(frame_index, frame_rate) * 100).__floor__()


def clock(at_s: int) -> str:
    """Whole seconds as people and platforms write them: M:SS, from an hour on H:MM:SS."""
    minutes, seconds = divmod(at_s, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def timecode(moment: Fraction) -> str:
    """The moment as HH:MM:SS.mmm, the way findings and people name a place."""
    total = milliseconds(moment)
    hours, rest = divmod(total, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds, millis = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{millis:03d}"


def seconds_from_timecode(text: str) -> Fraction:
    """The moment that "SS", "MM:SS" or "HH:MM:SS" names, each with an optional decimal part.

    Raises:
        ValueError: the text is no time.
    """
    parts = text.strip().replace(",", ".").split(":")
    if not 1 <= len(parts) <= 3 or not all(part and part.replace(".", "", 1).isdigit() for part in parts):
        raise ValueError(f"{text!r} is no time; write 75.5, 1:15.5 or 00:01:15.500")
    total = ZERO
    for part in parts:
        total = total * 60 + Fraction(part)
    return total
