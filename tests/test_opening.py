"""From what a person gives to a job: which files, which story, in which order."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from pipeline.domain.errors import InputRefused, UsageError
from pipeline.opening import Given, given_from, open_job
from pipeline.workspace.job import Job
from tests.interview import STORY, write
from tests.studio import Studio

Form = Literal["NFC", "NFD"]


def touch(folder: Path, *names: str) -> list[Path]:
    """Files with their own names inside."""
    return [write(folder / name, name) for name in names]


def names(given: Given) -> list[str]:
    return [path.name for path in given.sources]


def test_a_folders_files_come_in_the_order_the_camera_counted(tmp_path: Path) -> None:
    touch(tmp_path, "GX10.MP4", "GX2.mp4", "gx1.mov", "GX2b.mp4")
    assert names(given_from([tmp_path], story=None)) == ["gx1.mov", "GX2.mp4", "GX2b.mp4", "GX10.MP4"]


def test_only_footage_is_taken_from_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "._a.mp4", ".hidden.mov", "notes.txt", "a.wav", "transcript.ko.srt")
    (tmp_path / "folder.mp4").mkdir()
    assert names(given_from([tmp_path], story=None)) == ["a.mp4"]


def test_the_story_in_the_folder_tells_which_files_and_in_which_order(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "b.mp4", "c.mp4")
    story = write(tmp_path / "story.toml", '[[source]]\nfile = "c.mp4"\n[[source]]\nfile = "a.mp4"\n')
    given = given_from([tmp_path], story=None)
    assert names(given) == ["c.mp4", "a.mp4"]
    assert (given.story, given.beside) == (story, tmp_path)


@pytest.mark.parametrize(("on_disk", "in_story"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_a_korean_name_is_found_however_it_is_composed(tmp_path: Path, on_disk: Form, in_story: Form) -> None:
    name = "한바다 인터뷰.mp4"
    touch(tmp_path, unicodedata.normalize(on_disk, name))
    write(tmp_path / "story.toml", f'[[source]]\nfile = "{unicodedata.normalize(in_story, name)}"\n')
    (found,) = given_from([tmp_path], story=None).sources
    assert found.is_file()


def test_named_files_keep_the_order_they_are_named_in(tmp_path: Path) -> None:
    paths = touch(tmp_path, "b.mp4", "a.mp4")
    assert names(given_from(paths, story=None)) == ["b.mp4", "a.mp4"]


def test_files_that_lie_among_others_have_no_folder_of_their_own(tmp_path: Path) -> None:
    """Sheets of another interview may lie there."""
    assert given_from(touch(tmp_path, "a.mp4"), story=None) == Given((tmp_path / "a.mp4",), None, None)


@pytest.mark.parametrize(
    ("story", "found"),
    [
        ("", True),
        ('[[source]]\nfile = "a.mp4"', True),
        ('[[source]]\nfile = "b.mp4"', False),
        ('[[source]]\nfile = "a.mp4"\n[[source]]\nfile = "b.mp4"', False),
    ],
)
def test_a_story_beside_a_file_is_its_own_unless_it_lists_others(tmp_path: Path, story: str, *, found: bool) -> None:
    path = write(tmp_path / "story.toml", story)
    given = given_from(touch(tmp_path, "a.mp4"), story=None)
    assert given.story == (path if found else None)


def test_a_story_that_is_named_counts(tmp_path: Path) -> None:
    touch(tmp_path / "footage", "a.mp4")
    write(tmp_path / "footage" / "story.toml", "this is not read")
    story = write(tmp_path / "desk" / "story.toml", STORY)
    given = given_from([tmp_path / "footage" / "a.mp4"], story=story)
    assert (given.story, given.beside) == (story, tmp_path / "desk")


def test_what_is_no_footage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such file"):
        given_from([tmp_path / "none.mp4"], story=None)
    with pytest.raises(InputRefused, match="no footage"):
        given_from([tmp_path], story=None)
    with pytest.raises(UsageError, match="one folder or files"):
        given_from([tmp_path, tmp_path], story=None)


def opened(studio: Studio, folder: Path) -> Job:
    return open_job(studio.home, given_from([folder], story=None))


def test_a_story_that_cannot_be_used_opens_no_job(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story="titel = 1")
    with pytest.raises(UsageError):
        opened(studio, studio.folder)
    assert studio.home.all_jobs() == ()


def test_footage_of_another_job_than_the_named_one_opens_none(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    job = opened(studio, studio.folder)
    given = given_from(touch(studio.root, "other.mp4"), story=None)
    with pytest.raises(UsageError, match="belongs to another job, or to none yet"):
        open_job(studio.home, given, wanted=job)
    assert studio.home.all_jobs() == (job,)
    assert open_job(studio.home, given_from([studio.folder], story=None), wanted=job) == job


def second_story(studio: Studio, text: str) -> Path:
    """Another folder with the same footage and this story."""
    folder = studio.root / "second"
    folder.mkdir()
    (folder / "talking.mp4").symlink_to((studio.folder / "talking.mp4").resolve())
    write(folder / "story.toml", text)
    return folder


def test_a_second_story_for_the_same_footage_is_refused(studio: Studio, talking: Path) -> None:
    """Either of the two may be the one with the level that the person agreed to."""
    studio.arrange(talking)
    job = told(studio)
    second = second_story(studio, STORY.replace("blue-kite", "short-kite"))
    with pytest.raises(UsageError, match=f"has a story already .job {job.id}.") as caught:
        opened(studio, second)
    assert str(studio.folder / "story.toml") in caught.value.where
    assert "kite" not in caught.value.public_text
    (job_after,) = studio.home.all_jobs()
    assert job_after == job


@pytest.mark.parametrize("why", ["says the same", "first is gone", "its footage is gone", "its footage is another"])
def test_a_second_story_is_taken_when_the_first_one_is_not_meant(studio: Studio, talking: Path, why: str) -> None:
    studio.arrange(talking)
    job = told(studio)
    second = second_story(studio, STORY if why == "says the same" else STORY.replace("blue-kite", "red-fox"))
    if why == "first is gone":
        (studio.folder / "story.toml").unlink()
    if why.startswith("its footage"):
        (studio.folder / "talking.mp4").unlink()
    if why == "its footage is another":
        touch(studio.folder, "talking.mp4")
    assert opened(studio, second).id == job.id


def told(studio: Studio) -> Job:
    """The job of the studio's interview, which has read the story."""
    job = opened(studio, studio.folder)
    return studio.home.noted(replace(job.record, story=str(studio.folder / "story.toml")), before=job.record)
