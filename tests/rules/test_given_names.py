"""The given name in a true name, whichever end the family name stands at."""

from __future__ import annotations

import re

import pytest

from pipeline.rules.given_names import given_names, pattern_alone, without_everyday_words
from pipeline.rules.name_letters import words_of


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("김영희", ("영희",)),
        ("김 영희", ("영희",)),
        ("리철", ("철",)),
        ("남궁민수", ("궁민수", "민수")),
        ("김", ()),
        ("", ()),
        ("Kim Young-hee", ("Young-hee",)),
        ("Young-hee Kim", ("Young-hee",)),
        ("Kim, Young-hee", ("Young-hee",)),
        ("Kim Yong Su", ("Yong Su",)),
        ("Han Song", ("Song",)),
        ("Mary Jones", ("Jones", "Mary")),
        ("Madonna", ()),
    ],
)
def test_the_given_name_is_what_stands_beside_the_family_name(name: str, given: tuple[str, ...]) -> None:
    assert given_names(name) == given


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        ("영희", "영희는 갔다", True),
        ("영희", "김영희", False),
        ("은", "은이 왔다", True),
        ("은", "은행에 갔다", False),
        ("So", "So, he went", True),
        ("So", "also", False),
    ],
)
def test_a_given_name_begins_a_word(given: str, text: str, *, found: bool) -> None:
    assert bool(re.search(pattern_alone(given), words_of(text))) == found


def test_a_name_of_marks_alone_has_no_pattern() -> None:
    assert pattern_alone("-") == ""


def test_everyday_words_are_compared_by_their_letters() -> None:
    assert without_everyday_words(("Ba-da", "Mi-so"), ("bada",)) == ("Mi-so",)
