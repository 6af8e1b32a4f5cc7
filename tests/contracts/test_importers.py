"""What every importer keeps, whoever added it: nothing is lost in silence, and what is written is read back equal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Format, SubtitleFile, TimedCue, is_blank
from pipeline.engines.exporters import WRITERS, written
from pipeline.engines.importers import IMPORTERS

T = TypeVar("T")

HEADS: dict[Format, str] = {
    "srt": "",
    "vtt": "WEBVTT\n\nSTYLE\n::cue { color: lime }\n\n",
    "ass": "[Script Info]\n; a remark\n\n[V4+ Styles]\nStyle: Default,Pretendard\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Text\n",
}
SETTINGS: dict[Format, tuple[str, ...]] = {
    "srt": ("X1:100", "Y2:9"),
    "vtt": ("align:start", "position:10%"),
    "ass": ("Layer:1", "Style:a: b"),
}
BEFORE: dict[Format, str] = {
    "srt": "",
    "vtt": "NOTE one\n\nNOTE two",
    "ass": "; one\n\nComment: 0,two",
}
TAILS: dict[Format, str] = {"srt": "", "vtt": "NOTE the end", "ass": "Comment: 0,the end\n\n[Fonts]\nfontname: x"}

USUAL_TIMES = st.sampled_from(
    ("00:00:01,000 --> 00:00:02,000", "00:00:05.000 --> 00:00:04.500", "-00:00:01,0->00:00:02,0")
)
TIMES = st.integers(-5_000, 4_000_000_000).map(lambda tens: tens * 10)
HOSTILE = (
    "1", "2", "3", "1998", "1 --> 2", "a --> b", "-->", "→", "<i>", "</i>", "<", ">", "&", "&amp;", "--&gt;", "{\\an8}",
    "{", "}", "\\N", "\\n", "\\h", "NOTE", "NOTE x", "STYLE", "WEBVTT", "[Events]", "[Script Info]", "Format: Text",
    "Dialogue: 0,", "Comment: 0,", ";", "12:30", "00:00:01", "\u200b", "\ufeff", "\xa0", "\u3000", "\x1a",
    "\x1c", "\x07", "👩‍👩‍👧", "\u1112\u1161\u11ab", "e\u0301", "안녕", "로동신문", "-", "- 네", ",", " ",
)  # fmt: skip
LINES = (
    st.one_of(
        st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map("".join),
        st.text(min_size=1, max_size=12),
    )
    .map(lambda text: unicodedata.normalize("NFC", re.sub("[\x00\r\n\x0b\x0c\x85\u2028\u2029]", " ", text)))
    .filter(lambda line: not is_blank(line))
)


def read(kind: Format, text: str) -> SubtitleFile:
    return IMPORTERS[kind](text, where="sent")


def named_or(place: str, work: Callable[[], T]) -> T | None:
    """What the work gives, or None when it refuses and names the place."""
    try:
        return work()
    except InputRefused as refusal:
        if not re.match(place, refusal.what):
            raise
        return None


@st.composite
def files(draw: st.DrawFn, kind: Format) -> SubtitleFile:
    """A file of any cues at all."""
    cues = tuple(
        TimedCue(
            0,
            draw(TIMES),
            draw(TIMES),
            tuple(draw(st.lists(LINES, max_size=3))),
            draw(st.sampled_from((SETTINGS[kind], () if kind != "ass" else ("Layer:0", "Style:")))),
            identifier=draw(st.sampled_from(("", "intro", "2", "NOTE"))) if kind == "vtt" else "",
            before=draw(st.sampled_from(("", BEFORE[kind]))),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    return SubtitleFile(kind, cues, head=HEADS[kind].rstrip("\n"), tail=draw(st.sampled_from(("", TAILS[kind]))))


@pytest.mark.parametrize("kind", WRITERS)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_what_is_written_is_read_back_equal_and_needs_no_repair(kind: Format, data: st.DataObject) -> None:
    file = data.draw(files(kind))
    text = named_or(r"cue \d+: ", lambda: written(file))
    if text is None:
        return
    again = read(kind, text)
    assert again == file
    assert again.repairs == ()
    assert written(again) == text


@pytest.mark.parametrize("kind", WRITERS)
@settings(deadline=None)
@given(data=st.data())
def test_only_what_looks_like_a_time_or_a_break_is_not_written(kind: Format, data: st.DataObject) -> None:
    file = data.draw(files(kind))
    assume(not any(re.search(r"-->|→|\d:\d|\\N|^[\u0300-\u036f]", line) for cue in file.cues for line in cue.lines))
    assert written(file).count("안") == sum(line.count("안") for cue in file.cues for line in cue.lines)


def letters(text: str) -> Counter[str]:
    r"""How often each letter stands in a text, those of `&gt;` and `\N` apart."""
    text = re.sub(r"&gt;|\\N", "", unicodedata.normalize("NFC", text))
    return Counter(letter for letter in text if letter.isalpha())


@st.composite
def sent(draw: st.DrawFn, kind: Format) -> str:
    """A file as somebody might send it: some cues as they should be, and anything between."""
    parts = [HEADS[kind]]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        times = draw(USUAL_TIMES)
        lines = draw(st.lists(LINES, max_size=3))
        if kind == "ass":
            parts.append(f"Dialogue: 0,0:00:01.00,0:00:02.00,Default,{''.join(lines)}\n")
            continue
        parts.append(draw(st.sampled_from((f"{number}\n", f"{number}\n", "", "7\n", f"{number}\n\n"))))
        parts.append(f"{times}\n")
        parts += (f"{line}{draw(st.sampled_from(chr(10) + chr(13) + chr(0x2028)))}" for line in lines)
        parts.append(draw(st.sampled_from(("\n", "\n", "\n", "", "\r\n\r\n", f"\n{draw(LINES)}\n\n"))))
    return "".join(parts)


@pytest.mark.parametrize("kind", WRITERS)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_every_time_line_is_a_cue_and_every_letter_stays(kind: Format, data: st.DataObject) -> None:
    text = data.draw(sent(kind))
    file = named_or(r"line \d+: ", lambda: read(kind, text))
    if file is None:
        return
    sign = "^Dialogue:" if kind == "ass" else r"^-?\d\d:\d\d:\d\d[.,]0(?:00)? ?--?> ?\d\d:\d\d:\d\d[.,]\d(?:\d\d)?$"
    assert len(file.cues) == sum(1 for line in re.split(r"[\r\n\u2028]", text) if re.search(sign, line))
    assert letters(written(file)) == letters(text)
    assert read(kind, written(file)) == file


@pytest.mark.parametrize("kind", IMPORTERS)
@settings(deadline=None, max_examples=150)
@given(text=st.text(st.characters(exclude_categories=[]), max_size=60))
@example(text="\x00")
@example(text="\ud800")
@example(text="WEBVTT")
def test_anything_is_read_or_refused_with_its_line(kind: str, text: str) -> None:
    file = named_or(r"line \d+: ", lambda: IMPORTERS[kind](text, where="sent"))
    assert file is None or file.cues == ()
