"""Two people in one caption: a line and a dash each, in the style of the language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.speakers import check, fix
from tests.examples import HOUSE
from tests.rules.subtitles.written import against, cues, measured, shown, texts_of

FULL = "가" * 15


@pytest.mark.parametrize(
    ("language", "text", "wrong", "mended"),
    [
        ("ko", "- 네 / - 아니요", [], "- 네 / - 아니요"),
        ("ko", "-네 / -아니요", ['"-x"'], "- 네 / - 아니요"),
        ("ko", "- 네 / -아니요", ['"-x"'], "- 네 / - 아니요"),
        ("ko", "– 네 / – 아니요", ['"– x"'], "- 네 / - 아니요"),
        ("ko", "<b>-네</b> / -  아니요", ['"-x"'], "<b>- 네</b> / - 아니요"),
        ("ko", "네 / - 아니요", ["no dash"], "네 / - 아니요"),
        ("ko", "- 그래서 저는 / 갔어요", [], "- 그래서 저는 / 갔어요"),
        ("ko", "-5도였어요 / -7도요", [], "-5도였어요 / -7도요"),
        ("ko", "- 5명이요? / - 6명이요", [], "- 5명이요? / - 6명이요"),
        ("ko", "-네", [], "-네"),
        ("ko", "네 / 아니요", [], "네 / 아니요"),
        ("ko", f"-{FULL} / -네", ['"-x"'], f"- {FULL} / - 네"),
        ("ko", f"-{FULL}. / -네", ['"-x"'], f"-{FULL}. / -네"),
        ("en", "-Yes. / -No.", [], "-Yes. / -No."),
        ("en", "- Yes. / - No.", ['"- x"'], "-Yes. / -No."),
        ("en", "—Yes. / —No.", ['"—x"'], "-Yes. / -No."),
        ("en", "Yes. / -No.", ["no dash"], "Yes. / -No."),
        ("en", "He went -- / -- and came back.", [], "He went -- / -- and came back."),
    ],
)
def test_dashes(language: Language, text: str, wrong: list[str], mended: str) -> None:
    captions, yardstick = shown(language, text), against(language)
    assert measured(check, captions, yardstick) == wrong
    assert texts_of(fix(captions, yardstick), language) == [mended]


def test_what_to_do_is_said() -> None:
    wrong, missing = check(shown("ko", "-네 / -아니요", "네 / - 아니요"), against("ko"))
    assert "a hyphen and a space" in wrong.message
    assert "before both, or before none" in missing.message
    assert wrong.severity == missing.severity == "warning"
    assert cues([wrong, missing]) == [1, 2]


def test_a_profile_may_show_speakers_otherwise() -> None:
    captions, yardstick = shown("ko", "-네 / -아니요"), against("ko", profile=replace(HOUSE, speakers="labels"))
    assert check(captions, yardstick) == []
    assert fix(captions, yardstick) == captions
