"""Each track holds its own language: an English sentence in the Korean one was never translated, or files were swapped.

Names, titles, loan-words and acronyms in Latin letters are Korean as well, and so is everything in quotation marks; an
English caption may quote a Korean word. Only whole sentences are blamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES, Language, other
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import untagged

_QUOTED = re.compile(
    r"\"[^\"]*\"|“[^“”]*”|‘[^‘’]*’|(?<![A-Za-z])'[^']*'(?![A-Za-z])|\([^()]*\)|\[[^\[\]]*\]|《[^《》]*》|「[^「」]*」"
)
"""An opening mark inside ends the search: a text of opening marks alone would else be searched through for each."""

_HANGUL = re.compile(r"[가-힣]")
_HANGUL_WORD = re.compile(r"\S*[가-힣]\S*")
_SMALL_LATIN = re.compile(r"[a-z]")
_LATIN_WORD = re.compile(r"(?<![\w.@/])[A-Za-z]+(?:['’][A-Za-z]+)?(?![\w@/]|\.\w)")
_LATIN = re.compile(r"[A-Za-z]{2}")
_MUSIC = re.compile(r"[♪♫#]")

_ENGLISH_SENTENCE = frozenset(
    [
        *("you", "he", "she", "it", "we", "they", "me", "him", "us", "them", "my", "your", "his", "her", "our"),
        *("their", "is", "are", "was", "were", "am", "be", "been", "have", "has", "had", "do", "does", "did", "will"),
        *("would", "can", "could", "should", "must", "not", "don't", "didn't", "can't", "couldn't", "wasn't", "isn't"),
        *("won't", "i'm", "i've", "i'll", "i'd", "it's", "that's", "he's", "she's", "they're", "we're", "there's"),
        *("what's", "this", "that", "there", "what", "who", "when", "because", "so", "then", "if", "very", "please"),
        *("how", "why"),
    ]
)
"""Words that make a sentence; names and titles of works do without them, or write them with a capital letter."""

_SMALL_IN_TITLES = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "by", "from", "and", "or"],
)

_FEWEST_WORDS = 2
_FEWEST_WORDS_BESIDE = 3
"""Words that make a sentence, alone in a caption and beside lines of its own language."""

_FEWEST_PLAIN_WORDS = 4
"""Words of English that make a sentence by their number, none of them being a pronoun or an auxiliary."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with a sentence of the other language."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        is_foreign = _holds_english if language == "ko" else _holds_korean
        for caption in captions:
            if is_foreign(caption.lines(language)):
                found.append(_judged(caption, language))
    return found


def _judged(caption: Caption, language: Language) -> QcFinding:
    return finding(
        RULE.name,
        caption,
        "error",
        measured=NAMES[other(language)],
        limit=NAMES[language],
        message=f"This {NAMES[language]} caption holds a sentence in {NAMES[other(language)]}; "
        "translate it, put it in quotation marks if it was said so, or see whether two files were swapped.",
    )


def is_stacked(lines: Sequence[str]) -> bool:
    """Whether a caption shows both languages, each on lines of its own."""
    korean = [_HANGUL.search(line) is not None for line in lines]
    return any(korean) and any(
        not has_hangul and len(_LATIN_WORD.findall(untagged(line))) >= _FEWEST_WORDS_BESIDE
        for has_hangul, line in zip(korean, lines, strict=True)
    )


def _holds_english(lines: Sequence[str]) -> bool:
    if not any(map(_SMALL_LATIN.search, lines)):
        return False
    shown = _unquoted(lines)
    if not any(map(_HANGUL.search, lines)):
        return _is_english(" ".join(shown), _FEWEST_WORDS)
    return is_stacked(shown) and any(
        not _HANGUL.search(line) and _is_english(line, _FEWEST_WORDS_BESIDE) for line in shown
    )


def _unquoted(lines: Sequence[str]) -> list[str]:
    """The lines without tags and without what is quoted or sung."""
    text = _QUOTED.sub(" ", untagged("\n".join(lines)))
    return [] if _MUSIC.search(text) else text.split("\n")


def _is_english(text: str, fewest: int) -> bool:
    words = [word.replace("’", "'") for word in _LATIN_WORD.findall(text)]
    small = [word.lower() for word in words if word[0].islower() or word.startswith("I'")]
    plain = [word for word in small if word not in _SMALL_IN_TITLES]
    if len(words) < fewest or not plain:
        return False
    if words[0].lower() in _ENGLISH_SENTENCE | {"i"} or not _ENGLISH_SENTENCE.isdisjoint(plain):
        return True
    return len(words) >= _FEWEST_PLAIN_WORDS and len(plain) >= _FEWEST_WORDS


def _holds_korean(lines: Sequence[str]) -> bool:
    if all(map(str.isascii, lines)) or not any(map(_HANGUL.search, lines)):
        return False
    shown = _unquoted(lines)
    if not any(map(_LATIN.search, lines)):
        return any(map(_HANGUL.search, shown))
    if is_stacked(shown):
        return any(_is_korean(line, _FEWEST_WORDS_BESIDE) for line in shown)
    return _is_korean(" ".join(shown), _FEWEST_WORDS)


def _is_korean(text: str, fewest: int) -> bool:
    """Whether that many eojeol outweigh the English words twice over: a word or a name that is meant does not."""
    eojeol, words = len(_HANGUL_WORD.findall(text)), len(_LATIN_WORD.findall(text))
    return eojeol >= fewest and eojeol > 2 * words


RULE = Rule("subtitle-language", check)
