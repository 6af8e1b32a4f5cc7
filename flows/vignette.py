"""The pipeline as a Prefect flow: one task a stage, chunks as mapped tasks, over the same code as the command line.

Only ids and choices are parameters; no name, path or spoken text reaches Prefect's database, logs or run names.
"""

# No `from __future__ import annotations` here: Prefect reads the parameters' types when the flow is deployed.
from typing import Annotated, Literal

from prefect import flow, get_run_logger, unmapped
from prefect.client.schemas.objects import State
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.endings import in_public, public, same_ending, stops
from flows.tasks import make_piece, today, work
from flows.watching import Notes
from pipeline.engines import process
from pipeline.opening import Wishes
from pipeline.preparing import encoder_remarks, foreseen_holds, prepared
from pipeline.run import finish, pieces_at_once, pieces_left, steps_for, tidy
from pipeline.workspace.home import home_from_environment
from pipeline.workspace.lease import leased

JobId = Annotated[str, Field(pattern="^v-[0-9a-f]{8}$")]
Level = Literal["", "open", "pseudonym", "covered", "anonymous"]


@flow(
    name="vignette",
    flow_run_name="{job_id}",
    persist_result=False,
    task_runner=ThreadPoolTaskRunner(max_workers=pieces_at_once()),  # type: ignore[arg-type] # Prefect types it too narrowly
)
def vignette(
    job_id: JobId,
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
    return _made(job_id, Wishes(show, targets, protection, draft))


@in_public
def _made(job_id: str, wishes: Wishes) -> State[None]:
    found = home_from_environment().job(job_id)
    with leased(found), process.scope():
        job, settings = prepared(found, wishes, story=None, today=today())
        for hold in foreseen_holds(job, settings):
            get_run_logger().warning("will wait: %s", public(hold))
        for remark in encoder_remarks(settings):
            get_run_logger().warning("%s", remark)
        tidy(job, settings)
        steps = steps_for(settings, until=None)
        for stage in steps:
            pieces = pieces_left(job, settings, stage, Notes(get_run_logger()))
            make_piece.map(unmapped(job.id), unmapped(wishes), unmapped(stage.name), pieces).wait()
            ended = work(job.id, wishes, stage.name)  # makes a piece that failed once more, and remembers why
            if stops(ended):
                return same_ending(ended)
        finish(job, settings, steps[-1], idle=False)
    return Completed(message="Draft made" if wishes.draft else "Delivered")
