"""Three dots are written as one sign, "…"; a Korean caption does not begin with it after a pause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rewording import reworded, with_lines
from pipeline.rules.subtitles.tags import LEADING_TAGS
from pipeline.rules.text_width import untagged

_DOTS = re.compile(r"\.{3,}…*|…[.…]+")
_LEADING = re.compile(rf"({LEADING_TAGS})(?:…|\.{{3,}})\s*(?=[^\s.…])")
_TRAILING = re.compile(r"(?:…|\.{3,})[\"'”’」』》)]*\s*$")

_PAUSE_S = Fraction(2)
"""A pause that an ellipsis stands for (Netflix Korean Timed Text Style Guide: about two seconds)."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with dots in a row, and each Korean one that begins with an ellipsis."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        for caption in captions:
            text = "\n".join(caption.lines(language))
            if (".." in text or "……" in text or "…." in text) and (dots := _DOTS.search(text)):
                message = 'An ellipsis is one sign; write "…".'
                found.append(finding(RULE.name, caption, "warning", measured=dots.group(), limit="…", message=message))
    if "ko" in yardstick.languages:
        message = 'A caption that goes on after a pause begins without an ellipsis; take the first "…" away.'
        found += [
            finding(RULE.name, after, "warning", measured="… at the start", limit="none", message=message)
            for before, after in pairwise(captions)
            if _goes_on(before, after, yardstick)
        ]
    return found


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Dots turned into "…", and the ones before a Korean sentence that goes on taken away."""
    written = reworded(captions, yardstick.languages, lambda lines: [_DOTS.sub("…", line) for line in lines])
    if "ko" not in yardstick.languages:
        return written
    return tuple(
        with_lines(after, "ko", (_LEADING.sub(r"\1", after.ko[0], count=1), *after.ko[1:]))
        if before is not None and _goes_on(before, after, yardstick)
        else after
        for before, after in zip((None, *written), written, strict=False)
    )


def _goes_on(before: Caption, after: Caption, yardstick: Yardstick) -> bool:
    """Whether a Korean caption begins with an ellipsis after one that ended with it, or after a pause."""
    if not after.ko or not _LEADING.match(after.ko[0]):
        return False
    paused = after.start_frame - before.end_frame >= _PAUSE_S * yardstick.frame_rate
    return paused or (bool(before.ko) and _TRAILING.search(untagged(before.ko[-1])) is not None)


RULE = Rule("subtitle-ellipsis", check, fix)
