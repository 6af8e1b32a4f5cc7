"""No caption has more lines than the picture can carry."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.fitting import excess_lines, fitted, line_counts


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with too many lines in a language, or in both together."""
    return [
        finding(
            RULE.name,
            caption,
            "error",
            measured=f"{lines} lines",
            limit=f"{limit} lines",
            message="This caption has too many lines; shorten the sentence or split it in two.",
        )
        for caption in captions
        for lines, limit in line_counts(caption, yardstick.profile)
        if lines > limit
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Captions with too many lines, broken anew where the words fit into fewer."""
    return tuple(fitted(caption, yardstick, excess_lines) for caption in captions)


RULE = Rule(
    "subtitle-line-count", check, fix, unmended="its words do not fit into fewer lines, or stand so on purpose."
)
