"""The home folder: a job is found by its footage's content, and by the words people use for it."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import platformdirs
import pytest

from pipeline.domain.errors import UsageError
from pipeline.workspace.home import Home, home_from_environment
from pipeline.workspace.job import Job, JobRecord
from tests.interview import write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "local")


def job_with(home: Home, job_id: str, *, code: str = "") -> Job:
    """A job of this id, with a story of this code."""
    job = Job(home, JobRecord(job_id, (), ""))
    job.save(job.record)
    write(job.story_file, f'code = "{code}"\ntitle.ko = "바다"\n')
    return job


def test_the_environment_names_the_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VIGNETTE_HOME", "~/team")
    monkeypatch.setenv("VIGNETTE_LOCAL", str(tmp_path))
    assert home_from_environment() == Home(Path("~/team").expanduser(), tmp_path)


def test_without_it_they_are_here_and_in_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VIGNETTE_HOME", raising=False)
    monkeypatch.delenv("VIGNETTE_LOCAL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert home_from_environment() == Home(tmp_path / "vignettes", platformdirs.user_data_path("vignette"))


def test_the_same_footage_is_the_same_job_wherever_it_lies(home: Home, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "1.mp4", "first"), write(tmp_path / "a" / "2.mp4", "second")
    job = home.job_for([one, two], beside=one.parent)
    moved = shutil.copytree(tmp_path / "a", tmp_path / "b")
    again = home.job_for([moved / "1.mp4", moved / "2.mp4"], beside=moved)
    assert again.id == job.id
    assert again.source_paths == (moved / "1.mp4", moved / "2.mp4")
    assert home.all_jobs() == (again,)


def test_other_content_or_another_order_is_another_job(home: Home, tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.mp4", "first"), write(tmp_path / "2.mp4", "second")
    jobs = [home.job_for(sources, beside=None) for sources in ([one, two], [two, one], [one])]
    write(one, "changed")
    jobs.append(home.job_for([one], beside=None))
    assert len({job.id for job in jobs}) == 4


def test_an_id_is_random_and_the_folder_is_private(home: Home, tmp_path: Path) -> None:
    job = home.job_for([write(tmp_path / "Kim Jiwon.mp4", "film")], beside=None)
    assert re.fullmatch("v-[0-9a-f]{8}", job.id)
    assert stat.S_IMODE(job.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.jobs.stat().st_mode) == 0o700


@pytest.mark.parametrize("word", ["v-1234abcd", "v-12", "12", "blue-kite", "{folder}", "{folder}/"])
def test_a_job_answers_to_its_id_its_beginning_its_code_and_its_folder(home: Home, word: str) -> None:
    wanted = job_with(home, "v-1234abcd", code="blue-kite")
    job_with(home, "v-99990000", code="red-fox")
    assert home.job(word.format(folder=wanted.folder)) == wanted


def test_a_whole_id_wins_over_longer_ones(home: Home) -> None:
    job_with(home, "v-12")
    job_with(home, "v-123")
    assert home.job("v-12").id == "v-12"


@pytest.mark.parametrize(("word", "says"), [("v-1", "several jobs begin"), ("v-3", "no job begins"), ("x", "no job")])
def test_a_word_for_none_or_several_is_refused(home: Home, word: str, says: str) -> None:
    job_with(home, "v-11")
    job_with(home, "v-12")
    with pytest.raises(UsageError, match=says):
        home.job(word)


def test_a_home_without_jobs_has_none(home: Home) -> None:
    assert home.all_jobs() == ()
