"""The pipeline as a Prefect flow: one task a stage, chunks as mapped tasks, over the same code as the command line.

Only ids and choices are parameters; no name, path or spoken text reaches Prefect's database, logs or run names.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from prefect import flow, get_run_logger, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.watching import FlowWatcher, PublicFailure, public_errors
from pipeline.domain.errors import Held
from pipeline.opening import Wishes, settings_for
from pipeline.run import finish, pieces_left, run_stage, stage_named, steps_for, tidy
from pipeline.workspace.home import home_from_environment
from pipeline.workspace.lease import leased
from pipeline.workspace.stage import Silent

Level = Literal["", "open", "pseudonym", "covered", "anonymous"]


@task(task_run_name="{stage_name}", cache_policy=NO_CACHE, persist_result=False)
def work(job_id: str, wishes: Wishes, stage_name: str) -> bool:
    """Do one stage of a job, unless it is finished; gives whether there was anything to do."""
    job = home_from_environment().job(job_id)
    settings = settings_for(job, wishes, today=datetime.now().astimezone().date())
    with public_errors():
        return run_stage(job, settings, stage_named(stage_name), watcher=FlowWatcher(get_run_logger()))


@task(task_run_name="{stage_name}-{piece}", cache_policy=NO_CACHE, persist_result=False)
def make_piece(job_id: str, wishes: Wishes, stage_name: str, piece: str) -> None:
    """Make one piece of a stage that is spread, such as a chunk of the render."""
    job = home_from_environment().job(job_id)
    settings = settings_for(job, wishes, today=datetime.now().astimezone().date())
    spread = stage_named(stage_name).spread
    if spread is not None:
        with public_errors():
            spread.make(job, settings, piece, Silent())


@flow(name="vignette", flow_run_name="{job_id}", persist_result=False)
def vignette(
    job_id: str,
    show: str = "",
    targets: tuple[str, ...] = (),
    protection: Level = "",
    draft: bool = False,  # noqa: FBT001, FBT002 - a form's switch
) -> State[None]:
    """Take a job through all its stages; a job that must wait for a person ends in the state "Held".

    Args:
        job_id: a job that `vignette make` or the drop folder has opened.
        show: a show preset; empty = the story's.
        targets: target presets; empty = the story's, else the show's.
        protection: can only raise the story's level.
        draft: a quick, marked copy to look at.
    """
    wishes = Wishes(show, tuple(targets), protection, draft)
    job = home_from_environment().job(job_id)
    with public_errors(), leased(job):
        settings = settings_for(job, wishes, today=datetime.now().astimezone().date())
        tidy(job)
        for stage in steps_for(settings, until=None):
            try:
                pieces = pieces_left(job, settings, stage)
                make_piece.map(unmapped(job.id), unmapped(wishes), unmapped(stage.name), pieces).wait()
                work(job.id, wishes, stage.name)
            except PublicFailure as failure:
                if failure.kind == Held.kind:
                    return Completed(name="Held", message=str(failure))
                raise
        finish(job, settings, until=None)
    return Completed(message="Draft made" if draft else "Delivered")
