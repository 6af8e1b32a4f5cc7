"""Sheets: one sentence a cue, handed out to people and matched again however their editors changed the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language, Sentence
from pipeline.domain.translation import FormerLine, ReturnedCue, SheetLine, SheetOrigin, TranslatedLine
from pipeline.rules.returned_cues import Reading, readings
from pipeline.rules.sentences import letters
from pipeline.rules.speakers import Marks, marked, unmarked
from pipeline.rules.untranslated import is_translation
from pipeline.rules.word_times import corrected_words

_UNSURE = re.compile(r"^\?\?\s*")

UNSURE = "?? "
"""Stands before a text that nobody has confirmed: it was written for words that were changed since."""


def transcript_sheet(sentences: Sequence[Sentence]) -> tuple[SheetLine, ...]:
    """A fresh sheet for corrections: every sentence with its speaker, and room beneath."""
    return tuple(SheetLine(item.id, item.source_range, marked(item.text, item.speaker)) for item in sentences)


def translation_sheet(
    sentences: Sequence[Sentence], *, texts: Mapping[str, str], unsure: Mapping[str, str]
) -> tuple[SheetLine, ...]:
    """A sheet for a translator: every sentence, beneath it what is there already.

    Args:
        sentences: those that go on the sheet.
        texts: translations, by the sentence's id.
        unsure: translations that a person has to confirm: they get a mark to be taken away.
    """
    shown = {key: f"{UNSURE}{text}" for key, text in unsure.items()} | dict(texts)
    return tuple(SheetLine(item.id, item.source_range, item.text, shown.get(item.id, "")) for item in sentences)


def origin_of(sentences: Sequence[Sentence]) -> SheetOrigin:
    """What a sheet of these sentences is made of, to be remembered with it."""
    return SheetOrigin(tuple(FormerLine(item.id, item.text, item.speaker) for item in sentences))


@dataclass(frozen=True, slots=True)
class Matched:
    """What returned translation sheets gave.

    Attributes:
        lines: one for each sentence that has a text.
        unsure: texts that a person has to confirm first: the sentence above was changed since, or the person marked
            them so. `source_text` is the line they stand under. None for a sentence that is in `lines`.
        open: ids of sentences whose line stands there, as they read now, with nothing sure beneath.
        unplaced: what could not be placed, each named in plain words; nothing is guessed.
        unusable: ids of sentences under which something else stands than a translation; see `untranslated`.
    """

    lines: tuple[TranslatedLine, ...]
    unsure: tuple[TranslatedLine, ...]
    open: tuple[str, ...]
    unplaced: tuple[str, ...]
    unusable: tuple[str, ...] = ()


def matched(
    sentences: Sequence[Sentence],
    returned: Sequence[ReturnedCue],
    *,
    former: Sequence[FormerLine] = (),
    language: Language | None = None,
) -> Matched:
    """Find each returned cue's sentence: by id, then by its first line, then by exact times.

    A text counts only while the line above it still is the sentence, marks and spaces aside (or was lost): it must
    never be put under words it was not written for, and one syllable more may say the contrary.

    Args:
        sentences: the transcript's.
        returned: the sheet's cues, in the file's order.
        former: how the sentences read on sheets that were handed out.
        language: what the texts are to be written in; None: whatever stands there is taken.
    """
    read = readings(sentences, returned, kind="translation", former=former)
    present = [item for item in read.found if item.line in ("now", "lost")]
    past = [item for item in read.found if item.line in ("before", "changed")]
    texts, doubled = _texts((item, item.cue.text) for item in present)
    old_texts, old_doubled = _texts((item, item.cue.text) for item in past)
    sure = {key: " ".join(parts) for key, parts in texts.items() if not any(map(_UNSURE.match, parts))}
    lines = {item.sentence.id: item.cue.source_text for item in past} | {
        item.sentence.id: item.sentence.text for item in present if item.cue.text
    }
    written = {key: " ".join(_UNSURE.sub("", part) for part in parts) for key, parts in (old_texts | texts).items()}
    unusable = [key for key, text in written.items() if text and not _is_usable(text, of=lines[key], language=language)]
    sure, unsure = ({key: text for key, text in found.items() if key not in unusable} for found in (sure, written))
    return Matched(
        tuple(TranslatedLine(item.id, item.text, sure[item.id], "person") for item in sentences if item.id in sure),
        tuple(
            TranslatedLine(item.id, lines[item.id], unsure[item.id], "person")
            for item in sentences
            if item.id not in sure and unsure.get(item.id)
        ),
        tuple(dict.fromkeys(item.sentence.id for item in present if item.sentence.id not in sure)),
        (*read.unplaced, *doubled, *old_doubled),
        tuple(item.id for item in sentences if item.id in unusable),
    )


def _is_usable(text: str, *, of: str, language: Language | None) -> bool:
    return language is None or is_translation(text, of=of, language=language)


def gathered(found: Sequence[tuple[str, Matched]]) -> Matched:
    """What several sheets of one interview gave together.

    Args:
        found: each sheet's name and what it gave, the oldest first; of texts to confirm the latest counts.
    """
    lines: dict[str, tuple[str, TranslatedLine]] = {}
    unplaced: list[str] = []
    for name, sheet in found:
        unplaced += [f"{name}, {item}" if len(found) > 1 else item for item in sheet.unplaced]
        for line in sheet.lines:
            first, other = lines.setdefault(line.sentence_id, (name, line))
            if other.text != line.text:
                unplaced.append(f"[{line.sentence_id}] has one text in {first} and another in {name}")
    unsure = {line.sentence_id: line for _, sheet in found for line in sheet.unsure}
    room = dict.fromkeys(key for _, sheet in found for key in sheet.open)
    return Matched(
        tuple(line for _, line in lines.values()),
        tuple(line for key, line in unsure.items() if key not in lines),
        tuple(key for key in room if key not in lines),
        tuple(unplaced),
        tuple(dict.fromkeys(key for _, sheet in found for key in sheet.unusable if key not in lines)),
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a returned transcript sheet gave: the sentences, corrected, and what could not be placed."""

    sentences: tuple[Sentence, ...]
    unplaced: tuple[str, ...]


def corrected(
    sentences: Sequence[Sentence],
    returned: Sequence[ReturnedCue],
    *,
    former: Sequence[FormerLine] = (),
    marks: Marks | None = None,
    supplied: bool = False,
) -> Corrected:
    """The sentences as a person corrected them, beneath the first line or in it; those not on the sheet stay.

    Args:
        sentences: before anybody corrected them on a sheet.
        returned: the sheet's cues, in the file's order.
        former: how the sentences read on sheets that were handed out: such a line is no correction.
        marks: what may stand before a colon to name who speaks.
        supplied: whether the sentences are a person's, too: then where both changed one, it is held.
    """
    known = marks or {}
    read = readings(sentences, returned, kind="transcript", former=former, marks=known)
    before = _Before(former)
    unplaced = list(read.unplaced)
    corrections: list[tuple[Reading, str]] = []
    speakers: dict[str, int] = {}
    for item in read.found:
        speaker, text = unmarked(item.cue.text, known)
        text = text or (item.cue.source_text if item.line == "changed" else "")
        if supplied and before.differs_from(item) and letters(text) != letters(item.sentence.text) and text:
            unplaced.append(f"cue {item.cue.number}: [{item.sentence.id}] was changed in the supplied transcript, too")
            continue
        speaker = speaker or before.chosen_since(item)
        if speaker and speakers.setdefault(item.sentence.id, speaker) != speaker:
            unplaced.append(f"cue {item.cue.number}: [{item.sentence.id}] is given to two speakers")
        corrections.append((item, text))
    texts, doubled = _texts(corrections)
    return Corrected(
        tuple(_corrected(item, " ".join(texts.get(item.id, ())), speakers.get(item.id, 0)) for item in sentences),
        (*unplaced, *doubled),
    )


class _Before:
    """How sentences stood on the sheets that were handed out."""

    def __init__(self, former: Sequence[FormerLine]) -> None:
        self._lines: dict[str, set[str]] = {}
        self._speakers: dict[str, set[int]] = {}
        for line in former:
            self._lines.setdefault(line.sentence_id, set()).add(letters(line.text))
            self._speakers.setdefault(line.sentence_id, set()).add(line.speaker)

    def differs_from(self, reading: Reading) -> bool:
        """Whether the sentence was changed since its sheet was handed out, and the person saw it as it was."""
        lines = self._lines.get(reading.sentence.id, set())
        return reading.line != "now" and bool(lines) and letters(reading.sentence.text) not in lines

    def chosen_since(self, reading: Reading) -> int:
        """The speaker a person marked the line with; 0 when it is marked as it was handed out."""
        return 0 if reading.speaker in self._speakers.get(reading.sentence.id, ()) else reading.speaker


def _corrected(sentence: Sentence, text: str, speaker: int) -> Sentence:
    """The sentence with a person's words and speaker; what a person wrote is doubted no more."""
    named = replace(sentence, speaker=speaker or sentence.speaker)
    if not text or text == sentence.text:
        return named
    return replace(named, words=corrected_words(sentence.words, text), flags=())


def _texts(found: Iterable[tuple[Reading, str]]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The texts of each sentence that got one, by its id; and what could not be placed.

    A cue that was split in two gives two texts, and one that is there twice counts once. What may be either (the same
    text at two times, two texts at the same time) is held.
    """
    placed: dict[str, dict[TimeRange, str]] = {}
    unplaced: list[str] = []
    for reading, text in found:
        cue, sentence_id = reading.cue, reading.sentence.id
        texts = placed.setdefault(sentence_id, {}) if text else {}
        if text and cue.source_range not in texts and text not in texts.values():
            texts[cue.source_range] = text
        elif text and texts.get(cue.source_range) != text:
            unplaced.append(f"cue {cue.number}: [{sentence_id}] has another cue with the same time or the same text")
    return {sentence_id: tuple(texts.values()) for sentence_id, texts in placed.items()}, tuple(unplaced)
