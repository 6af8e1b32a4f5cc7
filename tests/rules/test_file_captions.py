"""Between a subtitle file and its captions: what is no caption is not judged, and nothing is lost on the way back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.timed_text import SubtitleFile
from pipeline.engines.exporters import written
from pipeline.engines.importers import IMPORTERS
from pipeline.rules.file_captions import captions_of, file_with
from pipeline.rules.subtitles import overlap
from pipeline.rules.subtitles.mending import mended
from pipeline.rules.text_width import characters, untagged
from tests.rules.subtitles.written import against

HEAD = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Alignment, MarginV
Style: Default,Arial,2,10
Style: Sign,Arial,8,10
Style: High,Arial,2,200

[Events]
Format: Layer, Start, End, Style, MarginV, Text
"""
SPEECH = "Dialogue: 0,0:00:01.00,0:00:05.00,Default,0,그때는 몰랐어요"


def ass(*events: str) -> SubtitleFile:
    return IMPORTERS["ass"](HEAD + "\n".join(events) + "\n", where="sent")


@pytest.mark.parametrize(
    ("event", "overlaps"),
    [
        ("0,0:00:02.00,0:00:06.00,Default,0,저도요", 1),
        ("1,0:00:02.00,0:00:06.00,Default,0,혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\an8}혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\a6}혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\pos(100,200)}혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\move(1,2,3,4)}혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,300,혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Sign,0,혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Sign,0,{\\an2}저도요", 1),
        ("0,0:00:02.00,0:00:06.00,High,0,혜산", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\i1}저도요", 1),
        ("0,0:00:02.00,0:00:06.00,Default,0,{\\p1}m 0 0 l 9 9{\\p0}", 0),
        ("0,0:00:02.00,0:00:06.00,Default,0,{메모}", 0),
    ],
)
def test_signs_may_stand_over_dialogue(event: str, overlaps: int) -> None:
    captions = captions_of(ass(SPEECH, f"Dialogue: {event}"), Fraction(1000)).captions
    assert len(overlap.check(captions, against("ko", rate=1000))) == overlaps
    assert overlap.fix(captions, against("ko", rate=1000))[1:] == captions[1:]


@pytest.mark.parametrize(
    ("settings", "overlaps"),
    [("", 1), (" line:10%", 0), (" line:0", 0), (" line:90%", 1), (" line:-2", 1), (" position:10%", 1)],
)
def test_so_it_is_in_webvtt(settings: str, overlaps: int) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:05.000\n그때는\n\n00:02.000 --> 00:06.000{settings}\n저도요\n"
    captions = captions_of(IMPORTERS["vtt"](text, where="sent"), Fraction(1000)).captions
    assert len(overlap.check(captions, against("ko", rate=1000))) == overlaps


def test_remarks_are_no_text_and_drawings_no_captions() -> None:
    file = ass(
        "Dialogue: 0,0:00:01.00,0:00:05.00,Default,0,{번역 메모: 길다}I waited",
        "Dialogue: 0,0:00:01.00,0:00:05.00,Default,0,{\\p1}m 0 0 l 100 0{\\p0}",
    )
    found = captions_of(file, Fraction(25))
    assert found.languages == ("en",)
    assert [[untagged(line) for line in caption.en] for caption in found.captions] == [["I waited"]]


def test_what_is_no_caption_keeps_its_place_and_remarks_are_written_back() -> None:
    file = ass(
        "Dialogue: 1,0:00:09.00,0:00:10.00,Default,0,{\\p1}m 0 0 l 100 0{\\p0}",
        "; above",
        "Dialogue: 0,0:00:01.00,0:00:05.00,Default,0,{메모\\h..}그때..",
        "Dialogue: 0,0:00:06.00,0:00:07.00,Default,0,{메모}",
    )
    found = captions_of(file, Fraction(1000))
    (caption,) = found.captions
    assert file_with(found, found.captions) == file
    changed = file_with(found, [replace(caption, ko=(caption.ko[0].replace("그때..", "그때…"),))])
    assert written(changed) == written(file).replace("그때..", "그때…")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ass", f"{HEAD}; one\nDialogue: 0,0:00:01.00,0:00:02.00,Default,0,\n; two\n{SPEECH}\n"),
        ("vtt", "WEBVTT\n\nNOTE one\n\n00:01.000 --> 00:02.000\n\nNOTE two\n\n00:03.000 --> 00:04.000\n네\n"),
        ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n네\n\nNOTE one\n\n00:03.000 --> 00:04.000\n\nNOTE two\n"),
    ],
)
def test_remarks_above_a_caption_that_is_taken_away_stay(kind: str, text: str) -> None:
    file = IMPORTERS[kind](text, where="sent")
    found = captions_of(file, Fraction(1000))
    left = [caption for caption in found.captions if caption.ko]
    again = IMPORTERS[kind](written(file_with(found, left)), where="sent")
    assert len(again.cues) == 1
    assert all(word in written(again) for word in ("one", "two") if word in text)
    assert again == file_with(found, left)


def test_signs_that_stand_at_the_end_of_the_file_stay_there() -> None:
    file = ass(SPEECH, "Dialogue: 0,0:00:00.00,0:00:05.00,Sign,0,혜산")
    found = captions_of(file, Fraction(1000))
    assert file_with(found, found.captions) == file


def test_captions_out_of_order_are_written_in_order() -> None:
    file = ass("Dialogue: 0,0:00:08.00,0:00:09.00,Default,0,네", SPEECH)
    found = captions_of(file, Fraction(1000))
    assert [cue.start_ms for cue in file_with(found, found.captions).cues] == [1000, 8000]


def test_the_times_of_words_stay_in_the_file_and_count_for_nothing() -> None:
    spoken = "so<00:00:00.400><c> I</c><00:00:00.800><c> went..</c>"
    text = f"WEBVTT\n\n00:00:00.000 --> 00:00:02.000 align:start position:0%\n{spoken}\n"
    found = captions_of(IMPORTERS["vtt"](text, where="sent"), Fraction(1000))
    (caption,) = found.captions
    assert characters(caption.en[0]) == len("so I went..")
    after = mended(found.captions, against("en", rate=1000))
    assert written(file_with(found, after.captions)) == text.replace("..", "…", 1)
