"""Where an English clause ends on a word that seems to lead on: "the man I lived with / said", "all I had / just to".

What is given is always the words on both sides of a break, in small letters and without marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.rules.english_words import (
    ADVERBIAL,
    ARTICLES,
    BE,
    BEFORE_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    HAVE_AND_DO,
    INDEFINITE,
    MODALS,
    NEGATION,
    NUMBERS,
    OBJECTS,
    PAST,
    PREPOSITIONS,
    PRESENT,
    SUBJECTS,
    SURELY_PAST,
    TIMES,
    UNITS,
    WH,
    words,
)

_SUBJECT = re.compile(r"(?:i|you|he|she|we|they)(?:'(?:d|ve|m|re|s|ll))?")
_NEVER_BEFORE_SUBJECTS = CONJUNCTIONS | words("before after until since then now once")
_GOVERNED = words("about over under around between near within like behind across inside outside beneath among")
_GOVERNING = words("from until since like")
_BEGINS_NOUN = DETERMINERS | OBJECTS | INDEFINITE
_ENDS_CLAUSE = words("and but because if when while or so although though") | TIMES
_BARE = words("have has do does be")


def begins_clause(after: Sequence[str]) -> bool:
    """Whether a clause begins here with its subject: "I carried stones"."""
    first = after[0].partition("'")
    if first[0] in {"i", "he", "she", "we", "they"}:
        return bool(first[2]) or len(after) > 1
    return first[0] in {"you", "it"} and (bool(first[2]) or (len(after) > 1 and after[1] in FINITE | PAST))


def is_verb(after: Sequence[str]) -> bool:
    """Whether what follows begins with the verb of a clause, as far as one can see."""
    first, rest = after[0], after[1:2]
    if first in FINITE or first in PAST:
        return True
    if first in BEFORE_VERBS:
        return True
    return first.endswith("ed") and (not rest or rest[0] in _BEGINS_NOUN or rest[0] in PREPOSITIONS)


def is_in_relative_clause(before: Sequence[str]) -> bool:
    """Whether a clause without its object stands at the end: "the man she was living with", "who I lived with"."""
    for at in range(len(before) - 1, 0, -1):
        leads = before[at - 1]
        if before[at] in {"who", "that", "which", "whom"}:
            return True
        if _SUBJECT.fullmatch(before[at]):
            return leads in {"that", "who", "whom", "which"} or (
                leads not in _NEVER_BEFORE_SUBJECTS and leads not in PREPOSITIONS and leads not in FINITE
            )
    return False


def is_stranded(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the preposition at the end of the first words governs nothing behind it.

    Where it cannot be told, it governs.
    """
    last, first = before[-1], after[0]
    if first in FINITE or first in SURELY_PAST or first in BEFORE_VERBS or first == "anymore":
        return True
    if first in PRESENT:
        return is_in_relative_clause(before[:-1])
    if first in PAST or first.endswith("ed"):
        return is_in_relative_clause(before[:-1]) and is_verb(after)
    if first in PREPOSITIONS and first != "of":
        return not _is_governed(last, after)
    if last == "to" and first in _BARE:
        return False
    ends = first in TIMES or (first == "at" and "time" in after) or after[1:2] == ("ago",)
    return ends and is_in_relative_clause(before[:-1]) and last not in {"until", "since", "from"}


def _is_governed(last: str, after: Sequence[str]) -> bool:
    """Whether one preposition governs the next: "from behind the house", "in about ten minutes"."""
    first, second = after[0], after[1] if len(after) > 1 else ""
    if last in _GOVERNING or (first == "at" and second in {"least", "most", "first"}):
        return True
    if first in _GOVERNED and last not in ADVERBIAL:
        return True
    return first in {"about", "over", "around", "under"} and (
        second in NUMBERS or second in {"a", "an"} or _counts(second)
    )


def _counts(word: str) -> bool:
    return word[:1].isdigit()


def governs_nothing(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the preposition that the second words begin with belongs to the words before it."""
    if len(after) == 1:
        return True
    second = after[1]
    if second in _ENDS_CLAUSE and second not in {"when", "while", "so", "if"}:
        return after[0] not in {"until", "since", "from", "before", "after", "than"} or second in {"and", "but"}
    if second in PREPOSITIONS and not is_in_relative_clause(before):
        return False
    return is_stranded((*before, after[0]), after[1:])


def ends_on_auxiliary(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the auxiliary at the end of the first words is its clause's last word: "all we could / to save him"."""
    last, first, rest = before[-1], after[0], after[1:]
    embedded = _is_embedded(before)
    if first in TIMES or first in CONJUNCTIONS:
        return True
    if "ago" in after and (first in NUMBERS or first in {"a", "an", "many"} or _counts(first)):
        return embedded or len(before) == 1
    if first == "just":
        return not rest or (rest[0] in PREPOSITIONS or rest[0] in {"because", "so"})
    if last in MODALS or last.endswith("n't"):
        return first in PREPOSITIONS and last.removesuffix("n't") not in BE and last not in {"wasn't", "isn't"}
    if first in PREPOSITIONS:
        return embedded
    return last in {"is", "was", "are", "were"} and embedded and first in FINITE


def _is_embedded(before: Sequence[str]) -> bool:
    """Whether the clause that ends here has a subject of one word, and began with what it lacks: "who I am"."""
    if len(before) < 2:
        return False
    subject, leads = before[-2], before[-3] if len(before) > 2 else ""
    if subject in {"what", "who", "all", "everything"} and len(before) == 2:
        return False
    if not (_SUBJECT.fullmatch(subject) or subject in {"it", "that", "there", "this"}):
        return False
    return (
        leads in WH | INDEFINITE | {"all", "than", "as", "much", "that"}
        or "how" in before[-5:-2]
        or (
            bool(leads)
            and leads not in CONJUNCTIONS | PREPOSITIONS
            and subject in SUBJECTS
            and before[-1] in HAVE_AND_DO
        )
    )


def asks(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the break would part what somebody wonders about: "who that person / was", "how hard / it is"."""
    if len(before) > 1 and before[-2] == "how" and before[-1] not in {"to", *FINITE}:
        return begins_clause(after) or after[0] in {"it", "you"}
    lonely = len(after) == 1 or after[1] in _ENDS_CLAUSE
    if after[0] not in {"was", "is", "were", "are"} or not lonely:
        return False
    asked = [at for at, word in enumerate(before) if word in {"who", "what", "where", "how"}]
    return bool(asked) and not any(word in FINITE or word in PAST for word in before[asked[-1] :])


def is_age(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the number at the end is somebody's age, or an hour, and counts nothing: "when I was nine"."""
    earlier = before[-2] if len(before) > 1 else ""
    if after[0] in UNITS or after[0] in NUMBERS or after[0] == "years":
        return False
    return earlier in {"was", "am", "is", "turned", "at", "i'm", "she's", "he's"} and not (
        len(before) > 2 and before[-3] in {"there", "it", "here"}
    )


def is_object(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the pronoun that follows is the object of the word before the break, and not the subject of its own."""
    first, rest = after[0], after[1:]
    if first in {"me", "him", "us", "them"}:
        return True
    if before[-1] in CONJUNCTIONS | ARTICLES | NEGATION:
        return False
    follows = not rest or (
        rest[0] in PREPOSITIONS | CONJUNCTIONS | TIMES | words("again back away up out there here alone")
    )
    return first in {"it", "you", "her"} and follows
