"""`vignette lint` on files of their own: what it says, what it mends, how it ends."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.engines import importers
from tests.interview import stamp, write
from tests.studio import Ran, Studio

CLEAN = (("저는 강을 건넜습니다", "I crossed the river."), ("어머니와 함께 갔어요", "I went with my mother."))


def srt(*texts: str, rate: str = "25", every_frames: int = 75, frames: int = 60, count: int = 30) -> str:
    """Captions on the frames of a film, the texts over and over."""
    blocks = []
    for number in range(count):
        start, end = (
            Fraction(frame) / Fraction(rate) for frame in (number * every_frames, number * every_frames + frames)
        )
        blocks.append(f"{number + 1}\n{stamp(float(start))} --> {stamp(float(end))}\n{texts[number % len(texts)]}\n")
    return "\n".join(blocks)


def lint(studio: Studio, *arguments: str | Path) -> Ran:
    return studio.vignette("lint", *arguments)


@pytest.mark.parametrize("language", [0, 1], ids=["ko", "en"])
@pytest.mark.parametrize("profile", ["house", "netflix", "bbc", "youtube", "shorts"])
@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "50"])
def test_a_clean_file_is_never_blamed(studio: Studio, language: int, profile: str, rate: str) -> None:
    frames = round(Fraction(rate) * Fraction(12, 5))
    text = srt(*(pair[language] for pair in CLEAN), rate=rate, every_frames=2 * frames + 1, frames=frames)
    ran = lint(studio, write(studio.root / "a.srt", text), "--profile", profile, "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["verdict"], document["findings"]) == (0, "pass", [])
    assert document["measured"][str(studio.root / "a.srt")]["frame_rate"] == rate


def test_a_file_with_errors_ends_with_5_and_says_where(studio: Studio) -> None:
    path = write(studio.root / "a.srt", srt(CLEAN[0][1], "x" * 50))
    ran = lint(studio, path)
    assert ran.code == 5
    assert "subtitle-line-length: 50 characters, limit 42 characters" in ran.out
    assert "cue 2    00:00:03.000" in ran.out
    assert "15 errors" in ran.out


def test_what_was_wrong_with_the_file_itself_is_told_with_its_line(studio: Studio) -> None:
    ran = lint(studio, write(studio.root / "a.srt", "1\n00:00:01.000 --> 00:00:02.000\nHello there.\n"))
    assert "line 2: " in ran.out


def test_a_file_that_would_lose_something_is_refused_with_its_line(studio: Studio) -> None:
    ran = lint(
        studio, write(studio.root / "a.srt", "A text before any time.\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n")
    )
    assert ran.code == 3
    assert "line 1" in ran.err


def test_mending_lists_each_change_and_writes_a_new_file(studio: Studio) -> None:
    text = srt("기다렸습니다...", "그래서 갔습니다.")
    path, out = write(studio.root / "a.srt", text), studio.root / "b.srt"
    ran = lint(studio, path, "--fix", out)
    assert ran.code == 0
    assert "subtitle-ellipsis: 기다렸습니다... -> 기다렸습니다…" in ran.out
    assert path.read_text(encoding="utf-8") == text
    assert [cue.lines for cue in importers.read(out).cues[:2]] == [("기다렸습니다…",), ("그래서 갔습니다",)]
    assert json.loads(lint(studio, out, "--json").out)["findings"] == []
    assert "Nothing can be mended" in lint(studio, out, "--fix", studio.root / "c.srt").out
    assert not (studio.root / "c.srt").exists()


def test_mending_keeps_tags_and_places(studio: Studio) -> None:
    path = write(studio.root / "a.vtt", "WEBVTT\n\n00:01.000 --> 00:03.000 line:10%\n<i>Tom &amp; Jerry...</i>\n")
    assert lint(studio, path, "--fix", studio.root / "b.vtt").code == 0
    assert (studio.root / "b.vtt").read_text(encoding="utf-8").endswith("line:10%\n<i>Tom &amp; Jerry…</i>\n")


@pytest.mark.parametrize("name", ["b.vtt", "a.srt", "b.txt"])
def test_a_mended_file_is_new_and_of_the_same_kind(studio: Studio, name: str) -> None:
    path = write(studio.root / "a.srt", srt("기다렸습니다..."))
    assert lint(studio, path, "--fix", studio.root / name).code == 2


def test_two_languages_are_compared(studio: Studio) -> None:
    korean = write(studio.root / "ko.srt", srt(*(pair[0] for pair in CLEAN)))
    english = write(studio.root / "en.srt", srt(*(pair[1] for pair in CLEAN), frames=50))
    ran = lint(studio, korean, english, "--json")
    assert {item["rule"] for item in json.loads(ran.out)["findings"]} == {"subtitle-grid"}
    write(english, srt(*(pair[1] for pair in CLEAN), count=29))
    for files in ([korean, english], [english, korean]):
        ran = lint(studio, *files)
        assert ran.code == 5
        assert "This Korean caption has none in English beside it" in ran.out


def test_each_finding_has_its_own_file_and_time(studio: Studio) -> None:
    korean = write(studio.root / "ko.srt", srt(*(pair[0] for pair in CLEAN)))
    blocks = srt(*(pair[1] for pair in CLEAN)).split("\n\n")
    english = write(studio.root / "en.srt", "\n\n".join(blocks[:15] + blocks[16:]))
    for files in ([korean, english], [english, korean]):
        (found,) = json.loads(lint(studio, *files, "--json").out)["findings"]
        assert (found["file"], found["where"], found["measured"]) == (str(korean), "cue 16", "Korean only")
        below = lint(studio, *files).out.partition(f"{korean}\n")[2].partition(f"{english}\n")[0]
        assert "cue 16   00:00:45.000  subtitle-grid" in below


def test_lines_of_both_files_are_counted_together(studio: Studio) -> None:
    korean = write(studio.root / "ko.srt", srt("저는 강을\n건넜습니다"))
    english = write(studio.root / "en.srt", srt("I crossed the river\nand waited."))
    assert lint(studio, korean).code == lint(studio, english).code == 0
    ran = lint(studio, korean, english)
    assert ran.code == 5
    assert "subtitle-line-count: 4 lines, limit 3 lines" in ran.out
    assert "burned-in picture" in ran.out


def test_a_caption_that_is_split_in_one_file_only_is_no_error(studio: Studio) -> None:
    """Whatever times the editor gives its parts: frames need not be known."""
    text = srt(CLEAN[0][1])
    parts = "00:00:00,000 --> 00:00:01,107\nI crossed\n\n2\n00:00:01,191 --> 00:00:02,400\nthe river."
    split = text.replace("00:00:00,000 --> 00:00:02,400\nI crossed the river.", parts)
    assert split != text
    korean, english = write(studio.root / "ko.srt", srt(CLEAN[0][0])), write(studio.root / "en.srt", split)
    ran = lint(studio, korean, english, "--json")
    assert ran.code == 0
    (found,) = json.loads(ran.out)["findings"]
    assert (found["rule"], found["severity"], found["file"]) == ("subtitle-grid", "warning", str(english))
    assert "its words in the other language will be split with it" in found["message"]


@pytest.mark.parametrize(("spoken", "count"), [("", 0), ("ko", 0), ("en", 30)])
def test_the_language_of_the_speech_decides_how_fast_may_be_read(studio: Studio, spoken: str, count: int) -> None:
    """Thirty-two units in 2.4 seconds are read at 13.3 a second."""
    path = write(studio.root / "a.srt", srt(f"{'가' * 16}\n{'나' * 15}"))
    findings = json.loads(lint(studio, path, "--json", "--spoken", spoken).out)["findings"]
    assert [item["rule"] for item in findings] == ["subtitle-reading-speed"] * count


def test_what_is_left_is_told_with_the_reason(studio: Studio) -> None:
    times = "1\n00:00:01,000 --> 00:00:01,400\n네...\n\n2\n00:00:01,300 --> 00:00:03,000\n네, 그래요\n"
    path, out = write(studio.root / "a.srt", times), studio.root / "b.srt"
    ran = lint(studio, path, "--fix", out)
    assert "cue 2  subtitle-overlap: left as it is; the caption before it cannot end sooner" in ran.out
    assert [(cue.start_ms, cue.end_ms) for cue in importers.read(out).cues] == [(1000, 1400), (1300, 3000)]


def test_an_answer_that_two_people_give_stays(studio: Studio) -> None:
    path = write(studio.root / "a.srt", srt("Who was it?", "Nobody.", "Nobody.", every_frames=62, count=45))
    ran = lint(studio, path, "--fix", studio.root / "b.srt", "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["findings"], document["changes"], document["left"]) == (0, [], [], [])


def test_the_remarks_about_a_file_are_sentences(studio: Studio) -> None:
    text = (
        srt("안녕하세요", "네")
        .replace("1\n00:00:00", "100\n00:00:00", 1)
        .replace("안녕하세요\n", "안녕\n\n하세요\n", 1)
    )
    (studio.root / "a.srt").write_bytes(text.encode("cp949"))
    out = lint(studio, studio.root / "a.srt").out
    assert "line 1: The file is not UTF-8; it was read as CP949, the old Korean encoding.\n" in out
    assert "line 1: This cue has the number 100; 1 was due.\n" in out
    assert "line 4: There is a blank line inside this caption.\n" in out


def test_korean_above_english_is_judged_in_both(studio: Studio) -> None:
    path = write(studio.root / "a.srt", srt(*(f"{ko}\n{en}" for ko, en in CLEAN)))
    document = json.loads(lint(studio, path, "--json").out)
    assert document["measured"][str(path)]["languages"] == "ko+en"
    assert document["findings"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--profile", "netflx"], "netflix"),
        (["--lang", "de"], '"ko" or "en"'),
        (["--spoken", "Korean"], '"ko" or "en"'),
        (["--frame-rate", "fast"], "29.97"),
    ],
)
def test_a_wrong_word_names_the_right_one(studio: Studio, arguments: list[str], says: str) -> None:
    ran = lint(studio, write(studio.root / "a.srt", srt("Hello.")), *arguments)
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize(
    ("written", "rate"),
    [("29.97", "30000/1001"), ("23.976", "24000/1001"), ("23.98", "24000/1001"), ("59.95", "60000/1001"), ("25", "25")],
)
def test_the_frame_rate_can_be_said(studio: Studio, written: str, rate: str) -> None:
    path = write(studio.root / "a.srt", srt("Hello there.", count=2))
    document = json.loads(lint(studio, path, "--frame-rate", written, "--json").out)
    assert document["measured"][str(path)]["frame_rate"] == rate
