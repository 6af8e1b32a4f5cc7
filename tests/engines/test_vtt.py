"""WebVTT: a text stays a text, whatever stands in it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.subtitles import Cue, SubtitleTrack
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
