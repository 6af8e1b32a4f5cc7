"""Sheets as files: handed out, changed by somebody's editor, and read again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timing import TimeRange
from pipeline.domain.translation import ReturnedCue, SheetLine
from pipeline.engines import sheet_files
from tests.interview import write

SPAN = TimeRange(Fraction(1), Fraction(2))
HEAD = "1\n00:00:01,000 --> 00:00:02,000\n"


def read(folder: Path, text: str) -> tuple[ReturnedCue, ...]:
    return sheet_files.read(write(folder / "translation.en.srt", text))


def test_what_is_handed_out_comes_back(tmp_path: Path) -> None:
    lines = (SheetLine("s0001", SPAN, "안녕하세요.", "Hello."), SheetLine("s12345", SPAN.shifted(Fraction(3)), "네."))
    assert read(tmp_path, sheet_files.text_of(lines)) == (
        ReturnedCue(1, SPAN, "s0001", "안녕하세요.", "Hello."),
        ReturnedCue(2, SPAN.shifted(Fraction(3)), "s12345", "네.", ""),
    )


@pytest.mark.parametrize(
    ("cue", "wanted"),
    [
        ("> [s0042] 안녕.\nHello.", ("s0042", "안녕.", "Hello.")),
        ("[s0042] 안녕.\nHello.", ("s0042", "안녕.", "Hello.")),
        (">[s0042]안녕.\nHello.", ("s0042", "안녕.", "Hello.")),
        ("> 안녕.\nHello.", (None, "안녕.", "Hello.")),
        ("Hello.", (None, "", "Hello.")),
        ("> [s0042] 안녕.\nHello,\n  my   friend.", ("s0042", "안녕.", "Hello, my friend.")),
        ("<i>> [s0042] 안녕.</i>\n<i>Hello.</i>", ("s0042", "안녕.", "Hello.")),
        ("> [s0042] 안녕.", ("s0042", "안녕.", "")),
        ("> [s0042] 안녕.\n\nHello,\n\nmy friend.", ("s0042", "안녕.", "Hello, my friend.")),
        ("> [s42] 안녕.\nHello.", (None, "[s42] 안녕.", "Hello.")),
    ],
)
def test_the_first_line_names_the_sentence_the_rest_is_the_text(
    tmp_path: Path, cue: str, wanted: tuple[str | None, str, str]
) -> None:
    (found,) = read(tmp_path, f"{HEAD}{cue}\n")
    assert (found.sentence_id, found.source_text, found.text) == wanted


@pytest.mark.parametrize("times", ["00:00:02,000 --> 00:00:01,000", "-00:00:01,000 --> 00:00:01,000"])
def test_a_time_that_does_not_run_forward_is_refused_with_its_line(tmp_path: Path, times: str) -> None:
    with pytest.raises(InputRefused, match="line 2: the cue "):
        read(tmp_path, f"1\n{times}\n> [s0001] 안녕.\n")


@pytest.mark.parametrize(
    ("name", "text", "is_sheet"),
    [
        ("a.srt", f"{HEAD}> [s0001] 안녕.\n", True),
        ("a.SRT", f"{HEAD}> [s0001] 안녕.\n", True),
        ("a.srt", f"{HEAD}안녕.\n", False),
        ("a.srt", f"{HEAD}> 안녕.\n", False),
        ("a.json", '["[s0001] 안녕."]', False),
    ],
)
def test_a_sheet_is_told_from_a_transcript(tmp_path: Path, name: str, text: str, *, is_sheet: bool) -> None:
    assert sheet_files.is_sheet(write(tmp_path / name, text)) == is_sheet
