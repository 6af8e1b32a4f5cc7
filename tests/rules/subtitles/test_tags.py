"""Tags stay with their words, whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.subtitles.tags import tagged_words
from pipeline.rules.text_width import untagged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("저는 갔어요", ["저는", "갔어요"]),
        ("<i>저는 갔어요</i>", ["<i>저는", "갔어요</i>"]),
        ('<font color="red" size="2">저는</font> 갔어요', ['<font color="red" size="2">저는</font>', "갔어요"]),
        ("{\\an8} 저는 갔어요", ["{\\an8} 저는", "갔어요"]),
        ("<i> <b> 저는 </b> </i>", ["<i> <b> 저는 </b> </i>"]),
        ("저는 <i> 갔어요 </i>", ["저는", "<i> 갔어요 </i>"]),
        ("{\\an8}", []),
        ("10\u00a0명이 왔어요", ["10\u00a0명이", "왔어요"]),
        ("1 < 2", ["1", "<", "2"]),
        ("<남> 네", ["<남>", "네"]),
    ],
)
def test_words_with_their_tags(text: str, words: list[str]) -> None:
    assert tagged_words(text) == words


parts = st.sampled_from(["저는", "home", "<i>", "</i>", '<font color="a b">', "{\\an8\\i1}", "<", "…", "<남>"])


@given(st.lists(st.tuples(parts, st.sampled_from(["", " ", "  "])), max_size=12))
def test_nothing_is_lost(pieces: list[tuple[str, str]]) -> None:
    text = "".join(part + space for part, space in pieces)
    words = tagged_words(text)
    if words:
        assert " ".join(words).replace(" ", "") == text.replace(" ", "").rstrip()
    assert untagged(" ".join(words)).split() == untagged(text).split()
