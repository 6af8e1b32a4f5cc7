"""Takes Hangul syllables apart, as far as breaks between words ask for it."""

from __future__ import annotations

LAST_CONSONANTS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = ord("가"), ord("힣")


def last_consonant(word: str) -> str:
    """The consonant under the last syllable, or "" when there is none or the word is not in Hangul."""
    syllable = ord(word[-1]) - _FIRST
    return LAST_CONSONANTS[syllable % 28] if 0 <= syllable <= _LAST - _FIRST else ""


def syllables_on(consonant: str) -> str:
    """All syllables that end with this consonant, as the inside of a class of a regular expression."""
    return "".join(map(chr, range(_FIRST + LAST_CONSONANTS.index(consonant), _LAST + 1, 28)))


def words(text: str) -> frozenset[str]:
    """A closed list, written as text."""
    return frozenset(text.split())
