"""Finds what of the handed-out words did not come back: whole sentences, or parts of them.

A caption that still stands for its cue may be worded otherwise, however short: that is the person's to decide. A cue
that was taken out, or joined to others, must have left its words there, or other words in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.rules.sentences import letters

_STANDS_FOR = 2
"""New words stand for lost ones when they have at least one letter for so many lost."""


@dataclass(frozen=True, slots=True)
class HandedOutCue:
    """A cue of some sentences that belong together.

    Attributes:
        showings: what it shows, by number.
        lines: as it was handed out.
        remains: whether a caption came back in the place of this cue alone; one that holds nothing but words of other
            cues does not count.
    """

    showings: tuple[int, ...]
    lines: tuple[str, ...]
    remains: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """What did not come back.

    Attributes:
        showings: those whose words are all gone.
        cues: by index, those of which words are gone that belong to one still shown.
    """

    showings: tuple[int, ...]
    cues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that was handed out: its letters, the number of its cue, of the line in it, and whose it is."""

    letters: str
    cue: int
    line: int
    showing: int


def lost_words(cues: Sequence[HandedOutCue], returned: Sequence[str], texts: Mapping[int, str]) -> Lost:
    """What of the cues did not come back.

    Args:
        cues: of sentences that belong together, in order.
        returned: the texts that came back in their place, in order; none where they were taken out.
        texts: what each showing says, to tell whose words stand in a cue of several.
    """
    ids = tuple(dict.fromkeys(item for cue in cues for item in cue.showings))
    after = [word for text in returned for word in map(letters, text.split()) if word]
    if not after:
        return Lost(ids, ())
    words = _words(cues, texts)
    lost, new = _compared(words, after)
    said = {word.cue for index, word in enumerate(words) if index not in lost}
    remaining = {number for number, cue in enumerate(cues) if cue.remains and (new or number in said)}
    spare = max(0, new - sum(len(words[index].letters) for index in lost if words[index].cue in remaining))

    def gone(some: Sequence[int]) -> bool:
        length = sum(len(words[index].letters) for index in some)
        return bool(some) and all(index in lost for index in some) and _STANDS_FOR * spare < length

    def of_showing(showing: int) -> list[int]:
        return [index for index, word in enumerate(words) if word.showing == showing]

    standing = {cues[number].showings[0] for number in remaining if len(cues[number].showings) == 1}
    sentences = tuple(item for item in ids if item not in standing and gone(of_showing(item)))
    if len(sentences) == len(ids):
        sentences = ()
    lines: dict[tuple[int, int], list[int]] = {}
    for index, word in enumerate(words):
        if word.cue not in remaining:
            lines.setdefault((word.cue, word.line), []).append(index)
    parts = {
        cue
        for (cue, _), some in lines.items()
        if gone(some) and any(words[index].showing not in sentences for index in some)
    }
    return Lost(sentences, tuple(sorted(parts)))


def _words(cues: Sequence[HandedOutCue], texts: Mapping[int, str]) -> list[_Word]:
    """The words of all cues, each with its sentence."""
    found: list[_Word] = []
    for number, cue in enumerate(cues):
        said = [(word, line) for line, text in enumerate(cue.lines) for word in map(letters, text.split()) if word]
        whose = _whose([word for word, _ in said], cue.showings, texts)
        found += [_Word(word, number, line, item) for (word, line), item in zip(said, whose, strict=True)]
    return found


def _whose(words: Sequence[str], ids: Sequence[int], texts: Mapping[int, str]) -> list[int]:
    """The sentence of each word of a cue: where its sentences say such a word, else that of the word before it."""
    if len(ids) == 1:
        return [ids[0]] * len(words)
    said = [(letters(word), item) for item in ids for word in texts.get(item, "").split()]
    blocks = SequenceMatcher(None, words, [word for word, _ in said], autojunk=False).get_matching_blocks()
    known = {first + step: said[start + step][1] for first, start, size in blocks for step in range(size)}
    whose: list[int] = []
    for index in range(len(words)):
        whose.append(known.get(index, whose[-1] if whose else ids[0]))
    return whose


def _compared(words: Sequence[_Word], after: Sequence[str]) -> tuple[set[int], int]:
    """Which words came back nowhere, and how many letters came back that were not handed out."""
    blocks = SequenceMatcher(None, [word.letters for word in words], after, autojunk=False).get_matching_blocks()
    kept = {first + step for first, _, size in blocks for step in range(size)}
    used = {start + step for _, start, size in blocks for step in range(size)}
    new = Counter(word for index, word in enumerate(after) if index not in used)
    lost: set[int] = set()
    for index, word in enumerate(words):
        if index in kept:
            continue
        if new[word.letters]:
            new[word.letters] -= 1
        else:
            lost.add(index)
    return lost, sum(len(word) * count for word, count in new.items())
