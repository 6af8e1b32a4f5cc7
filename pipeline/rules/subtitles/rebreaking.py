"""Breaks a caption's own words anew, tags and all, and leaves alone what is broken on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.transcript import Language
from pipeline.rules.caption_places import is_placed
from pipeline.rules.line_breaking import line_ends
from pipeline.rules.subtitles.language import is_stacked
from pipeline.rules.subtitles.tags import tagged_words
from pipeline.rules.text_width import untagged, width

_TURN = re.compile(r"\s*(?:[-‐‑–—−]\s*[^\s\d]|[♪♫#*]|[^\s:]{1,20}(?: [^\s:]{1,20})?:(?:\s|$))")
"""How a line begins that is a speaker's own: a dash, a note of music, a name with a colon."""


def has_turns(lines: Sequence[str]) -> bool:
    """Whether the lines belong to different speakers, or are verses, so that they are never joined."""
    return len(lines) > 1 and any(_TURN.match(untagged(line)) for line in lines)


def is_broken_on_purpose(lines: Sequence[str]) -> bool:
    r"""Whether the lines are never to be joined: turns, verses, the same in two languages, titles and signs.

    Titles are written in capitals alone; signs have a place of their own, such as {\an8}.
    """
    return has_turns(lines) or is_stacked(lines) or _is_title(lines) or any(map(is_placed, lines))


def _is_title(lines: Sequence[str]) -> bool:
    letters = [sign for sign in untagged(" ".join(lines)) if sign.isalpha()] if len(lines) > 1 else []
    return bool(letters) and all(map(str.isupper, letters))


def rebroken(lines: Sequence[str], language: Language, limits: LanguageLimits) -> tuple[str, ...]:
    """The same words in as few lines as they fit, broken where it reads best; what is broken on purpose stays."""
    words = () if is_broken_on_purpose(lines) else tagged_words(" ".join(lines))
    if not words:
        return tuple(lines)
    ends = line_ends([untagged(word).strip() for word in words], max_line=limits.max_line, language=language)
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends)))


def too_long(lines: Sequence[str], language: Language, limits: LanguageLimits) -> list[float]:
    """The widths of the lines that are longer than the limit."""
    limit = limits.max_line
    return [taken for line in lines if len(line) > limit and (taken := width(line, language)) > limit]
