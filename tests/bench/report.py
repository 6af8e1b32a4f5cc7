"""Says what was measured: as a table, as JSON, and as a picture of bars."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.engines import fonts
from tests.bench.measuring import Figure

_PAPER, _INK, _FAINT = "#f7f5f0", "#22303a", "#9aa4aa"
_GOOD, _BAD, _REPORTED = "#3d7d6b", "#c2573f", "#7c8f9c"
_ROW_PX, _TOP_PX, _SIDE_PX = 62, 118, 48
_NAMES_PX, _BARS_PX, _VALUES_PX = 300, 560, 350
_FURTHEST = 1.5
"""The bars' scale reaches to one and a half times the limit."""


def table(figures: Mapping[str, Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| measured | ratio | limit | spread | |", "| --- | --- | --- | --- | --- |"]
    for name, item in figures.items():
        limit = "-" if item.limit is None else f"{item.limit:g}"
        rows.append(f"| {name} | {item.ratio:g} | {limit} | {item.spread:g} | {item.remark} |")
    return "\n".join(rows)


def write_json(figures: Mapping[str, Figure], out: Path) -> None:
    """Name to ratio, limit and spread."""
    document = {
        name: {"ratio": item.ratio, "limit": item.limit, "spread": item.spread} for name, item in figures.items()
    }
    out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def draw(figures: Mapping[str, Figure], out: Path, *, told: str) -> None:
    """Draw each figure as a share of its limit, which is the mark; what has none reaches to where it would be.

    Args:
        figures: what was measured.
        out: the PNG.
        told: the line below the heading: when, and on what machine.
    """
    size = (2 * _SIDE_PX + _NAMES_PX + _BARS_PX + _VALUES_PX, _TOP_PX + _ROW_PX * len(figures) + _SIDE_PX)
    picture = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.text((_SIDE_PX, 36), "What a film costs, against what it may cost", font=_font(30, bold=True), fill=_INK)
    pen.text((_SIDE_PX, 78), told, font=_font(19), fill=_FAINT)
    for number, (name, item) in enumerate(figures.items()):
        _draw_row(pen, _TOP_PX + _ROW_PX * number, name, item)
    picture.save(out)


def _draw_row(pen: ImageDraw.ImageDraw, top: int, name: str, item: Figure) -> None:
    middle, left = top + _ROW_PX // 2, _SIDE_PX + _NAMES_PX
    limit_x = left + round(_BARS_PX / _FURTHEST)
    share = item.ratio / (item.limit or item.ratio)
    end = left + max(3, round(min(share, _FURTHEST) * _BARS_PX / _FURTHEST))
    colour = _REPORTED if item.limit is None else _GOOD if share <= 1 else _BAD
    limit = "reported" if item.limit is None else f"of {item.limit:g}"
    pen.text((_SIDE_PX, middle), name.replace("_", " "), font=_font(22), anchor="lm", fill=_INK)
    pen.rounded_rectangle((left, middle - 13, end, middle + 13), radius=4, fill=colour)
    if item.limit is not None:
        pen.line((limit_x, top + 8, limit_x, top + _ROW_PX - 8), fill=_INK, width=2)
    value = left + _BARS_PX + 24
    pen.text((value, middle), f"{item.ratio:.3g}", font=_font(22, bold=True), anchor="lm", fill=colour)
    pen.text((value + 92, middle), f"{limit}, spread {item.spread:.2g}", font=_font(19), anchor="lm", fill=_FAINT)


def _font(size_px: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.font_path("bold" if bold else "regular")), size_px)
