"""Tells Korean from English by the letters."""

from __future__ import annotations

import re

from pipeline.domain.transcript import Language

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")


def language_of(text: str) -> Language:
    """Korean when there are more Hangul syllables than half the Latin letters: a syllable is two or three letters."""
    return "ko" if 2 * len(_HANGUL.findall(text)) > len(_LATIN.findall(text)) else "en"
