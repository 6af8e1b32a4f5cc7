"""The tasks of a flow: one stage, or one piece of one; each finds job and settings by itself, on whatever machine."""

from __future__ import annotations

import time
from datetime import date, datetime

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.endings import in_public
from flows.watching import FlowWatcher
from pipeline.domain.settings import Settings
from pipeline.opening import Wishes, settings_for
from pipeline.run import run_stage, stage_named
from pipeline.workspace import cache
from pipeline.workspace.home import home_from_environment
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Silent


def today() -> date:
    """The day on which consents are judged."""
    return datetime.now().astimezone().date()


def opened(job_id: str, wishes: Wishes) -> tuple[Job, Settings]:
    """The job and everything people decided for it, as it stood when the run began; raises UsageError."""
    job = home_from_environment().job(job_id)
    return job, settings_for(job, wishes, today=today())


@task(task_run_name="{stage_name}", cache_policy=NO_CACHE, persist_result=False)
@in_public
def work(job_id: str, wishes: Wishes, stage_name: str) -> State[None]:
    """Do one stage of a job, unless it is finished."""
    job, settings = opened(job_id, wishes)
    worked = run_stage(job, settings, stage_named(stage_name), watcher=FlowWatcher(get_run_logger()))
    return Completed(message="done" if worked else "finished before")


@task(task_run_name="{stage_name}-{piece:.8}", cache_policy=NO_CACHE, persist_result=False)
@in_public
def make_piece(job_id: str, wishes: Wishes, stage_name: str, piece: str) -> State[None]:
    """Make one piece of a stage that is spread, such as a chunk of the render."""
    job, settings = opened(job_id, wishes)
    spread = stage_named(stage_name).spread
    if spread is not None:
        while not spread.make(job, settings, piece, Silent()):
            time.sleep(cache.LOOK_AGAIN_S)
    return Completed(message="done")
