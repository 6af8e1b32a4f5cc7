"""Italics only in a language that has them: Hangul has none, and a slanted syllable is hard to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rewording import reworded

_TAG = r"</?(?:i|em)(?:\.[^<>\s]*)?\s*>"
_HTML = re.compile(rf"(?:(?<=\s)|^){_TAG}\s+|{_TAG}", re.IGNORECASE)
"""A tag that stands alone between spaces takes those behind it along."""

_ASS_TAGS = re.compile(r"\{\\[^{}]*\}")
_ASS_ITALIC = re.compile(r"\\i\d*(?=[\\}])")


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with italics in a language that has none."""
    return [
        finding(
            RULE.name,
            caption,
            "warning",
            measured="italics",
            limit="none",
            message=f"{NAMES[language]} captions have no italics; take the tags away.",
        )
        for language in yardstick.languages
        if not yardstick.profile.limits(language).italics
        for caption in captions
        if any(("<" in line or "{" in line) and _upright(line) != line for line in caption.lines(language))
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The tags of italics taken away, in the languages that have none; every other tag stays."""
    upright = [language for language in yardstick.languages if not yardstick.profile.limits(language).italics]
    return reworded(captions, upright, lambda lines: [_upright(line) for line in lines])


def _upright(line: str) -> str:
    return _ASS_TAGS.sub(_without_italics, _HTML.sub("", line))


def _without_italics(tags: re.Match[str]) -> str:
    left = _ASS_ITALIC.sub("", tags.group())
    return "" if left == "{}" else left


RULE = Rule("subtitle-italics", check, fix)
