"""A Korean caption ends without a full stop; stops inside, ellipses and abbreviations stay."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.full_stop import check, fix
from tests.rules.subtitles.written import against, cues, english, korean, texts_of


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("갔습니다.", "갔습니다"),
        ("네. 갔습니다.", "네. 갔습니다"),
        ("저는 / 갔습니다.", "저는 / 갔습니다"),
        ("<b>갔습니다.</b>", "<b>갔습니다</b>"),
        ("<b>갔습니다</b>.", "<b>갔습니다</b>"),
        ("갔습니다. ", "갔습니다 "),
        ("갔습니다。", "갔습니다"),
        ("《로동신문》.", "《로동신문》"),
        ("“갔다”.", "“갔다”"),
        ("ㅋㅋ.", "ㅋㅋ"),
        ("- 네. / - 아니요.", "- 네 / - 아니요"),
        ("네. / 아니요", "네. / 아니요"),
        ("갔습니다...", "갔습니다..."),
        ("갔습니다..", "갔습니다.."),
        ("갔습니다…", "갔습니다…"),
        ("갔습니다….", "갔습니다…."),
        ("갔습니까?", "갔습니까?"),
        ("1997. 6. 25.", "1997. 6. 25."),
        ("U.S.", "U.S."),
        ("“갔습니다.”", "“갔습니다.”"),
        ("네. 갔습니다", "네. 갔습니다"),
        ("", ""),
    ],
)
def test_the_last_stop_is_taken_away_and_nothing_else(text: str, mended: str) -> None:
    captions, yardstick = korean(text), against("ko")
    assert cues(check(captions, yardstick)) == ([1] if text != mended else [])
    assert texts_of(fix(captions, yardstick), "ko") == [mended]


def test_it_is_a_warning() -> None:
    (found,) = check(korean("네."), against("ko"))
    assert (found.rule, found.severity) == ("subtitle-full-stop", "warning")


def test_english_ends_with_one() -> None:
    captions = english("Yes.")
    assert check(captions, against("en")) == []
    assert fix(captions, against("en")) == captions
