"""The film's frames on which a new picture begins: shots of the footage, joints of the cut, cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.footage import Footage, VideoStream
from pipeline.domain.timing import frames
from pipeline.rules.shots import shots_in
from tests.examples import Seconds, edl, footage, video
from tests.strategies import rates


def seen(*shots: Seconds, lengths: Sequence[Seconds] = (600,), picture: VideoStream | None = None) -> Footage:
    """Footage in which shots begin at these source times."""
    known = footage(*lengths, picture=picture)
    moments = [Fraction(shot) for shot in shots]
    files = tuple(
        replace(file, shots=tuple(moment for moment in moments if file.source_range.contains(moment)))
        for file in known.files
    )
    return replace(known, files=files)


# Joints and cards


@pytest.mark.parametrize(
    ("cut", "begin"),
    [
        (edl((10, 100)), ()),
        (edl((10, 100), (50, 30)), (100,)),
        (edl((10, 100), (50, 30), (20, 5)), (100, 130)),
        (edl((10, 100), lead_in_frames=84), (84,)),
        (edl((10, 100), tail_frames=50), (100,)),
        (edl((10, 100), (50, 30), lead_in_frames=84, tail_frames=50), (84, 184, 214)),
    ],
    ids=["one clip", "a joint", "two joints", "intro", "outro", "all"],
)
@pytest.mark.parametrize("known", [seen(), footage(600)], ids=["no shots", "shots not known"])
def test_joints_and_cards_are_new_pictures_and_the_films_beginning_is_none(
    cut: EditDecisionList, begin: tuple[int, ...], known: Footage
) -> None:
    assert shots_in(cut, known) == begin


def test_a_clip_that_goes_on_where_the_one_before_ended_is_no_new_picture() -> None:
    assert shots_in(edl((10, 100), (14, 30)), seen()) == ()
    assert shots_in(edl((10, 100), (14, 30)), seen(14)) == ()
    assert shots_in(edl((10, 100), ("14.04", 30)), seen()) == (100,)


def test_the_next_file_is_a_new_picture() -> None:
    assert shots_in(edl((6, 100), (10, 30)), seen(lengths=(10, 20))) == (100,)


# Shots of the footage


@pytest.mark.parametrize(
    ("shots", "begin"),
    [
        (("10.4",), (84 + 10,)),
        (("10.4", "12.04", "13.96"), (84 + 10, 84 + 51, 84 + 99)),
        (("10.04",), (84 + 1,)),
        (("9.96", 10), ()),
        (("13.99", 14, 30), ()),
        ((5, 550), ()),
    ],
    ids=[
        "one",
        "several",
        "second frame",
        "before and on the first frame",
        "nearest to the end and after",
        "elsewhere",
    ],
)
def test_shots_inside_a_clip_are_new_pictures(shots: tuple[Seconds, ...], begin: tuple[int, ...]) -> None:
    assert shots_in(edl((10, 100), lead_in_frames=84), seen(*shots)) == (84, *begin)


def test_footage_that_is_shown_twice_has_its_shots_twice() -> None:
    assert shots_in(edl((10, 100), (10, 50)), seen(11)) == (25, 100, 125)


def test_every_clip_has_the_shots_of_its_own_file() -> None:
    known = seen(5, 12, lengths=(10, 20))
    assert shots_in(edl((11, 50), (4, 50)), known) == (25, 50, 75)


def test_a_file_that_was_not_looked_through_only_lacks_its_own() -> None:
    known = seen(5, 12, lengths=(10, 20))
    first = replace(known.files[0], shots=None)
    assert shots_in(edl((11, 50), (4, 50)), replace(known, files=(first, known.files[1]))) == (25, 50)


@pytest.mark.parametrize(
    ("filmed_at", "shown_at", "picture", "first_seen"),
    [
        ("24000/1001", "24000/1001", 40, 40),
        ("24000/1001", "30000/1001", 40, 50),
        ("24000/1001", "30000/1001", 41, 51),
        ("24000/1001", "30000/1001", 42, 53),
        ("24000/1001", "30000/1001", 43, 54),
        ("50", "25", 40, 20),
        ("50", "25", 41, 21),
        ("60000/1001", "30000/1001", 41, 21),
        ("30", "25", 40, 33),
        ("30", "25", 41, 34),
    ],
)
def test_a_picture_is_seen_on_the_nearest_frame_and_half_way_on_the_later(
    filmed_at: str, shown_at: str, picture: int, first_seen: int
) -> None:
    rate = Fraction(filmed_at)
    known = seen(picture / rate, picture=video(rate, time_base=1 / (rate * 1001)))
    assert shots_in(edl((0, 600), rate=shown_at), known) == (first_seen,)


@pytest.mark.parametrize(("picture", "first_seen"), [(11, 1), (13, 2), (21, 6), (22, 6), (23, 7)])
def test_a_clock_that_counts_milliseconds_changes_nothing(picture: int, first_seen: int) -> None:
    """Matroska at 60 frames a second, shown at 30 from 166 2/3 ms on."""
    moment = Fraction(round(picture * 1000 / 60), 1000)
    known = seen(moment, picture=video(60, time_base=Fraction(1, 1000)))
    assert shots_in(edl((Fraction(5, 30), 600), rate=30), known) == (first_seen,)


def test_a_picture_that_begins_after_the_sound_lays_the_grid() -> None:
    """The file's sound begins 0.4 s before its picture; clips begin on the picture's frames."""
    known = seen(Fraction(2, 5) + Fraction(41, 50), picture=video(50, start=Fraction(2, 5)))
    assert shots_in(edl((Fraction(2, 5), 100)), known) == (21,)


# Whatever the film


@st.composite
def films(draw: st.DrawFn) -> tuple[EditDecisionList, Footage]:
    rate = draw(rates)
    lengths = draw(st.lists(st.integers(100, 200), min_size=1, max_size=3))
    whole = sum(lengths)
    shots = draw(st.sets(st.fractions(0, whole, max_denominator=1000).filter(lambda shot: shot < whole), max_size=30))
    clips: list[tuple[Fraction, int]] = []
    for _ in range(draw(st.integers(1, 5))):
        number = draw(st.integers(0, len(lengths) - 1))
        start = sum(lengths[:number]) + draw(st.integers(0, 60))
        clips.append((Fraction(start), draw(st.integers(1, int(39 * rate)))))
    cut = edl(*clips, rate=rate, lead_in_frames=draw(st.integers(0, 90)), tail_frames=draw(st.integers(0, 90)))
    return cut, seen(*sorted(shots), lengths=lengths, picture=video(rate))


@given(films())
def test_frames_ascend_inside_the_film_each_once(film: tuple[EditDecisionList, Footage]) -> None:
    cut, known = film
    begin = shots_in(cut, known)
    assert list(begin) == sorted(set(begin))
    assert all(0 < frame < cut.frame_count for frame in begin)


@given(films())
def test_every_frame_said_has_its_reason_and_every_reason_its_frame(film: tuple[EditDecisionList, Footage]) -> None:
    """A shot may come a frame sooner or later than its time rounds to, where the clock's ticks decide."""
    cut, known = film
    borders = {clip.program_start_frame for clip in cut.clips} | {cut.frame_count - cut.tail_frames}
    inside = [
        clip.program_start_frame + frames(shot - clip.source_range.start, cut.frame_rate)
        for clip in cut.clips
        for file in known.files
        for shot in file.shots or ()
        if clip.source_range.contains(shot)
    ]
    begin = set(shots_in(cut, known))
    assert all(any(abs(frame - reason) <= 1 for reason in (*inside, *borders)) for frame in begin)
    assert all(any(abs(frame - reason) <= 1 for frame in (*begin, *borders)) for reason in inside)
