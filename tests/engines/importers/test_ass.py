"""ASS and SSA: events are cues, and styles, comments and fields nobody here knows stay as they are."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Repair, SubtitleFile
from pipeline.engines import exporters
from pipeline.engines.importers import ass

HEAD = """[Script Info]
; made by hand
ScriptType: v4.00+
Odd: a: b

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Pretendard,60

[Fonts]
fontname: x.ttf
M!2[A]:;

[Events]
"""
FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
EVENTS = r"""Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,hidden
Dialogue: 1,0:00:01.00,0:00:02.50,Default,화자,0,0,20,,{\i1}안녕, 하세요{\i0}\N둘
; between
Dialogue: 0,0:00:03.00,0:00:02.00,Default,,0,0,0,Banner;1,끝
"""
TAIL = "Comment: 0,0:00:09.00,0:00:09.00,Default,,0,0,0,,end\n\n[Aegisub Extradata]\nData: 1\n"
WHOLE = HEAD + FORMAT + EVENTS + TAIL


def read(text: str) -> SubtitleFile:
    return ass.read(text, where="x.ass")


def event(text: str, *, times: str = "0:00:01.00,0:00:02.00") -> str:
    return f"{HEAD}{FORMAT}Dialogue: 0,{times},Default,,0,0,0,,{text}\n"


def test_a_whole_file_is_read_whole_and_written_as_it_was() -> None:
    file = read(WHOLE)
    assert [(cue.line, cue.start_ms, cue.end_ms) for cue in file.cues] == [(17, 1000, 2500), (19, 3000, 2000)]
    assert file.cues[0].lines == ("{\\i1}안녕, 하세요{\\i0}", "둘")
    assert file.cues[0].settings == (
        "Layer:1", "Style:Default", "Name:화자", "MarginL:0", "MarginR:0", "MarginV:20", "Effect:",
    )  # fmt: skip
    assert file.cues[0].before.startswith("Comment: ")
    assert (file.cues[1].before, file.cues[1].settings[-1]) == ("; between", "Effect:Banner;1")
    assert file.repairs == ()
    assert exporters.written(file) == WHOLE


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a", ("a",)),
        ("a, b", ("a, b",)),
        ("a\\Nb", ("a", "b")),
        ("a\\nb\\hc", ("a\\nb\\hc",)),
        ("a\\N\\Nb", ("a", "\\Nb")),
        ("\\Na\\N", ("\\Na\\N",)),
        ("a\\N \\N", ("a\\N \\N",)),
        ("{no \\N break}a", ("{no \\N break}a",)),
        ("{open \\Na", ("{open ", "a")),
        ("", ()),
        ("\\N", ()),
    ],
)
def test_a_text_is_parted_at_its_breaks(text: str, lines: tuple[str, ...]) -> None:
    assert read(event(text)).cues[0].lines == lines


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        ("0:00:01.00,0:00:02.00", (1000, 2000)),
        ("10:00:01.00,100:00:02.00", (36_001_000, 360_002_000)),
        (" 0:00:01.00 ,00:00:02.00", (1000, 2000)),
        ("0:00:01.999,0:00:02,5", None),
        ("0:00:01.999,0:00:02.5", (1990, 2500)),
        ("0:00:01,0:00:02.00", None),
        ("-0:00:01.00,0:00:02.00", (-1000, 2000)),
        ("0:00:0x.00,0:00:02.00", None),
    ],
)
def test_times_stand_on_a_grid_of_10_ms(times: str, wanted: tuple[int, int] | None) -> None:
    if wanted is None:
        with pytest.raises(InputRefused, match="line 16: "):
            read(event("a", times=times))
    else:
        (cue,) = read(event("a", times=times)).cues
        assert (cue.start_ms, cue.end_ms) == wanted


def test_the_fields_may_stand_in_another_order_and_be_unknown() -> None:
    file = read(f"{HEAD}Format: Start, Odd, End, Text\nDialogue: 0:00:01.00,x,0:00:02.00,a,b\n")
    assert file.cues[0].settings == ("Odd:x",)
    assert file.cues[0].lines == ("a,b",)
    assert exporters.written(file).endswith("Dialogue: 0:00:01.00,x,0:00:02.00,a,b\n")


def test_ssa_is_read_and_stays_ssa() -> None:
    script = (
        "[Script Info]\nScriptType: v4.00\n[Events]\nFormat: Marked, Start, End, Style, Text\n"
        "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,a\n"
    )
    assert exporters.written(read(script)) == script


def test_without_a_line_of_fields_they_are_the_usual_ones() -> None:
    script = f"[Events]\n{EVENTS.splitlines()[1]}\n"
    assert read(script).cues[0].lines[1] == "둘"
    assert exporters.written(read(script)) == script


def test_a_line_break_of_another_kind_becomes_one_of_its_own() -> None:
    file = read(event("a\u2028b"))
    assert file.cues[0].lines == ("a", "b")
    assert file.repairs == (Repair(16, "An unusual character ends this line; it was read as a line break."),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD.partition("[Events]")[0], "ends before its"),
        (f"{HEAD}{FORMAT}Dialogue: 0,0:00:01.00,0:00", "line 16: .* 3 of 10 fields"),
        (f"{HEAD}{FORMAT}Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\nmore\n", "line 17: .* no event"),
        (f"{HEAD}{FORMAT}Dialoge: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n", "line 16: .* no event"),
        (f"{HEAD}Format: Layer, Start, Text\n", "line 15: .* fields once"),
        (f"{HEAD}Format: Start, End, Text, Style\n", "line 15: .* fields once"),
        (f"{HEAD}Format: Start, End, End, Text\n", "line 15: .* twice"),
        (f"{WHOLE}{FORMAT}", None),
        (f"{HEAD}{FORMAT}{FORMAT}", "line 16: .* fields once"),
        (f"{WHOLE}[Events]\n", r"line 24: .* \[Events\] twice"),
        (f"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n{WHOLE}", "line 1: .* section"),
        (f"[Script Info]\n{EVENTS}{WHOLE}", "line 3: .* outside"),
        ("1\n00:00:01,000 --> 00:00:02,000\n네\n", "line 1: .* section"),
    ],
)
def test_what_would_be_lost_is_refused_with_its_line(text: str, says: str | None) -> None:
    if says is None:
        assert exporters.written(read(text)).endswith(FORMAT)
    else:
        with pytest.raises(InputRefused, match=says):
            read(text)


@pytest.mark.parametrize("text", ["", "\n\n", "; a remark\n"])
def test_an_empty_file_has_no_cues(text: str) -> None:
    assert read(text).cues == ()
