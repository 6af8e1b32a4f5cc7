"""The window's way: still while it can be, never faster than it may, and where it is wished for."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.framing import FileFraming, Waypoint
from pipeline.rules.camera import Travel, Wish, way_through
from tests.examples import FRAME_RATES

RATE = Fraction(25)
TRAVEL = Travel(RATE, windows=2.16, per_frame=0.0017)
FREE = 0.05


def places(way: tuple[Waypoint, ...], first: int, end: int) -> list[float]:
    """Where the window stands at each picture."""
    framing = FileFraming("", way)
    return [framing.at(frame) for frame in range(first, end)]


def sitting(at: float, first: int, end: int, *, every: int = 12) -> list[Wish]:
    """A speaker who sits there."""
    return [Wish(frame, at, FREE) for frame in range(first, end, every)]


shots = st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1), st.floats(0.01, 0.2), st.floats(0.1, 100)), max_size=30)


@st.composite
def wishes(draw: st.DrawFn) -> tuple[int, int, list[Wish]]:
    first, frame = draw(st.integers(0, 1000)), 0
    found: list[Wish] = []
    for gap, at, free, weight in draw(shots):
        frame += gap
        found.append(Wish(first + frame, at, free, weight))
    return first, first + frame + draw(st.integers(1, 200)), found


@settings(max_examples=60, deadline=None)
@given(wishes(), st.sampled_from(FRAME_RATES))
def test_the_window_keeps_its_pace_and_stays_inside(made: tuple[int, int, list[Wish]], rate: Fraction) -> None:
    first, end, wished = made
    travel = Travel(rate, TRAVEL.windows, TRAVEL.per_frame)
    way = way_through(wished, first=first, end=end, travel=travel)
    assert (way[0].frame, way[-1].frame) == (first, end - 1)
    found = places(way, first, end)
    assert all(0 <= place <= 1 for place in found)
    rounding = 0.00001
    assert all(abs(after - before) <= travel.per_frame + rounding for before, after in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(st.floats(0.1, 0.9), st.lists(st.floats(-1, 1), min_size=1, max_size=40))
def test_it_stands_while_the_speaker_sways(at: float, sways: list[float]) -> None:
    wished = [Wish(12 * number, at + FREE * sway, FREE) for number, sway in enumerate(sways)]
    way = way_through(wished, first=0, end=500, travel=TRAVEL)
    assert len({waypoint.at for waypoint in way}) == 1
    assert all(abs(way[0].at - wish.at) <= wish.free + 0.00001 for wish in wished)


@settings(max_examples=30, deadline=None)
@given(wishes())
def test_a_way_is_the_same_every_time(made: tuple[int, int, list[Wish]]) -> None:
    first, end, wished = made
    assert way_through(wished, first=first, end=end, travel=TRAVEL) == way_through(
        list(wished), first=first, end=end, travel=TRAVEL
    )


def test_where_nothing_is_wished_for_it_looks_at_the_middle() -> None:
    assert way_through([], first=10, end=20, travel=TRAVEL) == (Waypoint(10, 0.5), Waypoint(19, 0.5))
    assert way_through([], first=10, end=11, travel=TRAVEL) == (Waypoint(10, 0.5),)


def test_a_speaker_who_moves_over_is_followed_in_one_move_that_begins_and_ends_softly() -> None:
    wished = [*sitting(0.2, 0, 500), *sitting(0.5, 500, 1000)]
    found = places(way_through(wished, first=0, end=1000, travel=TRAVEL), 0, 1000)
    assert found[0] == pytest.approx(0.2, abs=FREE)
    assert found[-1] == pytest.approx(0.5, abs=FREE)
    steps = [after - before for before, after in pairwise(found)]
    moving = [number for number, step in enumerate(steps) if step > 0]
    assert moving == list(range(moving[0], moving[-1] + 1))
    assert moving[0] < 500 < moving[-1]
    assert max(steps) <= TRAVEL.per_frame + 0.00001
    softest = TRAVEL.per_frame / 5
    assert steps[moving[0]] < softest
    assert steps[moving[-1]] < softest


def test_a_glance_to_the_side_moves_nothing() -> None:
    wished = sitting(0.3, 0, 1000)
    wished[40] = Wish(wished[40].frame, 0.9, FREE)
    found = places(way_through(wished, first=0, end=1000, travel=TRAVEL), 0, 1000)
    assert len(set(found)) == 1
    assert found[0] == pytest.approx(0.3, abs=FREE)


def test_while_the_speaker_is_not_seen_it_stands() -> None:
    wished = [*sitting(0.2, 0, 250), *sitting(0.6, 750, 1000)]
    found = places(way_through(wished, first=0, end=1000, travel=TRAVEL), 0, 1000)
    assert found[249] == pytest.approx(0.2, abs=FREE)
    assert found[750] == pytest.approx(0.6, abs=FREE)


def test_what_counts_more_wins() -> None:
    wished = [*sitting(0.2, 0, 500), *(Wish(frame, 0.8, FREE, 0.01) for frame in range(500, 560, 12))]
    found = places(way_through(wished, first=0, end=560, travel=TRAVEL), 0, 560)
    assert max(found) <= 0.2 + FREE
