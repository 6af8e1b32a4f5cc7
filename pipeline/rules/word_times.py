"""Gives words their times where nobody measured them: in cues people wrote, and in sentences people corrected."""

from __future__ import annotations

from collections.abc import Sequence
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
        heard: the sentence as it was recognised; at least one word.
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
"""Time given to words a person put between two that were heard: about one syllable, taken from the word before."""


def _room(heard: Sequence[Word], first: int, last: int) -> TimeRange:
    """The time of the words first to last; for none, the end of the word before (or the start of the word after)."""
    if first < last:
        return TimeRange(heard[first].source_range.start, max(word.source_range.end for word in heard[first:last]))
    neighbour = heard[first - 1] if first else heard[0]
    span = neighbour.source_range
    share = min(_INSERTED_S, span.duration / 2)
    return TimeRange(span.end - share, span.end) if first else TimeRange(span.start, span.start + share)


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with starts that never run backward: an inserted word shortens the one before it."""
    result: list[Word] = []
    for word in words:
        if result and result[-1].source_range.end > word.source_range.start > result[-1].source_range.start:
            before = result[-1]
            shortened = TimeRange(before.source_range.start, word.source_range.start)
            result[-1] = Word(before.text, shortened, before.probability)
        result.append(word)
    return tuple(result)
