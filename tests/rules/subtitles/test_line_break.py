"""Breaks that part a word group are warned of, where the same words can be broken better."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import lines_from
from pipeline.rules.subtitles.line_break import check, fix
from tests.examples import ENGLISH, HOUSE, KOREAN
from tests.rules.subtitles.written import against, korean, measured, shown, texts_of

BETTER: tuple[tuple[Language, str, str, str], ...] = (
    ("ko", "저는 아주 작은 / 마을에서 태어났습니다", "작은 / 마을에서", "저는 아주 작은 마을에서 / 태어났습니다"),
    ("ko", "저는 그때 학교에 갈 수 / 없었습니다", "수 / 없었습니다", "저는 그때 / 학교에 갈 수 없었습니다"),
    (
        "ko",
        "우리는 밤새 걸어서 두 / 시간 만에 도착했습니다",
        "두 / 시간",
        "우리는 밤새 걸어서 / 두 시간 만에 도착했습니다",
    ),
    ("ko", "그다음 날에 저는 이가온 / 씨를 만났습니다", "이가온 / 씨를", "그다음 날에 저는 / 이가온 씨를 만났습니다"),
    (
        "ko",
        "<b>아이들이 강가에서 울고 / 있었습니다</b>",
        "울고 / 있었습니다",
        "<b>아이들이 강가에서 / 울고 있었습니다</b>",
    ),
    (
        "en",
        "I could not forget the / house where we had lived.",
        "the / house",
        "I could not forget the house / where we had lived.",
    ),
    (
        "en",
        "That winter my mother and / I crossed the frozen river.",
        "and / I",
        "That winter my mother / and I crossed the frozen river.",
    ),
    (
        "en",
        "We were told that Kim / Jong Il had died at night.",
        "Kim / Jong",
        "We were told / that Kim Jong Il had died at night.",
    ),
    (
        "en",
        "She said she would not / come back before the spring.",
        "not / come",
        "She said she would not come back / before the spring.",
    ),
    ("en", "I was / late.", "was / late.", "I was late."),
)


@pytest.mark.parametrize(("language", "text", "parted", "better"), BETTER, ids=[row[2] for row in BETTER])
def test_a_bad_break_is_found_and_mended(language: Language, text: str, parted: str, better: str) -> None:
    captions, yardstick = shown(language, text), against(language)
    (found,) = check(captions, yardstick)
    assert (found.measured, found.limit) == (parted, better)
    assert (found.rule, found.severity) == ("subtitle-line-break", "warning")
    assert texts_of(fix(captions, yardstick), language) == [better]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "저는 아주 작은 마을에서 / 태어났습니다"),
        ("ko", "저 같은 사람도 행복하게 살 수 / 있다는 것을 보여 주고 싶어요"),
        ("ko", "- 그 / - 사람"),
        ("ko", "가나다라마바사아자차카타파 저는 그 / 사람을 가나다라마바사아자차카타"),
        ("ko", "조선민주주의인민공화국사회주의 / 수 있었습니다"),
        ("en", "-I was the / -No."),
        ("en", "I crossed the river into China, / but my mother stayed."),
        ("en", "♪ I was the / ♪ one"),
    ],
)
def test_a_good_break_and_a_bad_one_without_remedy_are_not_blamed(language: Language, text: str) -> None:
    captions, yardstick = shown(language, text), against(language)
    assert check(captions, yardstick) == []
    assert fix(captions, yardstick) == captions


BORDERS: tuple[tuple[Language, str, str, list[str]], ...] = (
    ("ko", "저는 그", "사람을 몰라요", ["그 / 사람을"]),
    ("ko", "저는 알 수", "없었어요", ["수 / 없었어요"]),
    ("ko", "네 갔습니다", "있을 때 봤어요", []),
    ("ko", "저는 갔어요. 그", "사람을 몰라요", ["그 / 사람을"]),
    ("ko", "저는 그때", "사람을 몰라요", []),
    (
        "ko",
        "가나다라 가나다라 가나다 / 가나다라 가나다라 가나다 그",
        "사람을 몰라요 사람을 몰라요 / 사람을 몰라요 사람을 몰라",
        [],
    ),
    ("ko", "저는 그", "- 사람을", []),
    ("en", "I went to the", "market at noon.", ["the / market"]),
    ("en", "I went with Kim", "Jong Il told us.", []),
    ("en", "I was 45", "Then I left.", []),
    ("en", "I was born in the", "North of it.", ["the / North"]),
    ("en", "I went.", "The market was far.", []),
)


@pytest.mark.parametrize(
    ("language", "first", "second", "parted"), BORDERS, ids=[" | ".join(row[1:3]) for row in BORDERS]
)
def test_borders_of_captions(language: Language, first: str, second: str, parted: list[str]) -> None:
    captions, yardstick = shown(language, first, second), against(language)
    assert measured(check, captions, yardstick) == parted
    assert fix(captions, yardstick) == captions


@pytest.mark.parametrize(("gap", "count"), [(2, 1), (12, 1), (13, 0), (100, 0), (-1, 0)])
def test_a_border_at_a_pause_is_where_it_should_be(gap: int, count: int) -> None:
    assert len(check(korean("저는 그", "사람을 몰라요", gap=gap), against("ko"))) == count


def test_a_border_is_named_at_the_later_caption() -> None:
    (found,) = check(korean("네", "저는 그", "사람을 몰라요"), against("ko"))
    assert (found.where, found.limit) == ("cue 3", "저는 | 그 사람을 몰라요")


def test_a_border_stays_where_the_words_could_not_be_read_in_time() -> None:
    first, second = korean("저는 그", "사람을 몰라요 " + "가" * 9)
    assert len(check((first, second), against("ko"))) == 1
    brief = replace(second, end_frame=second.start_frame + 31)
    assert (
        check(
            (replace(first, end_frame=10, start_frame=0), replace(brief, start_frame=12, end_frame=42)), against("ko")
        )
        == []
    )


def test_a_border_stays_where_both_captions_are_full() -> None:
    full = "가나다라마바사아자차카타파하거너"
    first, second = korean(f"{full} / {full[:14]} 그", f"사람을 {full[:12]} / {full}", gap=102)
    slow = replace(first, end_frame=150), replace(second, start_frame=152, end_frame=302)
    assert check(slow, against("ko")) == []


@given(st.lists(st.sampled_from(KOREAN), min_size=1, max_size=9), st.lists(st.sampled_from(ENGLISH), max_size=14))
def test_our_own_lines_are_never_blamed(ko: list[str], en: list[str]) -> None:
    both = {
        "ko": lines_from(" ".join(ko), max_line=HOUSE.ko.max_line, language="ko"),
        "en": lines_from(" ".join(en), max_line=HOUSE.en.max_line, language="en"),
    }
    assert check((Caption(1, 0, 50, **both),), against()) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "저는 열한 살 / 동생은 일곱 살이었어요"),
        ("ko", "밥도 없고 / 있는 건 풀뿐이었어요"),
        ("ko", "아버지는 / 말씀이 없으셨어요"),
        ("ko", "군인들이 집 안 / 곳곳을 뒤졌어요"),
        ("en", "The man she was living with / told the police about us."),
        ("en", "The place I was sent to / had no windows at all."),
        ("en", "Everyone I'd ever cared about / was dead or missing."),
        ("en", "I said no. / The man I lived with said yes to the police."),
        ("en", "When I was nine / soldiers came to our house."),
        ("en", "She sold everything she had / just to feed us."),
    ],
)
def test_what_people_broke_well_stays(language: Language, text: str) -> None:
    captions, yardstick = shown(language, text), against(language)
    assert check(captions, yardstick) == []
    assert fix(captions, yardstick) == captions


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He left his wife and the / children"),
        ("en", "We never slept that whole / night"),
    ],
)
def test_what_is_not_surely_better_is_left_to_people(language: Language, text: str) -> None:
    captions, yardstick = shown(language, text), against(language)
    assert fix(captions, yardstick) in (captions, shown(language, text.replace(" / ", " ")))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("죽지 않 / 았어요", "않 / 았어요"),
        ("저는 그때 / 정말 무서웠 / 습니다", "무서웠 / 습니다"),
        ("우리는 강을 건너 / 었는데 총소리가 났어요", "건너 / 었는데"),
        ("그 사람들 / 에게 다 줬어요", "사람들 / 에게"),
        ("정말 힘들 / 겠다고 했어요", "힘들 / 겠다고"),
        ("학교가 멀어 / 요", None),
        ("밥을 먹고 / 다니지 못했어요", None),
        ("저는 울었고 / 니 동생도 울었다고", None),
        ("- 않 / - 았어요", None),
    ],
)
def test_a_word_that_a_line_cuts_is_found_and_left_to_people(text: str, cut: str | None) -> None:
    captions, yardstick = korean(text), against("ko")
    assert measured(check, captions, yardstick) == ([cut] if cut else [])
    assert fix(captions, yardstick) == captions


@pytest.mark.parametrize(
    ("language", "first", "second", "better"),
    [
        (
            "en",
            "We crossed the river at night and the",
            "guards did not see us there.",
            "We crossed the river at night | and the guards did not see us there.",
        ),
        ("ko", "저는 그때 너무", "무서웠어요 정말", "저는 그때 | 너무 무서웠어요 정말"),
    ],
)
def test_the_best_border_in_reach_is_shown_as_both_captions(
    language: Language, first: str, second: str, better: str
) -> None:
    (found,) = check(shown(language, first, second), against(language))
    assert found.limit == better
    assert all(part in found.message for part in better.split(" | "))
