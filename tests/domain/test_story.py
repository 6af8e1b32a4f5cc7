"""Short texts in both languages."""

from __future__ import annotations

import pytest

from pipeline.domain.story import Bilingual
from pipeline.domain.transcript import Language


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        (Bilingual("봄", "Spring"), "ko", "봄"),
        (Bilingual("봄", "Spring"), "en", "Spring"),
        (Bilingual("봄"), "en", "봄"),
        (Bilingual(en="Spring"), "ko", "Spring"),
    ],
)
def test_the_other_language_stands_in(text: Bilingual, language: Language, shown: str) -> None:
    assert text.in_language(language) == shown


def test_a_text_in_one_language_is_a_text() -> None:
    assert Bilingual(en="Spring")
    assert not Bilingual()
