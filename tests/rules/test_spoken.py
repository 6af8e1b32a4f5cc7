"""What of the transcript is heard in the film: each sentence as often as it is heard, nothing else in its midst."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.cut import EditDecisionList
from pipeline.rules.spoken import spoken_in
from tests.examples import edl, sentence, transcript, words_from

FIRST = sentence(1, words_from("저는 그때 강을 건너 중국으로 갔습니다", at=0, each="2/5"))
SECOND = sentence(2, words_from("아버지가 수용소에 끌려간 다음", at=10, each="2/5"))
SPOKEN = transcript(FIRST, SECOND)


def heard(cut: EditDecisionList) -> list[tuple[str, str]]:
    return [(item.sentence.id, " ".join(text for text, _ in item.words)) for item in spoken_in(cut, SPOKEN)]


@pytest.mark.parametrize(
    ("clips", "expected"),
    [
        ([(0, 100), (10, 60)], [("s0001", FIRST.text), ("s0002", SECOND.text)]),
        ([(10, 60), (0, 100)], [("s0002", SECOND.text), ("s0001", FIRST.text)]),
        ([(0, 100), (10, 60), (0, 100)], [("s0001", FIRST.text), ("s0002", SECOND.text), ("s0001", FIRST.text)]),
        ([(0, 25), ("3/2", 60)], [("s0001", "저는 그때 건너 중국으로 갔습니다")]),
        (
            [(0, 50), (10, 60), (2, 50)],
            [("s0001", "저는 그때 강을 건너"), ("s0002", SECOND.text), ("s0001", "중국으로 갔습니다")],
        ),
        ([(0, 50), (20, 100), (2, 50)], [("s0001", "저는 그때 강을 건너"), ("s0001", "중국으로 갔습니다")]),
    ],
    ids=["in order", "the other way round", "twice", "a word taken out", "another amid it", "a pause amid it"],
)
def test_a_sentence_is_heard_where_its_words_follow_each_other(
    clips: list[tuple[int | str, int]], expected: list[tuple[str, str]]
) -> None:
    assert heard(edl(*clips)) == expected


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 120), st.integers(20, 120)), min_size=1, max_size=6))
def test_no_sentence_stands_over_another_part_of_the_film(clips: list[tuple[int, int]]) -> None:
    """Words of one showing lie no farther apart than they were said: whatever is put between them parts them."""
    cut = edl(*((Fraction(start, 10), count) for start, count in clips))
    for item in spoken_in(cut, SPOKEN):
        for (_, before), (_, after) in pairwise(item.words):
            assert before.end <= after.start
            assert after.start - before.end < 2
