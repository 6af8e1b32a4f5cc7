"""Where targets of another shape look: from what was seen to the window's way over a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import pi, sin

import pytest

from pipeline.domain.errors import UsageError
from pipeline.domain.footage import SourceFile
from pipeline.domain.framing import Face, FileFraming, Glance, window_of
from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import FramingWish
from pipeline.rules.framing import faces_may_be_used, framing_of, require_inside
from tests.examples import YOUTUBE, source_file, span, video

RATE = Fraction(25)
TALL = replace(YOUTUBE.picture, width_px=1080, height_px=1920, fit="crop")
SQUARE = replace(YOUTUBE.picture, width_px=1080, height_px=1080, fit="crop")
FILE = source_file(1, span(0, 60))
UPRIGHT = source_file(1, span(0, 60), video(display_width_px=1080, display_height_px=1920))


def face(x: float, y: float = 0.4, *, width: float = 0.08) -> Face:
    return Face(x - width / 2, y - 0.1, x + width / 2, y + 0.1, y - 0.03)


def seen(faces: Callable[[float], Sequence[Face]], *, until: int = 60) -> list[Glance]:
    """Two glances a second at faces that stand somewhere at a time."""
    return [Glance(Fraction(n, 2), tuple(faces(n / 2)), None) for n in range(2 * until)]


def framed(
    glances: Sequence[Glance], *asked: FramingWish, file: SourceFile = FILE, picture: object = TALL
) -> FileFraming:
    assert picture in (TALL, SQUARE)
    chosen = TALL if picture is TALL else SQUARE
    return framing_of(file, glances, asked, picture=chosen, frame_rate=RATE)


def middle(framing: FileFraming, second: float, *, file: SourceFile = FILE, upright: bool = False) -> float:
    """What the window's middle looks at, as a share of the picture."""
    window = window_of(file.video, SQUARE if upright else TALL)
    share = window.length_px / (window.length_px + window.travel_px)
    return share / 2 + framing.at(round(second * RATE)) * (1 - share)


@pytest.mark.parametrize("x", [0.3, 0.5, 0.72])
def test_a_speaker_stands_in_the_middle(x: float) -> None:
    framing = framed(seen(lambda _: [face(x)]))
    assert middle(framing, 0) == middle(framing, 59) == pytest.approx(x, abs=0.001)


def test_at_the_edge_the_window_stays_in_the_picture() -> None:
    assert framed(seen(lambda _: [face(0.03)])).at(0) == 0
    assert framed(seen(lambda _: [face(0.97)])).at(0) == 1


def test_another_shot_is_framed_anew_from_its_first_picture() -> None:
    file = replace(FILE, shots=(Fraction(20),))
    framing = framed(seen(lambda at: [face(0.3 if at < 20 else 0.7)]), file=file)
    assert [middle(framing, at) for at in (0, 19.96, 20, 59)] == pytest.approx([0.3, 0.3, 0.7, 0.7], abs=0.001)


def test_no_move_but_at_shots_is_faster_than_a_four_thousandth_of_ten() -> None:
    file = replace(FILE, shots=(Fraction(20),))
    framing = framed(seen(lambda at: [face(0.3 if at < 10 else 0.45 if at < 20 else 0.7)]), file=file)
    travel_px = window_of(FILE.video, TALL).travel_px
    places = [round(framing.at(frame) * travel_px) for frame in range(1500)]
    steps = [abs(after - before) for before, after in pairwise(places)]
    jumps = [number + 1 for number, step in enumerate(steps) if step > 0.004 * 1080]
    assert jumps == [500]
    assert any(step for number, step in enumerate(steps) if number + 1 != 500)


def test_upright_footage_keeps_the_eyes_in_the_upper_third() -> None:
    framing = framed(seen(lambda _: [face(0.5, 0.4)]), file=UPRIGHT, picture=SQUARE)
    share = 1080 / 1920
    top = middle(framing, 5, file=UPRIGHT, upright=True) - share / 2
    assert (0.37 - top) / share == pytest.approx(0.36, abs=0.01)


def test_without_faces_it_looks_at_what_moves_and_without_motion_at_the_middle() -> None:
    moving = [replace(glance, motion=(0.7, 0.5)) for glance in seen(lambda _: [])]
    assert middle(framed(moving), 5) == pytest.approx(0.7, abs=0.001)
    assert middle(framed(seen(lambda _: [])), 5) == pytest.approx(0.5, abs=0.001)
    assert middle(framed([]), 5) == pytest.approx(0.5, abs=0.001)


def test_what_moves_elsewhere_now_and_then_is_not_followed() -> None:
    moving = [
        replace(glance, motion=(0.1 if number % 5 == 0 else 0.7, 0.5))
        for number, glance in enumerate(seen(lambda _: []))
    ]
    framing = framed(moving)
    assert {waypoint.at for waypoint in framing.waypoints} == {framing.at(0)}
    assert middle(framing, 5) == pytest.approx(0.7, abs=0.001)


def test_faces_count_more_than_motion() -> None:
    both = [replace(glance, motion=(0.2, 0.5)) for glance in seen(lambda _: [face(0.7)])]
    assert middle(framed(both), 5) == pytest.approx(0.7, abs=0.001)


def test_the_story_says_where_to_look() -> None:
    framing = framed(seen(lambda _: [face(0.3)]), FramingWish(span(20, 40), x=0.6))
    assert middle(framing, 1) == pytest.approx(0.3, abs=0.04)
    assert [middle(framing, at) for at in (22, 30, 39)] == pytest.approx([0.6] * 3, abs=0.04)
    assert middle(framing, 59) == pytest.approx(0.3, abs=0.04)


def test_of_two_wishes_for_one_moment_the_later_counts() -> None:
    framing = framed([], FramingWish(span(0, 60), x=0.3), FramingWish(span(0, 61), x=0.6))
    assert middle(framing, 30) == pytest.approx(0.6, abs=0.001)


def test_the_story_is_in_source_time_and_a_file_takes_its_part() -> None:
    second = source_file(2, span(60, 120))
    wish = FramingWish(span(50, 70), whole=True)
    assert framed([], wish, file=FILE).whole == ((1250, 1500),)
    assert framed([], wish, file=second).whole == ((0, 250),)
    assert framed([], FramingWish(span(0, 10), whole=True), file=second).whole == ()


def test_faces_are_looked_for_only_where_they_may_be_shown() -> None:
    assert [level for level in ProtectionLevel if faces_may_be_used(level)] == [
        ProtectionLevel.OPEN,
        ProtectionLevel.PSEUDONYM,
    ]
    assert not faces_may_be_used(None)


@pytest.mark.parametrize("reach", [0.048, 0.05, 0.054, 0.06])
@pytest.mark.parametrize(("x", "width"), [(0.5, 0.21), (0.17, 0.21), (0.83, 0.21), (0.155, 0.16)])
def test_a_wide_face_that_leans_to_and_fro_stays_whole(reach: float, x: float, width: float) -> None:
    """A face as wide as two thirds of a 9:16 window, whose owner leans over and back in eight seconds."""
    glances = seen(lambda at: [face(x + reach * sin(2 * pi * at / 8), width=width)])
    framing = framed(glances)
    window = window_of(FILE.video, TALL)
    share = window.length_px / (window.length_px + window.travel_px)
    for glance in glances:
        left = framing.at(round(glance.file_time * RATE)) * (1 - share)
        assert left <= max(0, glance.faces[0].left)
        assert min(1, glance.faces[0].right) <= left + share


def test_a_small_face_that_sways_is_not_followed() -> None:
    framing = framed(seen(lambda at: [face(0.5 + 0.03 * sin(2 * pi * at / 8))]))
    assert len({waypoint.at for waypoint in framing.waypoints}) == 1


def test_a_framing_of_a_time_that_the_footage_does_not_have_is_refused() -> None:
    require_inside([FramingWish(span(0, 5)), FramingWish(span(50, 90))], span(0, 60))
    with pytest.raises(UsageError, match=r'"framing" number 2 .* lies after the end of the footage'):
        require_inside([FramingWish(span(0, 5)), FramingWish(span(65, 70))], span(0, 60))
