"""Chunks that are encoded beside one another: those that show the same pictures of footage beyond HD."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.domain.framing import FileFraming, Waypoint
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Film, RenderPlan
from pipeline.rules.reading_once import MOST_TOGETHER, groups
from tests.examples import YOUTUBE, edl, footage, video
from tests.rules.planned import Plan, caption

HD = video()
FOUR_K = video(coded_width_px=3840, coded_height_px=2160, display_width_px=3840, display_height_px=2160)
CUT = edl((10, 200), (40, 100), lead_in_frames=50)
CAPTIONED = Plan(footage(60, picture=FOUR_K), CUT, (caption(60, 90),), target="captioned")


def planned(*films: Film) -> RenderPlan:
    return RenderPlan(Fraction(25), CAPTIONED.tools, 1, films)


def shape(plan: RenderPlan) -> list[list[tuple[str, int]]]:
    """For each group, the films and where their chunks begin."""
    return [[(film.target, chunk.start_frame) for film, chunk in group] for group in groups(plan)]


def sized(picture: Picture, *, width_px: int) -> Picture:
    return replace(picture, width_px=width_px)


def test_films_of_4k_are_encoded_from_one_decode() -> None:
    clean = replace(CAPTIONED, drawn=(), target="clean", picture=sized(YOUTUBE.picture, width_px=1280))
    assert shape(planned(CAPTIONED.film, clean.film)) == [
        [("captioned", 0)],  # the card is no footage
        [("captioned", 50), ("clean", 50)],
        [("captioned", 250), ("clean", 250)],
        [("clean", 0)],
    ]


def test_films_of_hd_stand_alone() -> None:
    hd = replace(CAPTIONED, filmed=footage(60, picture=HD))
    clean = replace(hd, drawn=(), target="clean")
    assert all(len(group) == 1 for group in groups(planned(hd.film, clean.film)))


def test_films_of_encoders_that_take_much_memory_stand_alone() -> None:
    hevc = replace(CAPTIONED, picture=replace(YOUTUBE.picture, encoder="x265"), target="hevc")
    assert all(len(group) == 1 for group in groups(planned(CAPTIONED.film, hevc.film)))


def test_what_two_films_share_is_made_once() -> None:
    same = replace(CAPTIONED, drawn=(), target="clean")
    assert shape(planned(CAPTIONED.film, same.film)) == [
        [("captioned", 0)],
        [("captioned", 50), ("clean", 50)],  # the caption
        [("captioned", 250)],
    ]


def test_a_selection_of_its_own_is_decoded_on_its_own() -> None:
    upright = sized(YOUTUBE.picture, width_px=608)
    short = replace(CAPTIONED, cut=edl((10, 199), (40, 100), lead_in_frames=50), picture=upright, target="short")
    assert shape(planned(CAPTIONED.film, short.film)) == [
        [("captioned", 0)],
        [("captioned", 50)],
        [("captioned", 250), ("short", 249)],
        [("short", 0)],
        [("short", 50)],
    ]


def test_a_part_of_the_picture_and_all_of_it_are_one_decode() -> None:
    file = CAPTIONED.filmed.files[0].sha256
    framing = {file: FileFraming(file, (Waypoint(0, 0.5), Waypoint(1500, 0.6)), whole=((260, 300),))}
    square = sized(YOUTUBE.picture, width_px=1080)
    upright = replace(CAPTIONED, framing=framing, picture=square, target="square")
    found = shape(planned(CAPTIONED.film, upright.film))
    assert [("captioned", 250), ("square", 250)] in found
    assert [("captioned", 50)] in found  # shown whole for a while there: other chunks


def test_no_more_than_three_at_once() -> None:
    many = [
        replace(CAPTIONED, target=f"target-{number}", picture=sized(YOUTUBE.picture, width_px=1000 + 2 * number)).film
        for number in range(2 * MOST_TOGETHER + 1)
    ]
    footage_groups = [group for group in groups(planned(*many)) if group[0][1].video]
    assert [len(group) for group in footage_groups] == [MOST_TOGETHER, MOST_TOGETHER, 1] * 2
