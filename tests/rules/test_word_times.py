"""Times for words that nobody measured: none lost, none out of order, those that were heard where they were."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Word
from pipeline.rules.word_times import corrected_words, words_in
from tests.examples import KOREAN, span, word, words_from
from tests.strategies import ranges, spoken_words

texts = st.lists(st.sampled_from((*KOREAN, "새로운", "말")), min_size=1, max_size=20)


@given(texts, ranges())
def test_words_fill_their_range_end_to_end(text: list[str], source_range: TimeRange) -> None:
    words = words_in(" ".join(text), source_range)
    assert [item.text for item in words] == text
    assert (words[0].source_range.start, words[-1].source_range.end) == (source_range.start, source_range.end)
    assert all(before.source_range.end == after.source_range.start for before, after in pairwise(words))


def test_longer_words_last_longer() -> None:
    assert [item.source_range for item in words_in("네 그랬지요", span(0, 7))] == [span(0, 2), span(2, 7)]


@given(spoken_words(), texts)
def test_a_correction_keeps_every_word_in_order(heard: tuple[Word, ...], text: list[str]) -> None:
    words = corrected_words(heard, " ".join(text))
    assert [item.text for item in words] == text
    assert all(before.source_range.end <= after.source_range.start for before, after in pairwise(words))
    assert heard[0].source_range.start <= words[0].source_range.start
    assert words[-1].source_range.end <= max(item.source_range.end for item in heard)


@given(spoken_words(), st.integers(0, 29))
def test_words_that_stayed_keep_their_times(spoken: tuple[Word, ...], place: int) -> None:
    """One word is written anew; all others are as they were heard."""
    heard = [replace(item, text=f"{item.text}{number}") for number, item in enumerate(spoken)]
    position = place % len(heard)
    written = [*heard[:position], replace(heard[position], text="다르게"), *heard[position + 1 :]]
    assert list(corrected_words(heard, " ".join(item.text for item in written))) == written


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("하나 둘 셋", [(0, 1), (1, 2), (2, 3)]),
        ("하나 셋", [(0, 1), (2, 3)]),
        ("하나 둘이 셋", [(0, 1), (1, 2), (2, 3)]),
        ("하나 새 둘 셋", [(0, "4/5"), ("4/5", 1), (1, 2), (2, 3)]),
        ("새 하나 둘 셋", [(0, "1/5"), ("1/5", 1), (1, 2), (2, 3)]),
        ("하나 둘 셋 새", [(0, 1), (1, 2), (2, "14/5"), ("14/5", 3)]),
        ("넷 다섯", [(0, "6/5"), ("6/5", 3)]),
    ],
)
def test_corrections(text: str, times: list[tuple[int | str, int | str]]) -> None:
    heard = words_from("하나 둘 셋", each=1, pause=0)
    assert [item.source_range for item in corrected_words(heard, text)] == [span(*item) for item in times]


def test_a_short_word_makes_room_on_both_sides() -> None:
    words = corrected_words([word("하나", 0, "3/50")], "새 하나 말")
    assert [item.source_range for item in words] == [span(0, "1/50"), span("1/50", "2/50"), span("2/50", "3/50")]


def test_two_words_before_the_first_push_it_back() -> None:
    words = corrected_words([word("하나", 0, 1)], "자 새 하나")
    assert [item.source_range for item in words] == [span(0, "1/10"), span("1/10", "1/5"), span("1/5", 1)]


@pytest.mark.parametrize(
    "text", ["하나 새 둘 셋", "새 둘 셋", "새 말 둘 셋", "하나 새 말 셋", "새 하나 둘", "하나 둘 새"]
)
@pytest.mark.parametrize("first_ends", [3, 10])
def test_words_heard_over_each_other_stay_in_order(text: str, first_ends: int) -> None:
    heard = [word("하나", 0, first_ends), word("둘", 1, 2), word("셋", 2, 5)]
    starts = [item.source_range.start for item in corrected_words(heard, text)]
    assert starts == sorted(starts)


def test_what_was_heard_keeps_its_belief() -> None:
    heard = (Word("하나", span(0, 1), 0.9), Word("둘", span(1, 2), 0.8))
    assert [item.probability for item in corrected_words(heard, "하나 새 둘")] == [0.9, None, 0.8]
