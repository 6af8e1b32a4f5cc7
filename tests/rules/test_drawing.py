"""Text as ASS: nothing that was said can command the renderer, and nothing stands on top of something else."""

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
from tests.examples import HOUSE, SHOW, YOUTUBE, cue, track

COLOURS = SHOW.brand.colours
TARGETS = tuple(PresetLibrary().target(name) for name in PresetLibrary().names("targets"))
COMMAND = re.compile(r"\{[^}]*\}|\\[Nnh]")
"""What libass takes for anything but letters."""

hostile = st.text(alphabet="{}\\Nnhpan1()&가 \r\n\x0b\x0c\x85\u2028\u2029", max_size=12)
lines = st.lists(hostile.filter(str.strip), min_size=1, max_size=2)


def sizes(target: Target) -> dict[str, TextStyle]:
    return {style.name: style for style in drawing.styles(target)}


def commands_in(text: str) -> list[str]:
    return COMMAND.findall(text)


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
    (drawn,) = drawing.captions(track(cue(0, 50, ko=korean, en=english)))
    breaks = [r"\N"] * (len(korean) + len(english) - 1)
    assert sorted(commands_in(drawn.text)) == [*breaks, r"{\ren}"]
    assert len(drawn.text.splitlines()) <= 1


@given(hostile, hostile)
def test_names_and_titles_have_only_our_commands(one: str, two: str) -> None:
    _, name = drawing.lower_third(LowerThird(one, two, two, one, 0, 50), YOUTUBE, COLOURS)
    title = drawing.chapter_title(ChapterTitle(one, two, 0, 50))
    for drawn in (name, title):
        assert all(command in (r"\N", r"{\rrole}", r"{\rsubtitle}") for command in commands_in(drawn.text)[1:])
        assert len(drawn.text.splitlines()) <= 1


@pytest.mark.parametrize(
    ("ko", "en", "text"),
    [
        (("가",), ("a",), r"가\N{\ren}a"),
        (("가", "나"), ("a", "b"), r"가\N나\N{\ren}a\Nb"),
        (("가",), (), "가"),
        ((), ("a",), r"{\ren}a"),
        (("{\\an8}가",), ("\\Na",), "｛\\\u2060an8｝가\\N{\\ren}\\\u2060Na"),
    ],
)
def test_korean_stands_above_english(ko: tuple[str, ...], en: tuple[str, ...], text: str) -> None:
    assert drawing.captions(track(cue(10, 60, ko=ko, en=en))) == (Drawn(10, 60, 1, "ko", text),)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("height_px", [360, 540, 1080, 2160])
@pytest.mark.parametrize("ko_size", [0.04, 0.05, 0.08])
def test_the_lower_third_does_not_reach_into_three_caption_lines(
    target: Target, height_px: int, ko_size: float
) -> None:
    picture = replace(target.picture, height_px=height_px, width_px=height_px * 16 // 9)
    target = replace(target, picture=picture, captions=replace(target.captions, ko_size=ko_size))
    korean, english = sizes(target)["ko"], sizes(target)["en"]
    tallest = max(2 * korean.size_px + english.size_px, korean.size_px + 2 * english.size_px)
    assert HOUSE.max_lines_together == 3
    captions_top = height_px - korean.margin_y_px - tallest - korean.outline_px
    for drawn in drawing.lower_third(LowerThird("한봄", "Han Bom", "교사", "teacher", 0, 50), target, COLOURS):
        lowest = lower_edge(drawn)
        assert lowest <= captions_top


def lower_edge(drawn: Drawn) -> int:
    """The lowest pixel of text set by its foot (an1), or of a box drawn from its top (an7)."""
    _, y = position(drawn)
    if r"\an1" in drawn.text:
        return y
    return y + max(int(number) for number in re.findall(r"-?\d+", drawn.text.rpartition("}")[2]))


def position(drawn: Drawn) -> tuple[int, int]:
    found = re.search(r"\\pos\((\d+),(\d+)\)", drawn.text)
    assert found
    return int(found[1]), int(found[2])


def test_the_bar_stands_left_of_the_name_and_as_high() -> None:
    bar, name = drawing.lower_third(LowerThird("한봄", "Han Bom", "교사", "", 25, 150), YOUTUBE, COLOURS)
    assert lower_edge(bar) == lower_edge(name)
    assert position(bar)[0] < position(name)[0]
    assert (bar.start_frame, bar.end_frame, name.start_frame, name.end_frame) == (25, 150, 25, 150)
    assert drawing.ass_colour(COLOURS.accent) in bar.text
    assert name.text.endswith(r"한봄  Han Bom\N{\rrole}교사")


def test_a_name_without_a_role_is_one_line() -> None:
    bar, name = drawing.lower_third(LowerThird("", "Han Bom", "", "", 0, 50), YOUTUBE, COLOURS)
    assert name.text.endswith("}Han Bom")
    tall, _ = drawing.lower_third(LowerThird("", "Han Bom", "", "teacher", 0, 50), YOUTUBE, COLOURS)
    assert position(tall)[1] < position(bar)[1]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_full_lines_of_both_languages_fit_between_the_margins(target: Target) -> None:
    """16 Hangul measure 13.8 times the font size and 42 Latin letters 19.4 times (Pretendard)."""
    korean, english = sizes(target)["ko"], sizes(target)["en"]
    room = target.picture.width_px - 2 * korean.margin_x_px
    assert 13.8 * korean.size_px <= room
    assert 19.4 * english.size_px <= room


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_everything_drawn_has_a_style(target: Target) -> None:
    named = {style.name for style in drawing.styles(target)}
    drawn = [
        *drawing.captions(track(cue(0, 50))),
        *drawing.lower_third(LowerThird("한봄", "", "교사", "", 0, 50), target, COLOURS),
        drawing.chapter_title(ChapterTitle("봄", "Spring", 0, 50)),
        drawing.draft_mark(100),
    ]
    reset = {name for item in drawn for name in re.findall(r"\{\\r(\w+)\}", item.text)}
    assert {item.style for item in drawn} | reset <= named


def test_a_chapter_title_in_both_languages() -> None:
    title = drawing.chapter_title(ChapterTitle("봄", "Spring", 10, 60))
    assert title == Drawn(10, 60, 2, "title", r"{\fad(350,350)}봄\N{\rsubtitle}Spring")
    assert drawing.chapter_title(ChapterTitle("봄", "", 10, 60)).text.endswith("}봄")


def test_the_draft_mark_stands_over_the_whole_film() -> None:
    assert drawing.draft_mark(1000) == Drawn(0, 1000, 3, "draft", "DRAFT · 초안")


@pytest.mark.parametrize(
    ("colour", "ass"), [("#10202b", "&H2B2010&"), ("#ffffff", "&HFFFFFF&"), ("#e0a458", "&H58A4E0&")]
)
def test_colours_are_written_backward(colour: str, ass: str) -> None:
    assert drawing.ass_colour(colour) == ass
