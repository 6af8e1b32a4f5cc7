"""Where captions stand in a picture: the size of their letters and the room they take, in pixels, measured by the font.

Korean stands above English, each line centred between the sides of the safe area, the last line's foot always in the
same place. Nothing here moves out of another thing's way: names and titles keep out of the captions' zone instead, so
that the eye finds every caption where the last one was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pipeline.domain.presets import Target
from pipeline.domain.transcript import Language
from pipeline.rules.canvas import Box, Canvas, around

OUTLINE_SHARE = 0.06
SHADOW_SHARE = 0.02
"""Outline and shadow as shares of a line's height: readable on snow and on night, and no sticker."""

_BOX_SIDE_SHARE = 0.22
_BOX_ABOVE_SHARE = 0.02
"""How far a box reaches beyond its line at the sides, and above and below, as shares of the line's height."""

_LANGUAGE_GAP_SHARE = 0.1
"""Clear rows between the languages, as a share of the Korean line's height: two texts, one block."""

_ORDINARY_ENGLISH = "When my mother crossed the river that winter, she carried nothing but a small bag of rice."
"""Decides how wide a full English line ordinarily is: letters as often as they are in spoken memories."""


@dataclass(frozen=True, slots=True)
class LetterSizes:
    """How high the lines of both languages are, ascender to descender, in pixels (the font size in ASS)."""

    ko_px: int
    en_px: int


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a caption in its place.

    Attributes:
        language, text: what is read.
        line_px: its height, ascender to descender.
        foot_px: the row its descenders end at.
        box: all it covers: the letters with their outline, or the box behind them.
    """

    language: Language
    text: str
    line_px: int
    foot_px: int
    box: Box


@dataclass(frozen=True, slots=True)
class CaptionBlock:
    """A caption in its place: its lines from top to bottom."""

    lines: tuple[SetLine, ...]

    @property
    def box(self) -> Box:
        """All it covers; there is at least one line."""
        return around([line.box for line in self.lines])


def designed_sizes(target: Target) -> LetterSizes:
    """The sizes the target asks for."""
    korean = max(8, round(target.picture.height_px * target.captions.ko_size))
    return LetterSizes(korean, max(6, round(korean * target.captions.en_size)))


def letter_sizes(canvas: Canvas) -> LetterSizes:
    """The sizes all captions of a film get: as designed, or smaller where full lines of the profile would not fit.

    Both languages shrink alike, down to the smallest line that is still read.
    """
    designed = designed_sizes(canvas.target)
    ordinary = _ORDINARY_ENGLISH[: max(1, int(canvas.profile.en.max_line))]
    full = (
        _box_width(ordinary, "en", designed.en_px, canvas) * canvas.profile.en.max_line / len(ordinary),
        _box_width("가" * int(canvas.profile.ko.max_line), "ko", designed.ko_px, canvas),
    )
    share = min(1.0, canvas.safe_box.width_px / max(full))
    return LetterSizes(
        max(int(designed.ko_px * share), min(canvas.smallest_line_px, designed.ko_px)),
        max(int(designed.en_px * share), min(canvas.smallest_line_px, designed.en_px)),
    )


def caption_block(ko: Sequence[str], en: Sequence[str], canvas: Canvas) -> CaptionBlock:
    """A caption in its place; one whose lines are unusually wide for their count of letters is set smaller.

    What is too wide even in the smallest letters, or has too many lines, reaches out of the safe area: the rule
    `subtitle-safe-area` reports it.

    Args:
        ko, en: its lines, without mark-up.
        canvas: what it is set on.
    """
    sizes = letter_sizes(canvas)
    korean_px = _fitting(ko, "ko", sizes.ko_px, canvas)
    in_proportion = max(round(korean_px * sizes.en_px / sizes.ko_px), min(canvas.smallest_line_px, sizes.en_px))
    english_px = _fitting(en, "en", in_proportion, canvas)
    picture = canvas.target.picture
    bottom = round(picture.height_px * (1 - canvas.target.captions.margin_bottom))
    english = _stacked(en, "en", english_px, canvas, bottom=bottom)
    if english:
        bottom = english[0].box.top - max(1, round(korean_px * _LANGUAGE_GAP_SHARE))
    return CaptionBlock((*_stacked(ko, "ko", korean_px, canvas, bottom=bottom), *english))


def caption_zone(canvas: Canvas) -> Box:
    """The part of the safe area in which captions of this profile may stand: nothing else may be drawn there."""
    profile, safe = canvas.profile, canvas.safe_box
    counts = range(profile.max_lines + 1)
    tops = (
        caption_block(("가",) * korean, ("a",) * english, canvas).box.top
        for korean in counts
        for english in counts
        if 1 <= korean + english <= profile.max_lines_together
    )
    return Box(safe.left, min(tops), safe.right, safe.bottom)


def widest_line_em(language: Language, canvas: Canvas) -> float:
    """The widest line, in em, that surely stays inside the safe area: in the smallest letters captions are set in."""
    sizes = letter_sizes(canvas)
    line_px = min(sizes.ko_px if language == "ko" else sizes.en_px, canvas.smallest_line_px)
    beside, _ = _around_line(line_px, canvas)
    return (canvas.safe_box.width_px - 2 * beside - 2) * canvas.typeface.line_em / line_px


def _fitting(lines: Sequence[str], language: Language, line_px: int, canvas: Canvas) -> int:
    """The largest height, up to this one, in which the widest of the lines stays inside the safe area."""
    room = canvas.safe_box.width_px
    while line_px > canvas.smallest_line_px and any(
        _box_width(line, language, line_px, canvas) > room for line in lines
    ):
        line_px -= 1
    return line_px


def _stacked(
    lines: Sequence[str], language: Language, line_px: int, canvas: Canvas, *, bottom: int
) -> tuple[SetLine, ...]:
    """The lines one above the other, the last one's box ending at this row."""
    middle, (_, below) = canvas.middle, _around_line(line_px, canvas)
    pitch = line_px + (2 * below if canvas.profile.background == "box" else 0)
    placed: list[SetLine] = []
    for text in reversed(lines):
        half = _box_width(text, language, line_px, canvas) // 2
        box = Box(middle - half, bottom - line_px - 2 * below, middle + half, bottom)
        placed.append(SetLine(language, text, line_px, bottom - below, box))
        bottom -= pitch
    return tuple(reversed(placed))


def _box_width(text: str, language: Language, line_px: int, canvas: Canvas) -> int:
    """How wide a line is with all around it: an even number, for it stands about the middle."""
    beside, _ = _around_line(line_px, canvas)
    return 2 * (ceil(canvas.width_px(text, line_px, bold=language == "ko") / 2) + beside)


def _around_line(line_px: int, canvas: Canvas) -> tuple[int, int]:
    """How far a line's outline or box reaches beyond its letters: at the sides, and above and below."""
    if canvas.profile.background == "box":
        return ceil(line_px * _BOX_SIDE_SHARE), max(1, round(line_px * _BOX_ABOVE_SHARE))
    edge = ceil(line_px * (OUTLINE_SHARE + SHADOW_SHARE))
    return edge, edge
