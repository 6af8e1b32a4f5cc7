"""Every caption stands inside the safe area of every picture it is drawn into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd

from pipeline.domain.presets import Picture
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.typeface import Typeface
from pipeline.rules.canvas import Canvas
from pipeline.rules.caption_layout import caption_block, widest_line_em
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import untagged

_USUAL_LINES = 3
"""Captions of up to so many lines a language are judged by a table made once, not each by itself."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption in each picture where it leaves the safe area; none while no picture is known."""
    typeface = yardstick.typeface
    if typeface is None or not yardstick.targets:
        return []
    frames = [_Frame.of(Canvas(target, yardstick.profile, typeface)) for target in yardstick.targets]
    return [found for caption in captions for found in _findings(caption, typeface, frames)]


def shape_of(picture: Picture) -> str:
    """The picture's shape in its smallest numbers, as people name it: "16:9"."""
    common = gcd(picture.width_px, picture.height_px)
    return f"{picture.width_px // common}:{picture.height_px // common}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """A picture, and which captions surely fit into it: so many lines of each language, each at most so wide."""

    canvas: Canvas
    fitting_lines: frozenset[tuple[int, int]]
    widest_ko_em: float
    widest_en_em: float

    @classmethod
    def of(cls, canvas: Canvas) -> _Frame:
        counts = [pair for pair in product(range(_USUAL_LINES + 1), repeat=2) if pair != (0, 0)]
        fitting = {
            (korean, english)
            for korean, english in counts
            if canvas.safe_box.holds(caption_block(("가",) * korean, ("a",) * english, canvas).box)
        }
        widest = (widest_line_em("ko", canvas), widest_line_em("en", canvas))
        return cls(canvas, frozenset({(0, 0), *fitting}), *widest)


def _findings(caption: Caption, typeface: Typeface, frames: Sequence[_Frame]) -> list[QcFinding]:
    korean, english = [untagged(line) for line in caption.ko], [untagged(line) for line in caption.en]
    ko_em = max((typeface.width_em(line, bold=True) for line in korean), default=0.0)
    en_em = max((typeface.width_em(line, bold=False) for line in english), default=0.0)
    found: list[QcFinding] = []
    for frame in frames:
        narrow = ko_em <= frame.widest_ko_em and en_em <= frame.widest_en_em
        if narrow and (len(korean), len(english)) in frame.fitting_lines:
            continue
        outside_px = frame.canvas.safe_box.beyond(caption_block(korean, english, frame.canvas).box)
        if outside_px:
            found.append(_finding(caption, frame, outside_px))
    return found


def _finding(caption: Caption, frame: _Frame, outside_px: int) -> QcFinding:
    target = frame.canvas.target
    return finding(
        RULE.name,
        caption,
        "error",
        measured=f"{outside_px} px outside at {shape_of(target.picture)}",
        limit="0 px",
        message=f"In the {target.name} picture this caption reaches {outside_px} px out of the safe area, where "
        "buttons or edges may cover it; shorten its lines or split it in two.",
    )


RULE = Rule("subtitle-safe-area", check)
