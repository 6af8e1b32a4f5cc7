"""Text as ASS: nothing that was said can command the renderer, and all stands where the layouts say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.branding import ChapterTitle, LowerThird
from pipeline.domain.presets import Target
from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.presets.library import PresetLibrary
from pipeline.rules import drawing
from pipeline.rules.caption_layout import caption_block
from pipeline.rules.name_layout import name_plate, title_rows
from tests.examples import SHOW, cue, track
from tests.rules.test_caption_layout import canvas

COLOURS = SHOW.brand.colours
TARGETS = tuple(PresetLibrary().target(name) for name in PresetLibrary().names("targets"))
OUTLINED, BOXED = canvas(), canvas(background="box")
HAN_BOM = LowerThird("한봄", "Han Bom", "교사", "teacher", 25, 150)
SPRING = ChapterTitle("봄", "Spring", 10, 60)
COMMAND = re.compile(r"\{[^}]*\}|\\[Nnh]")
"""What libass takes for anything but letters."""

hostile = st.text(alphabet="{}\\Nnhpan1()&가 \r\n\x0b\x0c\x85\u2028\u2029", max_size=12)
lines = st.lists(hostile.filter(str.strip), min_size=1, max_size=2)


def sizes(target: Target) -> dict[str, TextStyle]:
    return {style.name: style for style in drawing.styles(target)}


def commands_in(text: str) -> list[str]:
    return COMMAND.findall(text)


def shown_text(drawn: Drawn) -> str:
    return drawn.text.partition("}")[2]


def number(drawn: Drawn, command: str) -> float:
    """What follows a command: its number, or of a place the second one."""
    found = re.search(rf"\\{command}\(?(?:-?[\d.]+,)?(-?[\d.]+)", drawn.text)
    assert found
    return float(found[1])


@given(hostile)
def test_speech_never_commands_the_renderer(text: str) -> None:
    shown = drawing.escaped(text)
    assert commands_in(shown) == []
    assert "{" not in shown
    assert "}" not in shown
    assert len(shown.splitlines()) <= 1


@given(hostile)
def test_every_letter_is_still_there(text: str) -> None:
    """Braces become their likes, line ends spaces; a word joiner is not seen."""
    shown = drawing.escaped(text).replace("\u2060", "").replace("｛", "{").replace("｝", "}")
    assert shown == " ".join(text.splitlines())


@given(lines, lines)
def test_a_caption_has_only_our_commands(korean: list[str], english: list[str]) -> None:
    for on in (OUTLINED, BOXED):
        for drawn in drawing.captions(track(cue(0, 50, ko=korean, en=english)), on):
            (command,) = commands_in(drawn.text)
            assert drawn.text.startswith(command)
            assert len(drawn.text.splitlines()) == 1


@given(hostile, hostile)
def test_names_and_titles_have_only_our_commands(one: str, two: str) -> None:
    name = drawing.lower_third(LowerThird(one, two, two, one, 0, 50), OUTLINED, COLOURS)
    for drawn in (*name, *drawing.chapter_title(ChapterTitle(one, two, 0, 50), OUTLINED)):
        (command,) = commands_in(drawn.text)
        assert drawn.text.startswith(command)
        assert len(drawn.text.splitlines()) == 1


@pytest.mark.parametrize(
    ("ko", "en", "shown"),
    [
        (("가",), ("a",), [("ko", "가"), ("en", "a")]),
        (("가", "나"), ("a",), [("ko", "가"), ("ko", "나"), ("en", "a")]),
        (("가",), (), [("ko", "가")]),
        ((), ("a", "b"), [("en", "a"), ("en", "b")]),
        ((), (), []),
        (("{\\an8}가",), ("\\Na",), [("ko", "｛\\\u2060an8｝가"), ("en", "\\\u2060Na")]),
    ],
)
def test_each_line_is_drawn_in_its_language(
    ko: tuple[str, ...], en: tuple[str, ...], shown: list[tuple[str, str]]
) -> None:
    drawn = drawing.captions(track(cue(10, 60, ko=ko, en=en)), OUTLINED)
    assert [(item.style, shown_text(item)) for item in drawn] == shown
    assert {(item.start_frame, item.end_frame) for item in drawn} <= {(10, 60)}


def test_captions_stand_where_the_layout_says() -> None:
    block = caption_block(("가", "나"), ("a",), OUTLINED)
    drawn = drawing.captions(track(cue(10, 60, ko=("가", "나"), en=("a",))), OUTLINED)
    for item, line in zip(drawn, block.lines, strict=True):
        assert item.text.startswith(f"{{\\an2\\pos({OUTLINED.middle},{line.foot_px})\\fs{line.line_px}\\bord")


def test_a_box_lies_behind_each_line_and_its_letters_have_no_outline() -> None:
    block = caption_block(("가",), ("a",), BOXED)
    drawn = drawing.captions(track(cue(10, 60, ko=("가",), en=("a",))), BOXED)
    boxes, letters = drawn[:2], drawn[2:]
    for item, line in zip(boxes, block.lines, strict=True):
        assert f"\\an7\\pos({line.box.left},{line.box.top})\\bord0\\shad0" in item.text
        width, height = line.box.width_px, line.box.height_px
        assert shown_text(item) == f"m 0 0 l {width} 0 {width} {height} 0 {height}"
    assert all(r"\bord0\shad0" in item.text for item in letters)
    assert max(item.layer for item in boxes) < min(item.layer for item in letters)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_name_stands_where_the_layout_says(target: Target) -> None:
    on = canvas(target)
    plate = name_plate(HAN_BOM, on)
    bar, *rows = drawing.lower_third(HAN_BOM, on, COLOURS)
    assert {(item.start_frame, item.end_frame) for item in (bar, *rows)} == {(25, 150)}
    assert drawing.ass_colour(COLOURS.accent) in bar.text
    assert f"\\pos({plate.bar.left},{plate.bar.top})" in bar.text
    assert [item.style for item in rows] == [row.style for row in plate.rows]
    assert [shown_text(item) for item in rows] == [row.text for row in plate.rows]
    assert [number(item, "pos") for item in rows] == [row.foot_px for row in plate.rows]
    assert [number(item, "fs") for item in rows] == [row.line_px for row in plate.rows]


def test_a_chapter_title_in_both_languages() -> None:
    drawn = drawing.chapter_title(SPRING, OUTLINED)
    assert [(item.style, shown_text(item)) for item in drawn] == [("title", "봄"), ("subtitle", "Spring")]
    assert [number(item, "pos") for item in drawn] == [row.foot_px for row in title_rows(SPRING, OUTLINED)]
    assert drawing.chapter_title(replace(SPRING, en=""), OUTLINED) == drawn[:1]


def test_names_and_titles_come_and_go_softly_and_captions_at_once() -> None:
    assert all(r"\fad(" in item.text for item in drawing.lower_third(HAN_BOM, OUTLINED, COLOURS))
    assert all(r"\fad(" in item.text for item in drawing.chapter_title(SPRING, OUTLINED))
    assert not any(r"\fad(" in item.text for item in drawing.captions(track(cue(0, 50)), BOXED))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_everything_drawn_has_a_style_of_its_size(target: Target) -> None:
    on, named = canvas(target), sizes(target)
    drawn = [
        *drawing.captions(track(cue(0, 50)), on),
        *drawing.lower_third(HAN_BOM, on, COLOURS)[1:],
        *drawing.chapter_title(SPRING, on),
    ]
    assert {item.style for item in drawn} | {drawing.draft_mark(100).style} == set(named)
    for item in drawn:
        style = named[item.style]
        assert number(item, "fs") == style.size_px
        assert number(item, "bord") == style.outline_px
        assert number(item, "shad") == style.shadow_px


def test_the_draft_mark_stands_over_the_whole_film() -> None:
    assert drawing.draft_mark(1000) == Drawn(0, 1000, 3, "draft", "DRAFT · 초안")


@pytest.mark.parametrize(
    ("colour", "ass"), [("#10202b", "&H2B2010&"), ("#ffffff", "&HFFFFFF&"), ("#e0a458", "&H58A4E0&")]
)
def test_colours_are_written_backward(colour: str, ass: str) -> None:
    assert drawing.ass_colour(colour) == ass
