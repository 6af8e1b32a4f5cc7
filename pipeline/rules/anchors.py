"""Finds what must stay together in both languages: numbers and foreign words that stand once in each."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\d[\d.,]*")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def anchors_in(korean: Sequence[str], english: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of word positions that say the same: a number ("2009년", "2009"), or a Latin word within the Korean ("CD").

    What stands several times in a language is left out: which belongs to which is not certain.
    """
    found = [
        *_pairs([_number(word) for word in korean], [_number(word) for word in english]),
        *_pairs([_latin(word) for word in korean], [_latin(word) for word in english]),
    ]
    return tuple(sorted(found))


def _pairs(korean: Sequence[str], english: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (position, english.index(sign))
        for position, sign in enumerate(korean)
        if sign and korean.count(sign) == english.count(sign) == 1
    ]


def _number(word: str) -> str:
    match = _NUMBER.search(word)
    return re.sub(r"\D", "", match[0]) if match else ""


def _latin(word: str) -> str:
    match = _LATIN.search(word)
    return match[0].casefold() if match else ""
