"""The bundled typeface: it is there, libass sets it as wide as we say, and text set in it fits whole."""

from __future__ import annotations

import dataclasses
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from pipeline.domain.errors import ToolMissing, UsageError
from pipeline.domain.render_plan import Drawn
from pipeline.engines import fonts, opentype, typesetting
from pipeline.rules import drawing
from pipeline.rules.canvas import Box
from tests.drawn import ink, pictures
from tests.examples import YOUTUBE

KOREAN = typesetting.TextStyle("bold", 90.0, leading_em=1.3, tracking_em=-0.01)
ENGLISH = typesetting.TextStyle("regular", 60.0, leading_em=1.3, tracking_em=0.02)
LONG_TITLE = "두만강을 건너던 그해 겨울, 어머니가 마지막으로 하신 말씀을 나는 잊지 못합니다"


def paragraph(text: str, style: typesetting.TextStyle = KOREAN, *, max_lines: int = 3) -> typesetting.Paragraph:
    return typesetting.Paragraph(text, style, space_above_px=20, max_lines=max_lines)


@pytest.mark.parametrize(("weight", "style_name"), [("regular", "Regular"), ("bold", "Bold")])
def test_each_weight_is_the_family_libass_is_told_to_find(weight: fonts.Weight, style_name: str) -> None:
    path = fonts.font_path(weight)
    assert path.parent == fonts.fonts_dir()
    assert ImageFont.truetype(path, 20).getname() == (fonts.FAMILY, style_name)


def test_a_missing_font_is_named_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "fonts_dir", lambda: tmp_path)
    with pytest.raises(ToolMissing, match=r"Pretendard-Bold\.otf.*Install"):
        fonts.font_path("bold")


@pytest.mark.parametrize("content", [b"", b"OTTO", b"OTTO\0\1" + bytes(26)])
def test_a_damaged_font_is_named_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Pretendard-Bold.otf"
    path.write_bytes(content)
    with pytest.raises(ToolMissing, match=r"Pretendard-Bold\.otf is damaged.*Install"):
        opentype.measures(path)


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_letter_is_as_wide_as_in_the_font_file(weight: fonts.Weight) -> None:
    advances = opentype.measures(fonts.font_path(weight)).advances_em
    face = ImageFont.truetype(fonts.font_path(weight), 2048, layout_engine=ImageFont.Layout.BASIC)
    assert len(advances) > 14_000
    assert [letter for letter in advances if face.getlength(letter) != advances[letter] * 2048] == []


def test_all_hangul_syllables_can_be_drawn_and_no_hanja() -> None:
    typeface = fonts.typeface()
    assert typeface.missing("".join(map(chr, range(0xAC00, 0xD7A4)))) == ()
    assert typeface.missing("家 A 國 家") == ("家", "國")


# What libass makes of it

SET_IN_LIBASS = [
    "처음에는 아는 사람이 한 명도 ",
    "뷁꽃흙숲값",
    "I came to Seoul and took the subway, ",
    "WMmil1 gjpqy ",
    "2009년 CD… ",
]
LINE_PX = 120


def set_lines(folder: Path, style: str, *texts: str) -> list[Box]:
    """What each text covers when libass sets it without outline, in lines 120 pixels high."""
    things = [[Drawn(0, 1, 1, style, f"{{\\an7\\pos(40,40)\\fs{LINE_PX}\\bord0\\shad0}}{text}")] for text in texts]
    return [ink(item) for item in pictures(folder, things, drawing.styles(YOUTUBE), size_px=(4200, 320))]


@pytest.mark.parametrize("style", ["ko", "en"])
@pytest.mark.parametrize("text", SET_IN_LIBASS)
def test_libass_sets_a_line_as_wide_as_we_say(tmp_path: Path, style: str, text: str) -> None:
    """Twice the text is wider than the text by exactly one: what stands free at either end of a letter cancels out."""
    typeface = fonts.typeface()
    once, twice = set_lines(tmp_path, style, f"{text}.", f"{text}{text}.")
    predicted_px = typeface.width_em(text, bold=style == "ko") * LINE_PX / typeface.line_em
    assert twice.width_px - once.width_px == pytest.approx(predicted_px, rel=0.02)


@pytest.mark.parametrize(("style", "weight"), [("ko", "bold"), ("en", "regular")])
@pytest.mark.parametrize("text", ["뷁꽃흙숲값", "Hxgjpqy", "[(ÅQ|"])
def test_libass_sets_letters_as_high_as_we_say(tmp_path: Path, style: str, weight: fonts.Weight, text: str) -> None:
    """The font size in ASS is the height of a line: the em is smaller by `line_em`."""
    one, two = set_lines(tmp_path, style, text, f"{text}\\N{text}")
    face = ImageFont.truetype(fonts.font_path(weight), LINE_PX / fonts.typeface().line_em)
    _, top, _, bottom = face.getbbox(text, anchor="ls")
    assert one.height_px == pytest.approx(bottom - top, rel=0.02, abs=1)
    assert two.height_px - one.height_px == pytest.approx(LINE_PX, abs=1)
    assert 40 - 1 <= one.top < one.bottom <= 40 + LINE_PX + 1


# Text set by ourselves


def test_lines_break_at_spaces_only_and_are_evenly_filled() -> None:
    (block,) = typesetting.column([paragraph(f"  {LONG_TITLE}\n")], width_px=1536, height_px=700)
    assert " ".join(block.lines) == LONG_TITLE
    assert len(block.lines) == 2
    widths = [dataclasses.replace(block, lines=(line,)).width_px for line in block.lines]
    assert max(widths) <= 1536
    assert min(widths) > 0.75 * max(widths)
    assert block.scale == 1


def test_too_many_lines_shrink_all_text_alike() -> None:
    title, small = typesetting.column(
        [paragraph(LONG_TITLE, max_lines=1), paragraph("By the river", ENGLISH)], width_px=1536, height_px=700
    )
    assert len(title.lines) == 1
    assert title.scale == small.scale < 1
    assert title.width_px <= 1536
    assert small.top_px == pytest.approx(title.bottom_px + 20 * small.scale)


def test_a_word_wider_than_the_room_shrinks_first_and_is_cut_last() -> None:
    (shrunk,) = typesetting.column([paragraph("가" * 25)], width_px=1536, height_px=700)
    assert shrunk.lines == ("가" * 25,)
    (cut,) = typesetting.column([paragraph("가" * 120)], width_px=1536, height_px=700)
    assert "".join(cut.lines) == "가" * 120
    assert max(shrunk.width_px, cut.width_px) <= 1536


def test_text_that_would_be_a_speck_is_refused() -> None:
    with pytest.raises(UsageError, match="Shorten"):
        typesetting.column([paragraph("아주 긴 제목 " * 200)], width_px=300, height_px=100)


def test_decomposed_hangul_is_set_like_composed() -> None:
    composed = typesetting.column([paragraph(LONG_TITLE)], width_px=900, height_px=700)
    assert (
        typesetting.column([paragraph(unicodedata.normalize("NFD", LONG_TITLE))], width_px=900, height_px=700)
        == composed
    )


@pytest.mark.parametrize("text", ["뷁꽃흙숲", "gjpqy", "ÅÉÎ", "Q|_"])
def test_nothing_of_a_glyph_is_cropped(text: str) -> None:
    style = typesetting.TextStyle("bold", 64.0, leading_em=0.8)
    block = typesetting.TextBlock((text,), style, scale=1, top_px=0)
    ink, _, _ = typesetting.drawn(block, align="centre")
    left, top, right, bottom = ImageFont.truetype(fonts.font_path("bold"), 64).getbbox(text, anchor="ls")
    assert ink.height == pytest.approx(bottom - top, abs=1)
    assert ink.width == pytest.approx(right - left, abs=2)


def test_ink_lies_where_it_is_said_to() -> None:
    block = typesetting.TextBlock(("나무", "길"), KOREAN, scale=1, top_px=300)
    ink, from_left_px, from_top_px = typesetting.drawn(block, align="centre")
    assert 300 < from_top_px < 300 + KOREAN.line_height_px / 2
    assert from_top_px + ink.height < block.bottom_px
    assert 0 <= from_left_px < 20
    second_line = np.asarray(ink)[ink.height * 2 // 3 :]
    inked = np.flatnonzero(second_line.max(axis=0))
    assert (inked[0] + inked[-1]) / 2 == pytest.approx(ink.width / 2, abs=12)
