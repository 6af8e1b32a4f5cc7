"""No italics in Korean; other tags are none of this rule's business."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.italics import check, fix
from tests.rules.subtitles.written import against, cues, english, korean, texts_of


@pytest.mark.parametrize(
    ("text", "upright"),
    [
        ("<i>네</i>", "네"),
        ("<I>네</I> / <i>아니</i>", "네 / 아니"),
        ("<em>네</em>", "네"),
        ("{\\i1}네{\\i0}", "네"),
        ("{\\an8\\i1}네", "{\\an8}네"),
        ("{\\i1\\b1}네", "{\\b1}네"),
        ("<b>네</b>", "<b>네</b>"),
        ("{\\iclip(1,2)}네", "{\\iclip(1,2)}네"),
        ("<남> 네", "<남> 네"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_italics_are_taken_away_and_nothing_else(text: str, upright: str) -> None:
    captions, yardstick = korean(text), against("ko")
    assert cues(check(captions, yardstick)) == ([1] if text != upright else [])
    assert texts_of(fix(captions, yardstick), "ko") == [upright]


def test_it_is_a_warning() -> None:
    (found,) = check(korean("<i>네</i>"), against("ko"))
    assert (found.rule, found.severity) == ("subtitle-italics", "warning")


def test_english_has_italics() -> None:
    captions = english("<i>Yes</i>")
    assert check(captions, against("en")) == []
    assert fix(captions, against("en")) == captions
