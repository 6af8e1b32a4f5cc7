"""Three dots are one sign, and a Korean caption that goes on after a pause begins without it."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.ellipsis import check, fix
from tests.rules.subtitles.written import against, cues, english, korean, measured, texts_of


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("그때는...", "그때는…"),
        ("그때는....", "그때는…"),
        ("그때는……", "그때는…"),
        ("그때는….", "그때는…"),
        ("음... 네 / 아니...", "음… 네 / 아니…"),
        ("<i>그때는...</i>", "<i>그때는…</i>"),
        ("그때는…", "그때는…"),
        ("그때는.", "그때는."),
        ("6.25 때..", "6.25 때…"),
        ("그냥..", "그냥…"),
        ("그냥.. 네", "그냥… 네"),
        ("<b>그냥..</b>", "<b>그냥…</b>"),
        ("그냥..…", "그냥…"),
        ("<c.a..b>그냥</c>", "<c.a..b>그냥</c>"),
        ("1990..", "1990.."),
        ("../자막", "../자막"),
        ("go..", "go…"),
        ("I didn't..", "I didn't…"),
        ("U.S..", "U.S.."),
        ("etc..", "etc.."),
        ("A..", "A.."),
        ("“그때는…”", "“그때는…”"),
        ("", ""),
    ],
)
def test_dots_become_one_sign(text: str, written: str) -> None:
    captions, yardstick = korean(text), against("ko")
    assert bool(check(captions, yardstick)) == (text != written)
    assert texts_of(fix(captions, yardstick), "ko") == [written]


def test_each_caption_is_named_once() -> None:
    captions = english("so...", "well… but... no...", "yes")
    found = check(captions, against("en"))
    assert cues(found) == [1, 2]
    assert {(finding.rule, finding.severity, finding.limit) for finding in found} == {
        ("subtitle-ellipsis", "warning", "…")
    }


@pytest.mark.parametrize(
    ("first", "second", "gap", "mended"),
    [
        ("그때는…", "…추웠어요", 2, "추웠어요"),
        ("그때는...", "... 추웠어요", 2, "추웠어요"),
        ("그때는…", "<b>…추웠어요</b>", 2, "<b>추웠어요</b>"),
        ("그때는", "…추웠어요", 50, "추웠어요"),
        ("그때는", "…추웠어요", 49, "…추웠어요"),
        ("그때는…", "추웠어요…", 2, "추웠어요…"),
        ("그때는…", "…", 2, "…"),
    ],
)
def test_none_at_the_start_after_a_pause(first: str, second: str, gap: int, mended: str) -> None:
    """At 25 frames a gap of two seconds is 50."""
    captions, yardstick = korean(first, second, gap=gap), against("ko")
    blamed = "… at the start" in measured(check, captions, yardstick)
    assert blamed == (mended not in {second, "…"})
    assert texts_of(fix(captions, yardstick), "ko")[1] == mended


def test_english_may_begin_with_one() -> None:
    captions = english("I was…", "…so cold.")
    assert check(captions, against("en")) == []
    assert fix(captions, against("en")) == captions


def test_the_first_caption_may_begin_with_one() -> None:
    assert check(korean("…라고 했어요"), against("ko")) == []
