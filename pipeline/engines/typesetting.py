"""Sets text in the bundled typeface: where lines break, and the drawn block.

Lines break at spaces only (Korean: between eojeols), as evenly as their number allows. Widths and heights are pixels.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from pipeline.domain.errors import UsageError
from pipeline.engines.fonts import Weight, font_path

_SHRINK_STEP = 0.96
_SMALLEST_SCALE = 0.2
"""Text smaller than a fifth of what was designed is a speck on a phone: refused instead."""

_WHOLE_WORDS_ABOVE_SCALE = 0.5
"""Down to half size a long word or many lines shrink the text; below that words are cut and lines may be many."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a line of text is set.

    Attributes:
        weight: which of the two fonts.
        size_px: the em.
        leading_em: distance of two baselines.
        tracking_em: extra space after every character; may be negative.
    """

    weight: Weight
    size_px: float
    leading_em: float
    tracking_em: float = 0.0

    @property
    def line_height_px(self) -> float:
        """The distance of two baselines in pixels."""
        return self.size_px * self.leading_em


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text still to be broken into lines.

    Attributes:
        text: any white space counts as one space.
        style: as designed; it may be set smaller.
        space_above_px: before it, unless it comes first; shrinks with the text.
        max_lines: more lines than this shrink the text first.
    """

    text: str
    style: TextStyle
    space_above_px: float
    max_lines: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text with their place in a column.

    Attributes:
        lines: top to bottom; no line is empty.
        style: as it is set, shrunk if need be.
        scale: how much it was shrunk: 1 is not at all.
        top_px: from the column's top to the first line's.
    """

    lines: tuple[str, ...]
    style: TextStyle
    scale: float
    top_px: float

    @property
    def bottom_px(self) -> float:
        """From the column's top to the last line's bottom."""
        return self.top_px + len(self.lines) * self.style.line_height_px

    @property
    def width_px(self) -> float:
        """The widest line's advance."""
        return max(_advance_px(line, self.style) for line in self.lines)


def column(paragraphs: Sequence[Paragraph], *, width_px: float, height_px: float) -> tuple[TextBlock, ...]:
    """The paragraphs one below the other, shrunk together until they fit.

    Args:
        paragraphs: each holds more than white space.
        width_px, height_px: the room there is.

    Raises:
        UsageError: even at a fifth of the designed size the text does not fit.
    """
    scale = 1.0
    while scale > _SMALLEST_SCALE:
        blocks = _stacked(paragraphs, scale, width_px)
        fits = not blocks or (max(block.width_px for block in blocks) <= width_px and blocks[-1].bottom_px <= height_px)
        too_many_lines = any(
            len(block.lines) > paragraph.max_lines for block, paragraph in zip(blocks, paragraphs, strict=True)
        )
        if fits and (not too_many_lines or scale <= _WHOLE_WORDS_ABOVE_SCALE):
            return tuple(dataclasses.replace(block, lines=_balanced(block, width_px)) for block in blocks)
        scale *= _SHRINK_STEP
    raise UsageError("a title or the credits are too long to be shown at once", remedy="Shorten them in story.toml")


def _stacked(paragraphs: Sequence[Paragraph], scale: float, width_px: float) -> tuple[TextBlock, ...]:
    blocks: list[TextBlock] = []
    for paragraph in paragraphs:
        style = dataclasses.replace(paragraph.style, size_px=paragraph.style.size_px * scale)
        words = unicodedata.normalize("NFC", paragraph.text).split()
        if scale <= _WHOLE_WORDS_ABOVE_SCALE:
            words = [piece for word in words for piece in _pieces(word, style, width_px)]
        top_px = blocks[-1].bottom_px + paragraph.space_above_px * scale if blocks else 0.0
        blocks.append(TextBlock(_filled(words, style, width_px), style, scale, top_px))
    return tuple(blocks)


def _pieces(word: str, style: TextStyle, width_px: float) -> list[str]:
    """The word, cut where it would run over the width."""
    pieces = [word[0]]
    for character in word[1:]:
        if _advance_px(pieces[-1] + character, style) <= width_px:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _filled(words: Sequence[str], style: TextStyle, width_px: float) -> tuple[str, ...]:
    """As many words on each line as fit; a word wider than the width has a line for itself."""
    space_px = _advance_px(" ", style)
    lines = [words[0]]
    filled_px = _advance_px(words[0], style)
    for word in words[1:]:
        word_px = _advance_px(word, style)
        if filled_px + space_px + word_px <= width_px:
            lines[-1] += f" {word}"
            filled_px += space_px + word_px
        else:
            lines.append(word)
            filled_px = word_px
    return tuple(lines)


def _balanced(block: TextBlock, width_px: float) -> tuple[str, ...]:
    """As few lines as the block has, filled as evenly as that number allows."""
    words = " ".join(block.lines).split(" ")
    narrowest_px = max(_advance_px(word, block.style) for word in words)
    widest_px, lines = width_px, block.lines
    while widest_px - narrowest_px > 1:
        middle_px = (narrowest_px + widest_px) / 2
        candidate = _filled(words, block.style, middle_px)
        if len(candidate) == len(block.lines):
            widest_px, lines = middle_px, candidate
        else:
            narrowest_px = middle_px
    return lines


@lru_cache(maxsize=4096)
def _advance_px(text: str, style: TextStyle) -> float:
    """How wide the text is set, kerning and the tracking after every character included."""
    return _face(style.weight, style.size_px).getlength(text) + style.tracking_em * style.size_px * len(text)


def drawn(block: TextBlock, *, align: Literal["left", "centre"]) -> tuple[Image.Image, int, int]:
    """The block's ink as an 8-bit alpha picture, and how far that lies from the block's left edge and the column's top.

    It is drawn with a line's height to spare on every side, so that no accent, descender or Hangul bottom is cropped.
    """
    style = block.style
    margin_px = int(style.line_height_px) + 1
    width_px = block.width_px
    picture = Image.new(
        "L", (int(width_px) + 1 + 2 * margin_px, int(block.bottom_px - block.top_px) + 1 + 2 * margin_px)
    )
    draw = ImageDraw.Draw(picture)
    face = _face(style.weight, style.size_px)
    ascent_px, descent_px = face.getmetrics()
    first_baseline_px = margin_px + (style.line_height_px - ascent_px - descent_px) / 2 + ascent_px
    for index, line in enumerate(block.lines):
        indent_px = (width_px - _advance_px(line, style)) / 2 if align == "centre" else 0.0
        baseline_px = round(first_baseline_px + index * style.line_height_px)
        for character, x_px in zip(line, _pen_positions(line, style), strict=True):
            draw.text((margin_px + indent_px + x_px, baseline_px), character, font=face, fill=255, anchor="ls")
    left_px, top_px, right_px, bottom_px = picture.getbbox() or (0, 0, 1, 1)
    ink = picture.crop((left_px, top_px, right_px, bottom_px))
    return ink, left_px - margin_px, round(block.top_px) + top_px - margin_px


def _pen_positions(line: str, style: TextStyle) -> list[float]:
    """Where each character begins: Pillow sets no tracking, so the pairs' kerned advances are added up."""
    length: Callable[[str], float] = _face(style.weight, style.size_px).getlength
    positions = [0.0]
    for left, right in pairwise(line):
        positions.append(positions[-1] + length(left + right) - length(right) + style.tracking_em * style.size_px)
    return positions


@lru_cache(maxsize=64)
def _face(weight: Weight, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(weight), size_px)
