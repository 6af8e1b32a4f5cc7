"""Spaces stand single, and none before a comma or a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.caption_places import is_placed
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.rewording import outside_tags, with_lines

_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[^\s.…‐‑–—−-]) +(?=(?:,|\.(?!\s*\.))(?:\s|$|[\"'”’)\]]))")
"""Spaces before a mark that surely ends something: behind it comes a space, a closing sign or the line's end."""

_BEFORE_WORD = re.compile(r"(?<=[^\W_]) +,(?=[^\W\d_])")
"""The comma that was written on the wrong side of its space: "I went ,and"."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with spaces side by side, and each with a space before a comma or a full stop."""
    return [
        finding(RULE.name, caption, "warning", measured=measured, limit=limit, message=message)
        for language in yardstick.languages
        for caption in captions
        for measured, limit, message in _faults(caption, language)
    ]


def _faults(caption: Caption, language: Language) -> Iterator[tuple[str, str, str]]:
    lines = caption.lines(language)
    if any(outside_tags(line, _with_marks_close) != line for line in lines):
        yield "a space before a mark", "none", "There is a space before a comma or a full stop; take it away."
    if any(outside_tags(line, _single) != line for line in lines) and not _is_sign(caption, language):
        yield "spaces side by side", "one space", "There are spaces side by side; leave one of them."


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Without the spaces that are too many; those of signs stay, for they may be there for the picture's sake."""
    result = list(captions)
    for language in yardstick.languages:
        for index, caption in enumerate(result):
            lines = [outside_tags(line, _with_marks_close) for line in caption.lines(language)]
            if not _is_sign(caption, language):
                lines = [outside_tags(line, _single) for line in lines]
            result[index] = with_lines(caption, language, lines)
    return tuple(result)


def _is_sign(caption: Caption, language: Language) -> bool:
    return bool(caption.place) or any(map(is_placed, caption.lines(language)))


def _single(text: str) -> str:
    return _DOUBLE.sub(" ", text) if "  " in text else text


def _with_marks_close(text: str) -> str:
    if " ," not in text and " ." not in text:
        return text
    return _BEFORE_WORD.sub(", ", _BEFORE_MARK.sub("", text))


RULE = Rule("subtitle-spaces", check, fix)
