"""A grammar is asked where sentences end, about Korean words alone, and only where there are many."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.domain.transcript import Language
from pipeline.rules.spoken import spoken_in
from pipeline.rules.utterances import utterances_from
from tests.examples import HOUSE, edl, sentence, transcript, translation, words_from

LONG_KO = "저는 강을 건넜습니다 그리고 어머니는 집에 남아 계셨어요"
LONG_EN = "I crossed the river and my mother stayed behind at home."


@pytest.mark.parametrize(
    ("spoken", "said", "translated", "asked"),
    [
        ("ko", LONG_KO, LONG_EN, [LONG_KO]),
        ("en", LONG_EN, LONG_KO, [LONG_KO]),
        ("ko", "저는 강을 건넜습니다", LONG_EN, []),
        ("en", LONG_EN, "", []),
    ],
)
def test_the_grammar_is_asked_about_long_korean(spoken: Language, said: str, translated: str, asked: list[str]) -> None:
    questions: list[str] = []

    def grammar(words: Sequence[str]) -> frozenset[int]:
        questions.append(" ".join(words))
        return frozenset({3})

    heard = transcript(sentence(1, words_from(said)), language=spoken)
    (found,) = utterances_from(
        spoken_in(edl((0, 500)), heard),
        translation(heard, translated),
        HOUSE,
        spoken=spoken,
        speakers={},
        korean_ends=grammar,
    )
    assert questions == asked
    assert found.korean_ends == (frozenset({3}) if asked else frozenset())
