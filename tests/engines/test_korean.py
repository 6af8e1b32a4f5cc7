"""Where Korean sentences end, as the grammar says, and that nothing is said where it is not installed."""

from __future__ import annotations

from importlib import util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines import korean
from tests.examples import KOREAN

SPOKEN = (
    "저는 함경북도 청진에서 태어났는데 어머니가 장마당에 나가서 장사를 했거든요",
    "그런데 보위부에서 와가지고 다 빼앗아 갔어요",
    "그래서 우리는 먹을 게 없었습니다",
)
"""As recognisers write speech: no marks, and no pause between the words."""


def test_sentences_end_without_marks_and_pauses() -> None:
    counts = [len(sentence.split()) for sentence in SPOKEN]
    assert korean.sentence_ends(" ".join(SPOKEN).split()) == {counts[0], counts[0] + counts[1]}


@pytest.mark.parametrize("text", ["", "네", "강을 건너서 왔습니다", "3.5키로를 걸었습니다"])
def test_a_single_sentence_ends_nowhere_inside(text: str) -> None:
    assert korean.sentence_ends(text.split()) == frozenset()


TRICKY = (*KOREAN, "갔습니다", "갔습니다.", "- 네", "왜?", "2009년", "CD", "😀", "ㅋㅋ")


@settings(max_examples=30)
@given(st.lists(st.sampled_from(TRICKY), max_size=30))
def test_ends_lie_between_words(words: list[str]) -> None:
    assert all(0 < end < len(words) for end in korean.sentence_ends(words))


def test_without_the_grammar_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert korean.version()
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    assert korean.version() == ""
    assert korean.sentence_ends(" ".join(SPOKEN).split()) == frozenset()
