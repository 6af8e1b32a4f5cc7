"""Spaces stand single, and none before a comma or a full stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.rules.subtitles.spaces import check, fix
from tests.rules.subtitles.written import against, english, texts_of


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("I went  home", "I went home"),
        ("I went ,and", "I went, and"),
        ("I went , and", "I went, and"),
        ("I went .", "I went."),
        ("I went  .", "I went."),
        ("그래서 ,그때", "그래서, 그때"),
        ("<i>그래서  그때</i>", "<i>그래서 그때</i>"),
        ("<font face='a  b'>네</font>", "<font face='a  b'>네</font>"),
        ("he said “go ”.", "he said “go ”."),
        ("it was .5 of it", "it was .5 of it"),
        ("a .com or .NET name", "a .com or .NET name"),
        ("wait . . . no", "wait . . . no"),
        ("wait ...no", "wait ...no"),
        ("1 ,000", "1 ,000"),
        ("- , no", "- , no"),
        ("{\\pos(1,2)}LEFT    RIGHT", "{\\pos(1,2)}LEFT    RIGHT"),
        (" went ", " went "),
        ("", ""),
    ],
)
def test_spaces_that_are_too_many_are_taken_away(text: str, mended: str) -> None:
    captions, yardstick = english(text), against("en")
    assert bool(check(captions, yardstick)) == (text != mended)
    assert texts_of(fix(captions, yardstick), "en") == [mended]
    assert check(fix(captions, yardstick), yardstick) == []


def test_signs_keep_theirs() -> None:
    (caption,) = english("LEFT    RIGHT")
    sign = replace(caption, place=("1",))
    assert check((sign,), against("en")) == []
    assert fix((sign,), against("en")) == (sign,)


def test_both_faults_of_a_caption_are_named() -> None:
    found = check(english("I  went ,and  came"), against("en"))
    assert [(item.severity, item.measured) for item in found] == [
        ("warning", "a space before a mark"),
        ("warning", "spaces side by side"),
    ]
