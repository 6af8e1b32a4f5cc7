"""Texts with signs that the bundled typeface lacks are refused, each named with its key."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.domain.errors import UsageError
from pipeline.engines.lettering import require_letters


@pytest.mark.parametrize(
    "text", ["", "다시 바다를", "The Sea — “Again”…", "로동신문 2009", unicodedata.normalize("NFD", "바다")]
)
def test_what_can_be_drawn_passes(text: str) -> None:
    require_letters([("title.ko", text)], where="story.toml")


def test_every_text_with_a_missing_sign_is_named_once() -> None:
    texts = [("title.ko", "脫北 이야기 脫 🌊"), ("title.en", "A Story"), ("credit 1 name", "金민수")]
    with pytest.raises(UsageError) as caught:
        require_letters(texts, where="story.toml")
    assert caught.value.where == "story.toml: title.ko (脫 北 🌊), credit 1 name (金)"
    assert not set("脫北金🌊") & set(caught.value.public_text), "a sign may be a part of a name"
