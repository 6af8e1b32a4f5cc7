"""Groups recognised words into sentences and gives each an id that stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from pipeline.domain.transcript import Flag, Sentence, Transcript, Word
from pipeline.rules.english_breaks import is_abbreviation

_ENDED = re.compile(r"[.?!…。？！][\"'”’)\]]*$")
_KO_FINAL = re.compile(r"(?:다|요|죠|까|네|지|군|구나|냐|라|자|오|소)$")

_QUOTES = "\"'“”‘’()[]"

_PAUSE_AFTER_FINAL_S = Fraction(7, 10)
"""Speech without marks: a Korean sentence-final ending and this pause end a sentence. So does it after an abbreviation,
which may end one ("at 5 p.m.") or not ("U.S. Army")."""

_PAUSE_S = Fraction(2)
"""A pause this long ends a sentence whatever the words."""

_LONGEST_S = Fraction(20)
"""A longer sentence is split at its longest pause: nobody translates it well, and no caption holds it. Of equal pauses
the one nearest the middle counts, for many recognisers leave none between words."""


def grouped(words: Sequence[Word], *, grammar_ends: Collection[int] = ()) -> tuple[tuple[Word, ...], ...]:
    """The words as sentences: by their marks, by Korean sentence-final endings, by long pauses.

    Args:
        words: in order.
        grammar_ends: how many of the words lie before each end of a sentence that a grammar found, where there is one.
            Such an end counts after a sentence-final ending without any pause.
    """
    groups: list[list[Word]] = []
    open_group: list[Word] = []
    for index, word in enumerate(words):
        open_group.append(word)
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None or _ends(word, following) or (index + 1 in grammar_ends and _KO_FINAL.search(word.text)):
            groups.append(open_group)
            open_group = []
    return tuple(part for group in groups for part in _split_long(tuple(group)))


def _ends(word: Word, following: Word) -> bool:
    pause = following.source_range.start - word.source_range.end
    if _ENDED.search(word.text) and (
        pause >= _PAUSE_AFTER_FINAL_S or not is_abbreviation(word.text.strip(_QUOTES), following.text)
    ):
        return True
    return pause >= _PAUSE_S or (pause >= _PAUSE_AFTER_FINAL_S and bool(_KO_FINAL.search(word.text)))


def _split_long(group: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    length = group[-1].source_range.end - group[0].source_range.start
    if length <= _LONGEST_S or len(group) < 4:
        return (group,)

    def pause_and_balance(index: int) -> tuple[Fraction, int]:
        return group[index].source_range.start - group[index - 1].source_range.end, -abs(2 * index - len(group))

    at = max(range(1, len(group)), key=pause_and_balance)
    return (*_split_long(group[:at]), *_split_long(group[at:]))


def identified(
    groups: Sequence[tuple[Word, ...]], flags: Sequence[tuple[Flag, ...]], *, before: Transcript | None
) -> tuple[tuple[Sentence, ...], int]:
    """The sentences with ids that are never reused, and the next free number.

    A sentence that an earlier transcript had (the same text, or most of it, in the same order) keeps its id; everything
    else gets a number that no sentence ever had.

    Args:
        groups: the words of each sentence.
        flags: the doubts about each.
        before: the transcript these replace, if there was one.
    """
    number = before.next_sentence_number if before else 1
    kept = _kept_ids([" ".join(word.text for word in group) for group in groups], before) if before else {}
    sentences: list[Sentence] = []
    for position, (group, doubts) in enumerate(zip(groups, flags, strict=True)):
        if position in kept:
            sentence_id = kept[position]
        else:
            sentence_id, number = f"s{number:04d}", number + 1
        sentences.append(Sentence(sentence_id, group, doubts))
    return tuple(sentences), number


_SAME_SENTENCE = 0.6
"""Share of letters two versions of one sentence have in common at least."""


def _kept_ids(texts: Sequence[str], before: Transcript) -> dict[int, str]:
    """Position of each sentence that stayed to its id: equal ones first, then similar ones between those."""
    old = before.sentences
    kept: dict[int, str] = {}
    matcher = SequenceMatcher(None, [sentence.text for sentence in old], list(texts), autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            kept |= {new_start + offset: old[old_start + offset].id for offset in range(old_end - old_start)}
        elif tag == "replace":
            free = list(range(old_start, old_end))
            for position in range(new_start, new_end):
                likeness = {index: similarity(old[index].text, texts[position]) for index in free}
                best = max(likeness, key=lambda index: likeness[index], default=None)
                if best is not None and likeness[best] >= _SAME_SENTENCE:
                    kept[position] = old[best].id
                    free = [index for index in free if index > best]
    return kept


def similarity(one: str, other: str) -> float:
    """How alike two sentences are, 0 to 1, spaces and punctuation aside."""
    return SequenceMatcher(None, letters(one), letters(other), autojunk=False).ratio()


def letters(text: str) -> str:
    """The letters and digits of a text, lower case: what stays when marks and spacing are matters of taste."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
