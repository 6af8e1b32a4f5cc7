"""WebVTT: a text stays a text, whatever stands in it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.timing import TimeBase
from pipeline.engines.exporters import vtt


def written(*lines: str) -> str:
    cue = Cue(30, 60, ("s0001",), lines, ("Yes.",))
    return vtt.text_of(SubtitleTrack(TimeBase("program", "p"), Fraction(30000, 1001), "ko", (cue,)), "ko")


def test_the_file_is_as_the_specification_shows_it() -> None:
    assert written("안녕하세요.", "네.") == "WEBVTT\n\n1\n00:00:01.001 --> 00:00:02.002\n안녕하세요.\n네.\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<v 화자>나 & 너", "&lt;v 화자&gt;나 &amp; 너"),
        ("{\\an8}위", "{\\an8}위"),
        ("1 --> 2", "1 --&gt; 2"),
        ("\\N줄", "\\N줄"),
    ],
)
def test_no_text_is_read_as_markup(text: str, wanted: str) -> None:
    assert written(text).splitlines()[4] == wanted


def test_no_cues_is_only_the_head() -> None:
    assert vtt.text_of(SubtitleTrack(TimeBase("program", "p"), Fraction(25), "ko", ()), "en") == "WEBVTT\n"


def test_what_others_wrote_around_the_captions_stays() -> None:
    cues = (
        TimedCue(0, 3_600_000, 360_000_000, ("a",), ("align:start", "line:0"), "intro", "NOTE one"),
        TimedCue(0, -1, 0, ()),
    )
    assert vtt.written(SubtitleFile("vtt", cues, head="WEBVTT\n\nSTYLE\nx", tail="NOTE end")) == (
        "WEBVTT\n\nSTYLE\nx\n\nNOTE one\n\nintro\n01:00:00.000 --> 100:00:00.000 align:start line:0\na\n\n"
        "-00:00:00.001 --> 00:00:00.000\n\nNOTE end\n"
    )


@pytest.mark.parametrize("line", ["a --> b", "00:00:01.000 -> 00:00:02.000"])
def test_a_text_that_would_be_read_as_a_time_line_is_refused(line: str) -> None:
    with pytest.raises(InputRefused, match="cue 1: "):
        vtt.written(SubtitleFile("vtt", (TimedCue(0, 0, 1, (line,)),)))
