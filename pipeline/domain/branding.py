"""What the show adds around the speech: cards, lower thirds, logo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

LOGO_WIDTH_SHARE = 0.085
LOGO_MARGIN_SHARE = 0.035
"""Width of the logo, and what is kept clear around it, as shares of `Picture.reach_px`."""

FADE_S = Fraction(35, 100)
"""How long names and titles take to come, and to go: neither a blink nor a show."""

_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Colours:
    """A show's three colours, each "#rrggbb" in sRGB, lower case."""

    background: str
    ink: str
    accent: str

    def __post_init__(self) -> None:
        for value in (self.background, self.ink, self.accent):
            if not _HEX_COLOUR.fullmatch(value):
                raise ValueError(f"a colour is written #rrggbb in lower case, not {value!r}")


@dataclass(frozen=True, slots=True)
class Card:
    """A full-screen title card, drawn once and cached.

    Attributes:
        kind: "intro" or "outro".
        heading_ko, heading_en: the two titles; either may be empty.
        lines: small lines below (credits, thanks), Korean or English, in order.
        frame_count: its length in output frames; never 0.
        colours: the show's colours.
    """

    kind: str
    heading_ko: str
    heading_en: str
    lines: tuple[str, ...]
    frame_count: int
    colours: Colours

    def __post_init__(self) -> None:
        if self.frame_count <= 0:
            raise ValueError("a card lasts at least one frame")


@dataclass(frozen=True, slots=True)
class LowerThird:
    """Who is speaking, shown once near the beginning.

    Attributes:
        name_ko, name_en: what may be shown: the pseudonym wherever the name is hidden.
        role_ko, role_en: a few words on the person; may be empty.
        start_frame, end_frame: half-open range of the film's frames it is on screen.
    """

    name_ko: str
    name_en: str
    role_ko: str
    role_en: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class ChapterTitle:
    """A chapter's title, shown where it begins.

    Attributes:
        ko, en: the title; either may be empty.
        start_frame, end_frame: half-open range of the film's frames it is on screen.
    """

    ko: str
    en: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card as a film of its own, kept in the cache of cards.

    Attributes:
        kind: "intro" or "outro".
        target: the target it was drawn for.
        key: the hash of all that shapes it; its file in the cache is named by it.
        frame_count: its length.
    """

    kind: str
    target: str
    key: str
    frame_count: int


@dataclass(frozen=True, slots=True)
class Animation:
    """Pictures with transparency at the film's pace, a picture a frame: `key` names its file in the cache of cards."""

    key: str
    frame_count: int


@dataclass(frozen=True, slots=True)
class SizedLogo:
    """The logo as it is laid over one target's picture.

    Attributes:
        target: the target it was sized for.
        key: names its file in the cache of cards; of one that moves, the picture that stays.
        animation: how it moves before that; None for one that stands still.
    """

    target: str
    key: str
    animation: Animation | None = None


@dataclass(frozen=True, slots=True)
class DrawnPlate:
    """A designer's animation behind a name, a picture a frame for as long as the name is shown.

    Attributes:
        target: the target it was sized for.
        key: names its file in the cache of cards.
        start_frame, frame_count: when it is on screen, in the film's frames.
        left_px, top_px: where it lies in the target's picture; even.
    """

    target: str
    key: str
    start_frame: int
    frame_count: int
    left_px: int
    top_px: int


@dataclass(frozen=True, slots=True)
class Labels:
    """What is written over a film besides captions: names and chapter titles, each in order."""

    lower_thirds: tuple[LowerThird, ...] = ()
    titles: tuple[ChapterTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class Branding:
    """Everything the show adds around the speech.

    Attributes:
        cards: for each target, intro first; none where the show has none.
        logos: one for each target, or none.
        labels: what is written over the film.
        own_labels: name of each target with a cut of its own, to what is written over that one.
        plates: what lies behind the names, for each target; none where the show has no animation for it.
    """

    cards: tuple[DrawnCard, ...]
    logos: tuple[SizedLogo, ...]
    labels: Labels = Labels()
    own_labels: Mapping[str, Labels] = field(default_factory=dict)
    plates: tuple[DrawnPlate, ...] = ()

    def card(self, kind: str, target: str) -> DrawnCard | None:
        """A target's card of this kind, or None."""
        return next((card for card in self.cards if (card.kind, card.target) == (kind, target)), None)

    def logo_key(self, target: str) -> str:
        """The key of a target's logo; "" for none."""
        return next((logo.key for logo in self.logos if logo.target == target), "")

    def logo_animation(self, target: str) -> Animation | None:
        """How a target's logo moves; None for one that stands still."""
        return next((logo.animation for logo in self.logos if logo.target == target), None)

    def plates_of(self, target: str) -> tuple[DrawnPlate, ...]:
        """What lies behind the names in a target's film."""
        return tuple(plate for plate in self.plates if plate.target == target)

    def labels_of(self, target: str) -> Labels:
        """What is written over a target's film."""
        return self.own_labels.get(target, self.labels)
