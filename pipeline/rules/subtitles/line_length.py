"""No line is longer than its language's limit."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.line_count import excess_lines
from pipeline.rules.subtitles.rebreaking import rebroken, too_long
from pipeline.rules.subtitles.rewording import with_lines
from pipeline.rules.text_width import UNITS


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each line that is too long."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limits, unit = yardstick.profile.limits(language), UNITS[language]
        for caption in captions:
            for taken in too_long(caption.lines(language), language, limits):
                found.append(
                    finding(
                        RULE.name,
                        caption,
                        "error",
                        measured=f"{taken:g} {unit}",
                        limit=f"{limits.max_line:g} {unit}",
                        message=f"This {NAMES[language]} line is too long; "
                        "break it elsewhere, shorten the sentence or split it in two.",
                    )
                )
    return found


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Captions whose lines are too long or too many, broken anew where that helps."""
    return tuple(_fitted(caption, yardstick) for caption in captions)


def _fitted(caption: Caption, yardstick: Yardstick) -> Caption:
    for language in yardstick.languages:
        strain = _strain(caption, yardstick)
        if not any(strain):
            break
        lines = rebroken(caption.lines(language), language, yardstick.profile.limits(language))
        other = with_lines(caption, language, lines)
        if all(after <= before for before, after in zip(strain, _strain(other, yardstick), strict=True)):
            caption = other
    return caption


def _strain(caption: Caption, yardstick: Yardstick) -> tuple[int, int]:
    """How many lines are too many, and how many too long."""
    long = sum(
        len(too_long(caption.lines(language), language, yardstick.profile.limits(language)))
        for language in yardstick.languages
    )
    return excess_lines(caption, yardstick.profile), long


RULE = Rule("subtitle-line-length", check, fix)
