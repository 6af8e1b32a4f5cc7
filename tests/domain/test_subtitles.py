"""Cues on frames, in order, and when they are seen."""

from __future__ import annotations

import pytest

from tests.examples import cue, span, track


def test_a_cue_has_lines_in_each_language() -> None:
    both = cue(0, 25, ko=("가",), en=("a", "b"))
    assert both.lines("ko") == ("가",)
    assert both.lines("en") == ("a", "b")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5)])
def test_a_cue_is_shown_on_a_frame_at_least(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        cue(start, end)


def test_cues_never_overlap() -> None:
    assert len(track(cue(0, 25), cue(25, 50)).cues) == 2
    with pytest.raises(ValueError, match="never overlap"):
        track(cue(0, 25), cue(24, 50))
    with pytest.raises(ValueError, match="in order"):
        track(cue(30, 50), cue(0, 25))


def test_a_cues_time_is_exact() -> None:
    ntsc = track(cue(30, 60), rate="30000/1001")
    assert ntsc.program_range(ntsc.cues[0]) == span("1.001", "2.002")
