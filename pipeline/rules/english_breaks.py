"""Where English may be broken between two words: what hangs together, and where a new phrase begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.rules.english_clauses import (
    asks,
    begins_clause,
    ends_on_auxiliary,
    governs_nothing,
    is_age,
    is_object,
    is_stranded,
    is_verb,
)
from pipeline.rules.english_phrases import DIRECTIONS, PARTICLES, is_phrase
from pipeline.rules.english_words import (
    ADVERBS,
    ARTICLES,
    ASKING,
    BE,
    CONJUNCTIONS,
    DEGREE,
    DESCRIBING,
    DETERMINERS,
    FINITE,
    FUNCTION,
    HAVE_AND_DO,
    INDEFINITE,
    LED_BY,
    MODALS,
    MONTHS,
    NEGATION,
    NUMBERED,
    NUMBERS,
    OBJECTS,
    OF_MEASURES,
    PAST,
    PEOPLES,
    PLACES,
    PREPOSITIONS,
    PRONOUN_OR_DETERMINER,
    QUANTITIES,
    REFLEXIVE,
    SUBJECT_OR_OBJECT,
    SUBJECTS,
    SURNAMES,
    TITLES,
    WEEKDAYS,
    words,
)

_TIGHT, _LOOSE = 6.0, 5.0
_UNWELCOME, _PLAIN, _BEFORE_PREPOSITION, _BEFORE_CLAUSE = 4.0, 2.0, 1.5, 1.0
"""What breaks cost: inside a word group, between a word and what describes it, inside a phrase, anywhere, before a
preposition, before a clause (the order of Netflix's general requirements)."""

_AFTER_OPENER = 3.5
"""Between a conjunction with an adverb and their subject: "and then / I"."""

_ABBREVIATION = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Capt|Rev|Gov|Sen|Mt|No|vs|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\."
)
_CONTRACTED = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$|^(?:he|she|it|that|there|what|who|let|here|where)'s$")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[$₩]?\d[\d,.]*")
"""A number that counts something; a year does not."""

_AFTER_HOW = words("what which whom whose how why where whether whatever")
_GIVES = words(
    "give gives gave given giving tell tells told show shows showed send sent bring brought buy bought teach taught "
    "offer offered pay paid cost make made ask asked call called feed fed hand handed write wrote cook cooked"
)
_VAGUE_LEADS = words("more most less much so right alive down up out something nothing")
_ADJECTIVE = re.compile(r"..(?:ful|ous|less)$")


def is_abbreviation(word: str, following: str) -> bool:
    """Whether the full stop at the word's end is a part of it: "Mr.", "U.S.", "J."; "No." is one before a number only.

    Args:
        word: without the marks around it.
        following: the word behind it, or "".
    """
    return _ABBREVIATION.fullmatch(word) is not None and (word.casefold() != "no." or following[:1].isdigit())


def cost(before: Sequence[str], after: Sequence[str]) -> float:
    """How badly a break between two English words reads.

    Args:
        before: the words before the break, up to the last mark, without marks; the last one at least.
        after: those behind it, down to the next mark; the first one at least.
    """
    lower, lower_after = tuple(map(_plain, before)), tuple(map(_plain, after))
    last, first = lower[-1], lower_after[0]
    if _are_one_name(before, after, last, first):
        return _TIGHT
    if is_phrase(lower, lower_after):
        return _LOOSE
    if first in CONJUNCTIONS and first not in {"than", "as"}:
        return _cost_before_conjunction(last, first, lower_after[1:2])
    if first in REFLEXIVE or (last in PARTICLES.get(first, ()) and not _begins_phrase(lower_after)):
        return _TIGHT
    if first == "not" and not (lower_after[1:2] == ("to",) and last not in BE | HAVE_AND_DO | MODALS):
        return _TIGHT
    if _is_left_alone(lower, lower_after):
        return _LOOSE
    bound = _cost_of_end(lower, lower_after)
    return bound if bound > _PLAIN else _cost_of_start(lower, lower_after)


def _plain(word: str) -> str:
    return word.strip(".,").lower().replace("’", "'")


def _cost_before_conjunction(last: str, first: str, second: Sequence[str]) -> float:
    if last in CONJUNCTIONS or (first == "so" and last in BE):
        return _TIGHT
    if first == "so" and second and second[0] in {"much", "many", "few", "little", "far", "long"}:
        return _PLAIN
    return _LOOSE if last in PREPOSITIONS and first in _AFTER_HOW else _BEFORE_CLAUSE


def _is_left_alone(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the words that follow would lack the word they hang on: "told / me", "up / with", "eleven / of us"."""
    last, first = before[-1], after[0]
    earlier = before[-2] if len(before) > 1 else ""
    if first in OF_MEASURES or asks(before, after):
        return True
    if first in {"as", "than"}:
        return earlier == "as" or (first == "than" and last in {"more", "less"} and _counts(after[1:2]))
    if first == "of":
        return last in QUANTITIES or _NUMBER.fullmatch(last) is not None or after[1:2] in {("state",), ("people's",)}
    if last in OBJECTS and first in PARTICLES and earlier in PARTICLES[first]:
        return not _is_year(after[1:2])
    if last in LED_BY and last not in PREPOSITIONS:
        return False
    if first in DIRECTIONS and last not in PREPOSITIONS:
        return _is_adverb(after)
    if first in PREPOSITIONS and last not in PREPOSITIONS and governs_nothing(before, after):
        return True
    return is_object(before, after)


def _is_adverb(after: Sequence[str]) -> bool:
    """Whether a word such as "up" or "back" says where the verb goes, and governs nothing."""
    if _begins_phrase(after):
        return False
    if after[0] == "out" and after[1:2] == ("of",):
        return False
    return len(after) == 1 or after[1] in PREPOSITIONS | CONJUNCTIONS | ADVERBS | OBJECTS


def _begins_phrase(after: Sequence[str]) -> bool:
    """Whether "to" is no verb's, and "back" only says when: "to the broker", "back in 2010"."""
    second = after[1] if len(after) > 1 else ""
    if after[0] == "to":
        return second in DETERMINERS | OBJECTS
    return after[0] == "back" and (second == "then" or (second == "in" and _is_year(after[2:3])))


def _is_year(word: Sequence[str]) -> bool:
    return bool(word) and word[0][:2] in {"19", "20"}


def _counts(word: Sequence[str]) -> bool:
    return bool(word) and (
        word[0] in NUMBERS or word[0] in {"a", "half", "one"} or _NUMBER.fullmatch(word[0]) is not None
    )


def _cost_of_start(before: Sequence[str], after: Sequence[str]) -> float:
    """What it costs to begin a line with these words, where the words before do not hold them."""
    last, first = before[-1], after[0]
    earlier = before[-2] if len(before) > 1 else ""
    if begins_clause(after):
        opens = last in ADVERBS and earlier in CONJUNCTIONS
        return _AFTER_OPENER if opens else _BEFORE_CLAUSE if last not in {"all", "everything"} else _PLAIN
    if first in {"what", "whatever"}:
        return _BEFORE_CLAUSE
    if last in PREPOSITIONS and is_stranded(before, after):
        return _BEFORE_PREPOSITION
    if (first in PREPOSITIONS and first != "of") or (first == "not" and after[1:2] == ("to",)):
        return _BEFORE_PREPOSITION
    return _PLAIN


def _cost_of_end(before: Sequence[str], after: Sequence[str]) -> float:
    """What it costs to leave this word at the end of a line."""
    last, first = before[-1], after[0]
    earlier = before[-2] if len(before) > 1 else ""
    if last == "no" and first in LED_BY - INDEFINITE:
        return _PLAIN
    if (
        last in ARTICLES
        or last in SUBJECTS
        or last in CONJUNCTIONS
        or last in NEGATION
        or last in ASKING
        or last == "what"
    ):
        return _TIGHT
    if last in PREPOSITIONS:
        return _PLAIN if is_stranded(before, after) else _TIGHT
    if last in MODALS or _CONTRACTED.search(last):
        return _PLAIN if ends_on_auxiliary(before, after) else _TIGHT
    if last in BE or last in HAVE_AND_DO:
        return _cost_after_auxiliary(before, after)
    if last in SUBJECT_OR_OBJECT and (first in FINITE or first in BE or first in HAVE_AND_DO or first in MODALS):
        return _TIGHT
    if last in {"it", "you"} and first in PAST and (not earlier or earlier in CONJUNCTIONS):
        return _TIGHT
    if last in {"all", "both", "half", "such", "quite"} and first in DETERMINERS:
        return _LOOSE
    if first in LED_BY or (last not in DEGREE | {"her"} and is_verb(after)):
        return _PLAIN
    return _cost_of_description(before, after, earlier)


def _cost_after_auxiliary(before: Sequence[str], after: Sequence[str]) -> float:
    first = after[0]
    if ends_on_auxiliary(before, after):
        return _PLAIN
    return _UNWELCOME if first in PREPOSITIONS or first in ARTICLES else _TIGHT


def _cost_of_description(before: Sequence[str], after: Sequence[str], earlier: str) -> float:
    """What it costs to part a word that describes from the one that follows."""
    last, first = before[-1], after[0]
    if last == "her":
        vague = first in _VAGUE_LEADS or first in INDEFINITE
        return _PLAIN if vague else _UNWELCOME if earlier in _GIVES else _TIGHT
    if last in PRONOUN_OR_DETERMINER or last in DEGREE or last.endswith(("'s", "s'")):
        return _TIGHT
    if last in NUMBERS or _NUMBER.fullmatch(last):
        free = earlier in MONTHS or is_age(before, after)
        return _PLAIN if free else _LOOSE
    described = last in DESCRIBING or (_ADJECTIVE.search(last) and earlier in DETERMINERS | DEGREE)
    if described and earlier != "at":
        return _LOOSE
    return _LOOSE if last in NUMBERED and _NUMBER.fullmatch(first) else _PLAIN


def _are_one_name(before: Sequence[str], after: Sequence[str], last: str, first: str) -> bool:
    if last == "ministry" and first == "of":
        return True
    if not (before[-1][:1].isalpha() and after[0][:1].isupper()) or first in FUNCTION:
        return False
    if last in MONTHS | WEEKDAYS | PLACES and (first in SURNAMES or (first in PEOPLES and last in PLACES)):
        return False
    return last in TITLES or (before[-1][0].isupper() and last not in FUNCTION)
