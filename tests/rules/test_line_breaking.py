"""Lines are broken at spaces, within the limit, and never between words that belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import break_cost, lines_from
from pipeline.rules.text_width import width
from tests.examples import ENGLISH, HOUSE, KOREAN

SPLITS = 4.0
"""A break that costs more splits what belongs together."""

LONG = ("조선민주주의인민공화국사회주의로동청년동맹", "Pneumonoultramicroscopicsilicovolcanoconiosis")
words = st.lists(st.sampled_from((*KOREAN, *ENGLISH, *LONG, "아니요.", "no,", "2009", "…")), max_size=25)
languages = st.sampled_from(("ko", "en"))
limits = st.sampled_from((8.0, 16.0, 21.0, 42.0))


@given(words, languages, limits)
def test_no_word_is_lost_and_none_moves(text: list[str], language: Language, limit: float) -> None:
    lines = lines_from(" ".join(text), max_line=limit, language=language)
    assert " ".join(lines).split() == text
    assert all(line == line.strip() and line for line in lines)


@given(words, languages, limits)
def test_a_line_is_too_long_only_for_a_single_word(text: list[str], language: Language, limit: float) -> None:
    for line in lines_from(" ".join(text), max_line=limit, language=language):
        assert width(line, language) <= limit or " " not in line


@given(words, languages, limits)
def test_no_more_lines_than_needed(text: list[str], language: Language, limit: float) -> None:
    """Filling each line as far as it goes gives the fewest lines; better breaks cost none."""
    fewest = 0
    room = -1.0
    for word in text:
        needed = width(f" {word}", language)
        if needed > room:
            fewest, room = fewest + 1, limit + width(" ", language)
        room -= needed
    assert len(lines_from(" ".join(text), max_line=limit, language=language)) == fewest


def test_a_bad_break_is_better_than_another_line() -> None:
    text = "so river, it the river, winter so"
    assert lines_from(text, max_line=16, language="en") == ("so river, it the", "river, winter so")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("네", ("네",)),
        ("저는 함경북도의 아주 작은 마을에서 태어났습니다", ("저는 함경북도의", "아주 작은 마을에서 태어났습니다")),
        ("아침마다 할머니와 함께 시장에 갔습니다", ("아침마다 할머니와", "함께 시장에 갔습니다")),
        ("며칠이나 배가 고팠지만 먹을 것이 하나도 없었어요", ("며칠이나 배가 고팠지만", "먹을 것이 하나도 없었어요")),
        (
            "겨울이 와도 우리는 두만강 국경을 넘을 수 없었습니다",
            ("겨울이 와도 우리는", "두만강 국경을 넘을 수 없었습니다"),
        ),
        ("어머니가 부르시던 노래를 지금도 기억하고 있습니다", ("어머니가 부르시던 노래를", "지금도 기억하고 있습니다")),
        ("그 마을 주민들은 말씀이 없었습니다", ("그 마을 주민들은", "말씀이 없었습니다")),
        ("그날 밤에 우리를 도와준 분이 있었는데", ("그날 밤에 우리를", "도와준 분이 있었는데")),
        ("그래서 2009 년에 남조선으로 왔어요", ("그래서 2009 년에", "남조선으로 왔어요")),
    ],
)
def test_korean_lines(text: str, lines: tuple[str, ...]) -> None:
    assert lines_from(text, max_line=HOUSE.ko.max_line, language="ko") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It is nice to meet you.", ("It is nice to meet you.",)),
        (
            "Every morning my grandmother and I went to the market together.",
            ("Every morning my grandmother", "and I went to the market together."),
        ),
        (
            "I could not tell anyone because I was afraid of them.",
            ("I could not tell anyone", "because I was afraid of them."),
        ),
        (
            "It was the first time that I had seen the sea in my whole life.",
            ("It was the first time", "that I had seen the sea in my whole life."),
        ),
        (
            "My father said that he would come back when the river froze.",
            ("My father said that he would come back", "when the river froze."),
        ),
    ],
)
def test_english_lines(text: str, lines: tuple[str, ...]) -> None:
    assert lines_from(text, max_line=HOUSE.en.max_line, language="en") == lines


@pytest.mark.parametrize(
    "pair",
    [
        "갈 수",
        "갈 수가",
        "먹지 못했습니다",
        "가고 있었습니다",
        "가고 싶었어요",
        "좋지 않았다",
        "했던 것입니다",
        "그럴 줄",
        "어렸을 때",
        "어렸을 때부터",
        "추웠기 때문에",
        "본 적이",
        "먹어 봤어요",
        "도와 주셨습니다",
        "도와 줬어요",
        "잊지 마세요",
        "가지 말았어야",
        "그 사람",
        "두 사람",
        "우리 집",
        "모든 것을",
        "안 갔어요",
        "못 먹었어요",
        "2009 년에",
        "살던 집",
        "도망한 사람",
        "있는 사람",
        "없는 나라",
        "재미있는 이야기",
        "같은 마을",
        "하는 말",
        "작은 마을",
        "많은 사람",
        "어린 시절",
    ],
)
def test_korean_pairs_that_stay_together(pair: str) -> None:
    assert break_cost(pair.split(), 1, "ko") > SPLITS


@pytest.mark.parametrize(
    "pair",
    [
        "저는 중국으로",
        "어머니는 주민들과",
        "그때는 수용소에",
        "먹고 말씀을",
        "갔는데 보위부가",
        "추웠지만 거리에",
        "국가는 우리를",
        "했습니다. 것은",
        "도망쳐서 적군이",
        "아침에 수업이",
    ],
)
def test_korean_pairs_that_may_part(pair: str) -> None:
    assert break_cost(pair.split(), 1, "ko") <= SPLITS


@pytest.mark.parametrize(
    "pair",
    [
        "the river",
        "a boat",
        "of China",
        "to leave",
        "my mother",
        "was taken",
        "have gone",
        "not eat",
        "did not",
        "don't know",
        "couldn’t sleep",
        "I'm here",
        "we've left",
        "I was",
        "she said",
        "They came",
        "Kim Jong",
        "North Korea",
        "and then",
        "because I",
        "very cold",
        "when the",
    ],
)
def test_english_pairs_that_stay_together(pair: str) -> None:
    assert break_cost(pair.split(), 1, "en") > SPLITS


@pytest.mark.parametrize(
    "pair", ["home and", "cold because", "river with", "years. The", "hungry, but", "mother said", "left when"]
)
def test_english_pairs_that_may_part(pair: str) -> None:
    assert break_cost(pair.split(), 1, "en") <= SPLITS


@pytest.mark.parametrize("language", ["ko", "en"])
def test_marks_are_the_best_places_and_edges_cost_nothing(language: Language) -> None:
    text = ["one", "two,", "three.", "four"]
    costs = [break_cost(text, position, language) for position in range(5)]
    assert costs[0] == costs[4] == costs[3] == 0
    assert 0 < costs[2] < costs[1]
