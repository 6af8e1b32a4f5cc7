"""English words that mean one thing together: verbs of two words, fixed phrases, compounds of this field."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from pipeline.rules.english_words import words

PARTICLES: dict[str, frozenset[str]] = {
    "up": words(
        "get got getting gets grow grew grown growing grows wake woke waking woken wakes stand stood standing give "
        "gave given giving pick picked end ended make made come came set bring brought show showed break broke build "
        "built call called catch caught clean cleaned cut dress dressed fill filled hang hung hold held hurry lock "
        "locked look looked lined shut tie tied turn turned use used warm warmed blow blew blown blowing put puts "
        "putting save saved keep kept speak spoke throw threw beat split signed ended"
    ),
    "out": words(
        "get got getting go went going gone come came coming find found finding run ran running set take took taken "
        "throw threw thrown carry carried point pointed turn turned work worked pull pulled sneak snuck reach reached "
        "figure figured figuring drop dropped pass passed cry cried kick kicked hold held stand stood speak spoke"
    ),
    "off": words("get got take took taken set cut turn turned put drop dropped fall fell run ran go went pay paid"),
    "down": words(
        "sit sat sitting lie lay lying go went come came fall fell write wrote break broke burn burned slow put shut "
        "shot"
    ),
    "away": words(
        "run ran running take took taken go went gone throw threw thrown get got give gave pass passed move moved "
        "send sent"
    ),
    "back": words(
        "go went going gone come came coming send sent get got give gave take took taken bring brought look looked "
        "turn turned hold held pay paid call called"
    ),
    "over": words("take took taken get got hand handed turn turned cross crossed"),
    "on": words("go went going keep kept hold held put turn turned carry carried depend depended depends live lived"),
    "in": words("turn turned believe believed take took hand handed give gave"),
    "at": words("look looked looking looks laugh laughed stare stared point pointed"),
    "for": words("wait waited waiting look looked looking ask asked search searched care cared pray prayed"),
    "after": words("look looked looking take took"),
    "like": words("feel feels felt look looks looked seem seemed sound sounds sounded taste tasted smell smelled just"),
    "to": words(
        "used going have had has ought able supposed listen listened listening belong belonged next due according"
    ),
    "of": words(
        "because instead out lot lots kind sort afraid full proud tired ahead front rid care think thought dreamed"
    ),
    "go": words("let lets letting"),
}
"""Verbs (and a few nouns) that mean something else without the word behind them."""

DIRECTIONS = words("up off down away back out")
"""What belongs to the verb before it, whatever verb that is, where it governs nothing."""

_FIXED = (
    "as soon as",
    "as well as",
    "as long as",
    "as far as",
    "in front of",
    "on top of",
    "instead of",
    "put/puts/putting up with",
    "get/gets/got/getting rid of",
    "give/gives/gave/given/giving up on",
    "run/ran/running out of",
    "look/looked/looking forward to",
    "let/letting go of",
    "a lot of",
    "a little bit",
    "each other",
    "one another",
    "no longer",
    "no one",
    "no matter how/what/who/where",
    "make/makes/made/making sure",
    "of course",
    "at all",
    "at least",
    "at once",
    "at first",
    "at last",
    "so far",
    "such as",
    "such that",
    "so that",
    "even if/when/though/after/before",
    "only when/because/if/after",
    "just because/when/as/before/after",
    "ever since",
    "rather than",
    "other than",
    "in order to",
    "all over",
    "all of a sudden",
    "human rights",
    "human trafficking/traffickers",
    "middle/high/elementary/primary school",
    "public execution/executions",
    "forced labor/labour/repatriation",
    "black market/markets",
    "secret police",
    "phone call/calls/number",
    "cell/mobile phone/phones",
    "concentration camp/camps",
    "death penalty/sentence",
    "ration card/cards",
    "safe house/houses",
    "coal mine/mines/miner/miners",
    "rice cake/cakes",
    "drug dealer/dealers",
    "birth certificate",
    "south/north korean",
)


def _spelled(phrase: str) -> list[str]:
    return [" ".join(chosen) for chosen in product(*(word.split("/") for word in phrase.split()))]


_PHRASES = frozenset(one for phrase in _FIXED for one in _spelled(phrase))
_LONGEST = 4

_FIRST_NOUNS = words(
    "prison border security training labor labour police army military party railway train detention state reeducation "
    "re-education political government refugee work school interrogation market bus street secret"
)
_SECOND_NOUNS = words(
    "camp camps guard guards officer officers agent agents station stations center centre centers official officials "
    "member members secretary security police school teacher prisoner prisoners prison prisons cell soldier soldiers"
)


def is_phrase(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a fixed phrase, or a compound, lies across the break; all words in small letters."""
    if before[-1] in _FIRST_NOUNS and after[0] in _SECOND_NOUNS:
        return True
    for behind in range(1, min(len(before), _LONGEST - 1) + 1):
        for ahead in range(1, min(len(after), _LONGEST - behind) + 1):
            if " ".join((*before[-behind:], *after[:ahead])) in _PHRASES:
                return True
    return False
