"""Cues as somebody wrote them: what a value may hold, and what of it is read on the screen."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Format, Repair, SubtitleFile, TimedCue
from pipeline.domain.timing import TimeRange


def cue(*lines: str, start_ms: int = 1000, end_ms: int = 2000) -> TimedCue:
    return TimedCue(7, start_ms, end_ms, lines)


@pytest.mark.parametrize(
    "line", ["", "  ", "\ufeff", "a\nb", "a\r", "a\u2028b", "a\x0bb", "\x00", "\ud800", "\u1100\u1161"]
)
def test_a_line_is_one_line_with_something_to_read_in_nfc(line: str) -> None:
    with pytest.raises(ValueError, match="of a cue"):
        cue(line)


def test_a_cue_may_run_backward_overlap_or_begin_before_0() -> None:
    assert cue("x", start_ms=5000, end_ms=-1).end_ms == -1


def test_two_files_that_say_the_same_are_equal_whatever_was_put_right() -> None:
    one = SubtitleFile(
        "srt", (TimedCue(2, 0, 1, ("x",)),), encoding="cp949", repairs=(Repair(1, "This cue has no number."),)
    )
    assert one == SubtitleFile("srt", (TimedCue(9, 0, 1, ("x",)),))
    assert one != SubtitleFile("srt", (TimedCue(2, 0, 2, ("x",)),))


def test_a_cue_that_runs_forward_has_a_time_range() -> None:
    assert cue(start_ms=1, end_ms=2).time_range(where="x") == TimeRange(Fraction(1, 1000), Fraction(2, 1000))


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "says"), [(2, 1, "ends before"), (2, 2, "ends before"), (-1, 2, "before 0")]
)
def test_a_cue_that_does_not_is_refused_by_its_line(start_ms: int, end_ms: int, says: str) -> None:
    with pytest.raises(InputRefused, match=f"line 7: .*{says}") as caught:
        cue(start_ms=start_ms, end_ms=end_ms).time_range(where="x.srt")
    assert caught.value.where == "x.srt"


def test_a_cue_made_from_exact_times_is_rounded_once_and_holds_no_blank_line() -> None:
    made = TimedCue.at(TimeRange(Fraction(1001, 30000), Fraction(2002, 30000)), ("a", "", " "), identifier="n")
    assert made == TimedCue(0, 33, 67, ("a",), identifier="n")


@pytest.mark.parametrize(
    ("kind", "lines", "wanted"),
    [
        ("srt", ("<i>네</i>", ' <font color="#fff">A & B</font> '), ("네", "A & B")),
        ("srt", ("{\\an8}위", "{말}", "<3 2 < 3 > 1", "&lt;"), ("위", "{말}", "<3 2 < 3 > 1", "&lt;")),
        ("srt", ("<i></i>", "네"), ("네",)),
        ("vtt", ("<v 화자>A&amp;B", "&lt;자유&gt; <00:00:01.000>지금</c>"), ("A&B", "<자유> 지금")),
        ("ass", ("{\\i1}네{\\i0}", "A\\hB\\nC"), ("네", "A B C")),
        ("ass", ("{\\p1}m 0 0 l 9 9{\\p0}말", "둘"), ("말", "둘")),
        ("ass", ("{\\p1}m 0 0", "l 9 9"), ()),
        ("ass", ("{\\pos(1,2)}말", "{remark", "more}줄", "열린 {"), ("말", "줄", "열린 {")),
        ("ass", ("\\N\\N네\\N",), ("네",)),
        ("ass", ("<i>글</i>",), ("<i>글</i>",)),
    ],
)
def test_the_plain_lines_are_what_is_read(kind: Format, lines: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert SubtitleFile(kind, ()).plain_lines(cue(*lines)) == wanted
