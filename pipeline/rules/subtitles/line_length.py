"""No line is longer than its language's limit."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import UNITS, width


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each line that is too long."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limit, unit = yardstick.profile.limits(language).max_line, UNITS[language]
        for caption in captions:
            for line in caption.lines(language):
                measured = width(line, language)
                if measured > limit:
                    found.append(
                        finding(
                            RULE.name,
                            caption,
                            "error",
                            measured=f"{measured:g} {unit}",
                            limit=f"{limit:g} {unit}",
                            message="This line is too long; shorten the sentence or split it in two.",
                        )
                    )
    return found


RULE = Rule("subtitle-line-length", check)
