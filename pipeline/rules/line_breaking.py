"""Breaks a caption into lines where a reader would breathe: at spaces only, Korean at eojeol borders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf

from pipeline.domain.transcript import Language
from pipeline.rules import english_breaks, korean_breaks
from pipeline.rules.text_width import width

SPLITS = 4.0
"""A break that costs more than this splits what belongs together."""

_PER_LINE = 100.0
_RAGGED = 8.0
"""What every further line costs, and at most an uneven one."""

_REMEMBERED = 1 << 16
"""Words and pairs of words whose figures are kept: a language has few, and a search asks for each many times."""


def lines_from(text: str, *, max_line: float, language: Language) -> tuple[str, ...]:
    """The text in as few lines as its limit allows, evenly filled, broken at the best spaces.

    A single word longer than the limit stays whole, on a line that is too long: rules report it, nothing is cut.

    Args:
        text: one line of NFC text, single spaces.
        max_line: longest line, in the language's counting.
        language: decides counting and where a break reads well.
    """
    words = text.split()
    ends = line_ends(words, max_line=max_line, language=language)
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends)))


def line_ends(words: Sequence[str], *, max_line: float, language: Language) -> tuple[int, ...]:
    """How many of the words lie before the end of each line, when they are broken as `lines_from` does."""
    widths, space = [word_width(word, language) for word in words], width(" ", language)
    costs, starts = [0.0], [0]
    for end in range(1, len(words) + 1):
        best, best_start, filled = inf, end - 1, -space
        for start in range(end - 1, -1, -1):
            filled += widths[start] + space
            if filled > max_line and end - start > 1:
                break
            empty = max(0.0, 1 - filled / max_line)
            cost = costs[start] + _PER_LINE + _RAGGED * empty * empty
            if cost <= best:
                best, best_start = cost, start
        costs.append(best + break_cost(words, end, language))
        starts.append(best_start)
    ends = [len(words)] if words else []
    while ends and starts[ends[-1]]:
        ends.append(starts[ends[-1]])
    return tuple(reversed(ends))


def fewest_lines(words: Sequence[str], *, max_line: float, language: Language) -> int:
    """In how few lines the words can stand, wherever they are broken; a word longer than a line has one of its own."""
    space, count, filled = width(" ", language), 0, inf
    for word in words:
        own = word_width(word, language)
        filled += space + own
        if filled > max_line:
            count, filled = count + 1, own
    return count


def break_cost(words: Sequence[str], position: int, language: Language) -> float:
    """How badly a break before the word at this position reads: 0 is best; above `SPLITS` it parts a word group."""
    if position in {0, len(words)}:
        return 0.0
    back, ahead = _SEEN[language]
    return _cost(tuple(words[max(0, position - back) : position]), tuple(words[position : position + ahead]), language)


word_width = lru_cache(maxsize=_REMEMBERED)(width)
"""The width of a single word."""

_SEEN: dict[Language, tuple[int, int]] = {"ko": (3, 3), "en": (9, 4)}
"""How many words before and behind a break decide what it costs."""

_ENDS = ".?!…。？！"
_DASHES = "—–"
_PAUSES = ",;:、，" + _DASHES
_OPENING, _CLOSING = "\"'“‘([{《〈「『", "\"'”’)]}》〉」』"
_MARKS = _OPENING + _CLOSING + _ENDS + _PAUSES
_QUOTES, _UNQUOTES = ('"', "“", "‘", "「", "『"), ('"', "”", "’", "」", "』")

_BEFORE_QUOTE, _INTO_QUOTE = 0.2, (4.5, 3.0)
"""What a break costs before words that are quoted, and behind the first and the second of them."""


@lru_cache(maxsize=_REMEMBERED)
def _cost(back: tuple[str, ...], ahead: tuple[str, ...], language: Language) -> float:
    before, after = back[-1], ahead[0]
    if not before.strip(_OPENING + _CLOSING) or not (after.strip(_MARKS) or after[0] in _DASHES):
        return 6.0
    if _begins_quote(after) and before.endswith(tuple(_PAUSES)) and not _unquoted(ahead[:2]):
        return _BEFORE_QUOTE
    spoken = before.rstrip(_CLOSING)
    if _ends_sentence(spoken, after):
        cost = 0.0
    elif spoken.endswith(tuple(_PAUSES)) or after[0] in _DASHES + "(":
        cost = 0.5
    else:
        cost = _cost_of_words(_since_mark(back), _until_mark(ahead), language)
    return cost if _ends_sentence(spoken, after) else max(cost, _cost_inside_quote(back, ahead))


def _ends_sentence(spoken: str, after: str) -> bool:
    return spoken.endswith(tuple(_ENDS)) and not english_breaks.is_abbreviation(spoken.lstrip(_OPENING), after)


@lru_cache(maxsize=_REMEMBERED)
def _cost_of_words(before: tuple[str, ...], after: tuple[str, ...], language: Language) -> float:
    return korean_breaks.cost(before, after) if language == "ko" else english_breaks.cost(before, after)


def _since_mark(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind the last mark that parts clauses; the last word, which has none, is always one of them."""
    first = len(words) - 1
    while first and not _parts(words[first - 1], words[first]) and words[first][0] not in _OPENING:
        first -= 1
    return (*(word.strip(_MARKS) for word in words[first:-1]), words[-1].rstrip(_CLOSING).lstrip(_OPENING))


def _until_mark(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the first mark that parts clauses."""
    count = 1
    while count < len(words) and not _parts(words[count - 1], words[count]) and words[count][0] not in _OPENING:
        count += 1
    return tuple(word.strip(_MARKS) for word in words[:count])


def _parts(word: str, following: str) -> bool:
    spoken = word.rstrip(_CLOSING)
    return spoken.endswith(tuple(_PAUSES)) or _ends_sentence(spoken, following)


def _begins_quote(word: str) -> bool:
    return word.startswith(_QUOTES) and not word.endswith(_UNQUOTES)


def _unquoted(words: Sequence[str]) -> bool:
    """Whether a quotation ends within the words."""
    return any(word.rstrip(_ENDS + _PAUSES).endswith(_UNQUOTES) for word in words)


def _cost_inside_quote(back: tuple[str, ...], ahead: tuple[str, ...]) -> float:
    """What it costs that only a word or two of a quotation, begun inside the line, stand before the break."""
    for behind, cost in enumerate(_INTO_QUOTE, start=1):
        if len(back) > behind and _begins_quote(back[-behind]):
            return 0.0 if _unquoted(back[-behind:] + ahead[:1]) else cost
    return 0.0
