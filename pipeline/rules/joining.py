"""Joins what was measured of a film's parts into what a decode of the whole film tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.domain.finished import SPAN_AT_LEAST_S
from pipeline.domain.measured import MeasuredPicture, Stretch
from pipeline.domain.timing import TimeRange, at_frame, rounded

_TICKS_PER_SECOND = 1_000_000
"""ffmpeg tells times to the microsecond; so do these, for the same film to have the same figures either way."""


def black_spans(parts: Sequence[MeasuredPicture], frame_rate: Fraction) -> tuple[TimeRange, ...]:
    """The film's stretches of black of `SPAN_AT_LEAST_S` or longer, as blackdetect tells them.

    Black that lasts to the film's end is counted to the beginning of its last picture: blackdetect does.

    Args:
        parts: of the film, end to end.
        frame_rate: of the film.
    """
    last = sum(part.frame_count for part in parts) - 1
    ended = ((item.start_frame, min(item.end_frame, last)) for item in black(parts))
    return tuple(
        TimeRange(_moment(start, frame_rate), _moment(end, frame_rate))
        for start, end in ended
        if at_frame(end - start, frame_rate) >= SPAN_AT_LEAST_S
    )


def frozen_spans(parts: Sequence[MeasuredPicture], frame_rate: Fraction) -> tuple[TimeRange, ...]:
    """The film's stretches of that length in which the picture stands still, as freezedetect tells them.

    One that lasts to the film's end does, but is found only when its last picture comes that late: freezedetect looks
    at pictures' beginnings.

    Args:
        parts: of the film, end to end, each but the first measured after the picture it follows.
        frame_rate: of the film.
    """
    frame_count = sum(part.frame_count for part in parts)
    return tuple(
        TimeRange(
            _moment(item.start_frame, frame_rate),
            at_frame(frame_count, frame_rate) if item.end_frame == frame_count else _moment(item.end_frame, frame_rate),
        )
        for item in still(parts)
        if at_frame(min(item.end_frame, frame_count - 1) - item.start_frame, frame_rate) >= SPAN_AT_LEAST_S
    )


def black(parts: Sequence[MeasuredPicture]) -> tuple[Stretch, ...]:
    """Every stretch of black in the film, however short, in its frames."""
    found: list[Stretch] = []
    start = 0
    for part in parts:
        for item in part.black:
            here = item.shifted(start)
            if found and found[-1].end_frame == here.start_frame:
                here = Stretch(found.pop().start_frame, here.end_frame)
            found.append(here)
        start += part.frame_count
    return tuple(found)


def still(parts: Sequence[MeasuredPicture]) -> Iterator[Stretch]:
    """Every stretch of the film in which the picture stands still, in its frames, for at least two of them."""
    start, compared_to = 0, 0
    for part in parts:
        if part.compared_to is not None:
            yield from _at_least_two(compared_to, start + part.like_before)
            yield from (item.shifted(start) for item in part.still if item.end_frame < part.frame_count)
            compared_to = start + part.compared_to
        start += part.frame_count
    yield from _at_least_two(compared_to, start)


def _at_least_two(start: int, end: int) -> Iterator[Stretch]:
    if end - start > 1:
        yield Stretch(start, end)


def _moment(frame: int, frame_rate: Fraction) -> Fraction:
    return Fraction(rounded(at_frame(frame, frame_rate) * _TICKS_PER_SECOND), _TICKS_PER_SECOND)
