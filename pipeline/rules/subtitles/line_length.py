"""No line is longer than its language's limit."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.fitting import fitted, long_lines
from pipeline.rules.subtitles.rebreaking import too_long
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
    """Captions whose lines are too long, broken anew where that helps."""
    return tuple(fitted(caption, yardstick, long_lines) for caption in captions)


RULE = Rule(
    "subtitle-line-length",
    check,
    fix,
    unmended="its words do not fit into the lines there may be, or stand so on purpose.",
)
