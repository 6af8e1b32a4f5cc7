"""Subtitle rules, one a file; `base` says how to add one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles import duration, empty, gap, line_count, line_length, reading_speed
from pipeline.rules.subtitles.base import Rule, Yardstick

RULES: tuple[Rule, ...] = (
    empty.RULE,
    line_length.RULE,
    line_count.RULE,
    duration.RULE,
    gap.RULE,
    reading_speed.RULE,
)
"""All rules, in the order in which findings stand and fixes are made."""


def findings(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[QcFinding, ...]:
    """All findings of all rules, rule by rule; the captions come in the order of their starts."""
    return tuple(item for rule in RULES for item in rule.check(captions, yardstick))
