"""SRT as editors and people write it: every time line is a cue, and every line of text is in one."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Repair, SubtitleFile, TimedCue
from pipeline.engines.importers import srt

USUAL = "1\n00:00:01,000 --> 00:00:02,500\n안녕하세요.\n반갑습니다.\n\n2\n00:00:03,000 --> 00:00:04,000\n네.\n"
FIRST, SECOND = "00:00:01,000 --> 00:00:02,500", "00:00:03,000 --> 00:00:04,000"
CUES = (TimedCue(2, 1000, 2500, ("안녕하세요.", "반갑습니다.")), TimedCue(7, 3000, 4000, ("네.",)))


def read(text: str) -> SubtitleFile:
    return srt.read(text, where="x.srt")


def texts(text: str) -> list[tuple[str, ...]]:
    return [cue.lines for cue in read(text).cues]


def test_a_usual_file_needs_no_repair_and_each_cue_knows_its_line() -> None:
    file = read(USUAL)
    assert file == SubtitleFile("srt", CUES)
    assert [cue.line for cue in file.cues] == [2, 7]
    assert file.repairs == ()


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        (USUAL.replace("\n\n", "\n\n\n\n"), ()),
        (f"\n\n{USUAL}\n\n", ()),
        (USUAL.rstrip("\n"), ()),
        (USUAL.replace("\n", "\r\n"), ()),
        (USUAL.replace("\n", "\r"), ()),
        (f"\ufeff{USUAL}\x1a", ()),
        (USUAL.replace("\n2\n", "\n\ufeff2 \n"), ()),
        (USUAL.replace("\n2\n", "\n２\n"), ()),
        (USUAL.replace("\n2\n", "\n17\n"), (Repair(6, "This cue has the number 17; 2 was due."),)),
        (
            USUAL.replace("1\n00", "0\n00", 1).replace("\n2\n", "\n1\n"),
            (Repair(1, "This cue has the number 0; 1 was due."),),
        ),
        (USUAL.replace("\n2\n", "\n1\n"), (Repair(6, "This cue has the number 1; 2 was due."),)),
        (USUAL.replace("\n2\n", "\n"), (Repair(6, "This cue has no number."),)),
        (
            USUAL.replace("1\n00", "00", 1).replace("\n2\n", "\n"),
            (Repair(1, "This cue has no number."), Repair(5, "This cue has no number.")),
        ),
        (USUAL.replace("\n\n2\n", "\n2\n"), (Repair(5, "There is no blank line above this cue."),)),
        (
            USUAL.replace("\n\n2\n", "\n"),
            (Repair(5, "There is no blank line above this cue."), Repair(5, "This cue has no number.")),
        ),
        (
            USUAL.replace("안녕하세요.\n", "안녕하세요.\n\n \n"),
            (Repair(4, "There is a blank line inside this caption."),),
        ),
        (
            USUAL.replace("안녕하세요.\n", "안녕하세요.\u2028"),
            (Repair(3, "An unusual character ends this line; it was read as a line break."),),
        ),
        (USUAL.replace("02,500", "02.500"), (Repair(2, "A time has `.` where `,` is usual."),)),
    ],
    ids=[
        "more blank lines",
        "blank lines around",
        "no end",
        "CRLF",
        "CR",
        "marks at both ends",
        "a mark inside",
        "a full-width number",
        "a wrong number",
        "counted from 0",
        "a number twice",
        "a number missing",
        "no numbers",
        "no blank line",
        "no blank line and no number",
        "a blank line inside",
        "U+2028",
        "a point",
    ],
)
def test_the_habits_of_editors_change_nothing_and_are_told(text: str, repairs: tuple[Repair, ...]) -> None:
    file = read(text)
    assert file.cues == CUES
    assert file.repairs == repairs


@pytest.mark.parametrize(
    ("beneath_the_first", "first_text", "says"),
    [
        ("네\n\n2\n", ("네",), None),
        ("네\n2\n", ("네",), "There is no blank line above this cue."),
        ("2\n", (), "There is no blank line above this cue."),
        ("2\n\n2\n", ("2",), None),
        ("네\n\n\n2\n\n", ("네",), None),
        ("네\n\n1998\n", ("네",), "This cue has the number 1998; 2 was due."),
        ("네\n1998\n", ("네", "1998"), "This cue has no number."),
        ("1998\n", ("1998",), "This cue has no number."),
        ("1998\n\n", ("1998",), "This cue has no number."),
        ("1998년\n\n", ("1998년",), "This cue has no number."),
        ("네\n\n1998\n\n", ("네", "1998"), "This cue has no number."),
        ("셋\n둘\n\n2\n", ("셋", "둘"), None),
    ],
)
def test_a_line_of_digits_is_a_number_or_a_text_by_rule(
    beneath_the_first: str, first_text: tuple[str, ...], says: str | None
) -> None:
    file = read(f"1\n{FIRST}\n{beneath_the_first}{SECOND}\n끝\n")
    assert [cue.lines for cue in file.cues] == [first_text, ("끝",)]
    assert says is None or says in {repair.what for repair in file.repairs}


def test_digits_in_a_file_without_numbers_are_text_unless_they_count_rightly() -> None:
    assert texts(f"{FIRST}\n네\n\n1998\n{SECOND}\n끝\n") == [("네", "1998"), ("끝",)]
    assert texts(f"{FIRST}\n네\n\n2\n{SECOND}\n끝\n") == [("네",), ("끝",)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"1\n{FIRST}\n네\n\n2\n끝\n", 5),
        (f"1\n{FIRST}\n네\n\n2\n", 5),
        (f"1\n{FIRST}\n네\n\n2\n\n끝\n\n3\n{SECOND}\n", 5),
        (f"1\n{FIRST}\n네\n\n2\n00:00:03,000 --> 00\n끝\n", 5),
        (f"1\n{FIRST}\n네\n\n00:00:03,000 -->\n끝\n", 5),
        (f"1\n{FIRST}\n네\n\n00:00:03,0", 5),
        (f"Subtitles by a friend\n\n{USUAL}", 1),
        ("1\n\n네\n", 1),
        (USUAL.replace("네.", "네.\x00"), 8),
        (USUAL.replace("네.", "\ud83d"), 8),
    ],
    ids=[
        "no time line",
        "only the number",
        "a text between",
        "half a time line",
        "no end time",
        "cut off",
        "text above",
        "no time line at all",
        "NUL",
        "half a character",
    ],
)
def test_what_is_left_of_a_lost_cue_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InputRefused, match=f"line {line}: ") as caught:
        read(text)
    assert caught.value.where == "x.srt"


@pytest.mark.parametrize(
    "text", ["1 --> 2", "a --> b", "{\\an8}위", "<i>네</i>", "\\N", "12:30", "👩\u200d👩\u200d👧", " 두 칸 안", "“ ”"]
)
def test_texts_are_kept_as_written(text: str) -> None:
    assert texts(USUAL.replace("네.", text))[1] == (text,)


def test_decomposed_hangul_is_composed() -> None:
    assert texts(USUAL.replace("네.", "\u1102\u1166."))[1] == ("네.",)


@pytest.mark.parametrize("times", [("05", "06"), ("03", "03"), ("04", "03"), ("00", "09")])
def test_times_are_kept_whatever_a_rule_will_say(times: tuple[str, str]) -> None:
    start, end = times
    (_, cue) = read(USUAL.replace(SECOND, f"00:00:{start},000 --> 00:00:{end},000")).cues
    assert (cue.start_ms, cue.end_ms) == (int(start) * 1000, int(end) * 1000)


def test_a_remark_at_the_end_belongs_to_the_last_cue() -> None:
    assert texts(f"{USUAL}\nTranslated by a friend\n")[1] == ("네.", "Translated by a friend")


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n", "\ufeff", "\x1a"])
def test_an_empty_file_has_no_cues(text: str) -> None:
    assert read(text) == SubtitleFile("srt", ())
