"""Dots in a row are written as one sign, "…"; a Korean caption does not begin with it after a pause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.english_breaks import is_abbreviation
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rewording import outside_tags, reworded, with_lines
from pipeline.rules.subtitles.tags import LEADING_TAGS
from pipeline.rules.text_width import untagged

_DOTS = re.compile(r"\.{3,}…*|\.{2}…+|…[.…]+")
_TWO_DOTS = re.compile(r"(?<![\w.'’/\\@])([^\W_][\w'’-]*)\.\.(?![.\w/\\])")
"""Two dots behind a word; behind a single letter, a figure, an abbreviation or a path they may be something else."""

_SHORTENED = frozenset(["etc", "Inc", "Ltd", "Co", "Jr", "Sr"])
"""Words that end with a full stop of their own, besides those after which no sentence ends."""

_ANY_DOTS = re.compile(r"[.…]{2,}")
_LEADING = re.compile(rf"({LEADING_TAGS})(?:…|\.{{3,}})\s*(?=[^\s.…])")
_TRAILING = re.compile(r"(?:…|\.{3,})[\"'”’」』》)]*\s*$")

_PAUSE_S = Fraction(2)
"""A pause that an ellipsis stands for (Netflix Korean Timed Text Style Guide: about two seconds)."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with dots in a row, and each Korean one that begins with an ellipsis."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        for caption in captions:
            dots = next(_dots_in(caption.lines(language)), None)
            if dots is not None:
                message = 'An ellipsis is one sign; write "…".'
                found.append(finding(RULE.name, caption, "warning", measured=dots, limit="…", message=message))
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
    written = reworded(captions, yardstick.languages, lambda lines: [outside_tags(line, _mended) for line in lines])
    if "ko" not in yardstick.languages:
        return written
    return tuple(
        with_lines(after, "ko", (_LEADING.sub(r"\1", after.ko[0], count=1), *after.ko[1:]))
        if before is not None and _goes_on(before, after, yardstick)
        else after
        for before, after in zip((None, *written), written, strict=False)
    )


def _dots_in(lines: Sequence[str]) -> Iterator[str]:
    """The dots that are to be one sign, line by line."""
    for line in lines:
        if outside_tags(line, _mended) != line:
            found = _ANY_DOTS.search(untagged(line))
            yield found.group() if found else ".."


def _mended(text: str) -> str:
    if ".." not in text and "……" not in text and "…." not in text:
        return text
    return _TWO_DOTS.sub(_one_sign, _DOTS.sub("…", text))


def _one_sign(found: re.Match[str]) -> str:
    word = found[1]
    may_be_short = word in _SHORTENED or is_abbreviation(f"{word}.", "") or (len(word) == 1 and word.isascii())
    return f"{word}…" if word[-1].isalpha() and not may_be_short else found[0]


def _goes_on(before: Caption, after: Caption, yardstick: Yardstick) -> bool:
    """Whether a Korean caption begins with an ellipsis after one that ended with it, or after a pause."""
    if not after.ko or not _LEADING.match(after.ko[0]):
        return False
    paused = after.start_frame - before.end_frame >= _PAUSE_S * yardstick.frame_rate
    return paused or (bool(before.ko) and _TRAILING.search(untagged(before.ko[-1])) is not None)


RULE = Rule("subtitle-ellipsis", check, fix)
