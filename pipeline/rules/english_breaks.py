"""Where English may be broken between two words: what hangs together, and where a new phrase begins."""

from __future__ import annotations

import re

_TIGHT, _LOOSE = 6.0, 5.0
_UNWELCOME, _PLAIN, _BEFORE_PREPOSITION, _BEFORE_CLAUSE = 4.0, 2.0, 1.5, 1.0
"""What breaks cost: inside a word group, between a word and what describes it, inside a phrase, anywhere, before a
preposition, before a clause (the order of Netflix's general requirements)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ARTICLES = _words("a an the my your our their his its every whose no")
_PRONOUN_OR_DETERMINER = _words(
    "her this these those some any each both another many few several much more most less other such what"
)
_SUBJECTS = _words("i he she we they who")
_SUBJECT_OR_OBJECT = _words("you it this these those there")
_CONJUNCTIONS = _words(
    "and or but because if when while that which where although though unless whether nor so than as how why"
)
_PREPOSITIONS = _words(
    "of to in on at by for with from into about between through across under during without within against until "
    "since onto toward towards among behind beside beneath before after over along around near inside outside like"
)
_BE = _words("is are was were be been being am 's isn't aren't wasn't weren't")
_HAVE_AND_DO = _words("have has had do does did having")
_MODALS = _words("will would can could shall should may might must cannot")
_NEGATION = _words("not never")
_DEGREE = _words("very quite really too almost even just only")
_ADVERBS = _words(
    "here there now then today yesterday tomorrow again also together alone always often sometimes later soon still "
    "already yet once twice back home everywhere anymore away"
)
_DESCRIBING = _words(
    "small big large little old young new long short good bad great high low hot cold warm deep dark whole own same "
    "different public poor rich free black white red blue green first second third last next main real true only "
    "north south east west northern southern eastern western korean chinese russian american japanese political "
    "frozen younger older elder youngest oldest bigger smaller better best worse worst"
)
_NUMBERS = _words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)
_TITLES = _words(
    "mr mrs ms dr prof gen col lt sgt capt rev gov sen st mt teacher uncle aunt president general chairman leader "
    "comrade captain professor doctor pastor director minister secretary premier marshal sister brother grandmother "
    "grandfather"
)
_FIRST_WORDS = _words(
    "then now yes well maybe yesterday today tomorrow later finally suddenly even only still here there sometimes "
    "often soon once actually perhaps please thanks thank hello oh ah okay ok everyone everybody nobody someone "
    "people also"
)
"""Words that begin a sentence with a capital letter without being a name."""

_PARTICLES: dict[str, frozenset[str]] = {
    "up": _words(
        "get got getting gets grow grew grown growing grows wake woke waking woken wakes stand stood standing give "
        "gave given giving pick picked end ended make made come came set bring brought show showed break broke build "
        "built call called catch caught clean cleaned cut dress dressed fill filled hang hung hold held hurry lock "
        "locked look looked lined shut tie tied turn turned use used warm warmed"
    ),
    "out": _words(
        "get got getting go went going gone come came coming find found finding run ran running set take took taken "
        "throw threw thrown carry carried point pointed turn turned work worked pull pulled sneak snuck reach "
        "reached"
    ),
    "off": _words("get got take took taken set cut turn turned put drop dropped fall fell run ran go went"),
    "down": _words(
        "sit sat sitting lie lay lying go went come came fall fell write wrote break broke burn burned slow put"
    ),
    "away": _words(
        "run ran running take took taken go went gone throw threw thrown get got give gave pass passed move moved "
        "send sent"
    ),
    "back": _words(
        "go went going gone come came coming send sent get got give gave take took taken bring brought look looked "
        "turn turned hold held pay paid call called"
    ),
    "over": _words("take took taken get got hand handed turn turned cross crossed"),
    "on": _words("go went going keep kept hold held put turn turned carry carried depend depended depends live lived"),
    "in": _words("turn turned believe believed take took hand handed give gave"),
    "at": _words("look looked looking looks laugh laughed stare stared point pointed"),
    "for": _words("wait waited waiting look looked looking ask asked search searched care cared pray prayed"),
    "after": _words("look looked looking take took"),
    "to": _words(
        "used going have had ought able supposed listen listened listening belong belonged next due according"
    ),
    "of": _words("because instead out lot lots kind sort afraid full proud tired"),
}
"""Verbs (and a few nouns) that mean something else without the word behind them."""

_OBJECTS = _words("it him her them me us you")
_REFLEXIVE = _words("myself yourself himself herself itself ourselves yourselves themselves")
_MONTHS = _words("january february march april may june july august september october november december")
_NUMBERED = _MONTHS | _words("number room page chapter camp age aged grade section line route no")
_OF_MEASURES = _words("old ago o'clock a.m p.m percent")
_LED_BY = (
    _CONJUNCTIONS | _PREPOSITIONS | _SUBJECTS | _SUBJECT_OR_OBJECT | _ADVERBS | _ARTICLES | _MODALS | _BE | _NEGATION
)
"""Words that are never described by the word before them: they begin something of their own."""

_FUNCTION = (
    _LED_BY | _PRONOUN_OR_DETERMINER | _HAVE_AND_DO | _DEGREE | _FIRST_WORDS | _words("i'm i've i'd i'll let's don't")
)
_ABBREVIATION = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Capt|Rev|Gov|Sen|Mt|No|vs|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\."
)
_CONTRACTED = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$|^(?:he|she|it|that|there|what|who|let|here|where)'s$")
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[$₩]?\d[\d,.]*")
"""A number that counts something; a year does not."""


def is_abbreviation(word: str) -> bool:
    """Whether the full stop at the word's end is a part of it: "Mr.", "U.S.", "J."."""
    return _ABBREVIATION.fullmatch(word) is not None


def cost(earlier: str, before: str, after: str) -> float:
    """How badly a break between two English words reads, without the marks around them.

    Args:
        earlier: the word before both, or "".
        before, after: the words the break would part.
    """
    last, first = _plain(before), _plain(after)
    if _are_one_name(before, after, last, first):
        return _TIGHT
    if first in _CONJUNCTIONS and first not in {"than", "as"}:
        return _TIGHT if last in _CONJUNCTIONS else _BEFORE_CLAUSE
    if first == "not" or first in _REFLEXIVE or last in _PARTICLES.get(first, ()):
        return _TIGHT
    if first in _OF_MEASURES:
        return _LOOSE
    if last in _OBJECTS and first in _PARTICLES and _plain(earlier) in _PARTICLES[first]:
        return _LOOSE
    bound = _cost_of_end(_plain(earlier), last, first)
    if bound > _PLAIN:
        return bound
    return _BEFORE_PREPOSITION if first in _PREPOSITIONS and first != "of" else _PLAIN


def _plain(word: str) -> str:
    return word.strip(".,").lower().replace("’", "'")


def _cost_of_end(earlier: str, last: str, first: str) -> float:
    """What it costs to leave this word at the end of a line."""
    if last in _ARTICLES or last in _SUBJECTS or last in _CONJUNCTIONS or last in _NEGATION or last in _MODALS:
        return _TIGHT
    if last in _PREPOSITIONS or _CONTRACTED.search(last):
        return _TIGHT
    if last in _BE or last in _HAVE_AND_DO:
        return _UNWELCOME if first in _PREPOSITIONS or first in _ARTICLES else _TIGHT
    if last in _SUBJECT_OR_OBJECT and (first in _BE or first in _HAVE_AND_DO or first in _MODALS):
        return _TIGHT
    if first in _LED_BY:
        return _PLAIN
    if last in _PRONOUN_OR_DETERMINER or last in _DEGREE or last.endswith(("'s", "s'")):
        return _TIGHT
    if (last in _DESCRIBING and earlier != "at") or last in _NUMBERS or _NUMBER.fullmatch(last):
        return _LOOSE
    return _LOOSE if last in _NUMBERED and _NUMBER.fullmatch(first) else _PLAIN


def _are_one_name(before: str, after: str, last: str, first: str) -> bool:
    if not (before[:1].isalpha() and after[:1].isupper()) or first in _FUNCTION:
        return False
    return last in _TITLES or (before[0].isupper() and last not in _FUNCTION)
