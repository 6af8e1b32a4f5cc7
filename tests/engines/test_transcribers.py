"""Transcripts people supply, in the forms they have them. What listens is tested with the sample interview."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.errors import InputRefused, ToolMissing
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language, Word
from pipeline.engines.transcribers import TRANSCRIBERS, faster_whisper, from_file
from pipeline.engines.transcribers.base import Recognised, Request, WrittenCue
from tests.interview import write

SRT = "1\n00:00:01,000 --> 00:00:02,500\n안녕하세요.\n반갑습니다.\n\n2\n00:00:03,000 --> 00:00:04,000\n네.\n"
VTT = (
    "WEBVTT\n\nNOTE a remark\n\n00:01.000 --> 00:02.500\n안녕하세요.\n반갑습니다.\n\n"
    "00:03.000 --> 00:04.000\n<v 화자>네.\n"
)
SEGMENTS = [{"start": 1.0, "end": 2.5, "text": " 안녕하세요. 반갑습니다."}, {"start": 3, "end": "4.0", "text": "네."}]
CUES = (
    WrittenCue(TimeRange(Fraction(1), Fraction(5, 2)), "안녕하세요. 반갑습니다."),
    WrittenCue(TimeRange(Fraction(3), Fraction(4)), "네."),
)


def request_for(file: Path | None, *, language: Language | None = None) -> Request:
    return Request(Path("none.wav"), language, None, 1, file, lambda share: None)


def read(file: Path | None, *, language: Language | None = None) -> Recognised:
    return TRANSCRIBERS["from_file"](request_for(file, language=language))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.srt", SRT),
        ("t.vtt", VTT),
        ("t.json", json.dumps(SEGMENTS)),
        ("t.json", json.dumps({"segments": SEGMENTS}, ensure_ascii=False)),
        ("t.json", json.dumps({"cues": SEGMENTS, "language": "ko"})),
        ("t.srt", "\n".join(reversed(SRT.strip().split("\n\n"))).replace("네.\n", "네.\n\n")),
        ("t.srt", SRT.replace("안녕하세요.\n", "<i>안녕하세요.</i>\n\n")),
        ("t.srt", VTT),
    ],
    ids=[
        "SRT",
        "WebVTT",
        "a bare list",
        "as Whisper programs write it",
        "under cues",
        "in another order",
        "with tags and a blank line inside",
        "WebVTT under another name",
    ],
)
def test_every_form_gives_the_same_cues(tmp_path: Path, name: str, content: str) -> None:
    assert read(write(tmp_path / name, content)) == Recognised("ko", cues=CUES)


def test_what_webvtt_escapes_is_text_again(tmp_path: Path) -> None:
    (first, _) = read(write(tmp_path / "t.vtt", VTT.replace("안녕하세요.", "A&amp;B &lt;자유&gt;"))).cues
    assert first.text == "A&B <자유> 반갑습니다."


def test_word_times_are_taken_where_the_file_has_them(tmp_path: Path) -> None:
    entry = {
        "start": 1,
        "end": 2,
        "text": "안녕 하세요",
        "words": [{"word": " 안녕", "start": 1.1, "end": 1.4}, {"word": " 하세요 ", "start": 1.4, "end": 1.9}],
    }
    (cue,) = read(write(tmp_path / "t.json", json.dumps([entry]))).cues
    assert cue.words == (
        Word("안녕", TimeRange(Fraction(11, 10), Fraction(7, 5))),
        Word("하세요", TimeRange(Fraction(7, 5), Fraction(19, 10))),
    )


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["안녕하세요."], "ko"),
        (["Hello."], "en"),
        (["저는 NASA와 IBM에서 일했습니다."], "ko"),
        (["My name is 한바다 and I am a teacher."], "en"),
    ],
)
def test_the_language_is_told_by_its_script(texts: list[str], language: Language) -> None:
    assert from_file.script_language([WrittenCue(CUES[0].source_range, text) for text in texts]) == language


def test_what_the_story_says_of_the_language_counts(tmp_path: Path) -> None:
    assert read(write(tmp_path / "t.srt", SRT), language="en").language == "en"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("t.srt", "", "empty"),
        ("t.vtt", "no WebVTT", "line 1: "),
        ("t.vtt", VTT.replace("00:03.000", "00:03"), "can be read"),
        ("t.vtt", VTT.replace("00:02.500", "00:00.500"), "line 5: .* ends before it begins"),
        ("t.srt", SRT.replace("00:00:02,500", "00:00:00,500"), "line 2: .* ends before it begins"),
        ("t.json", "{", "no transcript"),
        ("t.json", '{"text": "x"}', "no transcript"),
        ("t.json", '[{"start": 1, "text": "x"}]', "no transcript"),
        ("t.json", '[{"start": "now", "end": 2, "text": "x"}]', "no transcript"),
        ("t.json", '[{"start": 2, "end": 1, "text": "x"}]', "a cue runs from"),
        ("t.json", '[["x"]]', "no transcript"),
        ("t.json", '[{"start": 1, "end": 2, "text": null}]', "no transcript"),
        (
            "t.json",
            '[{"start": 1, "end": 2, "text": "x", "words": [{"word": " ", "start": 1, "end": 2}]}]',
            "no transcript",
        ),
        ("t.json", "[]", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(InputRefused, match=says) as caught:
        read(path)
    assert caught.value.where == str(path)


def test_no_file_is_refused_with_the_names_it_may_have() -> None:
    with pytest.raises(InputRefused, match=r"transcript\.ko\.srt"):
        read(None)


@pytest.mark.parametrize(
    ("language", "first"), [("ko", "transcript.ko.srt"), ("en", "transcript.en.srt"), (None, "transcript.ko.srt")]
)
def test_the_names_a_transcript_may_have(language: Language | None, first: str) -> None:
    names = from_file.names(language)
    assert names[0] == first
    assert len(names) == (6 if language is None else 3)


def test_listening_needs_a_model() -> None:
    with pytest.raises(ToolMissing, match="vignette models fetch"):
        faster_whisper.transcribe(request_for(None))
