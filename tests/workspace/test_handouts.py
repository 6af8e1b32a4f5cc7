"""What goes to people and comes back: theirs is found and never overwritten, ours is brought up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.errors import Held
from pipeline.domain.timing import TimeBase
from pipeline.workspace import files
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job, JobRecord
from tests.interview import write

SHEET = "translation.en.srt"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(Home(tmp_path / "home", tmp_path / "local"), JobRecord("v-1", (), str(tmp_path / "beside")))


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


def test_a_persons_file_is_found_in_edits_in_draft_and_beside_the_story(job: Job, tmp_path: Path) -> None:
    for place in (tmp_path / "beside", job.edits, job.draft):
        path = write(place / SHEET, "mine")
        assert job.people_file(SHEET) == path
        path.unlink()


def test_two_different_texts_of_people_are_never_chosen_between(job: Job, tmp_path: Path) -> None:
    write(tmp_path / "beside" / SHEET, "the later, better one")
    path = job.hand_out(SHEET, "")
    assert job.people_file(SHEET) == tmp_path / "beside" / SHEET
    path.write_text("the first one, written in place", encoding="utf-8")
    with pytest.raises(Held, match="2 different files"):
        job.people_file(SHEET)
    path.write_text("the later, better one", encoding="utf-8")
    assert job.people_file(SHEET) == tmp_path / "beside" / SHEET


def test_a_crash_while_handing_out_leaves_nothing_that_looks_like_a_persons_work(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes at any write: what lies in the draft folder is the program's, and is brought up to date."""
    job.hand_out(SHEET, "old")
    write_text, written = files.write_text, 0

    def write_or_die(path: Path, text: str) -> None:
        nonlocal written
        if written == last:
            raise KeyboardInterrupt
        written += 1
        write_text(path, text)

    monkeypatch.setattr(files, "write_text", write_or_die)
    for last in (0, 1):
        written = 0
        with pytest.raises(KeyboardInterrupt):
            job.hand_out(SHEET, f"stopped at {last}")
        assert job.people_file(SHEET) is None
    last, written = 2, 0
    assert job.hand_out(SHEET, "newest").read_text(encoding="utf-8") == "newest"


def test_a_text_that_was_ever_handed_out_is_no_answer(job: Job) -> None:
    """An editor puts an old draft back: nothing in it is a person's."""
    path = job.hand_out(SHEET, "first")
    job.hand_out(SHEET, "second")
    path.write_text("first", encoding="utf-8")
    assert job.people_file(SHEET) is None


def test_what_a_hand_out_was_made_of_is_remembered(job: Job) -> None:
    first, second = TimeBase("program", "one"), TimeBase("program", "two")
    job.hand_out(SHEET, "one", about=first)
    job.hand_out(SHEET, "two", about=second)
    assert set(job.hand_outs.given(SHEET, TimeBase)) == {first, second}
    assert job.hand_outs.given("another.srt", TimeBase) == ()


def test_what_the_same_text_was_made_of_at_different_times_is_all_remembered(job: Job) -> None:
    first, second = TimeBase("program", "one"), TimeBase("program", "two")
    for about in (first, second, first, second):
        job.hand_out(SHEET, "the same", about=about)
    keys = job.hand_outs.given_by_key(SHEET, TimeBase)
    assert list(keys.values()) == [first, second]
    assert [job.hand_outs.about(SHEET, key, TimeBase) for key in keys] == [first, second]
    assert job.hand_outs.about(SHEET, "another", TimeBase) is None


def test_what_is_known_of_a_return_goes_with_its_text(job: Job) -> None:
    path, copy = write(job.edits / SHEET, "theirs"), write(job.draft / "copied.srt", "theirs")
    known = TimeBase("program", "one")
    assert job.hand_outs.noted(SHEET, path, TimeBase) is None
    job.hand_outs.note_return(SHEET, path, known)
    assert job.hand_outs.noted(SHEET, copy, TimeBase) == known
    assert job.hand_outs.returns_noted(SHEET, TimeBase) == (known,)
    write(copy, "changed")
    assert job.hand_outs.noted(SHEET, copy, TimeBase) is None
    assert job.hand_outs.given(SHEET, TimeBase) == ()


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
