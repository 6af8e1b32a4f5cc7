"""Captions in the picture: inside the safe area, Korean above English, sizes that hardly ever change."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.presets import SubtitleProfile, Target
from pipeline.engines import fonts
from pipeline.presets.library import PresetLibrary
from pipeline.rules.canvas import Canvas, around
from pipeline.rules.caption_layout import LetterSizes, caption_block, caption_zone, designed_sizes, letter_sizes
from tests.examples import HOUSE, YOUTUBE

LIBRARY = PresetLibrary()
TARGETS = tuple(LIBRARY.target(name) for name in LIBRARY.names("targets"))
Background = Literal["outline", "box"]
BACKGROUNDS: tuple[Background, ...] = ("outline", "box")

KOREAN = "가나다라마바사아자차카타파하거너"
ENGLISH = "At first I did not know one person in it. And then"


def canvas(target: Target = YOUTUBE, background: Background = "outline", *, height_px: int = 0) -> Canvas:
    """The target, sized to a height, and the captions' profile that it names."""
    profile = replace(LIBRARY.subtitles(target.subtitles or "house"), background=background)
    height_px = height_px or target.picture.height_px
    width_px = 2 * round(height_px * target.picture.width_px / target.picture.height_px / 2)
    picture = replace(target.picture, width_px=width_px, height_px=height_px)
    return Canvas(replace(target, picture=picture), profile, fonts.typeface())


def full_lines(profile: SubtitleProfile) -> tuple[str, str]:
    """A full line of each language, as wide as such lines ordinarily are."""
    return KOREAN[: int(profile.ko.max_line)], ENGLISH[: int(profile.en.max_line)]


targets = st.sampled_from(TARGETS)
backgrounds = st.sampled_from(BACKGROUNDS)
heights = st.sampled_from([180, 360, 540, 720, 1080, 1920])
canvases = st.builds(
    lambda target, background, height_px: canvas(target, background, height_px=height_px), targets, backgrounds, heights
)
counts = st.sampled_from([(1, 1), (2, 1), (1, 2), (1, 0), (0, 1), (2, 0), (0, 2)])


# Captions


@given(canvases, counts)
def test_full_lines_stand_inside_the_safe_area_at_the_films_size(on: Canvas, lines: tuple[int, int]) -> None:
    korean, english = full_lines(on.profile)
    block = caption_block((korean,) * lines[0], (english,) * lines[1], on)
    assert on.safe_box.holds(block.box)
    sizes = letter_sizes(on)
    assert {line.line_px for line in block.lines} <= {sizes.ko_px, sizes.en_px}


@given(canvases, counts)
def test_korean_stands_above_english_and_nothing_touches(on: Canvas, lines: tuple[int, int]) -> None:
    block = caption_block(("뷁꽃 [흙]",) * lines[0], ("(Åj) qy",) * lines[1], on)
    assert [line.language for line in block.lines] == ["ko"] * lines[0] + ["en"] * lines[1]
    tops = [line.box.top for line in block.lines]
    assert tops == sorted(tops)
    korean, english = ([line.box for line in block.lines if line.language == language] for language in ("ko", "en"))
    if korean and english:
        assert around(korean).bottom < around(english).top
    if on.profile.background == "box":
        assert all(not one.overlaps(two) for one in korean + english for two in korean + english if one is not two)


@given(canvases)
def test_the_last_line_always_stands_in_the_same_place(on: Canvas) -> None:
    feet = {
        caption_block(korean, english, on).box.bottom
        for korean, english in [(("가",), ("a",)), (("가", "나"), ("a",)), (("가",), ()), ((), ("a", "b"))]
    }
    assert feet == {round(on.target.picture.height_px * (1 - on.target.captions.margin_bottom))}


@given(canvases, st.text("가뷁W이il.… ", min_size=1, max_size=60))
def test_lines_are_centred_and_as_wide_as_their_letters(on: Canvas, text: str) -> None:
    for line in caption_block((text,), (text,), on).lines:
        assert (line.box.left + line.box.right) / 2 == on.middle
        letters_px = on.width_px(text, line.line_px, bold=line.language == "ko")
        assert letters_px < line.box.width_px < letters_px + line.line_px * 0.5 + 4
        assert line.box.top < line.foot_px - line.line_px < line.foot_px < line.box.bottom


@given(canvases, counts)
def test_captions_stand_in_their_zone(on: Canvas, lines: tuple[int, int]) -> None:
    korean, english = full_lines(on.profile)
    zone = caption_zone(on)
    assert zone.holds(caption_block((korean,) * lines[0], (english,) * lines[1], on).box)
    assert on.safe_box.holds(zone)


def test_the_zone_is_as_high_as_the_most_lines_together() -> None:
    three = caption_block(("가", "나"), ("a",), canvas()).box
    assert caption_zone(canvas()).top == three.top
    two = replace(canvas(), profile=replace(HOUSE, max_lines_together=2))
    assert caption_zone(two).top > three.top


# Sizes


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_the_targets_own_profile_needs_no_smaller_letters(target: Target, background: Background) -> None:
    on = canvas(target, background)
    assert letter_sizes(on) == designed_sizes(target)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_english_is_a_little_smaller_than_korean(target: Target) -> None:
    sizes = designed_sizes(target)
    assert 0.70 <= sizes.en_px / sizes.ko_px <= 0.75


def test_long_lines_on_a_tall_picture_are_set_smaller_throughout() -> None:
    upright = replace(canvas(LIBRARY.target("shorts")), profile=HOUSE)
    sizes, designed = letter_sizes(upright), designed_sizes(upright.target)
    assert sizes.ko_px < designed.ko_px
    assert sizes.en_px / sizes.ko_px == pytest.approx(designed.en_px / designed.ko_px, abs=0.02)
    assert upright.safe_box.holds(caption_block((KOREAN,), (ENGLISH[:42],), upright).box)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_an_unusually_wide_line_makes_its_own_caption_smaller(target: Target, background: Background) -> None:
    on = canvas(target, background)
    wide = ("WOMAN " * 7)[: int(on.profile.en.max_line)].strip()
    block = caption_block(("가",), (wide,), on)
    sizes = letter_sizes(on)
    assert on.safe_box.holds(block.box)
    assert block.lines[0].line_px == sizes.ko_px
    assert on.smallest_line_px <= block.lines[1].line_px
    assert (block.lines[1].line_px < sizes.en_px) == (target.name in {"square", "portrait", "shorts"})


def test_korean_that_is_set_smaller_takes_english_along() -> None:
    on = canvas(LIBRARY.target("square"))
    korean, english = caption_block(("ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDE",), ("a",), on).lines
    assert korean.line_px < letter_sizes(on).ko_px
    assert english.line_px / korean.line_px == pytest.approx(0.72, abs=0.02)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_letters_are_never_too_small_to_be_read(target: Target) -> None:
    on = canvas(target)
    assert on.smallest_line_px == 38
    block = caption_block(("가" * 200,), ("a" * 400,), on)
    assert {line.line_px for line in block.lines} == {on.smallest_line_px}
    assert on.safe_box.beyond(block.box) > 0


def test_a_small_target_keeps_the_size_it_asks_for() -> None:
    tiny = replace(YOUTUBE, captions=replace(YOUTUBE.captions, ko_size=0.03))
    assert letter_sizes(canvas(tiny)) == LetterSizes(32, 23)
