"""WebVTT as programs and people write it: names, settings, comments and styles stay, and no text is dropped."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Repair, SubtitleFile, TimedCue
from pipeline.engines.importers import vtt

WHOLE = """WEBVTT - by hand
Kind: captions

STYLE
::cue { color: lime }

NOTE for
the editor

intro
00:01.000 --> 00:02.500 align:start position:10%
<v 화자>안녕 &amp; 반가워.</v>
둘

NOTE between

01:00:03.000 --> 01:00:04.000
끝

NOTE at the end
"""
TIMES = "00:00:03.000 --> 00:00:04.000"


def read(text: str) -> SubtitleFile:
    return vtt.read(text, where="x.vtt")


def test_a_whole_file_is_read_whole() -> None:
    file = read(WHOLE)
    assert file.head == WHOLE.partition("\n\nNOTE")[0]
    assert file.tail == "NOTE at the end"
    assert file.repairs == ()
    assert file.cues == (
        TimedCue(
            11,
            1000,
            2500,
            ("<v 화자>안녕 &amp; 반가워.</v>", "둘"),
            ("align:start", "position:10%"),
            "intro",
            "NOTE for\nthe editor",
        ),
        TimedCue(17, 3_603_000, 3_604_000, ("끝",), before="NOTE between"),
    )
    assert [cue.line for cue in file.cues] == [11, 17]


@pytest.mark.parametrize(
    ("text", "texts", "repair"),
    [
        (f"WEBVTT\n{TIMES}\n네\n", [("네",)], None),
        (f"\n\nWEBVTT\n{TIMES}\n네\n", [("네",)], None),
        (f"\nWEBVTT\n\nintro\n{TIMES}\n네\n", [("네",)], None),
        (f"WEBVTT\n\n1\n{TIMES}\n네\n", [("네",)], None),
        (f"{TIMES}\n네\n", [("네",)], Repair(1, "The first line is not WEBVTT.")),
        (f"1\n{TIMES}\n네\n", [("네",)], Repair(1, "The first line is not WEBVTT.")),
        (f"WEBVTT\n\n{TIMES}\n네\n\n더\n", [("네", "더")], Repair(5, "There is a blank line inside this caption.")),
        (f"WEBVTT\n\n{TIMES}\n\n네\n", [("네",)], Repair(4, "There is a blank line inside this caption.")),
        (
            f"WEBVTT\n\n{TIMES}\n네\n{TIMES}\n끝\n",
            [("네",), ("끝",)],
            Repair(5, "There is no blank line above this cue."),
        ),
        (
            f"WEBVTT\n\n1\n{TIMES}\n네\n2\n{TIMES}\n끝\n",
            [("네",), ("끝",)],
            Repair(6, "There is no blank line above this cue."),
        ),
        (
            f"WEBVTT\n\n{TIMES}\n네\n2\n{TIMES}\n끝\n",
            [("네", "2"), ("끝",)],
            Repair(6, "There is no blank line above this cue."),
        ),
        (f"WEBVTT\n\n1\n{TIMES}\n네\n7\n{TIMES}\n끝\n", [("네", "7"), ("끝",)], None),
        (f"WEBVTT\n\n{TIMES}\na --> b\n", [("a --&gt; b",)], Repair(3, "There is a `-->` inside this caption.")),
        (f"WEBVTT\n\n{TIMES}\nNOTE 네\n", [("NOTE 네",)], None),
        (
            f"WEBVTT\n\n{TIMES}\nNOTED\n\nNOTED\n",
            [("NOTED", "NOTED")],
            Repair(5, "There is a blank line inside this caption."),
        ),
        (f"WEBVTT\n\n{TIMES}\n", [()], None),
        (f"WEBVTT\n\n{TIMES.replace('.', ',')}\n네\n", [("네",)], Repair(3, "A time has `,` where `.` is usual.")),
        ("WEBVTT\n\n", [], None),
        ("", [], None),
    ],
)
def test_text_without_a_time_line_belongs_to_the_caption_above(
    text: str, texts: list[tuple[str, ...]], repair: Repair | None
) -> None:
    file = read(text)
    assert [cue.lines for cue in file.cues] == texts
    assert repair is None or repair in file.repairs
    assert file.head == "WEBVTT"


@pytest.mark.parametrize(
    ("above", "identifier"),
    [("", ""), ("\n", ""), ("intro\n", "intro"), ("NOTE\n", "NOTE"), ("NOTE x\n\nintro\n", "intro"), ("a\n", "a")],
)
def test_a_line_by_itself_above_a_time_line_is_the_cues_name(above: str, identifier: str) -> None:
    (_, cue) = read(f"WEBVTT\n\n{TIMES}\n네\n\n{above}{TIMES}\n끝\n").cues
    assert cue.identifier == identifier


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"WEBVTT\n\nhello\nthere\n{TIMES}\n네\n", 3),
        ("no WebVTT", 1),
        (f"WEBVTT\n\n{TIMES}\n네\n\n00:05.000 -->\n끝\n", 6),
        (f"WEBVTT\n\n{TIMES}\n네\n\n00:05 --> 00:06.000\n끝\n", 6),
        (f"WEBVTT\n\n1\n{TIMES}\n네\n\n2\n끝\n", 7),
    ],
)
def test_what_would_be_lost_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InputRefused, match=f"line {line}: ") as caught:
        read(text)
    assert caught.value.where == "x.vtt"


def test_a_byte_order_mark_is_no_part_of_the_head() -> None:
    assert read(f"\ufeff{WHOLE}").head == read(WHOLE).head
