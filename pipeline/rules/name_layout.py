"""Where names and chapter titles stand: at the left, above the captions' zone or at the top, and left of the logo.

Both languages share a row where they fit; else each has its own, and one that is still too wide is broken into more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from pipeline.domain.branding import LOGO_MARGIN_SHARE, LOGO_WIDTH_SHARE, ChapterTitle, LowerThird
from pipeline.domain.presets import Target
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules.canvas import Box, Canvas, around
from pipeline.rules.caption_layout import OUTLINE_SHARE, SHADOW_SHARE, caption_zone
from pipeline.rules.line_breaking import lines_from
from pipeline.rules.text_width import width

_SIZES = {"title": 0.06, "subtitle": 0.043, "name": 0.057, "role": 0.039}
"""Line heights as shares of the picture's shorter side: on a phone they are read upright as well as lying."""

_BOLD = frozenset({"title", "name"})

_TITLE_TOP_SHARE = 0.07
"""How far below the upper edge a chapter's title stands at least, as a share of the height."""

_BAR_SHARE = 0.09
_BAR_GAP_SHARE = 0.45
"""Width of the coloured bar and its distance from the name, as shares of the name's line height."""

_FACES_END = 0.6
"""The chin of somebody who is filmed sitting is above this share of the picture's height."""

_CLEAR_SHARE = 0.6
"""Clear rows between a name and what stands above or below it, as a share of the name's line height."""

_BAR_INSET_SHARE = 0.12
"""How much shorter than its rows the bar is above and below, as a share of the name's line: as high as its letters."""

_STYLE_GAP_SHARE = 0.12
"""Clear rows between name and role, title and subtitle, as a share of the lower one's line."""

_MOST_LINES = 2
"""Lines a name or a title may take in one language, as captions do."""

_NARROWER = 0.9
"""A text that is too wide is broken as if this share of its line were there, then this share of that."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a name or title in its place.

    Attributes:
        style: the name of the style it is set in: "name", "role", "title" or "subtitle".
        text: what is read.
        line_px: its height, ascender to descender.
        left_px, foot_px: where its letters begin, and the row its descenders end at.
        box: all it covers, outline included.
    """

    style: str
    text: str
    line_px: int
    left_px: int
    foot_px: int
    box: Box


@dataclass(frozen=True, slots=True)
class NamePlate:
    """A person's name and role in their place, beside a bar in the show's colour.

    Attributes:
        rows: the lines of text.
        bar: stands left of them.
        ends_before: the column that nothing of it may reach.
    """

    rows: tuple[TextRow, ...]
    bar: Box
    ends_before: int

    @property
    def box(self) -> Box:
        """All it covers."""
        return around([self.bar, *(row.box for row in self.rows)])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text before it has a place."""

    style: str
    text: str
    line_px: int
    bold: bool


def name_plate(item: LowerThird, canvas: Canvas, titles: Sequence[ChapterTitle] = ()) -> NamePlate:
    """A name, and a role beneath it: close above the captions' zone, or in the bar above the footage if it fits there.

    In an upright picture the zone's upper edge may lie in the middle of the footage, where the face is: where footage
    fills such a picture, the name stands over the head, where titles do.

    Args:
        item: the name.
        canvas: what it is set on.
        titles: the film's chapter titles; the name stands under those that are seen with it.
    """
    at_top = _top_for_name(item, canvas, titles)
    if at_top is not None:
        plate = _plate(item, canvas, right=logo_column(canvas), top=at_top)
        if plate.box.bottom < caption_zone(canvas).top:
            return plate
    return _plate(item, canvas, right=canvas.safe_box.right, top=None)


def _plate(item: LowerThird, canvas: Canvas, *, right: int, top: int | None) -> NamePlate:
    """The name from this row down, or above what is below it; its lines end left of a column."""
    name_px = line_height("name", canvas.target)
    bar_px = max(2, round(name_px * _BAR_SHARE))
    left = round(canvas.target.picture.width_px * canvas.target.captions.margin_x)
    text_left = left + bar_px + round(name_px * _BAR_GAP_SHARE)
    room = right - _edge(name_px) - text_left
    lines = [
        *_lines("name", (item.name_ko, item.name_en), "  ", room, canvas),
        *_lines("role", (item.role_ko, item.role_en), "  ·  ", room, canvas),
    ]
    height_px = _height(lines)
    top = _name_foot(height_px, canvas) - height_px if top is None else top
    inset = round(name_px * _BAR_INSET_SHARE)
    bar = Box(left, top + inset, left + bar_px, max(top + inset + 1, top + height_px - inset))
    return NamePlate(_placed(lines, text_left, top, canvas), bar, right)


def _top_for_name(item: LowerThird, canvas: Canvas, titles: Sequence[ChapterTitle]) -> int | None:
    """The row at which a name begins over the head, where the footage fills the picture and captions stand high."""
    if canvas.footage is not None or caption_zone(canvas).top > _FACES_END * canvas.target.picture.height_px:
        return None
    clear_px = round(line_height("name", canvas.target) * _CLEAR_SHARE)
    seen_with = [
        row
        for title in titles
        if title.start_frame < item.end_frame and item.start_frame < title.end_frame
        for row in title_rows(title, canvas)
    ]
    return max([_title_top(canvas), *(row.box.bottom + clear_px for row in seen_with)])


def _name_foot(height_px: int, canvas: Canvas) -> int:
    """The row at which a name of this height ends."""
    clear_px = round(line_height("name", canvas.target) * _CLEAR_SHARE)
    if canvas.footage:
        title_foot = _title_top(canvas) + line_height("title", canvas.target) + line_height("subtitle", canvas.target)
        if title_foot + clear_px + height_px + clear_px <= canvas.footage.top:
            return canvas.footage.top - clear_px
    return caption_zone(canvas).top - clear_px


def title_rows(item: ChapterTitle, canvas: Canvas) -> tuple[TextRow, ...]:
    """A chapter's title in the upper left, Korean above, clear of the logo."""
    margin_px = round(canvas.target.picture.width_px * canvas.target.captions.margin_x)
    edge_px = _edge(line_height("title", canvas.target))
    left = max(margin_px, canvas.safe_box.left + edge_px)
    room = logo_column(canvas) - edge_px - left
    lines = [
        *_lines("title", (item.ko, ""), "", room, canvas),
        *_lines("subtitle", ("", item.en), "", room, canvas),
    ]
    return _placed(lines, left, _title_top(canvas), canvas)


def _title_top(canvas: Canvas) -> int:
    """The row at which a title begins, its outline inside the safe area."""
    edge_px = _edge(line_height("title", canvas.target))
    return max(round(canvas.target.picture.height_px * _TITLE_TOP_SHARE), canvas.safe_box.top + edge_px)


def line_height(style: str, target: Target) -> int:
    """How high the lines of a name, role, title or subtitle are, ascender to descender."""
    return max(6, round(min(target.picture.width_px, target.picture.height_px) * _SIZES[style]))


def logo_column(canvas: Canvas) -> int:
    """The column right of which the logo stands, its margin included."""
    picture = canvas.target.picture
    margin_px = picture.reach_px * LOGO_MARGIN_SHARE
    right_px = max(margin_px, picture.width_px * canvas.target.safe_area.right)
    return floor(picture.width_px - right_px - picture.reach_px * LOGO_WIDTH_SHARE - margin_px)


def _lines(style: str, texts: tuple[str, str], between: str, room_px: int, canvas: Canvas) -> list[_Line]:
    """Korean and English on one line where both fit there, else below each other, broken where they must be.

    What is still too wide in two lines is set smaller until it fits.
    """
    line_px, bold = line_height(style, canvas.target), style in _BOLD
    present = [(text, language) for text, language in zip(texts, LANGUAGES, strict=True) if text.strip()]
    together = between.join(text for text, _ in present)
    if canvas.width_px(together, line_px, bold=bold) <= room_px:
        return [_Line(style, together, line_px, bold)] if together else []
    broken = [
        line for text, language in present for line in _broken(text, language, line_px, room_px, canvas, bold=bold)
    ]
    widest_px = max(canvas.width_px(line, line_px, bold=bold) for line in broken)
    fitting_px = max(1, min(line_px, int(line_px * room_px / widest_px)))
    return [_Line(style, line, fitting_px, bold) for line in broken]


def _broken(
    text: str, language: Language, line_px: int, room_px: int, canvas: Canvas, *, bold: bool
) -> tuple[str, ...]:
    """The text on one line or, where that is too wide, on two that read well; they may still be too wide."""
    most = width(text, language)
    longest_word = max(width(word, language) for word in text.split())
    lines = lines_from(text, max_line=most, language=language)
    while most > longest_word and any(canvas.width_px(line, line_px, bold=bold) > room_px for line in lines):
        most = max(longest_word, most * _NARROWER)
        narrower = lines_from(text, max_line=most, language=language)
        if len(narrower) > _MOST_LINES:
            break
        lines = narrower
    return lines


def _placed(lines: Sequence[_Line], left: int, top: int, canvas: Canvas) -> tuple[TextRow, ...]:
    rows: list[TextRow] = []
    foot = top
    for line in lines:
        if rows and rows[-1].style != line.style:
            foot += _gap(line)
        foot += line.line_px
        edge = _edge(line.line_px)
        right = left + ceil(canvas.width_px(line.text, line.line_px, bold=line.bold))
        box = Box(left - edge, foot - line.line_px - edge, right + edge, foot + edge)
        rows.append(TextRow(line.style, line.text, line.line_px, left, foot, box))
    return tuple(rows)


def _height(lines: Sequence[_Line]) -> int:
    """From the first line's top to the last one's foot, as they are placed."""
    gaps = sum(_gap(after) for before, after in pairwise(lines) if before.style != after.style)
    return gaps + sum(line.line_px for line in lines)


def _edge(line_px: int) -> int:
    """How far outline and shadow reach beyond letters of this size."""
    return ceil(line_px * (OUTLINE_SHARE + SHADOW_SHARE))


def _gap(line: _Line) -> int:
    """Clear rows above the first line of another style."""
    return round(line.line_px * _STYLE_GAP_SHARE)
