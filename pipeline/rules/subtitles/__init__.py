"""Subtitle rules, one a file; `base` says how to add one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles import (
    chain,
    duration,
    ellipsis,
    empty,
    full_stop,
    gap,
    italics,
    language,
    letters,
    line_break,
    line_count,
    line_length,
    order,
    overlap,
    quotation,
    reading_speed,
    repeated,
    safe_area,
    shot_change,
    spaces,
    speakers,
)
from pipeline.rules.subtitles.base import Rule, Yardstick

RULES: tuple[Rule, ...] = (
    empty.RULE,
    order.RULE,
    language.RULE,
    repeated.RULE,
    ellipsis.RULE,
    spaces.RULE,
    quotation.RULE,
    italics.RULE,
    full_stop.RULE,
    speakers.RULE,
    line_length.RULE,
    line_count.RULE,
    line_break.RULE,
    overlap.RULE,
    gap.RULE,
    shot_change.RULE,
    duration.RULE,
    chain.RULE,
    reading_speed.RULE,
    letters.RULE,
    safe_area.RULE,
)
"""All rules, in the order in which findings stand and fixes are made."""


def findings(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[QcFinding, ...]:
    """All findings of all rules, rule by rule; the captions come in the order of their starts."""
    return tuple(item for rule in RULES for item in rule.check(captions, yardstick))
