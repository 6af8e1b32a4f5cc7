"""Counts text the way subtitle guides do: Korean in units of a Hangul syllable, English in characters."""

from __future__ import annotations

import re
import unicodedata

from pipeline.domain.transcript import Language

UNITS: dict[Language, str] = {"ko": "units", "en": "characters"}
"""What each language is counted in, in words."""

_UNCOUNTED = re.compile("[\u0000-\u001f\u007f-\u009f\u200b\ufeff\u200e\u200f\u202a-\u202e]")
"""Control characters, zero-width and direction marks: they take no room on the screen."""

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}>|\{\\[^{}]*\}")
"""Mark-up of SRT and WebVTT (<i>, </font>, the times of words <00:00:01.000>) and of ASS ({\\an8})."""


def width(text: str, language: Language) -> float:
    """How much of a line the text takes: units for Korean, characters for English."""
    return korean_units(text) if language == "ko" else float(characters(text))


def korean_units(text: str) -> float:
    """Width in units: 1 for wide characters (Hangul, CJK), 0.5 for all others, spaces included.

    Netflix Korean Timed Text Style Guide: 16 a line, Latin letters, spaces and punctuation 0.5 each.
    """
    return sum(map(_UNITS_OF.__getitem__, _counted(text)))


def characters(text: str) -> int:
    """Number of visible characters and spaces."""
    return len(_counted(text))


def untagged(text: str) -> str:
    """The text without mark-up."""
    return TAG.sub("", text) if "<" in text or "{" in text else text


def _counted(text: str) -> str:
    shown = untagged(text)
    if not (shown.isascii() or unicodedata.is_normalized("NFC", shown)):
        shown = unicodedata.normalize("NFC", shown)
    return shown if shown.isprintable() else _UNCOUNTED.sub("", shown)


class _Units(dict[str, float]):
    """Each character's units, looked up once: a long file holds few different characters."""

    def __missing__(self, character: str) -> float:
        units = self[character] = 1.0 if unicodedata.east_asian_width(character) in {"W", "F"} else 0.5
        return units


_UNITS_OF = _Units()
