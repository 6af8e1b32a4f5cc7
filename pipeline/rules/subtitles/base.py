"""What every subtitle rule is, and what it measures captions against.

How to add one:

1. Write `pipeline/rules/subtitles/<rule>.py` with `check(captions, yardstick) -> list[QcFinding]`: pure, one finding
   for each broken place, a message that says what to do. Where it can be mended without touching a word, write
   `fix(captions, yardstick) -> tuple[Caption, ...]` too: doing it twice is doing it once.
2. Name it: `RULE = Rule("subtitle-<rule>", check, fix)`, and put it into `RULES` in `__init__.py`. Where the fix leaves
   some captions as they are, say why in `unmended`.
3. Add its before-and-after table to `tests/rules/subtitles/`, and its name to the README's list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.presets import SubtitleProfile, Target
from pipeline.domain.qc import QcFinding, Severity
from pipeline.domain.subtitles import Caption, SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.domain.typeface import Typeface
from pipeline.rules.wording import counted

MILLISECONDS = Fraction(1000)
"""The frame rate of captions whose film is not known: their frames are the file's milliseconds."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What captions are measured against.

    Attributes:
        profile: the style guide.
        frame_rate: of the frames the captions are counted in; MILLISECONDS when the film's is not known.
        languages: those in which every caption should have something to read.
        spoken: the language of the speech; None when it is not known.
        shots: the frames on which a new shot begins, ascending.
        typeface: what letters measure; None when nobody asked about the picture.
        targets: the pictures the captions are drawn into.
    """

    profile: SubtitleProfile
    frame_rate: Fraction
    languages: tuple[Language, ...] = LANGUAGES
    spoken: Language | None = None
    shots: tuple[int, ...] = ()
    typeface: Typeface | None = None
    targets: tuple[Target, ...] = ()

    @classmethod
    def of(cls, track: SubtitleTrack, profile: SubtitleProfile) -> Yardstick:
        """What a film's own captions are measured against."""
        return cls(profile, track.frame_rate, spoken=track.spoken)

    @property
    def knows_frames(self) -> bool:
        """Whether the film's frame rate is known, so that single frames can be judged."""
        return self.frame_rate != MILLISECONDS

    def counted(self, frames: int) -> str:
        """A number of frames in words: "20 frames", or "833 ms" where frames are not known."""
        return counted(frames, "frame") if self.knows_frames else f"{frames} ms"


Check = Callable[[Sequence[Caption], Yardstick], list[QcFinding]]
"""Judges captions, which come in the order of their starts."""

Fix = Callable[[Sequence[Caption], Yardstick], tuple[Caption, ...]]
"""Mends what can be mended safely, and leaves the rest."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A subtitle rule.

    Attributes:
        name: stable.
        check: how it judges.
        fix: how it mends; None: only a person can.
        unmended: why a fix leaves a caption as it is, in a plain sentence.
    """

    name: str
    check: Check
    fix: Fix | None = None
    unmended: str = "to mend it would move words or break another rule."


def finding(rule: str, caption: Caption, severity: Severity, *, measured: str, limit: str, message: str) -> QcFinding:
    """A finding about one caption."""
    return QcFinding(rule, severity, f"cue {caption.number}", measured, limit, message)
