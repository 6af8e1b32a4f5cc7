"""Files as they come in the post: each is read whole, or refused with the line to look at. Nothing goes in silence."""

from __future__ import annotations

import codecs
import json
import unicodedata
from pathlib import Path

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import SubtitleFile
from pipeline.engines import exporters, importers

USUAL = "1\n00:00:01,000 --> 00:00:02,500\n안녕하세요.\n반갑습니다.\n\n2\n00:00:03,000 --> 00:00:04,000\n끝.\n"
FIRST = "00:00:01,000 --> 00:00:02,500"
SECOND = "00:00:03,000 --> 00:00:04,000"
WIDE = "００：００：０３，０００ －－＞ ００：００：０４，０００"
VTT = f"WEBVTT\n\n{USUAL.replace(',', '.')}"
ASS = (
    "[Script Info]\n; a remark\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,안녕하세요.\\N반갑습니다.\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,끝.\n"
)
HTML = f"<!DOCTYPE html>\n<html><body><pre>\n{USUAL}</pre></body></html>\n"
JSON = json.dumps({"segments": [{"start": 1, "end": 2, "text": "안녕"}]}, indent=1)

READ: dict[str, tuple[str, bytes, int, str, str]] = {
    # what is wrong: suffix, bytes, number of cues, a line that is read, what the repairs say
    "nothing": ("srt", USUAL.encode(), 2, "반갑습니다.", ""),
    "a mark, UTF-8": ("srt", codecs.BOM_UTF8 + USUAL.encode(), 2, "반갑습니다.", ""),
    "two marks, UTF-8": ("srt", codecs.BOM_UTF8 * 2 + USUAL.encode(), 2, "반갑습니다.", ""),
    "UTF-16 LE with mark": ("srt", codecs.BOM_UTF16_LE + USUAL.encode("utf-16-le"), 2, "반갑습니다.", ""),
    "UTF-16 BE with mark": ("srt", codecs.BOM_UTF16_BE + USUAL.encode("utf-16-be"), 2, "반갑습니다.", ""),
    "UTF-16 LE without mark": ("srt", USUAL.encode("utf-16-le"), 2, "반갑습니다.", "UTF-16 (LE)"),
    "UTF-16 BE without mark": ("srt", USUAL.encode("utf-16-be"), 2, "반갑습니다.", "UTF-16 (BE)"),
    "UTF-16 LE without mark, ASS": ("ass", ASS.encode("utf-16-le"), 2, "반갑습니다.", "UTF-16 (LE)"),
    "CP949": ("srt", USUAL.encode("cp949"), 2, "반갑습니다.", "read as CP949"),
    "CP949, beyond EUC-KR": ("srt", USUAL.replace("끝", "똠펲").encode("cp949"), 2, "똠펲.", "read as CP949"),
    "CP949, WebVTT": ("vtt", VTT.encode("cp949"), 2, "반갑습니다.", "read as CP949"),
    "CRLF": ("srt", USUAL.replace("\n", "\r\n").encode(), 2, "반갑습니다.", ""),
    "CR": ("srt", USUAL.replace("\n", "\r").encode(), 2, "반갑습니다.", ""),
    "all line ends at once": (
        "srt", USUAL.replace("\n2\n", "\r2\r\n").encode(), 2, "반갑습니다.", "",
    ),
    "line ends doubled": ("srt", USUAL.replace("\n", "\r\r\n").encode(), 2, "반갑습니다.", "blank line inside"),
    "U+2028 between lines": ("srt", USUAL.replace(".\n반", ".\u2028반").encode(), 2, "반갑습니다.", "unusual"),
    "U+2028 for every line end": ("srt", USUAL.replace("\n", "\u2028").encode(), 2, "반갑습니다.", "unusual"),
    "NEL and vertical tab": ("srt", USUAL.replace(".\n반", ".\x85\x0b반").encode(), 2, "반갑습니다.", "unusual"),
    "points for commas": ("srt", USUAL.replace(",", ".").encode(), 2, "반갑습니다.", "`.` where `,`"),
    "commas for points": ("vtt", VTT.replace("0.0", "0,0").replace("01.0", "01,0").encode(), 2, "끝.", "`,` where `.`"),
    "no numbers": (
        "srt", USUAL.replace("1\n00", "00").replace("\n2\n", "\n").encode(), 2, "반갑습니다.", "has no number",
    ),
    "every number 1": ("srt", USUAL.replace("\n2\n", "\n1\n").encode(), 2, "반갑습니다.", "the number 1; 2 was due"),
    "arrow ->": ("srt", USUAL.replace("-->", "->").encode(), 2, "반갑습니다.", "arrow between the times"),
    "arrow —>": ("srt", USUAL.replace("-->", "—>").encode(), 2, "반갑습니다.", "arrow between the times"),
    "arrow escaped": ("srt", USUAL.replace("-->", "--&gt;").encode(), 2, "반갑습니다.", "arrow between the times"),
    "full-width times": (
        "srt", USUAL.replace(SECOND, WIDE).encode(), 2, "끝.", "full-width",
    ),
    "times cut short": ("srt", USUAL.replace(SECOND, "0:0:3,0 --> 0:0:4,0").encode(), 2, "끝.", "one digit"),
    "no hours": ("srt", USUAL.replace("00:00:0", "00:0").encode(), 2, "반갑습니다.", "no hours"),
    "no milliseconds": (
        "srt", USUAL.replace(SECOND, "00:00:03 --> 00:00:04").encode(), 2, "끝.", "no milliseconds",
    ),
    "spaces in times": ("srt", USUAL.replace("00:00:03", "00 : 00: 03 ").encode(), 2, "끝.", "a space"),
    "places behind the times": ("srt", USUAL.replace("02,500", "02,500 X1:1 X2:9 Y1:1 Y2:9").encode(), 2, "끝.", ""),
    "a blank line inside": ("srt", USUAL.replace(".\n반", ".\n\n반").encode(), 2, "반갑습니다.", "blank line inside"),
    "no blank line between": ("srt", USUAL.replace("\n\n", "\n").encode(), 2, "반갑습니다.", "no blank line"),
    "a remark at the end": ("srt", f"{USUAL}\n번역: 친구\n".encode(), 2, "번역: 친구", "blank line inside"),
    "a year above a number": ("srt", USUAL.replace("반갑습니다.", "1998").encode(), 2, "1998", ""),
    "tags of three kinds": ("srt", USUAL.replace("끝.", "{\\an8}<i><font>끝.</font></i>").encode(), 2, "끝.", ""),
    "braces and backslashes": ("srt", USUAL.replace("끝.", "{끝} \\N C:\\새 {").encode(), 2, "{끝} \\N C:\\새 {", ""),
    "an arrow in the text": ("srt", USUAL.replace("끝.", "서울 --> 평양").encode(), 2, "서울 --> 평양", ""),
    "out of order, overlapping": ("srt", USUAL.replace("03,000", "00,500").encode(), 2, "끝.", ""),
    "backward and empty in time": ("srt", USUAL.replace("04,000", "03,000").encode(), 2, "끝.", ""),
    "a hundred hours": ("srt", USUAL.replace(SECOND, "100:00:00,000 --> 100:00:01,000").encode(), 2, "끝.", ""),
    "below 0": ("srt", USUAL.replace(FIRST, "-00:00:01,000 --> 00:00:02,500").encode(), 2, "반갑습니다.", ""),
    "decomposed Hangul": ("srt", unicodedata.normalize("NFD", USUAL).encode(), 2, "반갑습니다.", ""),
    "emoji joined": ("srt", USUAL.replace("끝.", "👩‍👩‍👧 🇰🇵").encode(), 2, "👩‍👩‍👧 🇰🇵", ""),
    "the mark of DOS at the end": ("srt", f"{USUAL}\x1a".encode(), 2, "반갑습니다.", ""),
    "cut off in a text": ("srt", USUAL.encode()[:-2], 2, "끝", ""),
    "cut off behind a time line": ("srt", USUAL.partition("끝")[0].encode(), 2, "반갑습니다.", ""),
    "WebVTT named srt": ("srt", VTT.encode(), 2, "반갑습니다.", "the file is WebVTT"),
    "ASS named srt": ("srt", ASS.encode(), 2, "반갑습니다.", "the file is ASS"),
    "SRT named txt": ("txt", USUAL.encode(), 2, "반갑습니다.", ""),
    "WebVTT without its first line": ("vtt", VTT.partition("\n\n")[2].encode(), 2, "끝.", "not WEBVTT"),
    "ASS in another case": ("ASS", ASS.replace("\n", "\r\n").encode(), 2, "반갑습니다.", ""),
    "an empty file": ("srt", b"", 0, "", ""),
    "only white space": ("vtt", b" \r\n\t\n \n", 0, "", "not WEBVTT"),
    "only a mark": ("ass", codecs.BOM_UTF8, 0, "", ""),
}  # fmt: skip

REFUSED: dict[str, tuple[str, bytes, int]] = {
    # what is wrong: suffix, bytes, the line to look at
    "a picture": ("srt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), 1),
    "a program": ("srt", b"\x7fELF\x02\x01\x01" + b"\x00" * 9, 1),
    "JSON named srt": ("srt", JSON.encode(), 1),
    "HTML named srt": ("srt", HTML.encode(), 1),
    "JSON named ass": ("ass", JSON.encode(), 1),
    "SRT named ass": ("ass", USUAL.encode(), 1),
    "prose": ("txt", "옛날 옛적에\n".encode(), 1),
    "a title above": ("srt", f"\n제목\n\n{USUAL}".encode(), 2),
    "NUL in a text": ("srt", USUAL.replace("끝.", "끝\0").encode(), 8),
    "Latin-1 in the middle": ("srt", USUAL.encode() + b"\n3\n00:00:05,000 --> 00:00:06,000\ncaf\xe9 \xff\n", 12),
    "UTF-8 cut inside a letter": ("srt", USUAL.encode()[:-4], 8),
    "a lone surrogate, UTF-16": ("srt", USUAL.replace("끝", "\ud83d").encode("utf-16", "surrogatepass"), 8),
    "a lone surrogate, UTF-8": ("srt", USUAL.replace("끝", "\ud83d").encode("utf-8", "surrogatepass"), 8),
    "UTF-16 of odd length": ("srt", USUAL.encode("utf-16")[:-1], 8),
    "cut off in a time line": ("srt", USUAL.partition(",000 --> 00:00:04")[0].encode(), 6),
    "cut off behind a number": ("srt", USUAL.partition(SECOND)[0].encode(), 6),
    "a time line lost": ("srt", USUAL.replace(f"{SECOND}\n", "").encode(), 6),
    "an O for a 0": ("srt", USUAL.replace("00:00:03,000", "OO:00:03,000").encode(), 6),
    "words behind the times": ("srt", USUAL.replace(SECOND, f"{SECOND} 끝.").encode(), 6),
    "frames for milliseconds": ("srt", USUAL.replace(SECOND, "00:00:03:12 --> 00:00:04:00").encode(), 6),
    "ASS cut off in an event": ("ass", ASS.encode()[:-30], 12),
    "ASS cut off above the events": ("ass", ASS.partition("[Events]")[0].encode(), 9),
    "ASS with a broken line": ("ass", ASS.replace("\\N", "\n").encode(), 12),
    "WebVTT with a paragraph above": ("vtt", VTT.replace("\n\n", "\n\n첫 줄\n둘째 줄\n\n", 1).encode(), 3),
}


def read(folder: Path, suffix: str, content: bytes) -> SubtitleFile:
    path = folder / f"sent.{suffix}"
    path.write_bytes(content)
    return importers.read(path)


@pytest.mark.parametrize("name", READ)
def test_it_is_read_whole_and_the_reader_says_what_it_put_right(name: str, tmp_path: Path) -> None:
    suffix, content, count, text, repair = READ[name]
    file = read(tmp_path, suffix, content)
    assert len(file.cues) == count
    assert not text or any(text in file.plain_lines(cue) for cue in file.cues)
    said = "; ".join(item.what for item in file.repairs)
    assert repair in said if repair else not said
    assert read(tmp_path, file.format, exporters.written(file).encode()) == file


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_line_and_what_to_do(name: str, tmp_path: Path) -> None:
    suffix, content, line = REFUSED[name]
    with pytest.raises(InputRefused, match=f"line {line}: ") as caught:
        read(tmp_path, suffix, content)
    assert caught.value.where == str(tmp_path / f"sent.{suffix}")
    assert caught.value.remedy


def test_the_file_says_what_it_was_decoded_from(tmp_path: Path) -> None:
    assert read(tmp_path, "srt", USUAL.encode("cp949")).encoding == "cp949"
    assert read(tmp_path, "srt", USUAL.encode()).encoding == "utf-8"
