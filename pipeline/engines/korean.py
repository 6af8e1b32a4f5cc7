"""Korean grammar by kiwipiepy, where it is installed: it says where sentences end, and rewrites nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata, util
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


def version() -> str:
    """The grammar's version, "" when it is not installed: endings and pauses then decide alone."""
    if util.find_spec("kiwipiepy") is None:
        return ""
    return f"{metadata.version('kiwipiepy')} {metadata.version('kiwipiepy_model')}"


def sentence_ends(words: Sequence[str]) -> frozenset[int]:
    """How many of the words lie before each end of a sentence, the last one's apart; none without the grammar.

    Args:
        words: Korean eojeol, one after another, with or without marks.
    """
    if len(words) < 2 or not version():
        return frozenset()
    word_ends = list(accumulate((len(word) + 1 for word in words[1:]), initial=len(words[0])))
    found = {sentence.end for sentence in _kiwi().split_into_sents(" ".join(words), return_sub_sents=False)}
    return frozenset(count for count, end in enumerate(word_ends[:-1], start=1) if end in found)


@lru_cache(maxsize=1)
def _kiwi() -> Kiwi:
    """The grammar with its model: three seconds and 400 MB, once a run (measured)."""
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)
