"""A job's folder: what people wrote is found and never overwritten, what is finished is not done again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.errors import MachineError
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job, JobRecord, JobState, stage_key
from pipeline.workspace.lease import leased
from tests.interview import write


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(Home(tmp_path / "home", tmp_path / "local"), JobRecord("v-1", (), str(tmp_path / "beside")))


# What is finished


def test_a_stage_is_done_while_its_key_and_its_outputs_are_the_same(job: Job) -> None:
    output = write(job.work / "film.mp4", "film")
    assert not job.is_done("render", "key")
    job.mark_done("render", "key", [output])
    assert job.is_done("render", "key")
    assert not job.is_done("render", "another key")
    write(output, "changed")
    assert not job.is_done("render", "key")
    output.unlink()
    assert not job.is_done("render", "key")


def test_a_forgotten_stage_is_not_done(job: Job) -> None:
    job.mark_done("render", "key", [])
    job.forget("render")
    assert not job.is_done("render", "key")
    job.forget("render")


def test_a_home_folder_that_was_moved_keeps_what_is_finished(job: Job, tmp_path: Path) -> None:
    job.mark_done("render", "key", [write(job.work / "film.mp4", "film")])
    moved = job.home.root.rename(tmp_path / "moved")
    assert Job(replace(job.home, root=moved), job.record).is_done("render", "key")


def test_a_key_names_all_that_shapes_a_stage() -> None:
    keys = {
        stage_key("cut", 1, {"rules": 1}),
        stage_key("cut", 1, {"rules": 2}),
        stage_key("cut", 2, {"rules": 1}),
        stage_key("brand", 1, {"rules": 1}),
    }
    assert len(keys) == 4
    assert stage_key("cut", 1, {"a": 1, "b": 2}) == stage_key("cut", 1, {"b": 2, "a": 1})


# Where it stands


def test_a_fresh_job_is_at_work(job: Job) -> None:
    assert job.state == JobState("working")


def test_since_tells_when_a_state_began_not_when_it_was_seen_last(job: Job) -> None:
    held = JobState("held", "translate", "the sheet", "write it", "translator")
    job.set_state(held)
    first = job.state
    assert replace(first, since=held.since) == held
    assert abs((datetime.now(UTC) - first.since).total_seconds()) < 60
    job.set_state(held)
    assert job.state == first
    job.set_state(replace(held, message="another sheet"))
    assert job.state.since > first.since


def test_one_program_works_in_a_job_at_a_time(job: Job) -> None:
    with leased(job):
        with pytest.raises(MachineError, match="already working on job v-1"), leased(job):
            pass
        other = Job(job.home, JobRecord("v-2", (), ""))
        with leased(other):
            pass
    with leased(job):
        pass
