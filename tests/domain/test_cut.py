"""The cut: clips end to end, and the one map from source time to program time."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.cut import Clip, EditDecisionList, TimeBaseError
from pipeline.domain.timing import ZERO, TimeBase, TimeRange, at_frame
from tests.examples import PROGRAM, SOURCE, edl, span
from tests.strategies import ranges, rates


@st.composite
def cuts(draw: st.DrawFn) -> EditDecisionList:
    """Clips in any order, some of the same source time, with or without intro and outro."""
    rate = draw(rates)
    starts = st.integers(0, 3000).map(lambda frame: at_frame(frame, rate))
    clips = draw(st.lists(st.tuples(starts, st.integers(1, 1500)), min_size=1, max_size=8))
    return edl(*clips, rate=rate, lead_in_frames=draw(st.integers(0, 100)), tail_frames=draw(st.integers(0, 100)))


@given(cuts(), ranges())
def test_what_is_seen_lasts_as_long_as_what_was_kept(cut: EditDecisionList, source_range: TimeRange) -> None:
    kept = [clip.source_range.intersection(source_range) for clip in cut.clips]
    seen = cut.to_program(source_range, of=SOURCE)
    assert [item.duration for item in seen] == [item.duration for item in kept if item]


@given(cuts(), ranges())
def test_what_is_seen_lies_inside_clips_in_program_order(cut: EditDecisionList, source_range: TimeRange) -> None:
    seen = cut.to_program(source_range, of=SOURCE)
    assert all(before.end <= after.start for before, after in pairwise(seen))
    assert all(any(cut.program_range(clip).holds(item) for clip in cut.clips) for item in seen)


@given(cuts())
def test_every_clip_is_found_where_it_lies(cut: EditDecisionList) -> None:
    for clip in cut.clips:
        assert cut.program_range(clip) in cut.to_program(clip.source_range, of=SOURCE)
        assert cut.program_range(clip).duration == clip.source_range.duration


@given(cuts())
def test_intro_clips_and_outro_make_the_film(cut: EditDecisionList) -> None:
    clips = sum((cut.program_range(clip).duration for clip in cut.clips), ZERO)
    assert cut.duration == clips + at_frame(cut.lead_in_frames + cut.tail_frames, cut.frame_rate)


def test_a_range_across_a_joint_comes_in_two_parts() -> None:
    cut = edl((10, 50), (20, 50), lead_in_frames=25)
    assert cut.to_program(span(11, 21), of=SOURCE) == (span(2, 3), span(3, 4))


def test_a_range_that_is_shown_twice_is_found_twice() -> None:
    cut = edl((10, 50), (0, 25), (11, 50))
    assert cut.to_program(span(11, 12), of=SOURCE) == (span(1, 2), span(3, 4))


def test_what_was_cut_out_is_never_seen() -> None:
    assert edl((10, 50)).to_program(span(12, 13), of=SOURCE) == ()


def test_mapping_twice_is_an_error() -> None:
    cut = edl((10, 50))
    (seen,) = cut.to_program(span(10, 11), of=SOURCE)
    with pytest.raises(TimeBaseError, match="program axis"):
        cut.to_program(seen, of=cut.program_base)


def test_times_of_other_footage_are_refused() -> None:
    with pytest.raises(TimeBaseError, match="other footage"):
        edl((10, 50)).to_program(span(10, 11), of=TimeBase("source", "another interview"))


@pytest.mark.parametrize(
    ("clips", "why"),
    [
        ((), "at least one clip"),
        ((Clip(span(0, 1), 1, 25),), "end to end"),
        ((Clip(span(0, 1), 0, 25), Clip(span(2, 3), 24, 25)), "end to end"),
        ((Clip(span(0, 1), 0, 24),), "exactly its frames"),
    ],
)
def test_a_cut_that_cannot_be_is_refused(clips: tuple[Clip, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        EditDecisionList(SOURCE, PROGRAM, Fraction(25), 0, 0, clips, ())


@pytest.mark.parametrize(("start", "count"), [(0, 0), (-1, 25)])
def test_a_clip_lasts_a_frame_at_least(start: int, count: int) -> None:
    with pytest.raises(ValueError, match="at least a frame"):
        Clip(span(0, 1), start, count)
