"""The figures of the subtitle guides as plain data, by frame rate: written down before the rules that keep them.

Netflix Timed Text Style Guide (General Requirements, Subtitle Timing Guidelines, Korean), and Subtitle Edit's Netflix
checkers where they say it in code.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.transcript import Language


@dataclass(frozen=True, slots=True)
class Timing:
    """What half a second, 5/6 s, 7 s and two frames are at one frame rate, in frames.

    Attributes:
        shortest, longest: of a caption.
        gap: the least between two captions; gap_ms is what it lasts.
        half_second: nearer to a shot than this, times are moved; from this on, gaps stay open.
        snapped: a caption may begin this many frames before a shot at most to begin with it.
        pulled: from and to how many frames before a shot a caption begins half a second before it.
        chained: the smallest and the largest gap that is closed to two frames.
    """

    shortest: int
    longest: int
    gap: int
    gap_ms: str
    half_second: int
    snapped: int
    pulled: tuple[int, int]
    chained: tuple[int, int]


FILM = (12, 8, (9, 11), (3, 11))
PAL = (13, 9, (10, 12), (3, 12))
NTSC = (15, 10, (11, 14), (3, 14))
FAST_PAL = (25, 18, (19, 24), (3, 24))
FAST_NTSC = (30, 22, (23, 29), (3, 29))

TIMINGS: dict[Fraction, Timing] = {
    Fraction(24000, 1001): Timing(20, 167, 2, "83.4", *FILM),
    Fraction(24): Timing(20, 168, 2, "83.3", *FILM),
    Fraction(25): Timing(21, 175, 2, "80.0", *PAL),
    Fraction(30000, 1001): Timing(25, 209, 2, "66.7", *NTSC),
    Fraction(30): Timing(25, 210, 2, "66.7", *NTSC),
    Fraction(50): Timing(42, 350, 2, "40.0", *FAST_PAL),
    Fraction(60000, 1001): Timing(50, 419, 2, "33.4", *FAST_NTSC),
    Fraction(60): Timing(50, 420, 2, "33.3", *FAST_NTSC),
}
"""By frames a second."""


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """A language's own figures.

    Attributes:
        adult, same_language: units or characters a second, translated and of speech in the same language.
        line: units or characters.
        dash: before each line when two people speak.
        italics, full_stops: whether they may be used.
    """

    adult: int
    same_language: int
    line: int
    dash: str
    italics: bool
    full_stops: bool


KOREAN = LanguageFigures(adult=12, same_language=14, line=16, dash="- ", italics=False, full_stops=False)
ENGLISH = LanguageFigures(adult=20, same_language=20, line=42, dash="-", italics=True, full_stops=True)

MAX_LINES = 2
MIN_DURATION_S = Fraction(5, 6)
MAX_DURATION_S = Fraction(7)
CHAIN_BELOW_S = LINGER_S = Fraction(1, 2)

KOREAN_UNITS: dict[str, float] = {
    "가나다라마바사아자차카타파하거너": 16.0,
    "북한에서는 그런 말을 하면 안 됐거든요": 18.5,
    '그때는… "정말" 힘들었어요': 12.5,
    "ㅋㅋ 정말?": 5.0,
    "2009년 CD": 4.5,
    "《로동신문》": 6.0,
    "- 네\u200b": 2.0,
    "\u1112\u1161\u11ab\u1100\u1173\u11af": 2.0,
}
"""Texts and how many units of a Korean line they take; the last one is "한글" in single letters (NFD)."""

READING_S: tuple[tuple[Language, int, int, str], ...] = (
    ("ko", 12, 1, "1.33"),
    ("ko", 12, 2, "2.67"),
    ("en", 20, 1, "2.10"),
    ("en", 20, 2, "4.20"),
    ("en", 17, 2, "4.94"),
)
"""How long full lines take to read: language, units or characters a second, lines, seconds."""
