"""Subtitles: bilingual cues on one time grid, in program time; and captions as somebody wrote them, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pipeline.domain.timing import TimeBase, TimeRange, at_frame
from pipeline.domain.transcript import Language


@dataclass(frozen=True, slots=True)
class Caption:
    r"""What somebody wants read at one time, right or wrong: what rules judge and mend.

    Attributes:
        number: what people call it: its place in the file it came from, from 1.
        start_frame, end_frame: half-open range of frames; may be empty or backward, and may overlap others.
        ko, en: its lines in each language; may hold tags such as <i> or {\an8}; empty for a language that is absent.
        place: what its place is told by, empty for the usual place; captions in different places may stand at once.
    """

    number: int
    start_frame: int
    end_frame: int
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def lines(self, language: Language) -> tuple[str, ...]:
        """Its lines in one language."""
        return self.ko if language == "ko" else self.en


SplitReason = Literal["sentence", "length", "together", "duration", "pause", "shot", "clause", "person"]
"""Why a cue's text ends where it does: its sentence ends; with the next words it would be too long for the screen, in
one language or in both together, or stand too long, or show them before a silence or over a new picture; it reads
better so; or a person said so."""

StartReason = Literal["speech", "early", "late", "shot", "person"]
"""Why a cue begins when it does: with its first word, earlier so that it can be seen, later because the cue before it
needs the room, with a change of picture, or because a person said so."""

EndReason = Literal["speech", "reading", "minimum", "maximum", "next", "chained", "shot", "film", "person"]
"""Why a cue ends when it does: with its last word, when it was read, when it stood as long as a cue must or may, before
the next cue, close to the next cue, before a change of picture, with the film, or because a person said so."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a cue is as it is."""

    text: SplitReason = "sentence"
    start: StartReason = "speech"
    end: EndReason = "speech"


@dataclass(frozen=True, slots=True)
class Cue:
    """What is read at one time, in both languages.

    Attributes:
        start_frame, end_frame: half-open range of output frames it is shown on.
        sentence_ids: the sentences it shows, in order.
        ko, en: its lines in each language, already broken; NFC.
        reasons: why it is as it is.
    """

    start_frame: int
    end_frame: int
    sentence_ids: tuple[str, ...]
    ko: tuple[str, ...]
    en: tuple[str, ...]
    reasons: Reasons = Reasons()

    def __post_init__(self) -> None:
        if not 0 <= self.start_frame < self.end_frame:
            raise ValueError("a cue is shown on at least one frame")

    def lines(self, language: Language) -> tuple[str, ...]:
        """Its lines in one language."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class SubtitleTrack:
    """All cues of a film.

    Attributes:
        time_base: the program time axis of the cut they belong to.
        frame_rate: of the frames they are counted in.
        spoken: the language that is spoken (its captions follow the rules of same-language captions).
        cues: in order, never overlapping.
    """

    time_base: TimeBase
    frame_rate: Fraction
    spoken: Language
    cues: tuple[Cue, ...]

    def __post_init__(self) -> None:
        for before, after in pairwise(self.cues):
            if after.start_frame < before.end_frame:
                raise ValueError("cues come in order and never overlap")

    def program_range(self, cue: Cue) -> TimeRange:
        """When the cue is shown."""
        return TimeRange(at_frame(cue.start_frame, self.frame_rate), at_frame(cue.end_frame, self.frame_rate))

    def captions(self) -> tuple[Caption, ...]:
        """The cues as rules judge them, numbered from 1."""
        return tuple(
            Caption(number, cue.start_frame, cue.end_frame, ko=cue.ko, en=cue.en)
            for number, cue in enumerate(self.cues, start=1)
        )


@dataclass(frozen=True, slots=True)
class ReflowedSubtitles:
    """The captions again, for pictures of another shape and for cuts of their own: the same words in other cues.

    Attributes:
        tracks: name of each target that has captions of its own, to them.
    """

    tracks: Mapping[str, SubtitleTrack]
