"""What people changed in captions: kept on the source time axis and by sentence, so that it outlives a changed cut."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language


def words_of(text: str) -> list[str]:
    """The words of a text for comparing, without the full stops that captions of a language may leave away."""
    return [word.rstrip(".") for word in text.split()]


@dataclass(frozen=True, slots=True)
class ReturnedCaption:
    """A caption of a file that came back.

    Attributes:
        number: its place in the file, from 1.
        program_range: when it is shown, in the film the file was handed out for.
        lines: its text, without tags; none when it shows nothing.
    """

    number: int
    program_range: TimeRange
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorrectedCue:
    """A cue as a person wants it.

    Attributes:
        source_ranges: the footage it is shown over; several where it lies over a joint of the cut.
        lines: its text.
        retimed: whether the person chose these times; else they follow the words.
    """

    source_ranges: tuple[TimeRange, ...]
    lines: tuple[str, ...]
    retimed: bool

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of the captions of some sentences, in one language.

    Attributes:
        language: of the file it came in.
        sentence_ids: the sentences whose captions it replaces, all of them together.
        cues: what stands in their place, in order; none when the person took them out.
        made_from: what these sentences said in this language when the captions were handed out.
    """

    language: Language
    sentence_ids: tuple[str, ...]
    cues: tuple[CorrectedCue, ...]
    made_from: str

    @property
    def text(self) -> str:
        """All its cues' text."""
        return " ".join(cue.text for cue in self.cues)

    @property
    def rewords(self) -> bool:
        """Whether the person changed words, and not only times and breaks."""
        return not self.takes_out and words_of(self.text) != words_of(self.made_from)

    @property
    def takes_out(self) -> bool:
        """Whether the person took the sentences' captions out, all of them."""
        return not self.cues


@dataclass(frozen=True, slots=True)
class SentenceText:
    """What a sentence says in both languages, as captions show it: with the mark of its speaker, if it has one."""

    sentence_id: str
    ko: str
    en: str

    def text(self, language: Language) -> str:
        """What it says in one language."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class CaptionHandOut:
    """Captions as they were given to people: what a return is compared with.

    Attributes:
        track: the captions.
        cut: the film they were for.
        sentences: what each sentence of the film said then.
        corrections: those of earlier returns that the captions held already, or hold again when their sentences are
            back in the film.
    """

    track: SubtitleTrack
    cut: EditDecisionList
    sentences: tuple[SentenceText, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class CaptionReading:
    """How a file that came back was read first: it is read so ever after.

    Attributes:
        hand_out: the key of the hand-out that it was made from.
        captions: its captions; a file that is changed again is known by them.
    """

    hand_out: str
    captions: tuple[ReturnedCaption, ...]
