"""Cues keep the guides' figures to the frame, at every frame rate: length, gap, chaining and the zones around shots."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from pipeline.domain.timing import TimeRange, at_frame
from pipeline.rules.cue_search import Piece
from pipeline.rules.cue_timing import Span, spans
from tests.examples import FRAME_RATES, HOUSE, edl
from tests.rules.subtitles.figures import TIMINGS

LONG_AGO = 5
"""Seconds of film before anything is said."""


def piece(rate: Fraction, start_frame: int, end_frame: int, *, needed_s: Fraction = Fraction(0)) -> Piece:
    return Piece(
        ("s0001",),
        TimeRange(at_frame(start_frame, rate), at_frame(end_frame, rate)),
        ("네",),
        ("Yes",),
        needed_s,
        "clause",
    )


def timed(rate: Fraction, *pieces: Piece, shots: Sequence[int] = ()) -> list[tuple[int, int]]:
    return [(span.start_frame, span.end_frame) for span in whole(rate, *pieces, shots=shots)]


def whole(rate: Fraction, *pieces: Piece, shots: Sequence[int] = ()) -> tuple[Span, ...]:
    return spans(pieces, edl((0, int(60 * rate)), rate=rate), HOUSE, shots=shots)


def begin(rate: Fraction) -> int:
    return int(LONG_AGO * rate)


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_a_cue_stands_as_long_as_its_words(rate: Fraction) -> None:
    first, length = begin(rate), int(3 * rate)
    assert timed(rate, piece(rate, first, first + length)) == [(first, first + length)]


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_no_cue_is_longer_than_seven_seconds(rate: Fraction) -> None:
    first = begin(rate)
    (found,) = whole(rate, piece(rate, first, first + int(9 * rate)))
    assert found == Span(first, first + TIMINGS[rate].longest, "speech", "maximum")


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_a_short_word_stands_at_ease_and_lingers_half_a_second_at_most(rate: Fraction) -> None:
    first, said = begin(rate), int(rate / 2)
    ((start, end),) = timed(rate, piece(rate, first, first + said))
    assert (start, end) == (first, first + said + round(float(rate) / 2 + 1e-9))
    ((start, end),) = timed(rate, piece(rate, first, first + int(rate)))
    assert (start, end - start) == (first, -int(-(rate * 6 / 5) // 1))


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_the_shortest_cue_has_five_sixths_of_a_second(rate: Fraction) -> None:
    """The next words come at once, so that nothing else can lengthen it."""
    first, shortest, gap = begin(rate), TIMINGS[rate].shortest, TIMINGS[rate].gap
    found = timed(
        rate, piece(rate, first, first + 3), piece(rate, first + shortest + gap, first + shortest + gap + int(2 * rate))
    )
    assert found[0] == (first, first + shortest)


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_gaps_below_half_a_second_are_closed_to_two_frames(rate: Fraction) -> None:
    first, length = begin(rate), int(2 * rate)
    end = first + length
    smallest, largest = TIMINGS[rate].chained
    for apart in (TIMINGS[rate].gap, smallest, largest, largest + 1, largest + 20):
        following = end + apart
        found = timed(rate, piece(rate, first, end), piece(rate, following, following + length))
        closed = apart <= largest
        assert found[0] == (first, following - TIMINGS[rate].gap if closed else end)
        assert found[1][0] == following


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_an_in_time_near_a_shot_moves_as_the_guide_says(rate: Fraction) -> None:
    first, length, figures = begin(rate), int(3 * rate), TIMINGS[rate]
    near, (pulled_from, pulled_to) = figures.snapped, figures.pulled
    moves = {
        1: 1,
        near: near,
        pulled_from: pulled_from - figures.half_second,
        pulled_to: pulled_to - figures.half_second,
    }
    for before_shot, moved in moves.items():
        shot = first + before_shot
        assert timed(rate, piece(rate, first, first + length), shots=[shot])[0][0] == first + moved
    free = figures.half_second
    assert timed(rate, piece(rate, first, first + length), shots=[first + free])[0][0] == first
    for after_shot, moved in ((1, -1), (free - 1, 1 - free), (free, 0)):
        shot = first - after_shot
        assert timed(rate, piece(rate, first, first + length), shots=[shot])[0][0] == first + moved


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_an_out_time_near_a_shot_ends_two_frames_before_it(rate: Fraction) -> None:
    first, length, figures = begin(rate), int(3 * rate), TIMINGS[rate]
    end = first + length
    for away in (0, 1, figures.gap, figures.half_second - 1, 1 - figures.half_second):
        shot = end + away
        assert timed(rate, piece(rate, first, end), shots=[shot]) == [(first, shot - figures.gap)]
    for away in (figures.half_second, -figures.half_second):
        assert timed(rate, piece(rate, first, end), shots=[end + away]) == [(first, end)]
