"""A caption ends without a full stop where its language writes none there: in Korean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rebreaking import has_turns
from pipeline.rules.subtitles.rewording import reworded
from pipeline.rules.text_width import TAG

_TAGS = rf"((?:\s|{TAG.pattern})*)"
_FULL_STOP = re.compile(rf"(?<=[가-힣ㄱ-ㅣ\"'”’」』》〉)\]]){_TAGS}[.。]{_TAGS}$")
"""A stop behind a Hangul syllable or a quotation. Behind letters and digits it may be a part of them: U.S., 6. 25."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that ends with a full stop in a language without them."""
    return [
        finding(
            RULE.name,
            caption,
            "warning",
            measured="a full stop",
            limit="none",
            message=f"{NAMES[language]} captions end without a full stop; take it away.",
        )
        for language in yardstick.languages
        if not yardstick.profile.limits(language).full_stops
        for caption in captions
        if _ends_with_full_stop(caption.lines(language))
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The last full stop of each caption, and of each speaker in it, taken away; those inside stay."""
    without = [language for language in yardstick.languages if not yardstick.profile.limits(language).full_stops]
    return reworded(captions, without, _without_full_stops)


def _ends_with_full_stop(lines: Sequence[str]) -> bool:
    if not any("." in line or "。" in line for line in lines):
        return False
    return _without_full_stops(lines) != list(lines)


def _without_full_stops(lines: Sequence[str]) -> list[str]:
    first = 0 if has_turns(lines) else len(lines) - 1
    return [_FULL_STOP.sub(r"\1\2", line) if index >= first else line for index, line in enumerate(lines)]


RULE = Rule("subtitle-full-stop", check, fix)
