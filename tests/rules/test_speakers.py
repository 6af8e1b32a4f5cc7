"""Who speaks: marks before a colon, and the story's list of files."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.domain.errors import UsageError
from pipeline.domain.story import Bilingual, Source, Speaker
from pipeline.rules.speakers import marked, marks_of, said_in_files, speakers_of_files, unmarked
from tests.examples import sentence, span, words_from

SPEAKERS = (
    Speaker(Bilingual("한바다", "Han Bada"), Bilingual("하늘", "Sky")),
    Speaker(Bilingual("이가온", "Lee Gaon")),
    Speaker(Bilingual("김하늘", "Sky")),
)
MARKS = marks_of(SPEAKERS)


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("1: 네.", 1, "네."),
        ("한바다: 네.", 1, "네."),
        ("하늘: 네.", 1, "네."),
        ("HAN BADA: 네.", 1, "네."),
        ("Han  Bada :  네.", 1, "네."),
        ("2： 네.", 2, "네."),
        ("- 2: 네.", 2, "네."),
        ("이가온:", 2, ""),
        ("Sky: 네.", 0, "Sky: 네."),
        ("4: 네.", 0, "4: 네."),
        ("0: 네.", 0, "0: 네."),
        ("2:30에 왔어요.", 0, "2:30에 왔어요."),
        ("어머니가 말했다: 가라.", 0, "어머니가 말했다: 가라."),
        (": 네.", 0, ": 네."),
        ("네.", 0, "네."),
        ("", 0, ""),
    ],
)
def test_marks(text: str, speaker: int, words: str) -> None:
    """Sky is a name of two of them, so it names nobody."""
    assert unmarked(text, MARKS) == (speaker, words)


def test_a_mark_that_is_shown_is_read_again() -> None:
    for speaker in (1, 2, 3):
        assert unmarked(marked("네: 그래요.", speaker), MARKS) == (speaker, "네: 그래요.")
    assert marked("네.", 0) == "네."


def test_without_speakers_there_are_no_marks() -> None:
    assert unmarked("1: 네.", marks_of(())) == (0, "1: 네.")
    assert marks_of([Speaker()]) == {"1": 1}


def test_a_files_speaker_is_found_by_the_files_name() -> None:
    listed = (
        Source("second.mp4", speaker=2),
        Source("day 1/한.mp4", speaker="한바다"),
        Source("third.mp4"),
        Source("fourth.mp4", speaker=""),
    )
    names = [unicodedata.normalize("NFD", "한.mp4"), "second.mp4", "third.mp4", "fourth.mp4", "other.mp4"]
    assert speakers_of_files(names, listed, MARKS) == (1, 2, 0, 0, 0)


def test_files_of_one_name_in_two_folders_are_taken_in_order() -> None:
    listed = (Source("day 1/GX01.mp4", speaker=1), Source("day 2/GX01.mp4", speaker=2))
    assert speakers_of_files(["GX01.mp4", "GX01.mp4", "GX01.mp4"], listed, MARKS) == (1, 2, 0)


@pytest.mark.parametrize("speaker", [4, -1, "4", "Sky", "바다"])
def test_a_speaker_whom_the_story_does_not_list(speaker: int | str) -> None:
    with pytest.raises(UsageError, match="does not list") as caught:
        speakers_of_files([], [Source("first.mp4", speaker=speaker)], MARKS)
    assert f'"{speaker}"' in caught.value.where
    assert "first.mp4" in caught.value.where
    assert "first.mp4" not in caught.value.public_text


def test_a_sentence_is_said_by_the_speaker_of_the_file_in_which_it_begins() -> None:
    files = [span(0, 10), span(10, 20), span(20, 30)]
    said = [
        sentence(1, words_from("네", at=9, each=2)),
        sentence(2, words_from("네", at=10)),
        sentence(3, words_from("네", at=25)),
    ]
    assert [item.speaker for item in said_in_files(said, files, (2, 1, 0))] == [2, 1, 0]
    marked_by_hand = said_in_files(said, files, (3, 3, 3))
    assert said_in_files(marked_by_hand, files, (1, 1, 1)) == marked_by_hand
