"""Translation: each sentence in the film's other language, and the sheets on which people write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.domain.timing import TimeBase, TimeRange
from pipeline.domain.transcript import Language

Origin = Literal["person", "machine"]


@dataclass(frozen=True, slots=True)
class TranslatedLine:
    """One sentence in the other language.

    Attributes:
        sentence_id: the sentence it renders.
        source_text: the sentence as it was when it was translated.
        text: NFC, one line.
        origin: who wrote it; a machine's line stays marked until a person has looked at it.
    """

    sentence_id: str
    source_text: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Translation:
    """The whole transcript in the other language.

    Attributes:
        time_base: the source time axis of the transcript it renders.
        language: what it is written in.
        engine: the translator's name in `TRANSLATORS`.
        lines: in transcript order; every sentence that is shown has one.
    """

    time_base: TimeBase
    language: Language
    engine: str
    lines: tuple[TranslatedLine, ...]

    def text_of(self, sentence_id: str) -> str | None:
        """The sentence's translation, or None when it has none."""
        return next((line.text for line in self.lines if line.sentence_id == sentence_id), None)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sentence on a sheet: what was said and the room for a person's text.

    Attributes:
        sentence_id: the sentence's sticky id.
        source_range: when it is spoken.
        source_text: the line a person reads.
        text: what the person wrote; "" on a fresh sheet.
    """

    sentence_id: str
    source_range: TimeRange
    source_text: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedCue:
    """One cue of a sheet that came back from somebody's subtitle editor.

    Attributes:
        number: its position in the file, from 1.
        source_range: its times, as they came back.
        sentence_id: the id in its first line; None when that was lost.
        source_text: the echoed source line; "" when lost.
        text: what the person wrote, one line.
    """

    number: int
    source_range: TimeRange
    sentence_id: str | None
    source_text: str
    text: str


@dataclass(frozen=True, slots=True)
class FormerLine:
    """How a sentence read on a sheet that was handed out, before anybody corrected it there.

    Attributes:
        sentence_id: the sentence's sticky id.
        text: its words.
        speaker: who said it, as far as the program knew; see `Sentence.speaker`.
    """

    sentence_id: str
    text: str
    speaker: int = 0


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """What a sheet was made of; a return is compared with it, so that a line nobody touched is no correction."""

    lines: tuple[FormerLine, ...]
