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
class Occurrence:
    """Which of a sentence's showings in a film is meant: its number among them, from 0, and how many there were."""

    number: int
    count: int

    def __post_init__(self) -> None:
        if not 0 <= self.number < self.count:
            raise ValueError("a showing is one of so many")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of the captions of some sentences, in one language; of one showing of each.

    Attributes:
        language: of the file it came in.
        sentence_ids: the sentences whose captions it replaces, all of them together.
        cues: what stands in their place, in order; none when the person took them out.
        made_from: what these sentences said in this language when the captions were handed out; without the mark of
            the speaker who begins.
        occurrences: for each sentence, which showing of it; none = every one.
        own_mark: whether the person took away the mark of the speaker who begins, or wrote another one.
    """

    language: Language
    sentence_ids: tuple[str, ...]
    cues: tuple[CorrectedCue, ...]
    made_from: str
    occurrences: tuple[Occurrence, ...] = ()
    own_mark: bool = False

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
class Showing:
    """One time that a sentence is heard in a film, and what it says there in both languages.

    Attributes:
        sentence_id: of the transcript; a sentence that is heard twice has two showings.
        program_range: from its first word that is heard to its last; None = not known.
        ko, en: what it says, without the mark of its speaker.
        ko_mark, en_mark: what stands before its first word, to tell that another person begins; "" = nothing.
    """

    sentence_id: str
    program_range: TimeRange | None
    ko: str
    en: str
    ko_mark: str = ""
    en_mark: str = ""

    def text(self, language: Language) -> str:
        """What it says in one language."""
        return self.ko if language == "ko" else self.en

    def mark(self, language: Language) -> str:
        """What stands before its first word in one language."""
        return self.ko_mark if language == "ko" else self.en_mark

    def marked(self, language: Language) -> str:
        """What it says in one language as captions show it, with the mark of its speaker."""
        text = self.text(language)
        return self.mark(language) + text if text else text


@dataclass(frozen=True, slots=True)
class CaptionHandOut:
    """Captions as they were given to people: what a return is compared with.

    Attributes:
        track: the captions.
        cut: the film they were for.
        showings: what the film said then, in program order.
        shown: for each cue, the showings in it, by index.
        corrections: those of earlier returns that the captions held already, or hold again when their sentences are
            back in the film.
    """

    track: SubtitleTrack
    cut: EditDecisionList
    showings: tuple[Showing, ...]
    shown: tuple[tuple[int, ...], ...]
    corrections: tuple[Correction, ...]

    def __post_init__(self) -> None:
        if len(self.shown) != len(self.track.cues):
            raise ValueError("of each cue it is known what it shows")


@dataclass(frozen=True, slots=True)
class CaptionReading:
    """How a file that came back was read first: it is read so ever after.

    Attributes:
        hand_out: the key of the hand-out that it was made from.
        captions: its captions; a file that is changed again is known by them.
    """

    hand_out: str
    captions: tuple[ReturnedCaption, ...]
