"""The typeface as numbers: how wide each letter is, and which letters there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_JOINER = "\u200d"
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that Unicode counts among the default-ignorable: no renderer draws them."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font family's letters, measured.

    Attributes:
        family: its name.
        regular_em, bold_em: advance width of each character it has, in em; what is missing here it cannot draw.
        line_em: height of a line, in em.
    """

    family: str
    regular_em: Mapping[str, float] = field(repr=False)
    bold_em: Mapping[str, float] = field(repr=False)
    line_em: float

    def width_em(self, text: str, *, bold: bool) -> float:
        """How wide the text is set on one line, in em; letters it does not have count as one em.

        Pairs that are set closer or wider (kerning) change the width of a sentence by at most 2 %.
        """
        advances = self.bold_em if bold else self.regular_em
        composed = _composed(text)
        try:
            return sum(map(advances.__getitem__, composed))
        except KeyError:
            return sum(
                advances[character] if character in advances else _width_of_unknown(character) for character in composed
            )

    def missing(self, text: str) -> tuple[str, ...]:
        """The signs of the text that it cannot draw, each once and in order.

        A sign is a character with all that belongs to it: an emoji of several characters is named once, and what is
        never drawn (spaces, controls, joiners, variation selectors) is not asked for.
        """
        composed = _composed(text)
        characters = set(composed)
        if characters <= self.regular_em.keys() and characters <= self.bold_em.keys():
            return ()
        return tuple(dict.fromkeys(sign for sign in _signs(composed) if not all(map(self._draws, sign))))

    def _draws(self, character: str) -> bool:
        return (character in self.regular_em and character in self.bold_em) or _is_unseen(character)


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _width_of_unknown(character: str) -> float:
    return 0.0 if _is_unseen(character) or unicodedata.category(character)[0] == "M" else 1.0


def _is_unseen(character: str) -> bool:
    category = unicodedata.category(character)
    is_blank = category[0] == "Z" or category in {"Cc", "Cf"}
    return is_blank or character in _UNSEEN_LETTERS or _is_variation_selector(character)


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _signs(text: str) -> Iterator[str]:
    """The text, sign by sign: what follows a joiner and what is laid over the character before it belong to it."""
    sign = ""
    for character in text:
        if sign and _belongs(character, sign):
            sign += character
            continue
        if sign:
            yield sign
        sign = character
    if sign:
        yield sign


def _belongs(character: str, sign: str) -> bool:
    if character == _JOINER or sign[-1] == _JOINER:
        return True
    if _is_regional(character):
        return len(sign) == 1 and _is_regional(sign)
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    is_tag = "\U000e0020" <= character <= "\U000e007f"
    return is_skin_tone or is_tag or unicodedata.category(character)[0] == "M"


def _is_regional(character: str) -> bool:
    """Two of these letters together are a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"
