"""Recognises what a file of captions that came back was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TypeVar

from pipeline.domain.corrections import CaptionHandOut, ReturnedCaption
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language

Origin = TypeVar("Origin")

_SAME_TIME_S = Fraction(1, 50)
"""Editors round times to milliseconds, to centiseconds, or to their own frames: less than this is no change."""


_FAR_S = Fraction(4)
"""Captions that begin so far apart do not tell by their time that they are the same."""


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
) -> tuple[Origin, ...]:
    """What a file was made from: that with which it has most captions in common, in order, and nearest in time.

    Several that are equally near all count, the last of them first.

    Args:
        returned: the file's captions.
        origins: what it may have been made from, the oldest first, each with its captions; at least one.
    """
    nearness = [_nearness(returned, captions) for _, captions in origins]
    return tuple(origin for (origin, _), near in zip(origins, nearness, strict=True) if near == max(nearness))[::-1]


def _nearness(one: Sequence[ReturnedCaption], two: Sequence[ReturnedCaption]) -> tuple[Fraction, int]:
    """How like two files are: by whole captions, of which the text counts as much as the time; then by single words."""
    first_texts, second_texts = ([_text(item) for item in captions] for captions in (one, two))
    blocks = SequenceMatcher(None, first_texts, second_texts, autojunk=False).get_matching_blocks()
    first_words, second_words = (Counter(" ".join(texts).split()) for texts in (first_texts, second_texts))
    apart = (first_words - second_words).total() + (second_words - first_words).total()
    alike = sum(
        (1 + _near_in_time(one[first + step].program_range, two[start + step].program_range))
        for first, start, size in blocks
        for step in range(size)
    )
    return Fraction(2 * alike) / max(1, len(one) + len(two)), -apart


def _near_in_time(one: TimeRange, two: TimeRange) -> Fraction:
    """1 for the same time, less than a half for another, and 0 for one that is far away."""
    if same_time(one, two):
        return Fraction(1)
    return max(Fraction(0), 1 - abs(one.start - two.start) / _FAR_S) / 2


def _text(caption: ReturnedCaption) -> str:
    return " ".join(" ".join(caption.lines).split())
