"""Exact time: rounding, ranges, and ASS times that change on exactly the frame meant."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.timing import (
    ZERO,
    TimeRange,
    ass_centiseconds,
    at_frame,
    frames,
    frames_up,
    merged,
    milliseconds,
    rounded,
    samples,
    seconds_from_timecode,
    ticks_per_second,
    timecode,
    without,
)
from tests.examples import FRAME_RATES, span
from tests.strategies import moments, ranges, rates

half_s = st.integers(0, 1200).map(lambda number: Fraction(number, 2))
few_ranges = st.lists(ranges(longest_s=200), max_size=6)


def length(of: tuple[TimeRange, ...]) -> Fraction:
    return sum((item.duration for item in of), ZERO)


@pytest.mark.parametrize(
    ("value", "whole"),
    [("1/2", 1), ("3/2", 2), ("5/2", 3), ("-1/2", 0), ("-3/2", -1), ("49/100", 0), ("51/100", 1), ("7", 7)],
)
def test_halves_round_upward_and_never_to_the_even_one(value: str, whole: int) -> None:
    assert rounded(Fraction(value)) == whole


@given(st.fractions(max_denominator=1000))
def test_rounding_moves_by_half_at_most(value: Fraction) -> None:
    assert -Fraction(1, 2) < rounded(value) - value <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("rate", "frame", "millis", "sample"),
    [
        ("24000/1001", 1000, 41_708, 2_002_000),
        ("24", 1000, 41_667, 2_000_000),
        ("25", 1001, 40_040, 1_921_920),
        ("30000/1001", 1, 33, 1_602),
        ("30000/1001", 1_000_000, 33_366_667, 1_601_600_000),
        ("30", 5, 167, 8_000),
        ("50", 3, 60, 2_880),
        ("60000/1001", 1, 17, 801),
        ("60", 7, 117, 5_600),
    ],
)
def test_frames_in_milliseconds_and_samples(rate: str, frame: int, millis: int, sample: int) -> None:
    moment = at_frame(frame, Fraction(rate))
    assert milliseconds(moment) == millis
    assert samples(moment, 48_000) == sample


@given(rates, st.integers(0, 10_000_000))
def test_a_frames_time_leads_back_to_it(rate: Fraction, index: int) -> None:
    moment = at_frame(index, rate)
    assert frames(moment, rate) == frames_up(moment, rate) == index
    assert frames(Fraction(milliseconds(moment), 1000), rate) == index, "whole milliseconds still name the frame"


@given(rates, moments)
def test_frames_up_lasts_at_least_as_long_and_less_than_a_frame_longer(rate: Fraction, duration: Fraction) -> None:
    count = frames_up(duration, rate)
    assert duration <= at_frame(count, rate) < duration + 1 / rate
    assert frames(duration, rate) in {count - 1, count}


@pytest.mark.parametrize(("rate", "shortest"), list(zip(FRAME_RATES, (20, 20, 21, 25, 25, 42, 50, 50), strict=True)))
def test_five_sixths_of_a_second_in_frames(rate: Fraction, shortest: int) -> None:
    assert frames_up(Fraction(5, 6), rate) == shortest


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_every_frame_lasts_whole_ticks(rate: Fraction) -> None:
    ticks = ticks_per_second(rate)
    assert (ticks / rate).denominator == 1
    assert ticks >= 10_000


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=50), rates)
def test_samples_by_cumulative_rounding_never_drift(counts: list[int], rate: Fraction) -> None:
    ends = [samples(at_frame(count, rate), 48_000) for count in accumulate(counts, initial=0)]
    assert sum(after - before for before, after in pairwise(ends)) == ends[-1]
    assert abs(ends[-1] - sum(counts) / rate * 48_000) <= Fraction(1, 2)


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_an_ass_event_shows_on_exactly_its_frames(rate: Fraction) -> None:
    """As libass decides: shown where start <= time < end, the frame's time cut to whole milliseconds."""
    times_ms = [int(at_frame(index, rate) * 1000) for index in range(4000)]
    for index in range(1, 4000):
        changes_ms = ass_centiseconds(index, rate) * 10
        assert times_ms[index - 1] < changes_ms <= times_ms[index], f"frame {index}"


@given(rates, st.integers(0, 2_000_000), st.integers(1, 500))
def test_an_ass_event_shows_on_exactly_its_frames_anywhere(rate: Fraction, start: int, count: int) -> None:
    begins_ms, ends_ms = ass_centiseconds(start, rate) * 10, ass_centiseconds(start + count, rate) * 10
    shown = [
        index
        for index in range(start - 2, start + count + 2)
        if begins_ms <= int(at_frame(index, rate) * 1000) < ends_ms
    ]
    assert shown == list(range(start, start + count))


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (-1, 1)])
def test_a_range_runs_forward_from_zero_or_later(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="runs forward"):
        span(start, end)


def test_a_range_is_half_open() -> None:
    whole = span(1, 3)
    assert whole.contains(Fraction(1))
    assert not whole.contains(Fraction(3))
    assert whole.holds(span(1, 3))
    assert not whole.holds(span(2, 4))
    assert whole.intersection(span(3, 4)) is None
    assert whole.intersection(span(2, 4)) == span(2, 3)
    assert whole.shifted(Fraction(-1)) == span(0, 2)


@given(few_ranges)
def test_merged_ranges_are_ordered_and_never_touch(items: list[TimeRange]) -> None:
    result = merged(items)
    assert all(before.end < after.start for before, after in pairwise(result))
    assert merged(reversed(result)) == result


@given(few_ranges, moments)
def test_merging_keeps_every_moment_and_adds_none(items: list[TimeRange], moment: Fraction) -> None:
    assert any(item.contains(moment) for item in merged(items)) == any(item.contains(moment) for item in items)


def test_ranges_that_touch_are_one() -> None:
    assert merged([span(2, 3), span(0, 1), span(1, 2)]) == (span(0, 3),)


@given(few_ranges, few_ranges, half_s)
def test_without_leaves_exactly_what_is_not_removed(
    whole: list[TimeRange], removed: list[TimeRange], moment: Fraction
) -> None:
    left = without(whole, removed)
    expected = any(item.contains(moment) for item in whole) and not any(item.contains(moment) for item in removed)
    assert any(item.contains(moment) for item in left) == expected


@given(few_ranges, few_ranges)
def test_what_is_left_and_what_is_removed_add_up(whole: list[TimeRange], removed: list[TimeRange]) -> None:
    left = without(whole, removed)
    gone = without(whole, left)
    assert left == tuple(sorted(left))
    assert length(left) + length(gone) == length(merged(whole))
    assert without(left, removed) == left


def test_a_hole_in_the_middle_makes_two_parts() -> None:
    assert without([span(0, 10)], [span(4, 5), span(9, 12)]) == (span(0, 4), span(5, 9))
    assert without([span(0, 10)], [span(0, 10)]) == ()


@pytest.mark.parametrize(
    ("moment", "text"),
    [("0", "00:00:00.000"), ("3661.0015", "01:01:01.002"), ("59.9995", "00:01:00.000"), ("360000", "100:00:00.000")],
)
def test_timecode(moment: str, text: str) -> None:
    assert timecode(Fraction(moment)) == text


@given(st.integers(0, 360_000_000))
def test_a_timecode_is_read_back(millis: int) -> None:
    assert seconds_from_timecode(timecode(Fraction(millis, 1000))) == Fraction(millis, 1000)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("75.5", "75.5"),
        ("1:15.5", "75.5"),
        ("00:01:15.500", "75.5"),
        ("00:01:15,500", "75.5"),
        (" 2 ", "2"),
        ("1:90", "150"),
    ],
)
def test_times_as_people_write_them(text: str, seconds: str) -> None:
    assert seconds_from_timecode(text) == Fraction(seconds)


@pytest.mark.parametrize("text", ["", "x", "-1", "1:-2", "1:2:3:4", "1::2", "1.2.3", "1e3", "1:", "½"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        seconds_from_timecode(text)
