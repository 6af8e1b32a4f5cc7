"""No caption has more lines than the picture can carry; where breaking anew helps, the rule of line length does it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with too many lines in a language, or in both together."""
    profile = yardstick.profile
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
        for lines, limit in _counts(caption, profile)
        if lines > limit
    ]


def excess_lines(caption: Caption, profile: SubtitleProfile) -> int:
    """How many lines are too many, in each language and together."""
    return sum(max(0, lines - limit) for lines, limit in _counts(caption, profile))


def _counts(caption: Caption, profile: SubtitleProfile) -> tuple[tuple[int, int], ...]:
    ko, en = len(caption.ko), len(caption.en)
    return (ko, profile.max_lines), (en, profile.max_lines), (ko + en, profile.max_lines_together)


RULE = Rule("subtitle-line-count", check)
