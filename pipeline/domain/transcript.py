"""Transcript: what was said, word by word, in source time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.domain.timing import TimeBase, TimeRange

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
NAMES: dict[Language, str] = {"ko": "Korean", "en": "English"}


def other(language: Language) -> Language:
    """The language a film in this one is translated into."""
    return "en" if language == "ko" else "ko"


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word (a Korean eojeol) with its punctuation.

    Attributes:
        text: NFC, no spaces around it.
        source_range: when it is spoken.
        probability: the recogniser's belief, 0 to 1; None when a person wrote it.
    """

    text: str
    source_range: TimeRange
    probability: float | None = None

    def __post_init__(self) -> None:
        if not self.text.strip() or self.text != self.text.strip():
            raise ValueError(f"a word is text without spaces around it, not {self.text!r}")


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt that a person should look at; nothing is ever dropped because of one.

    Attributes:
        rule: stable name, for example "known-hallucination".
        message: the doubt in plain words.
    """

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with an id that is never reused: translation, cues and decisions hang on it.

    Attributes:
        id: "s" and at least four digits.
        words: in the order spoken; never empty.
        flags: doubts about it.
        speaker: number of the story's speaker who says it, from 1; 0 = not known.
    """

    id: str
    words: tuple[Word, ...]
    flags: tuple[Flag, ...] = ()
    speaker: int = 0

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError(f"sentence {self.id} has no words")
        if self.speaker < 0:
            raise ValueError(f"speakers are counted from 1, and sentence {self.id} has speaker {self.speaker}")

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def source_range(self) -> TimeRange:
        """From its first word to its last."""
        return TimeRange(self.words[0].source_range.start, max(word.source_range.end for word in self.words))


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything said, in order.

    Attributes:
        time_base: the source time axis it was heard on.
        language: the spoken language.
        engine: who wrote it: an engine's name, or "from_file" for a person.
        sentences: in source time order.
        next_sentence_number: the first number no sentence ever had.
    """

    time_base: TimeBase
    language: Language
    engine: str
    sentences: tuple[Sentence, ...]
    next_sentence_number: int

    def __post_init__(self) -> None:
        if len({sentence.id for sentence in self.sentences}) != len(self.sentences):
            raise ValueError("sentence ids are unique")

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of all sentences."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    def sentence(self, sentence_id: str) -> Sentence | None:
        """The sentence of this id, or None."""
        return next((sentence for sentence in self.sentences if sentence.id == sentence_id), None)
