"""Numbers, months and foreign words are found again in the other language, and nothing is guessed."""

from __future__ import annotations

import pytest

from pipeline.rules.anchors import anchors_in


@pytest.mark.parametrize(
    ("korean", "english", "pairs"),
    [
        ("2009년에 왔어요", "I came in 2009.", {("2009년에", "2009.")}),
        ("어머니가 3년을 더 사셨대요", "She lived three more years", {("3년을", "three")}),
        (
            "스물두 살이고 열아홉 살",
            "he is twenty-two and she nineteen",
            {("스물두", "twenty-two"), ("열아홉", "nineteen")},
        ),
        ("담배 열 보루하고 석 달", "three months and ten cartons", {("열", "ten"), ("석", "three")}),
        ("100만 원을 보내면 70만 원", "a million won, then 700,000", {("100만", "a"), ("70만", "700,000")}),
        ("3억 원", "300 million won", {("3억", "300")}),
        ("2천 명이 갔고 30프로나", "two thousand went, thirty percent", {("2천", "two"), ("30프로나", "thirty")}),
        ("4월 17일에", "On April 17,", {("4월", "April"), ("17일에", "17,")}),
        ("CD 두 장", "a CD or two", {("CD", "CD"), ("두", "two")}),
        ("1.5키로를", "1.5 kilometres", {("1.5키로를", "1.5")}),
    ],
)
def test_what_says_the_same_is_paired(korean: str, english: str, pairs: set[tuple[str, str]]) -> None:
    ko, en = korean.split(), english.split()
    assert {(ko[one], en[other]) for one, other in anchors_in(ko, en)} == pairs
    assert {(ko[one], en[other]) for other, one in anchors_in(en, ko)} == pairs


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("3명이 가고 3명이 남고", "3 went"),
        ("한 사람이", "one can say"),
        ("5월에", "it may be"),
        ("이 일은 사람이", "two, one, four"),
        ("세상에 네가 다섯씨", "three, four, five"),
        ("", ""),
    ],
)
def test_what_is_not_certain_is_left_alone(korean: str, english: str) -> None:
    assert anchors_in(korean.split(), english.split()) == ()
