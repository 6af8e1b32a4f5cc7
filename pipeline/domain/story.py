"""The story: what people said about an interview before it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.protection import NO_CONSENT, Consent, ProtectionLevel
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A short text in both languages; either may be empty."""

    ko: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)

    def in_language(self, language: Language) -> str:
        """The text in this language, else in the other."""
        return (self.ko or self.en) if language == "ko" else (self.en or self.ko)


NO_TEXT = Bilingual()
"""Nothing was written."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who speaks.

    Attributes:
        name: the true name; shown only where the level is open.
        pseudonym: shown where the name is hidden.
        role: a few words on the person.
        protection: this person's own level; None when the story's level is meant.
        also: other spellings of the true name, hidden with it.
        everyday_words: given names that are everyday words too; alone they are no name.
    """

    name: Bilingual = NO_TEXT
    pseudonym: Bilingual = NO_TEXT
    role: Bilingual = NO_TEXT
    protection: ProtectionLevel | None = None
    also: tuple[str, ...] = ()
    everyday_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the interview, as the story lists it.

    Attributes:
        file: path relative to the story, or absolute; NFC or NFD as it stands on disk.
        role: "camera"; "sound" and "cutaway" are understood and refused by this version.
        speaker: who speaks in it: the number of a speaker of the story, from 1, or a name; 0 or "" = not said.
    """

    file: str
    role: str = "camera"
    speaker: int | str = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named place in the interview: `at` is source time."""

    at: Fraction
    title: Bilingual


@dataclass(frozen=True, slots=True)
class Selection:
    """What one target shows of the film: a part of what the story's own keep and drop leave, never more.

    Attributes:
        target: the target preset's name.
        keep, drop: source ranges to keep only, or to leave out; not both empty.
    """

    target: str
    keep: tuple[TimeRange, ...] = ()
    drop: tuple[TimeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class FramingWish:
    """How a stretch of the footage is framed where a target shows a part of it only.

    Attributes:
        source_range: the stretch, in source time.
        x, y: the point of the picture to look at, as shares of its width and height; 0.5 is the middle.
        whole: show all of the picture instead, between bars.
    """

    source_range: TimeRange
    x: float = 0.5
    y: float = 0.5
    whole: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1):
            raise ValueError("x and y are between 0 and 1")


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of thanks on the outro."""

    role: Bilingual
    name: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a person wrote in story.toml.

    Attributes:
        code: a harmless nickname, lower-case letters, digits and hyphens; names the delivery folder. "" when absent.
        title, description: for cards and for the upload.
        language: what is spoken; None = detect.
        show: the show preset; "" = the default one.
        targets: target presets; empty = the show's.
        sources: files; empty = what the command line or the folder gives.
        speakers: who speaks, the person the film is about first.
        level: the story's protection level; None when not stated.
        consent: the signed form.
        keep, drop: source ranges to keep only, or to leave out.
        selections: what some targets show of that, each target at most once.
        chapters, tags, credits, sponsors: for the upload and the outro.
        framing: where tall and square targets look, instead of at what they find; of two for one moment the later
            counts.
    """

    code: str = ""
    title: Bilingual = NO_TEXT
    description: Bilingual = NO_TEXT
    language: Language | None = None
    show: str = ""
    targets: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    level: ProtectionLevel | None = None
    consent: Consent = NO_CONSENT
    keep: tuple[TimeRange, ...] = ()
    drop: tuple[TimeRange, ...] = ()
    selections: tuple[Selection, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    tags: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    sponsors: tuple[str, ...] = ()
    framing: tuple[FramingWish, ...] = ()
