"""The commands that look at jobs: `status`, `explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.domain.errors import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace.job import Job

JobWord = Annotated[str, typer.Argument(help="A job's id, its beginning, its code, or its folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document and nothing else.")]


def status(job: JobWord = "", as_json: AsJson = False) -> None:  # noqa: FBT002 - a flag
    """Show every job: where it stands, who is waited for, and the next step."""
    from pipeline.workspace.home import home_from_environment

    home = home_from_environment()
    found = [home.job(job)] if job else list(home.all_jobs())
    for path in home.unreadable_records():
        typer.echo(unreadable(path), err=True)
    if as_json:
        typer.echo(json.dumps([_document(item) for item in found], ensure_ascii=False, indent=1))
        return
    if not found:
        typer.echo(f"No jobs yet in {home.root}. Start one with `vignette make FILE`, or try `vignette demo`.")
    for item in found:
        _show(item)


def unreadable(path: Path) -> str:
    """What a person is told of a job whose record cannot be read; the other jobs go on without it."""
    return (
        f"a job's record cannot be read, so the job is left out: {path}\n"
        "  next:  Bring this file back from a copy. What people wrote lies beside it, in draft/ and edits/."
    )


def _show(job: Job) -> None:
    from pipeline.workspace.lease import standing

    state = standing(job)
    title = job.title or "(no title)"
    typer.secho(f"{job.id}  {title}", bold=True)
    waiting = f", waiting for the {state.waiting_for}" if state.waiting_for else ""
    since = f" since {state.since.astimezone():%Y-%m-%d %H:%M}" if state.stage else ""
    typer.echo(f"  {state.name}{waiting}{since}" + (f" ({state.stage})" if state.stage else ""))
    if state.message:
        typer.echo(f"  {sentence(state.message)}")
    if state.remedy:
        typer.echo(f"  next: {sentence(state.remedy)}")
    delivery = job.home.delivery_of(job)
    if delivery is not None:
        typer.echo(f"  {'delivered' if state.name == 'delivered' else 'delivered before, and still there'}: {delivery}")
    typer.echo(f"  {job.folder}")


def _document(job: Job) -> dict[str, str]:
    """A job for programs; holds no title, because output is piped into logs."""
    from pipeline.workspace.lease import standing

    state = standing(job)
    return {
        "id": job.id,
        "state": state.name,
        "stage": state.stage,
        "waiting_for": state.waiting_for,
        "since": state.since.isoformat(),
        "message": state.message,
        "next": state.remedy,
        "folder": str(job.folder),
        "delivery": str(job.home.delivery_of(job) or ""),
    }


def explain(
    job: JobWord,
    time: Annotated[str, typer.Argument(help="A time in the footage, for example 1:15.5; left out: all.")] = "",
) -> None:
    """Tell why each second was kept or cut, and which sentence and caption belong to it."""
    from pipeline.domain.cut import EditDecisionList
    from pipeline.domain.errors import UsageError
    from pipeline.domain.subtitles import SubtitleTrack
    from pipeline.domain.timing import seconds_from_timecode
    from pipeline.domain.transcript import Transcript
    from pipeline.rules.explaining import lines_about
    from pipeline.workspace.home import home_from_environment

    found = home_from_environment().job(job)
    try:
        moment = seconds_from_timecode(time) if time else None
    except ValueError as error:
        raise UsageError(str(error), remedy='Write for example "1:15.5"') from error
    if not found.artefact_path(EditDecisionList).is_file():
        raise UsageError("this job is not cut yet", remedy="Run `vignette make` first")
    track = found.load(SubtitleTrack) if found.artefact_path(SubtitleTrack).is_file() else None
    for line in lines_about(found.load(EditDecisionList), found.load(Transcript), track, moment):
        typer.echo(line)
