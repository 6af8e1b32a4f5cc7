"""ASS files of others as they are written again."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.engines.exporters import substation

HEAD = "[Events]\nFormat: Layer, Start, End, Style, MarginL, Odd, Text"


def event(cue: TimedCue) -> str:
    return substation.written(SubtitleFile("ass", (cue,), head=HEAD)).splitlines()[-1]


def test_a_cues_own_fields_stand_where_the_head_names_them() -> None:
    cue = TimedCue(0, 1000, 2000, ("a", "b"), ("Odd:x:y", "Layer:3", "Style:Big", "MarginL:9"))
    assert event(cue) == "Dialogue: 3,0:00:01.00,0:00:02.00,Big,9,x:y,a\\Nb"


def test_a_cue_that_says_nothing_of_its_fields_gets_the_usual_ones() -> None:
    assert event(TimedCue(0, 1000, 2000, ())) == "Dialogue: 0,0:00:01.00,0:00:02.00,Default,0,,"


@pytest.mark.parametrize(
    ("moment_ms", "written"),
    [(0, "0:00:00.00"), (1009, "0:00:01.00"), (36_000_000, "10:00:00.00"), (-10, "-0:00:00.01"), (-1, "-0:00:00.01")],
)
def test_times_are_rounded_down_to_10_ms(moment_ms: int, written: str) -> None:
    assert event(TimedCue(0, moment_ms, moment_ms, ())).split(",")[1:3] == [written, written]


def test_a_line_with_a_break_of_its_own_is_refused() -> None:
    with pytest.raises(InputRefused, match="cue 1: "):
        event(TimedCue(0, 0, 1, ("a\\Nb",)))
