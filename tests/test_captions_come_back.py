"""Captions corrected in a subtitle editor come back into the film, and stay through what is changed after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.engines import importers
from pipeline.workspace.job import Job
from tests import interview
from tests.studio import Studio


@pytest.fixture
def delivered(studio: Studio, talking: Path) -> Studio:
    """A studio whose interview was delivered once."""
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


def captions(folder: Path, language: str) -> list[str]:
    file = importers.read(folder / f"captions.{language}.srt")
    return [" / ".join(file.plain_lines(cue)) for cue in file.cues]


def edited(job: Job, language: str, before: str, after: str, *, folder: str = "edits") -> Path:
    """The captions as an editor on Windows saves them: a mark in front, other line ends, other numbers."""
    text = (job.draft / f"captions.{language}.srt").read_text(encoding="utf-8")
    assert before in text
    numbered_anew = text.replace(before, after).replace("\n2\n", "\n7\n")
    path = job.folder / folder / f"captions.{language}.srt"
    path.write_bytes(b"\xef\xbb\xbf" + numbered_anew.replace("\n", "\r\n").encode())
    return path


@pytest.mark.parametrize("folder", ["edits", "draft"])
def test_a_corrected_caption_is_in_the_next_film(delivered: Studio, folder: str) -> None:
    edited(delivered.job, "en", "I came from the sea.", "The sea is where I am from.", folder=folder)
    assert delivered.make().code == 0
    assert captions(delivered.delivery(), "en")[1] == "The sea is where I am from."
    assert captions(delivered.delivery(), "ko")[1] == "저는 바다에서 왔습니다"


def test_it_stays_when_the_cut_changes(delivered: Studio) -> None:
    edited(delivered.job, "en", "I came from the sea.", "The sea is where I am from.")
    interview.write(delivered.folder / "story.toml", f'drop = [["0:00", "0:04.5"]]\n{interview.STORY}')
    ran = delivered.make()
    assert ran.code == 0, ran.said
    assert captions(delivered.delivery(), "en") == ["The sea is where I am from.", "Thank you."]


def test_it_waits_for_an_answer_when_the_translation_changes_under_it(delivered: Studio) -> None:
    edited(delivered.job, "en", "I came from the sea.", "The sea is where I am from.")
    sheet = delivered.folder / "translation.en.srt"
    interview.write(sheet, sheet.read_text(encoding="utf-8").replace("I came from the sea.", "I came from the coast."))
    ran = delivered.make()
    assert ran.code == 6
    assert "s0002" in ran.err
    assert "the sea" not in ran.err.lower()
    asked = delivered.job.draft / "conflicts.en.srt"
    text = asked.read_text(encoding="utf-8")
    assert "> [s0002] I came from the coast." in text
    assert "The sea is where I am from." in text
    (delivered.job.edits / asked.name).write_text(text.replace("The sea is", "The coast is"), encoding="utf-8")
    ran = delivered.make()
    assert ran.code == 0, ran.said
    assert captions(delivered.delivery(), "en")[1] == "The coast is where I am from."


def test_a_split_in_one_language_is_one_grid_in_both(delivered: Studio) -> None:
    edited(
        delivered.job,
        "en",
        "Hello, nice to meet you.",
        "Hello,\n\n3\n00:00:02,240 --> 00:00:03,160\nnice to meet you.",
    )
    ran = delivered.make()
    assert ran.code == 0, ran.said
    assert captions(delivered.delivery(), "en")[:2] == ["Hello,", "nice to meet you."]
    assert captions(delivered.delivery(), "ko")[:2] == ["안녕하세요,", "반갑습니다"]


def test_a_caption_where_nothing_is_said_is_held_and_named(delivered: Studio) -> None:
    text = (delivered.job.draft / "captions.en.srt").read_text(encoding="utf-8")
    in_the_intro = "9\n00:00:00,100 --> 00:00:00,600\nSubscribe!\n\n"
    (delivered.job.edits / "captions.en.srt").write_text(in_the_intro + text, encoding="utf-8")
    ran = delivered.make()
    assert ran.code == 6
    assert "s0001" in ran.err
    assert "Subscribe" not in ran.err


def test_a_caption_too_long_for_the_screen_is_refused_with_its_file(delivered: Studio) -> None:
    edited(delivered.job, "en", "Thank you.", "Thank you for everything you have done for me and for all of us here.")
    ran = delivered.make()
    assert ran.code == 5
    assert "This English line is too long" in ran.err
