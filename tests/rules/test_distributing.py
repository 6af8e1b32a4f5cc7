"""A text over cues whose times are given: each gets its share."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest

from pipeline.rules.distributing import distributed


@pytest.mark.parametrize(
    ("lengths", "wanted"),
    [
        ((1, 3), ("one two", "three four five six seven eight")),
        ((3, 1), ("one two three four five six", "seven eight")),
        ((1, 1), ("one two three four", "five six seven eight")),
        ((1,), ("one two three four five six seven eight",)),
        ((1,) * 8, ("one", "two", "three", "four", "five", "six", "seven", "eight")),
    ],
)
def test_each_cue_has_its_share(lengths: tuple[int, ...], wanted: tuple[str, ...]) -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    found = distributed(words, [Fraction(item) for item in lengths], language="en", max_line=42)
    assert found == tuple((item,) for item in wanted)


def test_fewer_words_than_cues_cannot_be_distributed() -> None:
    assert distributed(["one"], [Fraction(1)] * 2, language="en", max_line=42) is None


def test_many_words_over_many_cues_take_no_time() -> None:
    begun = process_time()
    found = distributed(["word"] * 1200, [Fraction(1)] * 100, language="en", max_line=42)
    assert found is not None
    assert len(found) == 100
    assert process_time() - begun < 10
