"""The SRT door: what editors and cameras write comes in whole, or is refused with its line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timing import TimeRange
from pipeline.engines.exporters import srt

USUAL = "1\n00:00:01,000 --> 00:00:02,500\n안녕하세요.\n반갑습니다.\n\n2\n00:00:03,000 --> 00:00:04,000\n네.\n"


def texts(text: str) -> list[tuple[str, ...]]:
    return [cue.lines for cue in srt.read(text, where="x.srt")]


def test_cues_come_with_their_times_and_lines() -> None:
    first, second = srt.read(USUAL, where="x.srt")
    assert first.time_range == TimeRange(Fraction(1), Fraction(5, 2))
    assert first.lines == ("안녕하세요.", "반갑습니다.")
    assert second.lines == ("네.",)


def test_what_is_written_is_read_back_to_the_millisecond() -> None:
    spans = [TimeRange(Fraction(n * 1001, 30_000), Fraction(n * 1001 + 900, 30_000)) for n in range(0, 120_000, 997)]
    cues = srt.read(srt.written((span, (f"{number}",)) for number, span in enumerate(spans)), where="x.srt")
    assert len(cues) == len(spans)
    for cue, span in zip(cues, spans, strict=True):
        assert abs(cue.time_range.start - span.start) <= Fraction(1, 2000)
        assert abs(cue.time_range.end - span.end) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    "text",
    [
        USUAL.replace("\n2\n", "\n17\n"),
        USUAL.replace("1\n00", "00", 1).replace("\n2\n", "\n"),
        USUAL.replace(",", "."),
        USUAL.replace("\n\n", "\n\n\n\n"),
        f"\n\n{USUAL}\n\n",
        USUAL.replace("00:00:01,000 -->", "  00:00:01,000   -->  "),
        USUAL.replace("02,500", "02,500 X1:100 X2:200 Y1:50 Y2:60"),
        USUAL.replace("안녕하세요.", "<i>안녕하세요.</i>").replace("네.", '<font color="#fff">네.</font>'),
        USUAL.replace("안녕하세요.", "{\\an8}안녕하세요."),
        USUAL.rstrip("\n"),
    ],
    ids=["numbers", "no numbers", "points", "empty lines", "margins", "spaces", "places", "tags", "ASS tags", "no end"],
)
def test_the_habits_of_editors_change_nothing(text: str) -> None:
    assert texts(text) == [("안녕하세요.", "반갑습니다."), ("네.",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (USUAL.replace("안녕하세요.\n", "안녕하세요.\n\n"), "line 5"),
        (USUAL.replace("\n\n2\n", "\n"), "second time line"),
        (USUAL.replace("00:00:02,500", "00:00:00,500"), "ends before it begins"),
        (USUAL.replace("00:00:02,500", "00:00:01,000"), "ends before it begins"),
        (f"{USUAL}\nTranslated by a friend\n", "belongs to no cue"),
        (USUAL.replace("00:00:03,000 -->", "00:00:03,000 ->"), "belongs to no cue"),
    ],
    ids=["empty line inside", "two cues run together", "backward", "no length", "a remark", "no arrow"],
)
def test_what_would_lose_something_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputRefused, match=says) as caught:
        srt.read(text, where="x.srt")
    assert caught.value.where == "x.srt"


def test_an_empty_file_has_no_cues() -> None:
    assert srt.read("", where="x.srt") == ()
