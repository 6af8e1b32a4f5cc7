"""Tells the given name in a true name, and how it is found where it stands without the family name."""

from __future__ import annotations

import re

from pipeline.rules.name_letters import letters_of, loosely

_FAMILY_NAMES_OF_TWO_SYLLABLES = frozenset(
    ("남궁", "독고", "동방", "망절", "사공", "서문", "선우", "소봉", "어금", "장곡", "제갈", "황보")
)
"""Every other Korean family name has one syllable."""

_FAMILY_NAMES_IN_LATIN = frozenset(
    re.findall(
        "[a-z]+",
        """
        ahn an bae baek baik bang byun cha chae chang cheon cho choe choi chon chong choo chu chun chung gil go goo gu
        gwak ha ham han heo ho hong huh hur hwang hyun im jang jeon jeong ji jin jo joo ju jun jung kang kil kim ko koo
        ku kwak kwon lee lim ma maeng min moon mun myung na nam namgung no noh oh ok pae paek paik pak pan pang park pyo
        pyon ra rhee ri rim ro roh ryang ryom ryu seo seok seol seon shim shin sim sin so sohn son song suh sung um wang
        wi won woo yang yeo yeom yi yim yoo yoon you yu yun
        """,
    )
)
"""Korean family names as the South, the North and Koreans abroad write them."""

_AFTER_ONE_SYLLABLE = "(?:이?(?:예요|이에요|에요|입니다|이라고|라고|씨|님|아|야|는|가|를)?)(?= |$)"
"""What may follow a given name of one syllable: 은 is also the beginning of 은행, so not anything may."""


def given_names(name: str) -> tuple[str, ...]:
    """What may be the given name in a true name; () where it cannot be told.

    A Korean family name stands in front. In Latin letters either end may be it: the one that is known decides, the
    first if both are; where none is known, what is left without either end is taken for a given name.
    """
    words = name.replace(",", " ").split()
    if len(words) == 1:
        return _given_in_one_word(words[0])
    family = [letters_of(word) in _FAMILY_NAMES_IN_LATIN or not word.isascii() for word in words]
    if not words or family[0]:
        return (" ".join(words[1:]),) if words else ()
    return (" ".join(words[:-1]),) if family[-1] else (" ".join(words[1:]), " ".join(words[:-1]))


def _given_in_one_word(name: str) -> tuple[str, ...]:
    if name.isascii() or len(name) == 1:
        return ()
    after_two = (name[2:],) if name[:2] in _FAMILY_NAMES_OF_TWO_SYLLABLES and name[2:] else ()
    return (name[1:], *after_two)


def pattern_alone(given: str) -> str:
    """A pattern that finds a given name in `words_of` a text where a word begins with it; "" for a name of no letters.

    A Latin one must end with a word too; Korean endings are written onto the name.
    """
    letters = letters_of(given)
    if not letters:
        return ""
    in_korean = _AFTER_ONE_SYLLABLE if len(letters) == 1 else ""
    return rf"(?:^|(?<= )){loosely(letters)}{'(?= |$)' if letters.isascii() else in_korean}"


def without_everyday_words(names: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """The given names but for those that a person calls everyday words too, such as 바다."""
    everyday = {letters_of(word) for word in words}
    return tuple(name for name in names if letters_of(name) not in everyday)
