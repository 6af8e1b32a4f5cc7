"""Captions of two tracks of one film side by side: those that stand together, parts of others, and those alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language


@dataclass(frozen=True, slots=True)
class Pair:
    """A Korean and an English caption that stand together.

    Attributes:
        ko, en: the two.
        is_at_once: whether they come and go at the same times.
        is_split: whether one of them, or both, stand beside further captions of the other track.
        covers: whether they come and go at the same times when those further captions are counted with them.
    """

    ko: Caption
    en: Caption
    is_at_once: bool
    is_split: bool
    covers: bool


@dataclass(frozen=True, slots=True)
class Lone:
    """A caption that has no like of its own in the other track.

    Attributes:
        caption: the caption.
        language: of its track.
        beside: the first caption of the other track that it stands beside all the same: it is a part of that one.
    """

    caption: Caption
    language: Language
    beside: Caption | None


def paired(ko: Sequence[Caption], en: Sequence[Caption], rounding: int) -> list[Pair | Lone]:
    """The captions of both tracks in the order of time, each once.

    Args:
        ko, en: the two tracks, each in the order of its starts.
        rounding: how many frames apart times are the same.
    """
    tracks: dict[Language, _Track] = {"ko": _Track.of(ko), "en": _Track.of(en)}
    spans: dict[tuple[Language, int], tuple[int, int]] = {}
    found: list[Lone | tuple[Caption, Caption]] = []
    for korean, english in _side_by_side(ko, en, rounding):
        if korean is not None and english is not None:
            found.append((korean, english))
        elif (caption := korean or english) is not None:
            language: Language = "ko" if english is None else "en"
            other: Language = "en" if language == "ko" else "ko"
            beside = tracks[other].first_beside(caption)
            found.append(Lone(caption, language, beside))
            if beside is not None:
                start, end = spans.get((other, beside.number), (caption.start_frame, caption.end_frame))
                spans[other, beside.number] = min(start, caption.start_frame), max(end, caption.end_frame)
    return [item if isinstance(item, Lone) else _pair(*item, spans, rounding) for item in found]


def _pair(ko: Caption, en: Caption, spans: dict[tuple[Language, int], tuple[int, int]], rounding: int) -> Pair:
    of_english, of_korean = spans.get(("ko", ko.number)), spans.get(("en", en.number))
    is_split = of_english is not None or of_korean is not None
    covers = _are_near(_span(ko, of_korean), _span(en, of_english), rounding)
    return Pair(ko, en, _at_once(ko, en, rounding), is_split, covers)


def _span(caption: Caption, parts: tuple[int, int] | None) -> tuple[int, int]:
    start, end = parts or (caption.start_frame, caption.end_frame)
    return min(start, caption.start_frame), max(end, caption.end_frame)


@dataclass(frozen=True, slots=True)
class _Track:
    """A track that can be asked which of its captions stands at a time."""

    captions: Sequence[Caption]
    reach: Sequence[int]

    @classmethod
    def of(cls, captions: Sequence[Caption]) -> _Track:
        return cls(captions, list(accumulate((caption.end_frame for caption in captions), max)))

    def first_beside(self, other: Caption) -> Caption | None:
        """The first caption that stands while the other one does."""
        index = bisect_right(self.reach, other.start_frame)
        if index == len(self.captions) or _overlap(self.captions[index], other) <= 0:
            return None
        return self.captions[index]


def _side_by_side(
    ko: Sequence[Caption], en: Sequence[Caption], rounding: int
) -> Iterator[tuple[Caption | None, Caption | None]]:
    """The captions in pairs that stand together, and those that stand alone, in the order of time."""
    first = second = 0
    while first < len(ko) and second < len(en):
        korean, english = ko[first], en[second]
        if _at_once(korean, english, rounding) or _overlap(korean, english) > 0:
            later_korean = first + 1 < len(ko) and _overlap(ko[first + 1], english) > _overlap(korean, english)
            later_english = second + 1 < len(en) and _overlap(korean, en[second + 1]) > _overlap(korean, english)
            yield None if later_english else korean, None if later_korean else english
            first, second = first + (not later_english), second + (not later_korean)
        elif korean.start_frame <= english.start_frame:
            yield korean, None
            first += 1
        else:
            yield None, english
            second += 1
    yield from ((caption, None) for caption in ko[first:])
    yield from ((None, caption) for caption in en[second:])


def _overlap(one: Caption, other: Caption) -> int:
    """For how many frames both stand."""
    return min(one.end_frame, other.end_frame) - max(one.start_frame, other.start_frame)


def _at_once(one: Caption, other: Caption, rounding: int) -> bool:
    return _are_near((one.start_frame, one.end_frame), (other.start_frame, other.end_frame), rounding)


def _are_near(one: tuple[int, int], other: tuple[int, int], rounding: int) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= rounding
