"""Sheets: one sentence a cue, handed out to people and matched again however their editors changed the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.transcript import Sentence
from pipeline.domain.translation import ReturnedCue, SheetLine, TranslatedLine
from pipeline.rules.sentences import letters, similarity
from pipeline.rules.word_times import corrected_words

_SAME_ECHO = 0.6
"""Likeness of the echoed line to the sentence from which a returned cue still belongs to it."""


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

    An id counts only while the echoed line still is that sentence (or was lost): a text must never be put under words
    it was not written for.
    """
    placed: dict[str, list[ReturnedCue]] = {}
    unplaced: list[str] = []
    for cue in returned:
        sentence = _sentence_for(cue, sentences)
        if isinstance(sentence, str):
            unplaced.append(sentence)
        elif cue.text:
            placed.setdefault(sentence.id, []).append(cue)
    lines: list[TranslatedLine] = []
    missing: list[str] = []
    for sentence in sentences:
        cues = placed.get(sentence.id, [])
        if cues:
            lines.append(TranslatedLine(sentence.id, sentence.text, " ".join(cue.text for cue in cues), "person"))
        else:
            missing.append(sentence.id)
    return Matched(tuple(lines), tuple(missing), tuple(unplaced))


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a returned transcript sheet gave: the sentences, corrected, and what could not be placed."""

    sentences: tuple[Sentence, ...]
    unplaced: tuple[str, ...]


def corrected(sentences: Sequence[Sentence], returned: Sequence[ReturnedCue]) -> Corrected:
    """The sentences as a person corrected them, beneath the source line or in it; those not on the sheet stay."""
    texts: dict[str, str] = {}
    unplaced: list[str] = []
    for cue in returned:
        sentence = _sentence_for(cue, sentences)
        if isinstance(sentence, str):
            unplaced.append(sentence)
        elif cue.text or cue.source_text:
            before = texts.get(sentence.id)
            text = cue.text or cue.source_text
            texts[sentence.id] = f"{before} {text}" if before else text
    return Corrected(tuple(_with_text(item, texts.get(item.id, item.text)) for item in sentences), tuple(unplaced))


def _with_text(sentence: Sentence, text: str) -> Sentence:
    """The sentence with a person's words; what a person wrote is doubted no more."""
    if text == sentence.text:
        return sentence
    return Sentence(sentence.id, corrected_words(sentence.words, text))


def _sentence_for(cue: ReturnedCue, sentences: Sequence[Sentence]) -> Sentence | str:
    """The cue's sentence, or why none can be named."""
    by_id = next((item for item in sentences if item.id == cue.sentence_id), None)
    if by_id is not None and _same(by_id, cue):
        return by_id
    if cue.source_text:
        alike = [item for item in sentences if letters(item.text) == letters(cue.source_text)]
        in_time = [item for item in alike if item.source_range == cue.source_range] or alike
        if len(in_time) == 1:
            return in_time[0]
        if by_id is not None:
            return f"cue {cue.number}: [{cue.sentence_id}] now reads otherwise than the line it was translated from"
        why = "several sentences read like its first line" if alike else "no sentence reads like its first line"
        return f"cue {cue.number}: {why}"
    in_time = [item for item in sentences if _milliseconds_equal(item, cue)]
    if len(in_time) == 1:
        return in_time[0]
    return f"cue {cue.number}: its first line, which names the sentence, is gone"


def _same(sentence: Sentence, cue: ReturnedCue) -> bool:
    return not cue.source_text or similarity(sentence.text, cue.source_text) >= _SAME_ECHO


def _milliseconds_equal(sentence: Sentence, cue: ReturnedCue) -> bool:
    """SRT keeps milliseconds: times are the same when both ends are within one."""
    span = sentence.source_range
    return max(abs(span.start - cue.source_range.start), abs(span.end - cue.source_range.end)) * 1000 <= 1
