"""Runs the flow in this process, and tells what Prefect's server then knows of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, LogFilter, LogFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, Log, TaskRun

from flows.tasks import make_piece, work
from flows.vignette import Level, vignette
from pipeline.workspace.job import Job
from tests.studio import Studio

Found = TypeVar("Found")

_PATIENCE_S = 60.0
_FINISHED = "Finished in state"
"""What Prefect logs last of every run."""


@dataclass(frozen=True)
class FlowEnd:
    """A run that is over, as the server tells it: the run, its task runs by their start, its log."""

    run: FlowRun
    tasks: tuple[TaskRun, ...]
    log: tuple[Log, ...]

    @property
    def message(self) -> str:
        """The final state's message."""
        return (self.run.state and self.run.state.message) or ""

    @property
    def stages(self) -> dict[str, tuple[str, str]]:
        """Each stage's task run by name: its state and that state's message."""
        return {
            run.name: (run.state.name or "", run.state.message or "")
            for run in self.tasks
            if run.task_key.startswith(f"{work.name}-") and run.state
        }

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names of the mapped task runs."""
        return tuple(run.name for run in self.tasks if run.task_key.startswith(f"{make_piece.name}-"))

    @property
    def lines(self) -> tuple[str, ...]:
        """The log's messages."""
        return tuple(line.message for line in self.log)


def run_vignette(studio: Studio, job: Job, *, protection: Level = "") -> FlowEnd:
    """Run the flow on a job, whatever becomes of it."""
    with pytest.MonkeyPatch.context() as patch, get_client(sync_client=True) as client:
        for name, value in studio.environment.items():
            patch.setenv(name, value)
        run_id = vignette(job.id, protection=protection, return_state=True).state_details.flow_run_id
        assert run_id is not None
        log = until(lambda: _log(client, run_id), _whole)
        told = {line.task_run_id for line in log if line.message.startswith(_FINISHED)} - {None}
        tasks = until(lambda: _tasks(client, run_id), lambda runs: told <= {run.id for run in runs if _ended(run)})
        return FlowEnd(client.read_flow_run(run_id), tuple(sorted(tasks, key=_start)), log)


def until(look: Callable[[], Found], enough: Callable[[Found], bool]) -> Found:
    """Look until it is enough: logs and task runs reach the database a while after the run is over."""
    deadline = time.monotonic() + _PATIENCE_S
    while not enough(found := look()):
        assert time.monotonic() < deadline, f"waited {_PATIENCE_S:.0f} s for Prefect's server"
        time.sleep(0.2)
    return found


def _log(client: SyncPrefectClient, run_id: UUID) -> tuple[Log, ...]:
    return tuple(client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run_id])), limit=200))


def _whole(log: tuple[Log, ...]) -> bool:
    return any(line.task_run_id is None and line.message.startswith(_FINISHED) for line in log)


def _tasks(client: SyncPrefectClient, run_id: UUID) -> tuple[TaskRun, ...]:
    runs = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])), limit=200)
    return tuple(runs)


def _ended(run: TaskRun) -> bool:
    return run.state is not None and run.state.is_final()


def _start(run: TaskRun) -> float:
    return run.start_time.timestamp() if run.start_time else 0.0
