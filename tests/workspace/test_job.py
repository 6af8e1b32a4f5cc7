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

SHEET = "translation.en.srt"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(Home(tmp_path / "home", tmp_path / "local"), JobRecord("v-1", (), str(tmp_path / "beside")))


# What goes to people and comes back


def test_a_hand_out_is_no_answer(job: Job) -> None:
    assert job.hand_out(SHEET, "empty").read_text(encoding="utf-8") == "empty"
    assert job.people_file(SHEET) is None
    assert job.hashes_of_people_files(SHEET) == ""


def test_a_hand_out_that_nobody_touched_is_brought_up_to_date(job: Job) -> None:
    job.hand_out(SHEET, "old")
    assert job.hand_out(SHEET, "new").read_text(encoding="utf-8") == "new"


def test_a_hand_out_that_was_changed_is_an_answer_and_stays(job: Job) -> None:
    path = job.hand_out(SHEET, "old")
    path.write_text("written by a person", encoding="utf-8")
    job.hand_out(SHEET, "new")
    assert path.read_text(encoding="utf-8") == "written by a person"
    assert job.people_file(SHEET) == path


def test_edits_win_over_a_changed_draft_over_what_lies_beside(job: Job, tmp_path: Path) -> None:
    beside = write(tmp_path / "beside" / SHEET, "beside")
    assert job.people_file(SHEET) == beside
    draft = write(job.draft / SHEET, "draft")
    assert job.people_file(SHEET) == draft
    edit = write(job.edits / SHEET, "edit")
    assert job.people_file(SHEET) == edit


def test_without_an_own_folder_nothing_is_taken_from_where_the_program_runs(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet of another interview may lie there."""
    write(tmp_path / SHEET, "of another interview")
    monkeypatch.chdir(tmp_path)
    assert Job(job.home, replace(job.record, beside="")).people_file(SHEET) is None


def test_the_first_of_several_names_counts(job: Job) -> None:
    second = write(job.edits / "transcript.ko.vtt", "")
    assert job.people_file("transcript.ko.srt", "transcript.ko.vtt") == second


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


@pytest.mark.parametrize(
    ("story", "title", "code"),
    [
        ('code = "blue-kite"\ntitle.ko = "바다"\ntitle.en = "Sea"', "바다 | Sea", "blue-kite"),
        ('title.en = "Sea"', "Sea", ""),
        ("no toml at all", "", ""),
    ],
)
def test_a_list_can_name_a_job_whatever_its_story_is_worth(job: Job, story: str, title: str, code: str) -> None:
    write(job.story_file, story)
    assert (job.title, job.code) == (title, code)


def test_one_program_works_in_a_job_at_a_time(job: Job) -> None:
    with leased(job):
        with pytest.raises(MachineError, match="already working on job v-1"), leased(job):
            pass
        other = Job(job.home, JobRecord("v-2", (), ""))
        with leased(other):
            pass
    with leased(job):
        pass
