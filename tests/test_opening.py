"""From what a person gives to a job: which files, which story, in which order."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from pipeline.domain.errors import InputRefused, UsageError
from pipeline.domain.protection import ProtectionLevel
from pipeline.opening import Given, Wishes, foreseen_holds, given_from, open_job, settings_for
from tests.interview import STORY, write
from tests.studio import Studio

Form = Literal["NFC", "NFD"]

TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()


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


def test_a_job_remembers_the_story_as_it_was_given_last(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    job = open_job(studio.home, given_from([studio.folder], story=None))
    write(studio.folder / "story.toml", STORY.replace("The Sea Again", "Another title"))
    again = open_job(studio.home, given_from([studio.folder], story=None))
    assert again.id == job.id
    assert "Another title" in again.title


def test_a_story_that_cannot_be_used_leaves_the_jobs_own(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    job = open_job(studio.home, given_from([studio.folder], story=None))
    write(studio.folder / "story.toml", "titel = 1")
    with pytest.raises(UsageError):
        open_job(studio.home, given_from([studio.folder], story=None))
    assert "The Sea Again" in job.title


def test_the_command_line_wins_over_the_story_over_the_show(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "targets" / "other.toml", "[picture]\nwidth_px = 640\nheight_px = 360\n")
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["other"]'))
    job = open_job(studio.home, given_from([studio.folder], story=None))

    def targets(wishes: Wishes) -> list[str]:
        return [target.name for target in settings_for(job, wishes, today=TODAY).preset.targets]

    assert targets(Wishes()) == ["other"]
    assert targets(Wishes(targets=("small", "other"))) == ["small", "other"]
    assert targets(Wishes(show="house")) == ["other"]
    write(job.story_file, 'show = "tiny"')
    assert targets(Wishes()) == ["small"]
    assert targets(Wishes(show="house")) == ["youtube"]


def test_a_flag_asks_for_protection_and_the_story_keeps_its_own(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    job = open_job(studio.home, given_from([studio.folder], story=None))
    settings = settings_for(job, Wishes(protection="covered"), today=TODAY)
    assert settings.asked_protection is ProtectionLevel.COVERED
    assert settings.story.level is ProtectionLevel.OPEN


def test_all_holds_are_told_at_once(studio: Studio, talking: Path) -> None:
    story = STORY.replace('level = "open"', "expires = 2020-01-01")
    studio.arrange(talking, story=story, translated=False)
    job = open_job(studio.home, given_from([studio.folder], story=None))
    holds = foreseen_holds(job, settings_for(job, Wishes(), today=TODAY))
    assert [
        key for key in ("no protection level", "consent ended", "translation.en.srt") if key in " ".join(holds)
    ] == [
        "no protection level",
        "consent ended",
        "translation.en.srt",
    ]
