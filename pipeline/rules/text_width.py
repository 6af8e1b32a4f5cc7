"""Counts text the way subtitle guides do: Korean in units of a Hangul syllable, English in characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.domain.transcript import Language

_UNCOUNTED = re.compile("[\u0000-\u001f\u007f-\u009f\u200b\ufeff\u200e\u200f\u202a-\u202e]")
"""Control characters, zero-width and direction marks: they take no room on the screen."""


@lru_cache(maxsize=1 << 14)
def width(text: str, language: Language) -> float:
    """How much of a line the text takes: units for Korean, characters for English."""
    return korean_units(text) if language == "ko" else float(characters(text))


def korean_units(text: str) -> float:
    """Width in units: 1 for wide characters (Hangul, CJK), 0.5 for all others, spaces included.

    Netflix Korean Timed Text Style Guide: 16 a line, Latin letters, spaces and punctuation 0.5 each.
    """
    return sum(1.0 if unicodedata.east_asian_width(sign) in {"W", "F"} else 0.5 for sign in _counted(text))


def characters(text: str) -> int:
    """Number of visible characters and spaces."""
    return len(_counted(text))


def _counted(text: str) -> str:
    return _UNCOUNTED.sub("", unicodedata.normalize("NFC", text))
