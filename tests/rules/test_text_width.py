"""How much of a line a text takes: the golden vectors of the Korean counter, and characters for English."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.text_width import characters, korean_units, width

ZERO_WIDTH = "\u200b\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("가나다라마바사아자차카타파하거너", 16.0),
        ("북한에서는 그런 말을 하면 안 됐거든요", 18.5),
        ('그때는… "정말" 힘들었어요', 12.5),
        ("ㅋㅋ 정말?", 5.0),
        ("2009년 CD", 4.5),
        ("《로동신문》", 6.0),
        ("- 네\u200b", 2.0),
        (unicodedata.normalize("NFD", "한글"), 2.0),
        ("", 0.0),
        ("ＣＤ", 2.0),
        ("漢字", 2.0),
        ("“네” ‘네’ — ·", 6.5),
        ("네\r\n네", 2.0),
    ],
)
def test_korean_units(text: str, units: float) -> None:
    assert korean_units(text) == units
    assert width(text, "ko") == units


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I left home.", 12),
        ("so<00:00:00.400><c> I</c>", 4),
        ("<00:01.000>so <01:02:03.456>I", 4),
        ("I <3 you at <1:30>", 18),
        ("cafe\u0301", 4),
        ("so… “no”", 8),
        (unicodedata.normalize("NFD", "한글 자막 북한말"), 9),
        ("\ufeffa\u200bb", 2),
        ("", 0),
    ],
)
def test_english_characters(text: str, count: int) -> None:
    assert characters(text) == count
    assert width(text, "en") == count


@given(st.text(alphabet="가힣ㅋa1 .…“漢Ａ" + ZERO_WIDTH, max_size=20))
def test_composition_and_invisible_marks_take_no_room(text: str) -> None:
    visible = "".join(sign for sign in text if sign not in ZERO_WIDTH)
    assert korean_units(text) == korean_units(visible)
    assert korean_units(unicodedata.normalize("NFD", text)) == korean_units(text)


@given(st.text(alphabet="가힣a1 .…“漢", max_size=20), st.text(alphabet="가힣a1 .…“漢", max_size=20))
def test_widths_add_up(one: str, two: str) -> None:
    assert korean_units(one + two) == korean_units(one) + korean_units(two)
    assert len(one) / 2 <= korean_units(one) <= len(one)
