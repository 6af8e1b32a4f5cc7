"""No line is longer than its language's limit: 16 units of Korean, 42 characters of English."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.line_length import check, fix
from tests.examples import cue, judged, track
from tests.rules.subtitles.written import against, english, korean, texts_of

FULL = "가나다라마바사아자차카타파하거너"


@pytest.mark.parametrize(
    ("ko", "en", "measured"),
    [
        ((FULL,), ("x" * 42,), []),
        ((FULL + ".",), ("x",), ["16.5 units"]),
        (("네",), ("x" * 43,), ["43 characters"]),
        (("네", FULL + "가"), ("x" * 44, "x"), ["17 units", "44 characters"]),
        (("a" * 32,), ("x",), []),
        (("a" * 33,), ("x",), ["16.5 units"]),
        ((f"<b>{FULL}</b>",), ("<i>" + "x" * 42 + "</i>",), []),
    ],
)
def test_a_long_line_is_found(ko: tuple[str, ...], en: tuple[str, ...], measured: list[str]) -> None:
    found = check(*judged(track(cue(0, 50, ko=ko, en=en))))
    assert [finding.measured for finding in found] == measured
    assert all(finding.where == "cue 1" and finding.severity == "error" for finding in found)
    assert {finding.limit for finding in found} <= {"16 units", "42 characters"}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("저는 강을 건너서 중국으로 갔습니다", "저는 강을 건너서 / 중국으로 갔습니다"),
        ("저는 / 강을 건너서 / 중국으로 갔습니다", "저는 / 강을 건너서 / 중국으로 갔습니다"),
        ("<b>저는 강을 건너서 중국으로 갔습니다</b>", "<b>저는 강을 건너서 / 중국으로 갔습니다</b>"),
        ("저는 / 갔어요", "저는 / 갔어요"),
        (FULL + "가", FULL + "가"),
        ("- 저는 강을 건너서 중국으로 갔습니다 / - 네", "- 저는 강을 건너서 중국으로 갔습니다 / - 네"),
        ("네 / 네 / " + FULL + "가", "네 / 네 / " + FULL + "가"),
    ],
)
def test_the_same_words_are_broken_anew_where_they_then_fit(text: str, mended: str) -> None:
    assert texts_of(fix(korean(text), against("ko")), "ko") == [mended]


def test_words_that_fill_three_lines_are_left_to_a_person() -> None:
    text = " / ".join(["가" * 12] * 3)
    assert texts_of(fix(korean(text), against("ko")), "ko") == [text]
    assert texts_of(fix(korean("가" * 12 + " " + "가" * 12 + " " + "가" * 12), against("ko")), "ko") == [
        " ".join(["가" * 12] * 3)
    ]


def test_a_long_english_line_is_broken_where_it_reads_best() -> None:
    captions = english("I could not tell anyone because I was afraid of them.")
    assert texts_of(fix(captions, against("en")), "en") == ["I could not tell anyone / because I was afraid of them."]
