"""Gives words their times where nobody measured them: in cues people wrote, and in sentences people corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from fractions import Fraction

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Word


def words_in(text: str, source_range: TimeRange) -> tuple[Word, ...]:
    """The text's words, end to end over the range, each as long as its letters.

    Args:
        text: at least one word.
        source_range: when it is spoken.
    """
    texts = text.split()
    lengths = [Fraction(len(word) + 1) for word in texts]
    per_letter = source_range.duration / sum(lengths)
    words: list[Word] = []
    start = source_range.start
    for word, length in zip(texts, lengths, strict=True):
        end = start + length * per_letter
        words.append(Word(word, TimeRange(start, end)))
        start = end
    return tuple(words)


def corrected_words(heard: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words of a corrected sentence: those that stayed keep their times, the others share the time between.

    Args:
        heard: the sentence as it was recognised, each word beginning after the one before it began; at least one word.
        text: the sentence as a person corrected it; at least one word.
    """
    texts = text.split()
    matcher = SequenceMatcher(None, [word.text for word in heard], texts, autojunk=False)
    words: list[Word] = []
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            words += heard[first:last]
        elif new_first < new_last:
            words += words_in(" ".join(texts[new_first:new_last]), _room(heard, first, last))
    return _in_order(words)


_INSERTED_S = Fraction(1, 5)
"""Time given to words a person put between two that were heard: about one syllable, taken from the word before; at most
a third of it, so that there is room for as much on its other side."""


def _room(heard: Sequence[Word], first: int, last: int) -> TimeRange:
    """The time of the words first to last; for none, the end of the word before (or the start of the word after)."""
    if first < last:
        return TimeRange(heard[first].source_range.start, _end_before_next(heard, last - 1))
    neighbour = max(first - 1, 0)
    start, end = heard[neighbour].source_range.start, _end_before_next(heard, neighbour)
    share = min(_INSERTED_S, (end - start) / 3)
    return TimeRange(end - share, end) if first else TimeRange(start, start + share)


def _end_before_next(heard: Sequence[Word], index: int) -> Fraction:
    """When the word of this index ends, or when the next one begins, if it begins inside."""
    span = heard[index].source_range
    following = heard[index + 1].source_range.start if index + 1 < len(heard) else span.end
    return following if span.start < following < span.end else span.end


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with starts that never run backward: an inserted word takes its time from its neighbour."""
    result: list[Word] = []
    for word in words:
        span, before = word.source_range, result[-1].source_range if result else None
        if before is not None and before.start < span.start < before.end:
            result[-1] = replace(result[-1], source_range=TimeRange(before.start, span.start))
        elif before is not None and span.start <= before.start and before.end < span.end:
            span = TimeRange(before.end, span.end)
        result.append(replace(word, source_range=span))
    return tuple(result)
