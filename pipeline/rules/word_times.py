"""Spreads a cue's time over its words, for transcripts that have times for whole cues only."""

from __future__ import annotations

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
