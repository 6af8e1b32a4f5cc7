"""Names and chapter titles in the picture: whole, inside the safe area, clear of captions, logo and each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.branding import ChapterTitle, LowerThird
from pipeline.presets.library import PresetLibrary
from pipeline.rules.canvas import Box, Canvas, around
from pipeline.rules.caption_layout import caption_zone
from pipeline.rules.name_layout import TextRow, line_height, logo_column, name_plate, title_rows
from tests.rules.test_caption_layout import canvas, canvases

HAN_BOM = LowerThird("한봄", "Han Bom", "교사", "teacher", 25, 150)
SPRING = ChapterTitle("봄", "Spring", 0, 50)
SHORTS = PresetLibrary().target("shorts")
FOOTAGE = Box(0, 656, 1080, 1264)
"""Wide footage in a tall picture: a bar of 656 rows above it."""

LONG_KOREAN = "전 함경북도 청진시 고등중학교 교사이자 현 대학 연구원 겸 작가"
LONG_ENGLISH = (
    "Former middle school teacher from Chongjin in North Hamgyong, now a researcher at the university of the capital "
    "and a writer"
)

words = st.lists(st.text("가뷁WMil.,", min_size=1, max_size=12), max_size=12).map(" ".join)
spring = st.builds(ChapterTitle, words, words, st.just(0), st.just(50))
names = st.builds(LowerThird, words, words, words, words, st.just(0), st.just(50))


def texts(rows: tuple[TextRow, ...]) -> list[tuple[str, str]]:
    return [(row.style, row.text) for row in rows]


def with_bars(on: Canvas) -> Canvas:
    """The same, with wide footage in the middle of the picture."""
    picture = on.target.picture
    height_px = min(picture.height_px, picture.width_px * 9 // 16)
    top = (picture.height_px - height_px) // 2
    return replace(on, footage=Box(0, top, picture.width_px, top + height_px))


@given(canvases, names, spring)
def test_nothing_touches_whatever_the_texts_are(on: Canvas, name: LowerThird, title: ChapterTitle) -> None:
    for setting in (on, with_bars(on)):
        plate, rows = name_plate(name, setting, (title,)), title_rows(title, setting)
        assert setting.safe_box.holds(plate.box)
        assert not plate.box.overlaps(caption_zone(setting))
        for row in rows:
            assert setting.safe_box.holds(row.box)
            assert row.box.right <= logo_column(setting)
            assert not row.box.overlaps(plate.box)
            assert not row.box.overlaps(caption_zone(setting))


@given(canvases, names)
def test_no_word_of_a_name_is_lost(on: Canvas, name: LowerThird) -> None:
    shown = " ".join(row.text for row in name_plate(name, on).rows).replace("·", " ").split()
    given_words = f"{name.name_ko} {name.name_en} {name.role_ko} {name.role_en}".split()
    assert shown == given_words


def test_a_name_and_a_role_take_a_row_each() -> None:
    plate = name_plate(HAN_BOM, canvas())
    assert texts(plate.rows) == [("name", "한봄  Han Bom"), ("role", "교사  ·  teacher")]
    assert {row.line_px for row in plate.rows} == {
        line_height("name", canvas().target),
        line_height("role", canvas().target),
    }


def test_the_bar_stands_left_of_the_name_and_as_high_as_its_letters() -> None:
    plate = name_plate(HAN_BOM, canvas())
    name, role = plate.rows
    assert plate.bar.right < name.box.left
    assert name.box.top < plate.bar.top < plate.bar.bottom < role.foot_px
    assert plate.bar.left == round(1920 * 0.08)


def test_a_name_without_a_role_stands_lower() -> None:
    alone = name_plate(replace(HAN_BOM, role_ko="", role_en=""), canvas())
    assert texts(alone.rows) == [("name", "한봄  Han Bom")]
    assert alone.rows[0].foot_px > name_plate(HAN_BOM, canvas()).rows[0].foot_px


def test_what_does_not_fit_on_one_row_takes_more() -> None:
    upright = canvas(SHORTS)
    plate = name_plate(replace(HAN_BOM, role_ko=LONG_KOREAN, role_en=LONG_ENGLISH), upright)
    assert [row.style for row in plate.rows] == ["name", "role", "role", "role", "role"]
    name_px, *role_px = [row.line_px for row in plate.rows]
    assert name_px == line_height("name", SHORTS)
    assert len(set(role_px)) == 1
    assert role_px[0] < line_height("role", SHORTS)


@pytest.mark.parametrize(
    ("korean", "english", "styles"),
    [("봄", "Spring", ["title", "subtitle"]), ("봄", "", ["title"]), ("", "Spring", ["subtitle"]), ("", " ", [])],
)
def test_a_chapter_title_in_either_language(korean: str, english: str, styles: list[str]) -> None:
    rows = title_rows(ChapterTitle(korean, english, 0, 50), canvas())
    assert [row.style for row in rows] == styles


def test_a_chapter_title_stands_in_the_upper_left() -> None:
    rows = title_rows(SPRING, canvas())
    assert {row.left_px for row in rows} == {round(1920 * 0.08)}
    assert around([row.box for row in rows]).bottom < 1080 / 4


def test_a_name_stands_above_wide_footage_in_a_tall_picture() -> None:
    above = name_plate(HAN_BOM, replace(canvas(SHORTS), footage=FOOTAGE))
    assert above.box.bottom < FOOTAGE.top


def test_in_a_tall_picture_that_is_filled_a_name_stands_over_the_head_where_titles_do() -> None:
    upright = canvas(SHORTS)
    plate, title = name_plate(HAN_BOM, upright), around([row.box for row in title_rows(SPRING, upright)])
    assert plate.box.top == pytest.approx(title.top, abs=5)
    assert plate.box.bottom < 1920 / 4


@pytest.mark.parametrize("name", ["portrait", "square", "youtube"])
def test_in_other_pictures_a_name_stands_above_the_captions(name: str) -> None:
    on = canvas(PresetLibrary().target(name))
    plate = name_plate(HAN_BOM, on)
    assert plate.box.top > 0.6 * on.target.picture.height_px
    assert plate.box.bottom < caption_zone(on).top


@pytest.mark.parametrize(("start_frame", "stands"), [(0, "under it"), (49, "under it"), (50, "in its place")])
def test_a_name_stands_under_a_title_that_is_seen_with_it(start_frame: int, stands: str) -> None:
    upright = canvas(SHORTS)
    title = replace(SPRING, start_frame=start_frame, end_frame=start_frame + 50)
    plate = name_plate(replace(HAN_BOM, start_frame=0, end_frame=50), upright, (title,))
    below = plate.box.top > around([row.box for row in title_rows(title, upright)]).bottom
    assert below == (stands == "under it")


def test_a_name_that_is_too_high_for_the_bar_stands_above_the_captions() -> None:
    upright = replace(canvas(SHORTS), footage=FOOTAGE)
    high = name_plate(replace(HAN_BOM, role_ko=LONG_KOREAN, role_en=LONG_ENGLISH), upright)
    assert high.box.top > FOOTAGE.top
