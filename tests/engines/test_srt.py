"""SRT as it is written: plain, numbered from 1, and refused where it would be read as something else."""

from __future__ import annotations

from fractions import Fraction

import pysrt
import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.timing import TimeRange
from pipeline.engines import importers
from pipeline.engines.exporters import srt


def written(*cues: TimedCue) -> str:
    return srt.written(SubtitleFile("srt", cues))


def test_the_file_is_as_everybody_writes_it() -> None:
    assert written(TimedCue(9, 1000, 2500, ("<i>안녕하세요.</i>", "네.")), TimedCue(3, 3000, 4000, ("끝",))) == (
        "1\n00:00:01,000 --> 00:00:02,500\n<i>안녕하세요.</i>\n네.\n\n2\n00:00:03,000 --> 00:00:04,000\n끝\n"
    )


@pytest.mark.parametrize(
    ("cue", "times"),
    [
        (TimedCue(0, 360_000_000, 360_000_001, ()), "100:00:00,000 --> 100:00:00,001"),
        (TimedCue(0, -1, 0, ()), "-00:00:00,001 --> 00:00:00,000"),
        (TimedCue(0, 2000, 1000, ()), "00:00:02,000 --> 00:00:01,000"),
        (TimedCue(0, 0, 1, (), ("X1:1", "Y1:2")), "00:00:00,000 --> 00:00:00,001 X1:1 Y1:2"),
    ],
)
def test_times_and_places_stay_as_they_are(cue: TimedCue, times: str) -> None:
    assert written(cue).splitlines()[1] == times


@pytest.mark.parametrize("line", ["00:00:01,000 --> 00:00:02,000", "00:00:01,000 -->", "1:30 --> 1:45"])
def test_a_text_that_would_be_read_as_a_time_line_is_refused(line: str) -> None:
    with pytest.raises(InputRefused, match="cue 2: "):
        written(TimedCue(0, 0, 1, ("a",)), TimedCue(0, 1, 2, (line,)))


def test_exact_times_are_read_back_to_the_millisecond_by_us_and_by_pysrt() -> None:
    spans = [TimeRange(Fraction(n * 1001, 30_000), Fraction(n * 1001 + 900, 30_000)) for n in range(0, 120_000, 997)]
    text = written(*(TimedCue.at(span, (f"{number}",)) for number, span in enumerate(spans)))
    ours = importers.IMPORTERS["srt"](text, where="x.srt").cues
    theirs = pysrt.from_string(text)
    assert [(cue.start_ms, cue.end_ms, *cue.lines) for cue in ours] == [
        (item.start.ordinal, item.end.ordinal, item.text) for item in theirs
    ]
    for cue, span in zip(ours, spans, strict=True):
        assert abs(Fraction(cue.start_ms, 1000) - span.start) <= Fraction(1, 2000)
        assert abs(Fraction(cue.end_ms, 1000) - span.end) <= Fraction(1, 2000)
