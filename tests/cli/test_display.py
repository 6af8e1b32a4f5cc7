"""What a run shows on the terminal: texts as they are, a line a stage, nothing when asked to be quiet."""

from __future__ import annotations

import pytest

from pipeline.cli.display import Display
from pipeline.run import STEPS


def test_notes_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets are no markup, and colons around a word no picture."""
    with Display(quiet=False) as display:
        progress = display.begin(STEPS[0])
        progress.note("write [protection] level, see [/tmp/a] and :key:")
        progress.advance(0.5)
    assert "    write [protection] level, see [/tmp/a] and :key:\n" in capsys.readouterr().err


def test_each_stage_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=False) as display:
        display.skipped(STEPS[0])
        display.begin(STEPS[1])
        display.done(STEPS[1])
    lines = capsys.readouterr().err.splitlines()
    assert [line.split() for line in lines] == [
        ["·", *STEPS[0].title.split(), "finished", "before"],
        ["✓", *STEPS[1].title.split()],
    ]


def test_piped_output_holds_no_bars_and_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=False) as display:
        display.begin(STEPS[0]).advance(0.5)
        display.done(STEPS[0])
    printed = capsys.readouterr()
    assert "\x1b" not in printed.err
    assert "%" not in printed.err
    assert printed.out == ""


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=True) as display:
        display.begin(STEPS[0]).note("a note")
        display.line("a line")
        display.done(STEPS[0])
    assert capsys.readouterr() == ("", "")


def test_work_of_which_the_end_is_unknown_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=False) as display, display.busy("Read the footage"):
        display.line("said meanwhile")
    assert capsys.readouterr().err == "said meanwhile\n"
