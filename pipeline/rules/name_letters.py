"""Brings texts to the bare letters in which names are sought, whatever stands between and above them."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE_LETTERS = re.compile("[\u115f\u1160\u3164\uffa0]")
"""Hangul fillers: Unicode calls them letters, and nobody sees them."""


def words_of(text: str) -> str:
    """The words of a text with one space between them: letters and digits alone, without accents, in lower case.

    A Hangul syllable is one letter. Signs that nobody sees part no word.
    """
    parts = unicodedata.normalize("NFKD", _INVISIBLE_LETTERS.sub("", text))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    composed = unicodedata.normalize("NFKC", bare).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in composed).split())


def letters_of(text: str) -> str:
    """The letters and digits of a text, without accents, in lower case."""
    return words_of(text).replace(" ", "")


def loosely(letters: str) -> str:
    """A pattern that finds these letters in `words_of` a text, whatever words they are spread over."""
    return " *".join(re.escape(letter) for letter in letters)
