"""The home folder: a job is found by its footage's content, and by the words people use for it."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import platformdirs
import pytest

from pipeline.domain.delivery import Delivery
from pipeline.domain.errors import UsageError
from pipeline.workspace import deliveries
from pipeline.workspace.home import Home, home_from_environment
from pipeline.workspace.job import Job, JobRecord
from tests.interview import write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "local")


def job_with(home: Home, job_id: str, *, code: str = "") -> Job:
    """A job of this id, whose story gives this code."""
    return home.noted(JobRecord(job_id, (), "", code=code), before=None)


def deliver(job: Job, slug: str) -> None:
    """Put a delivery in place, as the last stage does."""
    with deliveries.replacing(job.home.deliver / slug) as incoming:
        write(incoming / "manifest.json", f'{{"files": [], "of": "{job.id}"}}')
        job.save(Delivery(slug, deliveries.manifest_sha256(incoming)))


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
    job = home.job_for(home.entries_of([one, two]), beside=one.parent)
    moved = shutil.copytree(tmp_path / "a", tmp_path / "b")
    again = home.job_for(home.entries_of([moved / "1.mp4", moved / "2.mp4"]), beside=moved)
    assert again.id == job.id
    assert again.source_paths == (moved / "1.mp4", moved / "2.mp4")
    assert home.all_jobs() == (again,)


def test_other_content_or_another_order_is_another_job(home: Home, tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.mp4", "first"), write(tmp_path / "2.mp4", "second")
    jobs = [home.job_for(home.entries_of(sources), beside=None) for sources in ([one, two], [two, one], [one])]
    write(one, "changed")
    assert home.job_made_of(home.entries_of([one])) is None
    jobs.append(home.job_for(home.entries_of([one]), beside=None))
    assert len({job.id for job in jobs}) == 4


def test_an_id_is_random_and_the_folder_is_private(home: Home, tmp_path: Path) -> None:
    job = home.job_for(home.entries_of([write(tmp_path / "Kim Jiwon.mp4", "film")]), beside=None)
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


@pytest.mark.parametrize(
    ("word", "says"), [("v-1", r"several jobs .v-11, v-12. are meant by"), ("v-3", "no job begins"), ("x", "no job")]
)
def test_a_word_for_none_or_several_is_refused(home: Home, word: str, says: str) -> None:
    job_with(home, "v-11")
    job_with(home, "v-12")
    with pytest.raises(UsageError, match=says):
        home.job(word)


@pytest.mark.parametrize(
    "content", ['{"schema": "JobRec', "", '{"schema": "JobRecord", "version": 99, "id": "v-2", "sources": []}']
)
def test_a_record_that_cannot_be_read_keeps_no_other_job_from_its_work(home: Home, content: str) -> None:
    job = job_with(home, "v-1", code="blue-kite")
    damaged = write(home.jobs / "v-2" / "job.json", content)
    assert home.all_jobs() == (job,)
    assert home.unreadable_records() == (damaged,)
    assert home.job("blue-kite") == job


def test_a_delivery_belongs_to_the_job_whose_manifest_lies_there(home: Home) -> None:
    """The first job's folder was taken away, and another film came to the same name."""
    first, second = job_with(home, "v-1"), job_with(home, "v-2")
    deliver(first, "blue-kite")
    assert home.delivery_of(first) == home.deliver / "blue-kite"
    shutil.rmtree(home.deliver / "blue-kite")
    deliver(second, "blue-kite")
    assert home.delivered_as("blue-kite") == (second,)
    assert (home.delivery_of(first), home.delivery_of(second)) == (None, home.deliver / "blue-kite")


def test_without_its_manifest_a_delivery_may_be_of_any_job_that_delivered_there(home: Home) -> None:
    first, second, third = (job_with(home, f"v-{number}") for number in (1, 2, 3))
    for job in (first, second):
        deliver(job, "blue-kite")
    (home.deliver / "blue-kite" / "manifest.json").unlink()
    assert home.delivered_as("blue-kite") == (first, second)
    assert home.delivery_of(first) == home.deliver / "blue-kite"
    assert home.delivery_of(third) is None
    shutil.rmtree(home.deliver)
    assert home.delivered_as("blue-kite") == ()
    assert home.delivery_of(first) is None


def test_a_home_without_jobs_has_none(home: Home) -> None:
    assert home.all_jobs() == ()
