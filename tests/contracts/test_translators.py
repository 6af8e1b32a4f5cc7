"""What every translator keeps, whoever added it."""

from __future__ import annotations

import pytest

from pipeline.domain.transcript import LANGUAGES, Language, other
from pipeline.engines.translators import TRANSLATORS
from pipeline.engines.translators.base import TranslationRequest

SENTENCES: dict[Language, tuple[str, ...]] = {
    "ko": ("안녕하세요.", "한바다입니다.", "안녕하세요.", "로동신문을 태웠습니다."),
    "en": ("Hello.", "I am Han Bada.", "Hello.", "I burned the newspaper."),
}
NAMES = ("한바다", "Han Bada")


def translated(name: str, sentences: tuple[str, ...], source: Language) -> tuple[str | None, ...]:
    return TRANSLATORS[name](TranslationRequest(sentences, source, other(source), NAMES))


@pytest.mark.parametrize("source", LANGUAGES)
@pytest.mark.parametrize("name", TRANSLATORS)
def test_each_sentence_gets_one_text_or_none_in_the_same_order(name: str, source: Language) -> None:
    texts = translated(name, SENTENCES[source], source)
    assert len(texts) == len(SENTENCES[source])
    assert texts == tuple(text for item in SENTENCES[source] for text in translated(name, (item,), source))
    for text in texts:
        assert text is None or (text.strip() == text and text and "\n" not in text)


@pytest.mark.parametrize("name", TRANSLATORS)
def test_nothing_in_is_nothing_out(name: str) -> None:
    assert translated(name, (), "ko") == ()


@pytest.mark.parametrize("source", LANGUAGES)
@pytest.mark.parametrize("name", TRANSLATORS)
def test_protected_names_come_through(name: str, source: Language) -> None:
    text = translated(name, SENTENCES[source], source)[1]
    assert text is None or any(protected in text for protected in NAMES)
