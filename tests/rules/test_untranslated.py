"""What cannot be a translation is told from what can."""

from __future__ import annotations

import pytest

from pipeline.domain.transcript import Language
from pipeline.rules.untranslated import is_translation


@pytest.mark.parametrize(
    "text",
    [
        *("TODO", "todo", "Todo.", "[TODO]", "TODO: ask her", "I went to TODO.", "TBD", "(tbd)", "FIXME", "xxx", "XX."),
        *("???", "...", "-", "…", "?", "translate me", "(Untranslated)", "[translation]", "Your text here"),
        *("미번역", "(번역 필요)", "추후 번역", "Lorem ipsum dolor sit amet", "도구를 제공합니다 (한국어)", "ㅇㅇ"),
    ],
)
def test_what_is_no_english(text: str) -> None:
    assert not is_translation(text, of="도구를 제공합니다.", language="en")


@pytest.mark.parametrize(
    "text",
    [
        *("Yes.", "To do that, we left.", "We provide tools.", "I ate 김치 every day.", 'They said "아버지" to him.'),
        *("1994.", "♪ ♪", "I had too much to do.", "The translation was wrong.", "A.", "I want you to translate this."),
    ],
)
def test_what_may_be_english(text: str) -> None:
    assert is_translation(text, of="도구를 제공합니다.", language="en")


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("우리는 떠났습니다.", True),
        ("OK.", True),
        ("Samsung", True),
        ("1994", True),
        ("CNN, BBC", True),
        ("나는 Seoul National University 에 다녔어요.", True),
        ("We had to leave.", False),
        ("TODO", False),
        ("번역 예정", False),
    ],
)
def test_what_may_be_korean(text: str, *, possible: bool) -> None:
    assert is_translation(text, of="We had to leave.", language="ko") == possible


@pytest.mark.parametrize("language", ["ko", "en"])
def test_under_a_sentence_without_letters_marks_are_enough(language: Language) -> None:
    assert is_translation("...", of="…", language=language)
