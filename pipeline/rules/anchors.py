"""Finds what must stay together in both languages: numbers, months and foreign words that stand once in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

_Sign: TypeAlias = tuple[int, str]
"""A word's position and what it says, the same in both languages."""


def anchors_in(one: Sequence[str], other: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of word positions that say the same: a number ("10년", "ten years"), a month, a Latin word ("CD").

    What stands several times in a language is left out: which belongs to which is not certain.

    Args:
        one: the words of a sentence in one language, Korean or English.
        other: the words of its translation.
    """
    pairs = (pair for signs in (_numbers, _months, _latin_words) for pair in _pairs(signs, one, other))
    return tuple(sorted(pairs))


def _pairs(
    signs: Callable[[Sequence[str]], Iterator[_Sign]], one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[int, int]]:
    first, second = _once(signs(one)), _once(signs(other))
    return ((position, second[sign]) for sign, position in first.items() if sign in second)


def _once(signs: Iterator[_Sign]) -> dict[str, int]:
    """Each sign that stands once to its position."""
    found: dict[str, list[int]] = {}
    for position, sign in signs:
        found.setdefault(sign, []).append(position)
    return {sign: positions[0] for sign, positions in found.items() if len(positions) == 1}


# Numbers

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(백|천|만|억)?")
_TIMES = {
    **{"백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000},
    **{"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000},
}


def _in_order(words: str, *, start: int = 1, step: int = 1) -> dict[str, int]:
    """Each word to its number: they count from `start`, and each is worth `step` more."""
    return {word: step * number for number, word in enumerate(words.split(), start=start)}


_KOREAN_UNITS = _in_order("한 두 세 네 다섯 여섯 일곱 여덟 아홉") | _in_order("하나 둘 셋 넷") | {"석": 3, "넉": 4}
_KOREAN_TENS = _in_order("열 스물 서른 마흔 쉰 예순 일흔 여든 아흔", step=10) | {"스무": 20}
_KOREAN_NUMBER = re.compile(rf"({'|'.join(_KOREAN_TENS)})?({'|'.join(_KOREAN_UNITS)})?")

_ENGLISH_UNITS = _in_order("one two three four five six seven eight nine")
_ENGLISH_TEENS = _in_order("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", start=10)
_ENGLISH_TENS = _in_order("twenty thirty forty fifty sixty seventy eighty ninety", start=2, step=10)
_ENGLISH_NUMBER = re.compile(
    rf"({'|'.join(_ENGLISH_TENS)})?-?({'|'.join([*_ENGLISH_TEENS, *_ENGLISH_UNITS])})?", re.IGNORECASE
)
_SMALL = _KOREAN_TENS | _KOREAN_UNITS | _ENGLISH_TENS | _ENGLISH_TEENS | _ENGLISH_UNITS

_UNCERTAIN = {"1"}
"""한 and "one" are numbers and a hundred other things."""


def _numbers(words: Sequence[str]) -> Iterator[_Sign]:
    for position, word in enumerate(words):
        following = next(islice(words, position + 1, None), "")
        value = _number(word, following)
        if value and value not in _UNCERTAIN:
            yield position, value


def _number(word: str, following: str) -> str:
    """The number that begins with this word, "" for none."""
    bare, times = _bare(word), _TIMES.get(_bare(following), 1)
    if found := _DIGITS.search(word):
        return _plain(float(found[1].replace(",", "")) * _TIMES.get(found[2] or "", times))
    if bare == "a" and times > 1:
        return _plain(times)
    small = _KOREAN_NUMBER.fullmatch(bare) or _ENGLISH_NUMBER.fullmatch(bare)
    if small and bare:
        return _plain((_SMALL.get(small[1] or "", 0) + _SMALL.get(small[2] or "", 0)) * times)
    return ""


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?…\"'“”‘’()-–—")


# Months and foreign words

_MONTHS = {
    name: f"{number}월"
    for name, number in _in_order(
        "january february march april may june july august september october november december"
    ).items()
}
_KOREAN_MONTH = re.compile(r"\d{1,2}월")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def _months(words: Sequence[str]) -> Iterator[_Sign]:
    for position, word in enumerate(words):
        name = _bare(word)
        if found := _KOREAN_MONTH.match(word):
            yield position, found[0]
        elif word[:1].isupper() and name in _MONTHS:
            yield position, _MONTHS[name]


def _latin_words(words: Sequence[str]) -> Iterator[_Sign]:
    for position, word in enumerate(words):
        if found := _LATIN.search(word):
            yield position, found[0].casefold()
