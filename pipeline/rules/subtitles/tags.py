r"""Words with their tags: mark-up such as <i> or {\an8} stays with the word it stands at, whole."""

from __future__ import annotations

import re

from pipeline.rules.text_width import TAG, untagged

LEADING_TAGS = rf"(?:{TAG.pattern})*"
"""What may stand before a line's first sign."""

_WORD = re.compile(rf"(?:{TAG.pattern}|[^\s]|[\u00a0\u202f])+")
"""A word with its tags; no-break spaces are a part of it."""


def tagged_words(text: str) -> list[str]:
    """The words, each with the tags that stand at it; a tag that stands alone comes with the word behind it."""
    found = _WORD.findall(text)
    if "<" not in text and "{" not in text:
        return found
    words: list[str] = []
    waiting = ""
    for item in found:
        if untagged(item):
            words.append(waiting + item)
            waiting = ""
        else:
            waiting += f"{item} "
    if waiting and words:
        words[-1] += f" {waiting.rstrip()}"
    return words
