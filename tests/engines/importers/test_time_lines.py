"""Time lines: what can mean one thing only is read, and what was meant to be one is never taken for text."""

from __future__ import annotations

import pytest

from pipeline.engines.importers import srt, vtt
from pipeline.engines.importers.time_lines import is_damaged, is_text, milliseconds, time_line

POINT = "A time has `.` where `,` is usual."
ARROW = "The arrow between the times is not `-->`."
SHORT = "A time has one digit where two are usual."


@pytest.mark.parametrize(
    ("line", "wanted", "mended"),
    [
        ("00:00:01,000 --> 00:00:02,500", (1000, 2500), ()),
        ("  00:00:01,000   -->\t00:00:02,500 ", (1000, 2500), ()),
        ("00:00:01,000-->00:00:02,500", (1000, 2500), ()),
        ("\ufeff00:00:01,000 --> \u200e00:00:02,500", (1000, 2500), ()),
        ("00:00:01.000 --> 00:00:02.500", (1000, 2500), (POINT,)),
        (
            "00:00:01:000 --> 00:00:02;500",
            (1000, 2500),
            ("A time has `:` where `,` is usual.", "A time has `;` where `,` is usual."),
        ),
        ("00:00:01,000 -> 00:00:02,500", (1000, 2500), (ARROW,)),
        ("00:00:01,000 —> 00:00:02,500", (1000, 2500), (ARROW,)),
        ("00:00:01,000 → 00:00:02,500", (1000, 2500), (ARROW,)),
        ("00:00:01,000 --&gt; 00:00:02,500", (1000, 2500), (ARROW,)),
        ("00:01,000 -> 00:02,500", (1000, 2500), ("A time has no hours.", ARROW)),
        ("00:00:01,000 -- > 00:00:02,500", (1000, 2500), (ARROW,)),
        (
            "００：００：０１，０００ －－＞ ００：００：０２，５００",
            (1000, 2500),
            (ARROW, "There are full-width characters among the times."),
        ),
        ("0:0:1,000 --> 0:0:2,500", (1000, 2500), (SHORT,)),
        ("00:01,000 --> 00:02,500", (1000, 2500), ("A time has no hours.",)),
        ("00:00:01 --> 00:00:02", (1000, 2000), ("A time has no milliseconds.",)),
        (
            "00:00:01,5 --> 00:00:02,1239",
            (1500, 2123),
            ("The fraction of a second has more or fewer than three digits.",),
        ),
        ("00: 00: 01, 000 --> 00 : 00 : 02 , 500", (1000, 2500), ("There is a space inside a time.",)),
        ("00:75:61,000 --> 00:00:02,500", (4_561_000, 2500), ("A time has more than 59 minutes or seconds.",)),
        ("100:00:00,000 --> 1000:00:00,001", (360_000_000, 3_600_000_001), ()),
        ("-00:00:01,000 --> −01:00:00,000", (-1000, -3_600_000), ()),
    ],
)
def test_every_way_to_write_a_time_line_is_read(line: str, wanted: tuple[int, int], mended: tuple[str, ...]) -> None:
    found = time_line(line, srt.DIALECT)
    assert found is not None
    assert (milliseconds(found.start), milliseconds(found.end)) == wanted
    assert found.mended == mended


@pytest.mark.parametrize(
    ("line", "settings", "mended"),
    [
        ("00:01.000 --> 01:00:02.500", (), ()),
        ("00:01.000\t-->\t00:02.500 align:start position:0%,line-left", ("align:start", "position:0%,line-left"), ()),
        ("00:00:01,000 --> 00:00:02,500", (), ("A time has `,` where `.` is usual.",)),
    ],
)
def test_webvtt_has_its_own_ways(line: str, settings: tuple[str, ...], mended: tuple[str, ...]) -> None:
    found = time_line(line, vtt.DIALECT)
    assert found is not None
    assert (found.settings, found.mended) == (settings, mended)


def test_places_behind_an_srt_time_line_are_settings() -> None:
    found = time_line("00:00:01,000 --> 00:00:02,500  X1:100 X2:200 Y1:1 Y2:2", srt.DIALECT)
    assert found is not None
    assert found.settings == ("X1:100", "X2:200", "Y1:1", "Y2:2")


@pytest.mark.parametrize(
    "line",
    [
        "00:00:01,000 -->",
        "--> 00:00:02,000",
        "O0:00:01,000 --> 00:00:02,000",
        "00:00:01,000 --> 00:00:02,OOO",
        "00:00:01,000 --> 00:00:02,000 Hello",
        "00:00:01:12 --> 00:00:02:12",
        "00:00:01,000 --> 00:00:02",
        "1:30 --> 1:45",
        "00:00:01 -> 00:00:02",
        "00:00:01,000 00:00:02,000",
        "00:00:01,000 - 00:00:02,000",
        "00:00:01,000",
        "00:00:01,0",
        "00:00:05,000 -8> 00:00:07,500",
        "00:00:05,000 --5 00:00:07,500",
        "99999999:00:00,000 --> 00:00:00,000",
    ],
)
def test_a_damaged_time_line_is_told_from_text(line: str) -> None:
    assert time_line(line, srt.DIALECT) is None
    assert is_damaged(line, srt.DIALECT)


@pytest.mark.parametrize(
    "line",
    [
        "A --> B",
        "1 --> 2",
        "-->",
        "10% → 50%",
        "12:30 → 12:45",
        "at 00:00:01,000 sharp",
        "12:30",
        "- 네 <i>1:2</i>",
        "<00:00:01.000>지금",
        "시간: 3 > 2",
    ],
)
def test_text_stays_text(line: str) -> None:
    assert is_text(line, srt.DIALECT)


def test_an_escaped_arrow_is_text_where_texts_are_escaped() -> None:
    line = "00:00:01.000 --&gt; 00:00:02.000"
    assert time_line(line, vtt.DIALECT) is None
    assert time_line(line, srt.DIALECT) is not None
