"""The commands that look at jobs: `status`, `explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.domain.errors import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.domain.cut import EditDecisionList
    from pipeline.domain.subtitles import SubtitleTrack
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
    film: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--film", help="The time is one in the film, as players and caption files show it.")
    ] = False,
    target: Annotated[
        str, typer.Option("--target", help="The film of this target, where the story has a [[selection]] for it.")
    ] = "",
) -> None:
    """Tell why each second was kept or cut, and which sentence and caption belong to it."""
    from pipeline.domain.cut import EditDecisionList
    from pipeline.domain.errors import UsageError
    from pipeline.domain.timing import seconds_from_timecode, timecode
    from pipeline.domain.transcript import Transcript
    from pipeline.presets.library import PresetLibrary
    from pipeline.rules.explaining import at_film_time, at_footage_time, lines_about
    from pipeline.rules.selecting import about_length
    from pipeline.workspace.home import home_from_environment

    found = home_from_environment().job(job)
    try:
        seconds = seconds_from_timecode(time) if time else None
    except ValueError as error:
        raise UsageError(str(error), remedy='Write for example "1:15.5"') from error
    if film and seconds is None:
        raise UsageError("--film is given without a time", remedy='Write for example "1:15.5" before it')
    if not found.artefact_path(EditDecisionList).is_file():
        raise UsageError("this job is not cut yet", remedy="Run `vignette make` first")
    cut = _cut_of(found, target)
    if film and seconds is not None and seconds >= cut.duration:
        raise UsageError(
            f"the film ends at {timecode(cut.duration)}",
            remedy="Write a time before that, or leave --film away for a time in the footage",
        )
    moment = None if seconds is None else at_film_time(cut, seconds) if film else at_footage_time(cut, seconds)
    track, which = _own_captions_of(found, cut, target) if target else _captions_of(found, cut)
    if target:
        typer.echo(about_length(PresetLibrary(own=found.home.presets).target(target), cut))
    typer.echo(which)
    for line in lines_about(cut, found.load(Transcript), track, moment):
        typer.echo(line)


def _cut_of(job: Job, target: str) -> EditDecisionList:
    """The cut of the film, or of a target; every target without a selection has the film's.

    Raises:
        UsageError: the target shows a part, and the last run did not come to cut it.
    """
    from pipeline.domain.cut import EditDecisionList, TargetCuts
    from pipeline.domain.errors import UsageError
    from pipeline.opening import read_story

    cuts = job.load(TargetCuts).cuts if job.artefact_path(TargetCuts).is_file() else {}
    if target in cuts:
        return cuts[target]
    story = read_story(job.story_file) if target and job.story_file.is_file() else None
    if story and any(selection.target == target for selection in story.selections):
        raise UsageError(
            f"{target} shows a part of the film, and the last run did not cut it",
            remedy=f"Run `vignette make` with --target {target} first",
        )
    return job.load(EditDecisionList)


def _own_captions_of(job: Job, cut: EditDecisionList, target: str) -> tuple[SubtitleTrack | None, str]:
    """The captions of a target that has its own, else the film's; and which these are.

    The film's stand in the film's time, so a part has none until its own are made.
    """
    from pipeline.domain.cut import EditDecisionList
    from pipeline.domain.subtitles import ReflowedSubtitles

    tracks = job.load(ReflowedSubtitles).tracks if job.artefact_path(ReflowedSubtitles).is_file() else {}
    if target in tracks:
        earlier = "" if tracks[target].time_base == cut.program_base else "; they were made for an earlier cut"
        return tracks[target], f"captions: those of {target}{earlier}"
    if cut != job.load(EditDecisionList):
        return None, f"captions: none of {target} yet"
    return _captions_of(job, cut)


def _captions_of(job: Job, cut: EditDecisionList) -> tuple[SubtitleTrack | None, str]:
    """The newest captions of a job, and which these are."""
    from pipeline.domain.subtitles import SubtitleTrack
    from pipeline.workspace import artefacts

    accepted = job.load(SubtitleTrack) if job.artefact_path(SubtitleTrack).is_file() else None
    newest = artefacts.load(job.newest_captions, SubtitleTrack) if job.newest_captions.is_file() else accepted
    if newest is None:
        return None, "captions: none yet"
    earlier = "" if newest.time_base == cut.program_base else "; they were made for an earlier cut"
    if newest == accepted:
        return newest, f"captions: those of the film{earlier}"
    return newest, f"captions: those that were made last, as in draft/; they did not pass, so no film has them{earlier}"
