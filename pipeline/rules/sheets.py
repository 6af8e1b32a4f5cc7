"""Sheets: one sentence a cue, handed out to people and matched again however their editors changed the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.domain.timing import TimeRange, milliseconds
from pipeline.domain.transcript import Sentence
from pipeline.domain.translation import ReturnedCue, SheetLine, TranslatedLine
from pipeline.rules.sentences import letters, similarity
from pipeline.rules.word_times import corrected_words

_SAME_ECHO = 0.6
"""Likeness of the echoed line to the sentence from which a corrected cue still belongs to it: people correct the line
itself, too."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What a returned sheet gave.

    Attributes:
        lines: one for each sentence that has a text, in transcript order.
        missing: ids of sentences without a text.
        unplaced: what could not be placed, each named in plain words; nothing is guessed.
    """

    lines: tuple[TranslatedLine, ...]
    missing: tuple[str, ...]
    unplaced: tuple[str, ...]


def sheet_of(sentences: Sequence[Sentence]) -> tuple[SheetLine, ...]:
    """A fresh sheet: every sentence with room for a text."""
    return tuple(SheetLine(item.id, item.source_range, item.text) for item in sentences)


def matched(sentences: Sequence[Sentence], returned: Sequence[ReturnedCue]) -> Matched:
    """Find each returned cue's sentence: by id, then by its echoed line, then by exact times.

    An id counts only while the echoed line still is that sentence, marks and spaces aside (or was lost): a text must
    never be put under words it was not written for, and one syllable more may say the contrary.
    """
    texts, unplaced = _placed(sentences, returned, likeness=1.0, text_of=lambda cue: cue.text)
    return Matched(
        tuple(
            TranslatedLine(sentence.id, sentence.text, texts[sentence.id], "person")
            for sentence in sentences
            if sentence.id in texts
        ),
        tuple(sentence.id for sentence in sentences if sentence.id not in texts),
        unplaced,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a returned transcript sheet gave: the sentences, corrected, and what could not be placed."""

    sentences: tuple[Sentence, ...]
    unplaced: tuple[str, ...]


def corrected(sentences: Sequence[Sentence], returned: Sequence[ReturnedCue]) -> Corrected:
    """The sentences as a person corrected them, beneath the source line or in it; those not on the sheet stay."""
    texts, unplaced = _placed(sentences, returned, likeness=_SAME_ECHO, text_of=lambda cue: cue.text or cue.source_text)
    return Corrected(tuple(_with_text(item, texts.get(item.id, item.text)) for item in sentences), unplaced)


def _with_text(sentence: Sentence, text: str) -> Sentence:
    """The sentence with a person's words; what a person wrote is doubted no more."""
    if text == sentence.text:
        return sentence
    return Sentence(sentence.id, corrected_words(sentence.words, text))


def _placed(
    sentences: Sequence[Sentence],
    returned: Sequence[ReturnedCue],
    *,
    likeness: float,
    text_of: Callable[[ReturnedCue], str],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of each sentence that got one, by its id; and what could not be placed.

    A cue that was split in two is read as one, and one that is there twice counts once. What may be either (the same
    text at two times, two texts at the same time) is held.
    """
    placed: dict[str, dict[TimeRange, str]] = {}
    unplaced: list[str] = []
    for cue in returned:
        sentence, text = _sentence_for(cue, sentences, likeness), text_of(cue)
        if isinstance(sentence, str):
            unplaced.append(sentence)
        elif text:
            texts = placed.setdefault(sentence.id, {})
            if cue.source_range not in texts and text not in texts.values():
                texts[cue.source_range] = text
            elif texts.get(cue.source_range) != text:
                unplaced.append(
                    f"cue {cue.number}: [{sentence.id}] has another cue with the same time or the same text"
                )
    return {sentence_id: " ".join(texts.values()) for sentence_id, texts in placed.items()}, tuple(unplaced)


def _sentence_for(cue: ReturnedCue, sentences: Sequence[Sentence], likeness: float) -> Sentence | str:
    """The cue's sentence, or why none can be named."""
    by_id = next((item for item in sentences if item.id == cue.sentence_id), None)
    if by_id is not None and _same(by_id, cue, likeness):
        return by_id
    if cue.source_text:
        alike = [item for item in sentences if letters(item.text) == letters(cue.source_text)]
        in_time = [item for item in alike if _in_time(item, cue)] or alike
        if len(in_time) == 1:
            return in_time[0]
        if by_id is not None:
            return f"cue {cue.number}: [{cue.sentence_id}] now reads otherwise than the line it was translated from"
        why = "several sentences read like its first line" if alike else "no sentence reads like its first line"
        return f"cue {cue.number}: {why}"
    in_time = [item for item in sentences if _in_time(item, cue)]
    if len(in_time) == 1:
        return in_time[0]
    return f"cue {cue.number}: its first line, which names the sentence, is gone"


def _same(sentence: Sentence, cue: ReturnedCue, likeness: float) -> bool:
    """Whether the echoed line still is the sentence, as nearly as asked (1 = every letter)."""
    return not cue.source_text or similarity(sentence.text, cue.source_text) >= likeness


def _in_time(sentence: Sentence, cue: ReturnedCue) -> bool:
    """Whether the times are the same but for one millisecond, which editors lose by rounding."""
    span, other = sentence.source_range, cue.source_range
    off = (milliseconds(one) - milliseconds(two) for one, two in ((span.start, other.start), (span.end, other.end)))
    return all(abs(difference) <= 1 for difference in off)
