"""No caption has more lines than the picture can carry."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with too many lines in a language, or in both together."""
    profile = yardstick.profile
    found: list[QcFinding] = []
    for caption in captions:
        ko, en = len(caption.ko), len(caption.en)
        for lines, limit in ((ko, profile.max_lines), (en, profile.max_lines), (ko + en, profile.max_lines_together)):
            if lines > limit:
                found.append(
                    finding(
                        RULE.name,
                        caption,
                        "error",
                        measured=f"{lines} lines",
                        limit=f"{limit} lines",
                        message="This caption has too many lines; shorten the sentence or split it in two.",
                    )
                )
    return found


RULE = Rule("subtitle-line-count", check)
