"""What stands in the picture, seen pixel by pixel: nothing touches anything else, whatever the shape of the picture.

Captions as full as they may be are drawn by our ffmpeg in pictures of all four shapes, at half their size, one thing
at a time: Korean, English, the name, the chapter's title. What each covers is compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.domain.branding import ChapterTitle, LowerThird
from pipeline.domain.presets import SubtitleProfile, Target
from pipeline.domain.render_plan import Drawn
from pipeline.engines import fonts, logo
from pipeline.engines.brand_files import brand_file
from pipeline.presets.library import PresetLibrary
from pipeline.rules import drawing
from pipeline.rules.canvas import Box, Canvas, around
from pipeline.rules.caption_layout import CaptionBlock, SetLine, caption_block
from pipeline.rules.name_layout import name_plate, title_rows
from pipeline.rules.subtitles import line_count, line_length
from tests.drawn import Pixels, covered, ink, pictures
from tests.examples import HOUSE, SHOW, cue, judged, track
from tests.looking import Pictures

LIBRARY = PresetLibrary()
SHAPES = {"16:9": "youtube", "1:1": "square", "4:5": "portrait", "9:16": "shorts"}
Lines = tuple[str, ...]

LONG_NAME = LowerThird(
    "홍길동 선생님", "Hong Gil-dong, PhD", "전 청진시 중학교 교사, 작가", "Former teacher from Chongjin; writer", 0, 1
)
NAMES = (LowerThird("한바다", "Han Bada", "교사", "Teacher", 0, 1), LONG_NAME)
TITLES = (
    ChapterTitle("어린 시절", "Childhood", 0, 1),
    ChapterTitle("두만강을 건너던 그해 겨울 어머니의 말씀", "What my mother said when we crossed the river", 0, 1),
)


LOGO_SHADOW_PX = 4
"""The logo's soft shadow reaches this far around it."""


def full_captions(profile: SubtitleProfile) -> tuple[tuple[Lines, Lines], ...]:
    """Captions as large as the profile allows: full lines, tall letters, tails, brackets, three lines."""
    units, characters = int(profile.ko.max_line), int(profile.en.max_line)
    plain, tall, bracketed = (
        "가나다라마바사아자차카타파하거너"[:units],
        "뷁꽃흙숲값읽뚫쀓훑앉넓밟짧읊핥얹"[:units],
        "「" + "흙" * (units - 2) + "」",
    )
    spoken = "At first I did not know one person in it."[:characters].strip()
    tailed, tops = (
        ("gjpqy, gypsy; jig (qpj) " * 2)[:characters].strip(),
        ("[ÅÉÎ|Ödl] /ÑŮ\\\\| " * 3)[:characters].strip(),
    )
    capitals = ("THE PARTY WANTED ALL MEN TO COME HOME NOW")[:characters].strip()
    return (
        ((plain,), (spoken,)),
        ((tall,), (tops,)),
        ((bracketed,), (tailed,)),
        ((plain, tall), (tops,)),
        ((bracketed, plain), (capitals,)),
        ((tall,), (spoken, tops)),
        ((plain,), (tailed, tops)),
        (("네",), ("I",)),
        ((tall,), ()),
        ((), (tailed, capitals)),
    )


@dataclass(frozen=True)
class Seen:
    """One caption as it was drawn: its languages apart, with where they should be."""

    block: CaptionBlock
    ink: dict[str, Box]
    covered: dict[str, Pixels]

    def lines(self, language: str) -> list[SetLine]:
        return [line for line in self.block.lines if line.language == language]


@dataclass(frozen=True)
class Film:
    """All that was drawn for one shape and one background, each thing on a picture of its own."""

    canvas: Canvas
    captions: tuple[Seen, ...]
    names: tuple[Box, ...]
    titles: tuple[Box, ...]
    logo: Box


def half_sized(target: Target) -> Target:
    """The target at half its size; a picture has an even number of rows."""
    picture = target.picture
    half = replace(picture, width_px=picture.width_px // 2, height_px=picture.height_px // 4 * 2)
    return replace(target, picture=half)


def seen(canvas: Canvas, folder: Path) -> Film:
    """Draw everything and look at it."""
    full = full_captions(canvas.profile)
    made = [drawing.captions(track(cue(0, 1, ko=ko, en=en)), canvas) for ko, en in full]
    apart = [
        (number, language, [item for item in drawn if item.style == language])
        for number, drawn in enumerate(made)
        for language in ("ko", "en")
        if any(item.style == language for item in drawn)
    ]
    others = [
        *(drawing.lower_third(name, canvas, SHOW.brand.colours, TITLES) for name in NAMES),
        *(drawing.chapter_title(title, canvas) for title in TITLES),
    ]
    looked_at = looks(canvas, folder, [*(items for _, _, items in apart), *others])
    captions = tuple(
        Seen(
            caption_block(ko, en, canvas),
            {language: ink(looked_at[at]) for at, (of, language, _) in enumerate(apart) if of == number},
            {language: covered(looked_at[at]) for at, (of, language, _) in enumerate(apart) if of == number},
        )
        for number, (ko, en) in enumerate(full)
    )
    boxes = [ink(picture) for picture in looked_at[len(apart) :]]
    return Film(canvas, captions, tuple(boxes[: len(NAMES)]), tuple(boxes[len(NAMES) :]), logo_box(canvas, folder))


def looks(canvas: Canvas, folder: Path, things: Iterable[Iterable[Drawn]]) -> Pictures:
    picture = canvas.target.picture
    size_px = (picture.width_px, picture.height_px)
    return pictures(folder, [list(items) for items in things], drawing.styles(canvas.target), size_px=size_px)


def logo_box(canvas: Canvas, folder: Path) -> Box:
    """What the logo covers, laid into the upper right corner."""
    sized, target = folder / "logo.png", canvas.target
    logo.size_logo(brand_file("logo", "logo.png"), sized, picture=target.picture, safe_area=target.safe_area, opacity=1)
    with Image.open(sized) as opened:
        left, top, right, bottom = opened.getchannel("A").point(lambda alpha: 255 * (alpha > 24)).getbbox() or (0,) * 4
        shift = target.picture.width_px - opened.width
    return Box(left + shift, top, right + shift, bottom)


@pytest.fixture(
    scope="module", params=[(shape, background) for shape in SHAPES for background in ("outline", "box")], ids="-".join
)
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Film:
    shape, background = request.param
    target = half_sized(LIBRARY.target(SHAPES[shape]))
    profile = LIBRARY.subtitles(target.subtitles or "house")
    canvas = Canvas(target, replace(profile, background=background), fonts.typeface())
    return seen(canvas, tmp_path_factory.mktemp("film"))


def test_these_captions_are_legal(film: Film) -> None:
    profile = film.canvas.profile
    captions, yardstick = judged(
        track(*(cue(50 * at, 50 * at + 49, ko=ko, en=en) for at, (ko, en) in enumerate(full_captions(profile)))),
        profile,
    )
    assert [*line_length.check(captions, yardstick), *line_count.check(captions, yardstick)] == []


def test_korean_never_touches_english(film: Film) -> None:
    both = [caption for caption in film.captions if len(caption.ink) == 2]
    assert len(both) == 8
    for caption in both:
        assert caption.ink["ko"].bottom < caption.ink["en"].top


def test_captions_never_touch_the_border_of_the_safe_area(film: Film) -> None:
    for caption in film.captions:
        for box in caption.ink.values():
            assert film.canvas.safe_box.holds(box)


def test_captions_never_touch_the_name_the_title_or_the_logo(film: Film) -> None:
    for caption in film.captions:
        for box in caption.ink.values():
            for other in (*film.names, *film.titles, film.logo):
                assert not grown(box).overlaps(other)


def test_names_titles_and_logo_stand_clear_of_each_other_and_inside_the_safe_area(film: Film) -> None:
    for name in film.names:
        for title in film.titles:
            for one, other in combinations((name, title, film.logo), 2):
                assert not grown(one).overlaps(other)
    for box in (*film.names, *film.titles):
        assert film.canvas.safe_box.holds(box)
    assert film.canvas.safe_box.beyond(film.logo) <= LOGO_SHADOW_PX


def test_letters_and_boxes_lie_where_the_layout_says(film: Film) -> None:
    """No pixel is covered outside the predicted rectangles, and these are hardly larger than what is covered."""
    for caption in film.captions:
        for language, box in caption.ink.items():
            lines = caption.lines(language)
            predicted = np.zeros_like(caption.covered[language])
            for line in lines:
                predicted[line.box.top : line.box.bottom, line.box.left : line.box.right] = True
            assert not (caption.covered[language] & ~predicted).any()
            together = around([line.box for line in lines])
            slack_px = together.width_px - box.width_px
            assert 0 <= slack_px <= 0.02 * together.width_px + 0.4 * lines[0].line_px


def test_boxes_of_one_language_do_not_darken_each_other(film: Film) -> None:
    """Each pixel lies behind one box at most."""
    if film.canvas.profile.background == "box":
        for caption in film.captions:
            for one, other in combinations(caption.block.lines, 2):
                assert not one.box.overlaps(other.box)


def test_names_and_titles_lie_where_the_layout_says(film: Film) -> None:
    for name, box in zip(NAMES, film.names, strict=True):
        assert name_plate(name, film.canvas, TITLES).box.holds(box)
    for title, box in zip(TITLES, film.titles, strict=True):
        assert around([row.box for row in title_rows(title, film.canvas)]).holds(box)


def test_in_a_tall_picture_the_name_stands_above_wide_footage(tmp_path: Path) -> None:
    target = half_sized(LIBRARY.target("shorts"))
    footage = Box(0, 328, 540, 632)
    canvas = Canvas(target, HOUSE, fonts.typeface(), footage)
    name, title = map(
        ink,
        looks(
            canvas,
            tmp_path,
            [drawing.lower_third(NAMES[0], canvas, SHOW.brand.colours), drawing.chapter_title(TITLES[0], canvas)],
        ),
    )
    assert title.bottom < name.top < name.bottom < footage.top


def grown(box: Box) -> Box:
    """The box and the pixels around it: what overlaps it now touches the box."""
    return Box(box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)
