"""A typeface as numbers: how wide text is, and which signs it cannot draw, each named once."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.domain.typeface import Typeface

LETTERS = {" ": 0.25, "a": 0.5, "é": 0.5, "x": 0.5, "\u0304": 0.0, "가": 0.9, "나": 0.9, "1": 0.6, "\u00a0": 0.25}
TYPEFACE = Typeface("Test", LETTERS, {letter: width + 0.1 for letter, width in LETTERS.items()}, 1.2)


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("", 0.0, 0.0),
        ("가나", 1.8, 2.0),
        ("가 a", 1.65, 1.95),
        (unicodedata.normalize("NFD", "가é"), 1.4, 1.6),
        ("家", 1.0, 1.0),
        ("a\u200d\u200b\ufeff\ufe0f\u2060", 0.5, 0.6),
        ("a\u20e3", 0.5, 0.6),
    ],
)
def test_a_line_is_as_wide_as_its_letters(text: str, regular: float, bold: float) -> None:
    assert TYPEFACE.width_em(text, bold=False) == pytest.approx(regular)
    assert TYPEFACE.width_em(text, bold=True) == pytest.approx(bold)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ()),
        ("가나 a", ()),
        (unicodedata.normalize("NFD", "가나 é"), ()),
        ("가\tx\nx\u200ba\u3000a\ufeff가\ufe0fa\U000e0100a\u3164a\u034f", ()),
        ("家 a 國 家", ("家", "國")),
        ("x\u0304", ()),
        ("x\u0305", ("x\u0305",)),
        ("家\u0304 家", ("家\u0304", "家")),
        ("가 👩\u200d👩\u200d👧 나", ("👩\u200d👩\u200d👧",)),
        ("👍🏽👍", ("👍🏽", "👍")),
        ("❤\ufe0f", ("❤\ufe0f",)),
        ("1\ufe0f\u20e3", ("1\ufe0f\u20e3",)),
        ("🇰🇷🇰🇵", ("🇰🇷", "🇰🇵")),
        ("\ue123", ("\ue123",)),
    ],
)
def test_what_cannot_be_drawn_is_named_once_and_in_order(text: str, missing: tuple[str, ...]) -> None:
    assert TYPEFACE.missing(text) == missing


def test_both_weights_need_the_letter() -> None:
    regular_only = Typeface("Test", {**LETTERS, "b": 0.5}, LETTERS, 1.2)
    assert regular_only.missing("ab") == ("b",)
