"""Tells what stands where a translation should be and is none: a placeholder, or text in the other language."""

from __future__ import annotations

import re

from pipeline.domain.scripts import language_of
from pipeline.domain.transcript import Language

_MARKS = re.compile(r"\b(?:TODO|TBD|TBC|FIXME|XXX)\b")
"""Marks that people leave for later, in capitals wherever they stand."""

_PLACEHOLDER = re.compile(
    r"\W*(?:to ?do|tb[cd]|fixme|x{2,}|untranslated|not translated|translate(?: (?:me|this))?|translation(?: here)?"
    r"|(?:your )?text here|lorem ipsum.*|미번역|(?:추후 )?번역(?: ?(?:필요|예정|중|하기|바람))?)\W*",
    re.IGNORECASE,
)
"""What people and editing programs write where they have no text yet; only when nothing else stands there."""

_LETTER = re.compile(r"\w")
_MUSIC = re.compile(r"[♪♫]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")

_FEWEST_SMALL_WORDS = 2
"""Text without Hangul may still be Korean: a name, a year, "OK". Words in small letters make it an English sentence."""


def is_translation(text: str, *, of: str, language: Language) -> bool:
    """Whether the text can be a translation at all; how good it is, a person has to say.

    Args:
        text: what a person wrote; not empty.
        of: the sentence it stands under.
        language: what it is to be written in.
    """
    if not _LETTER.search(text):
        return bool(_MUSIC.search(text)) or not _LETTER.search(of)
    if _PLACEHOLDER.fullmatch(text) or _MARKS.search(text):
        return False
    if language == "en":
        return language_of(text) == "en"
    return bool(_HANGUL.search(text)) or len(_SMALL_WORD.findall(text)) < _FEWEST_SMALL_WORDS
