"""The commands that make films: `make`, `demo`, `new`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.domain.errors import UsageError, VignetteError, sentence

if TYPE_CHECKING:
    from pipeline.cli.display import Display
    from pipeline.domain.errors import Held
    from pipeline.domain.settings import Settings
    from pipeline.opening import Given, Wishes
    from pipeline.workspace.home import Home
    from pipeline.workspace.job import Job

Sources = Annotated[
    list[Path] | None, typer.Argument(help="Files of one interview, in order, or a folder with a story.toml.")
]
StoryFile = Annotated[Path | None, typer.Option("--story", help="What you say about the interview (story.toml).")]
ShowName = Annotated[str, typer.Option("--show", help="A show preset; see `vignette presets list`.")]
TargetNames = Annotated[list[str] | None, typer.Option("--target", help="An export target; may be given again.")]
Level = Annotated[
    str,
    typer.Option(
        "--protection",
        help="open, pseudonym, covered or anonymous: can only raise the story's level, and is kept with the job. "
        "story: what the story says counts again.",
    ),
]
JobId = Annotated[str, typer.Option("--job", help="Go on with this job; its beginning is enough.")]
STAGE_WORDS = "intake, transcribe, cut, translate, subtitle, protect, reframe, brand, render, check, deliver"
"""As in `pipeline.run`, which is not read for a help text: that would take a second."""

Until = Annotated[str, typer.Option("--until", help=f"Stop after this stage: {STAGE_WORDS}.")]
Redo = Annotated[str, typer.Option("--redo", help="Do this stage again even though it is finished: one of the same.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Encode so many pieces at once; else as many as this machine can."),
]
Draft = Annotated[bool, typer.Option("--draft", help="A quick, small, marked copy to look at; nothing is delivered.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


def _require_stages(*words: str) -> None:
    """Refuse a stage that there is not before anything is looked at."""
    for word in filter(None, words):
        from pipeline.run import stage_named

        stage_named(word)


def make(
    sources: Sources = None,
    story: StoryFile = None,
    show: ShowName = "",
    target: TargetNames = None,
    protection: Level = "",
    job: JobId = "",
    until: Until = "",
    redo: Redo = "",
    draft: Draft = False,  # noqa: FBT002 - a flag
    jobs: Jobs = None,
    quiet: Quiet = False,  # noqa: FBT002 - a flag
) -> None:
    """Make the film of one interview; run again, it goes on where it stopped."""
    from pipeline.cli.display import Display
    from pipeline.opening import Wishes, given_from
    from pipeline.workspace.home import home_from_environment

    home = home_from_environment()
    wishes = Wishes(show, tuple(target or ()), protection, draft)
    if not sources and not job:
        raise UsageError("no footage was named", remedy="Write `vignette make FILE` or `vignette make FOLDER`")
    if story and not sources:
        raise UsageError("--story was given and no footage", remedy="Name the files or the folder it belongs to")
    _require_stages(until, redo)
    wanted = home.job(job) if job else None
    with Display(quiet=quiet) as display:
        if sources:
            given = given_from(sources, story=story)
            opened = _opened(display, home, given, wanted)
            _work(display, opened, wishes, story=given.story, until=until, redo=redo, jobs=jobs)
        elif wanted is not None:
            _work(display, wanted, wishes, story=None, until=until, redo=redo, jobs=jobs)


def demo(quiet: Quiet = False) -> None:  # noqa: FBT002 - a flag
    """Make the film of the sample interview, end to end."""
    from pipeline.cli.display import Display
    from pipeline.opening import Wishes, given_from
    from pipeline.workspace.home import home_from_environment

    given = given_from([Path(str(resources.files("assets"))) / "sample"], story=None)
    with Display(quiet=quiet) as display:
        opened = _opened(display, home_from_environment(), given, None)
        _work(display, opened, Wishes(), story=given.story)


def _opened(display: Display, home: Home, given: Given, wanted: Job | None) -> Job:
    """The job of this footage; reading big files for the first time takes a while, so it is shown."""
    from rich.markup import escape

    from pipeline.opening import open_job

    gigabytes = sum(path.stat().st_size for path in given.sources) / 1e9
    with display.busy(f"Read the footage once ({gigabytes:.1f} GB)"):
        opened = open_job(home, given, wanted=wanted)
    if not opened.work.is_dir():
        for other in home.others_beside(opened):
            display.line(f"[yellow]note:[/yellow] {escape(_lies_elsewhere(other))}")
    return opened


def _lies_elsewhere(other: Job) -> str:
    return (
        "this folder held other files before, so this is a new job and begins anew; "
        f"what was corrected before lies with job {other.id}: {other.folder}"
    )


def _work(
    display: Display,
    opened: Job,
    wishes: Wishes,
    *,
    story: Path | None,
    until: str = "",
    redo: str = "",
    jobs: int | None = None,
) -> None:
    from rich.markup import escape

    from pipeline.cli.jobs import unreadable
    from pipeline.preparing import encoder_remarks, foreseen_holds, prepared, protection_remark
    from pipeline.run import run
    from pipeline.workspace.lease import leased

    with leased(opened), _naming_the_story(told := str(story or opened.record.story)):
        job, settings = prepared(opened, wishes, story=story, today=datetime.now().astimezone().date())
        display.line(f"job {job.id}  [dim]{escape(str(job.folder))}[/dim]")
        remark = protection_remark(opened, wishes, settings)
        if remark:
            display.line(f"[yellow]protection:[/yellow] {escape(remark)}")
        for note in (*map(unreadable, job.home.unreadable_records()), *encoder_remarks(settings)):
            display.line(f"[yellow]note:[/yellow] {escape(note)}")
        for hold in foreseen_holds(job, settings):
            _foretell(display, hold, story=told)
        outcome = run(job, settings, watcher=display, until=until or None, redo=redo or None, jobs=jobs)
    if not outcome.worked:
        upto = f" up to {until}" if outcome.ended == "stopped" else ""
        display.line(f"Nothing to do: everything{upto} was finished before.")
    if outcome.ended == "delivered":
        display.line(f"[bold]Delivered:[/bold] {escape(str(_delivery(job, settings)))}")
    if outcome.ended == "draft":
        display.line(f"[bold]Draft:[/bold] {escape(str(job.draft))}")


def _delivery(job: Job, settings: Settings) -> Path:
    return job.home.deliver / settings.slug(job.id)


@contextlib.contextmanager
def _naming_the_story(path: str) -> Iterator[None]:
    """A block whose errors name the story by where it lies: rules and stages only know that there is one."""
    try:
        yield
    except VignetteError as error:
        error.where = _placed(error.where, path)
        raise


def _placed(where: str, story: str) -> str:
    from pipeline.opening import STORY_NAME

    return story if story and where == STORY_NAME else where


def _foretell(display: Display, hold: Held, *, story: str) -> None:
    """Tell before the work what will end it."""
    from rich.markup import escape

    display.line(f"[yellow]will wait:[/yellow] {escape(hold.what)}")
    if hold.where:
        display.line(f"    where: {escape(_placed(hold.where, story))}")
    display.line(f"    next:  {escape(sentence(hold.remedy))}")


def new(folder: Annotated[Path, typer.Argument(help="Where the interview's files lie or will lie.")]) -> None:
    """Ask a few questions and write the interview's story.toml."""
    from pipeline.cli.asking import ask_story

    ask_story(folder)
