"""Where two people talk in one caption, each has a line, and each line begins with the dash of its language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES, Language
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rebreaking import too_long
from pipeline.rules.subtitles.rewording import with_lines
from pipeline.rules.subtitles.tags import LEADING_TAGS

_DASH = re.compile(rf"(?P<tags>\s*{LEADING_TAGS})(?P<dash>[-‐‑–—−](?:\s*(?=[^\s\d-])|\s+(?=\d)))")
"""A dash before a speaker's words. One right before a digit is a minus."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption whose lines have dashes of the wrong kind, or only some of them."""
    if yardstick.profile.speakers != "dashes":
        return []
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for caption in captions:
            lines = caption.lines(language)
            if len(lines) > 1 and (wrong := _wrong_dash(lines, limits)) is not None:
                found.append(_judged(caption, wrong, language, limits))
    return found


def _judged(caption: Caption, wrong: str, language: Language, limits: LanguageLimits) -> QcFinding:
    what = (
        "Where two people talk, each line begins with a dash; write it before both, or before none."
        if not wrong
        else f'{NAMES[language]} writes speakers as "{limits.speaker_dash}x", a hyphen '
        f"{'and a space' if limits.speaker_dash.endswith(' ') else 'without a space'}."
    )
    measured = f'"{wrong}x"' if wrong else "no dash"
    return finding(RULE.name, caption, "warning", measured=measured, limit=f'"{limits.speaker_dash}x"', message=what)


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The dashes of two speakers in their language's style, where the lines then still fit."""
    if yardstick.profile.speakers != "dashes":
        return tuple(captions)
    result = list(captions)
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for index, caption in enumerate(result):
            lines = caption.lines(language)
            if len(lines) > 1 and _wrong_dash(lines, limits):
                dashed = [_DASH.sub(rf"\g<tags>{limits.speaker_dash}", line, count=1) for line in lines]
                if len(too_long(dashed, language, limits)) <= len(too_long(lines, language, limits)):
                    result[index] = with_lines(caption, language, dashed)
    return tuple(result)


def _wrong_dash(lines: Sequence[str], limits: LanguageLimits) -> str | None:
    """The dash that is not of the language's style, "" when it is missing, None when all is well.

    A dash before the first line alone is not counted: it may mark a voice that breaks in, over two lines.
    """
    dashes = [found.group("dash") if (found := _DASH.match(line)) else "" for line in lines]
    if not any(dashes[1:]):
        return None
    if not all(dashes):
        return ""
    return next((dash for dash in dashes if dash != limits.speaker_dash), None)


RULE = Rule(
    "subtitle-speakers", check, fix, unmended="with that dash its lines would be too long or too much to read in time."
)
