"""Recognises what a file of captions that came back was made from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from pipeline.domain.corrections import CaptionHandOut, ReturnedCaption
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language

Origin = TypeVar("Origin")

_SAME_TIME_S = Fraction(1, 50)
"""Editors round times to milliseconds, to centiseconds, or to their own frames: less than this is no change."""


def same_time(one: TimeRange, two: TimeRange) -> bool:
    """Whether nobody re-timed a caption: its times differ by no more than editors round."""
    return max(abs(one.start - two.start), abs(one.end - two.end)) < _SAME_TIME_S


def captions_of(hand_out: CaptionHandOut, language: Language) -> tuple[ReturnedCaption, ...]:
    """The captions that were handed out, as they come back when nobody touches them."""
    track = hand_out.track
    return tuple(
        ReturnedCaption(number, track.program_range(cue), cue.lines(language))
        for number, cue in enumerate(track.cues, start=1)
    )


def likeliest(
    returned: Sequence[ReturnedCaption], origins: Sequence[tuple[Origin, Sequence[ReturnedCaption]]]
) -> Origin:
    """What a file was made from: that which has most captions in common with it, times included.

    Of several that are equally near, the first counts.

    Args:
        returned: the file's captions.
        origins: what it may have been made from, each with its captions; at least one.
    """

    def nearness(captions: Sequence[ReturnedCaption]) -> tuple[Fraction, Fraction]:
        sizes = max(1, len(returned) + len(captions))
        there: dict[str, list[TimeRange]] = {}
        for item in captions:
            there.setdefault(_text(item), []).append(item.program_range)
        in_time = alike = 0
        for item in returned:
            ranges = there.get(_text(item), [])
            alike += bool(ranges)
            in_time += any(same_time(item.program_range, span) for span in ranges)
        return Fraction(2 * in_time, sizes), Fraction(2 * alike, sizes)

    return max(origins, key=lambda origin: nearness(origin[1]))[0]


def _text(caption: ReturnedCaption) -> str:
    return " ".join(" ".join(caption.lines).split())
