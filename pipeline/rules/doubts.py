"""Flags what a recogniser may have invented: known phrases, loops, words in silence. Flags, never drops."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Flag, Word
from pipeline.rules.sentences import letters

KNOWN_HALLUCINATIONS = tuple(
    letters(phrase)
    for phrase in (
        "시청해주셔서 감사합니다",
        "시청해 주셔서 고맙습니다",
        "구독과 좋아요",
        "좋아요와 구독",
        "다음 영상에서 만나요",
        "다음 시간에 만나요",
        "한글자막 by",
        "자막 제공",
        "MBC 뉴스",
        "KBS 뉴스",
        "SBS 뉴스",
        "thanks for watching",
        "thank you for watching",
        "please subscribe",
        "like and subscribe",
        "see you in the next video",
        "subtitles by",
        "amara.org",
    )
)
"""Ends of broadcasts and web videos that Whisper writes over silence and noise; it learned them from their captions."""

_LOOPS = 3
"""The same words this often in a row are a loop of the recogniser (or a refrain: a person decides)."""

_LOW_PROBABILITY = 0.35
_MOSTLY = Fraction(4, 5)


def doubts(groups: Sequence[tuple[Word, ...]], *, silences: Sequence[TimeRange]) -> tuple[tuple[Flag, ...], ...]:
    """The doubts about each sentence, in order.

    Args:
        groups: the words of each sentence.
        silences: source ranges far quieter than the speech.
    """
    texts = [letters(" ".join(word.text for word in group)) for group in groups]
    return tuple(_of_one(group, texts, position, silences) for position, group in enumerate(groups))


def _of_one(
    group: tuple[Word, ...], texts: Sequence[str], position: int, silences: Sequence[TimeRange]
) -> tuple[Flag, ...]:
    found: list[Flag] = []
    text = texts[position]
    if any(phrase in text for phrase in KNOWN_HALLUCINATIONS):
        found.append(Flag("known-hallucination", "This phrase is often invented over silence; listen to it."))
    if _loops([letters(word.text) for word in group]) or _repeats(texts, position):
        found.append(Flag("loop", "The same words come again and again; listen whether they were said so often."))
    if _share_in(silences, group) >= _MOSTLY:
        found.append(Flag("words-in-silence", "There is hardly any sound here; listen whether this was said."))
    beliefs = [word.probability for word in group if word.probability is not None]
    if beliefs and sum(beliefs) / len(beliefs) < _LOW_PROBABILITY:
        found.append(Flag("low-confidence", "The recogniser was unsure; compare with the sound."))
    return tuple(found)


def _loops(words: Sequence[str]) -> bool:
    """Whether one to six words come three times or more in a row."""
    for size in range(1, 7):
        for start in range(len(words) - size * _LOOPS + 1):
            first = words[start : start + size]
            if all(list(words[start + size * n : start + size * (n + 1)]) == list(first) for n in range(1, _LOOPS)):
                return True
    return False


def _repeats(texts: Sequence[str], position: int) -> bool:
    """Whether the sentence is one of three or more equal ones in a row."""
    return any(
        start >= 0 and start + _LOOPS <= len(texts) and len(set(texts[start : start + _LOOPS])) == 1
        for start in range(position - _LOOPS + 1, position + 1)
    )


def _share_in(silences: Sequence[TimeRange], group: tuple[Word, ...]) -> Fraction:
    spoken = sum((word.source_range.duration for word in group), Fraction(0))
    silent = Fraction(0)
    for word in group:
        for silence in silences:
            shared = silence.intersection(word.source_range)
            silent += shared.duration if shared else 0
    return silent / spoken
