"""The flow on a small interview: the same stages as the command line, and endings that everyone may read."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cloudpickle
import pytest
from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import ParameterTypeError
from prefect.logging import disable_run_logger

import flows
from flows.endings import HELD, in_public, stops
from flows.tasks import work
from flows.vignette import vignette
from pipeline.domain.errors import Held, InputRefused, ToolMissing, UsageError
from pipeline.engines.translators import TRANSLATORS
from pipeline.opening import Wishes
from pipeline.run import STEPS
from pipeline.workspace.job import Job
from tests import interview
from tests.flows import canary
from tests.flows.running import FlowEnd, run_vignette

STAGES = [stage.name for stage in STEPS]


@dataclass(frozen=True)
class Runs:
    """One run for each way a job can end, and where Prefect keeps what it was told of them."""

    delivered: FlowEnd
    again: FlowEnd
    covered: FlowEnd
    changed: FlowEnd
    held: FlowEnd
    refused: FlowEnd
    surprised: FlowEnd
    chunks: int
    database: Path

    def __iter__(self) -> Iterator[FlowEnd]:
        return iter((self.delivered, self.again, self.covered, self.changed, self.held, self.refused, self.surprised))


@pytest.fixture(scope="module")
def runs(database: Path, talking: Path, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("runs")
    whole, untranslated, broken = (canary.studio(folder / name) for name in ("whole", "untranslated", "broken"))
    clumsy = canary.studio(folder / "clumsy", translator="babbling")
    job = canary.opened(whole, talking)
    no_film = folder / "no-film.mp4"
    no_film.write_text("no film")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TRANSLATORS, "babbling", canary.babbling_translator)
        return Runs(
            delivered=run_vignette(whole, job),
            again=run_vignette(whole, job),
            covered=run_vignette(whole, job, protection="covered"),
            changed=run_vignette(whole, with_another_story(job)),
            held=run_vignette(untranslated, canary.opened(untranslated, talking, translated=False)),
            refused=run_vignette(broken, canary.opened(broken, no_film)),
            surprised=run_vignette(clumsy, canary.opened(clumsy, talking, translated=False)),
            chunks=len(whole.chunks()),
            database=database,
        )


def with_another_story(job: Job) -> Job:
    """The job, after somebody changed its story."""
    interview.write(Path(job.record.story), canary.STORY.replace('level = "open"', 'level = "anonymous"'))
    return job


def test_a_job_with_all_it_needs_is_delivered_stage_by_stage_as_the_command_line_does(runs: Runs) -> None:
    run = runs.delivered.run
    assert (run.state_type, run.state_name, runs.delivered.message) == (StateType.COMPLETED, "Completed", "Delivered")
    assert list(runs.delivered.stages) == STAGES
    assert set(runs.delivered.stages.values()) == {("Completed", "done")}


def test_chunks_are_mapped_tasks_before_the_stage_that_joins_them(runs: Runs) -> None:
    names = [task.name for task in runs.delivered.tasks]
    assert len(runs.delivered.pieces) == runs.chunks > 1
    assert all(names.index(piece) < names.index("render") for piece in runs.delivered.pieces)


def test_a_run_is_called_by_its_jobs_id_alone(runs: Runs) -> None:
    for end in runs:
        assert end.run.name == end.run.parameters["job_id"]
        assert end.run.name.startswith("v-")


def test_a_second_run_does_nothing(runs: Runs) -> None:
    assert (runs.again.run.state_name, runs.again.message) == ("Completed", "Delivered")
    assert list(runs.again.stages) == STAGES
    assert set(runs.again.stages.values()) == {("Completed", "finished before")}
    assert runs.again.pieces == ()


def test_a_job_that_waits_for_a_person_ends_held_and_says_for_what(runs: Runs) -> None:
    assert (runs.held.run.state_type, runs.held.run.state_name) == (StateType.COMPLETED, HELD)
    assert "the English sheet is to be written" in runs.held.message
    assert list(runs.held.stages) == STAGES[: STAGES.index("translate") + 1]
    assert any(line.startswith("will wait: the translation") for line in runs.held.lines)


def test_a_film_delivered_before_a_stricter_level_is_told_without_its_place(runs: Runs) -> None:
    assert runs.covered.run.state_name == HELD
    assert "will wait: the film delivered before, when it was allowed, is still there" in runs.covered.lines
    assert not [line for line in runs.covered.lines if "/deliver" in line]


def test_a_story_that_was_changed_holds_the_run(runs: Runs) -> None:
    """It is read by the person who opens the job, who hears what is wrong with it."""
    assert runs.changed.run.state_name == HELD
    assert runs.changed.message.startswith("held: the story was changed since this job read it. Run `vignette make`")
    assert runs.changed.stages == {}


def test_footage_that_cannot_be_used_fails_the_run_with_what_to_do_next(runs: Runs) -> None:
    assert (runs.refused.run.state_type, runs.refused.run.state_name) == (StateType.FAILED, "Failed")
    assert runs.refused.message.startswith("input refused: file 1 is no video file")
    assert list(runs.refused.stages) == ["intake"]


def test_what_nobody_foresaw_is_told_by_its_kind_and_its_place_in_the_code(runs: Runs) -> None:
    assert runs.surprised.run.state_type is StateType.FAILED
    assert runs.surprised.message.startswith("unexpected ValueError (canary.py line ")
    assert list(runs.surprised.stages)[-1] == "translate"


def test_no_run_leaves_a_name_a_path_or_a_spoken_word_with_prefect(runs: Runs) -> None:
    home = Path(os.environ["PREFECT_HOME"])
    kept = {path: path.read_bytes() for place in (home, runs.database) for path in place.rglob("*") if path.is_file()}
    everything = b"".join(kept.values())
    for end in runs:
        assert end.run.name.encode() in everything
        assert all(line.encode() in everything for line in end.lines)
    assert [path for path, content in kept.items() if canary.is_in(content) or canary.is_in(bytes(path))] == []
    assert not (home / "storage").exists(), "a result would hide what it holds: it is packed"


@pytest.mark.parametrize(
    "leak",
    [
        canary.KO.encode(),
        canary.EN.lower().encode("utf-16-le"),
        b"\\uac08\\ub9e4\\ube5b\\ub098",
        b"\\\\\\\\uAC08\\\\\\\\uB9E4\\\\\\\\uBE5B\\\\\\\\uB098",
        b"%EA%B0%88%EB%A7%A4%EB%B9%9B%EB%82%98",
        "갈매빛나".encode(),
    ],
)
def test_a_leak_would_be_found_however_it_is_written(leak: bytes) -> None:
    assert canary.is_in(b"before" + leak + b"after")


def test_no_task_is_cached_or_stored_by_prefect() -> None:
    modules = [importlib.import_module(module.name) for module in pkgutil.iter_modules(flows.__path__, "flows.")]
    tasks = {item for module in modules for item in vars(module).values() if isinstance(item, Task)}
    assert len(tasks) == 2
    assert all(item.cache_policy is NO_CACHE and item.persist_result is False for item in tasks)
    assert vignette.persist_result is False


@pytest.mark.parametrize(
    ("error", "name", "message"),
    [
        (Held("w", where=canary.KO, remedy="r"), HELD, "held: w. r"),
        (InputRefused("w", where=canary.KO, remedy="r"), "Failed", "input refused: w. r"),
        (UsageError(f'"code" is "a"{canary.EN}"b"', remedy="r"), "Failed", "wrong arguments, preset or story: …. r"),
        (
            UsageError(f"\"keep\": '{canary.KO}' is no time", remedy="r"),
            "Failed",
            "wrong arguments, preset or story: … is",
        ),
        (
            ToolMissing(f"no ffmpeg can do it (/home/{canary.EN}/ffmpeg lacks ass)", remedy=f"See /home/{canary.EN}"),
            "Failed",
            "tool, font or model missing: no ffmpeg can do it (…. See …",
        ),
        (OSError(2, "No such file", f"/home/{canary.EN}"), "Failed", "unexpected FileNotFoundError"),
        (KeyError(canary.KO), "Failed", "unexpected KeyError"),
    ],
)
def test_every_error_ends_as_a_state_that_says_nothing_private(error: Exception, name: str, message: str) -> None:
    @in_public
    def fails() -> State[None]:
        raise error

    state = fails()
    assert (state.name, state.data) == (name, None)
    assert state.message is not None
    assert state.message.startswith(message)
    assert not canary.is_in(state.message.encode())
    assert stops(state)


def test_an_interruption_is_no_ending() -> None:
    @in_public
    def interrupted() -> State[None]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_an_unknown_stage_or_job_is_told_and_nothing_is_raised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VIGNETTE_HOME", str(tmp_path))
    with disable_run_logger():
        state = work.fn("v-00000000", Wishes(), "intake")
    assert state.is_failed()
    assert "no job begins with" in (state.message or "")


@pytest.mark.parametrize("word", ["", f"/footage/{canary.EN}", "blue-kite", "v-1", "v-1234567/"])
def test_the_form_takes_a_jobs_id_and_nothing_else(word: str) -> None:
    with pytest.raises(ParameterTypeError):
        vignette.validate_parameters({"job_id": word})


def test_a_deployment_can_check_its_parameters() -> None:
    """Prefect ships a deployed flow by value, without its module: the types of its parameters must come along."""
    module = importlib.import_module("flows.vignette")
    cloudpickle.register_pickle_by_value(module)
    try:
        shipped = cloudpickle.loads(cloudpickle.dumps(module.vignette))
    finally:
        cloudpickle.unregister_pickle_by_value(module)
    assert shipped.validate_parameters({"job_id": "v-0123abcd"})["draft"] is False
    with pytest.raises(ParameterTypeError):
        shipped.validate_parameters({"job_id": "/etc/passwd"})
