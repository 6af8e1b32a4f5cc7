"""The commands that make films: `make`, `demo`, `new`."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.domain.delivery import Delivery
from pipeline.domain.errors import UsageError

if TYPE_CHECKING:
    from pipeline.opening import Wishes
    from pipeline.workspace.job import Job

Sources = Annotated[
    list[Path] | None, typer.Argument(help="Files of one interview, in order, or a folder with a story.toml.")
]
StoryFile = Annotated[Path | None, typer.Option("--story", help="What you say about the interview (story.toml).")]
ShowName = Annotated[str, typer.Option("--show", help="A show preset; see `vignette presets list`.")]
TargetNames = Annotated[list[str] | None, typer.Option("--target", help="An export target; may be given again.")]
Level = Annotated[
    str, typer.Option("--protection", help="open, pseudonym, covered or anonymous; can only raise the story's level.")
]
JobId = Annotated[str, typer.Option("--job", help="Go on with this job; its beginning is enough.")]
Until = Annotated[str, typer.Option("--until", help="Stop after this stage.")]
Redo = Annotated[str, typer.Option("--redo", help="Do this stage again even though it is finished.")]
Draft = Annotated[bool, typer.Option("--draft", help="A quick, small, marked copy to look at; nothing is delivered.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


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
    quiet: Quiet = False,  # noqa: FBT002 - a flag
) -> None:
    """Make the film of one interview; run again, it goes on where it stopped."""
    from pipeline.opening import Wishes, given_from, open_job
    from pipeline.workspace.home import home_from_environment

    home = home_from_environment()
    wishes = Wishes(show, tuple(target or ()), protection, draft)
    if not sources and not job:
        raise UsageError("no footage was named", remedy="Write `vignette make FILE` or `vignette make FOLDER`")
    opened = open_job(home, given_from(sources, story=story)) if sources else home.job(job)
    if job and opened.id != home.job(job).id:
        raise UsageError(f"this footage belongs to another job ({opened.id})", remedy="Leave --job away")
    _work(opened, wishes, until=until or None, redo=redo or None, quiet=quiet)


def demo(quiet: Quiet = False) -> None:  # noqa: FBT002 - a flag
    """Make the film of the sample interview, end to end."""
    from pipeline.opening import Wishes, given_from, open_job
    from pipeline.workspace.home import home_from_environment

    sample = Path(str(resources.files("assets"))) / "sample"
    opened = open_job(home_from_environment(), given_from([sample], story=None))
    _work(opened, Wishes(), until=None, redo=None, quiet=quiet)


def _work(opened: Job, wishes: Wishes, *, until: str | None, redo: str | None, quiet: bool) -> None:
    from rich.markup import escape

    from pipeline.cli.display import Display
    from pipeline.opening import foreseen_holds, require_tools, settings_for
    from pipeline.run import run

    settings = settings_for(opened, wishes, today=datetime.now().astimezone().date())
    require_tools(opened, settings)
    with Display(quiet=quiet) as display:
        display.line(f"job {opened.id}  [dim]{escape(str(opened.folder))}[/dim]")
        for hold in foreseen_holds(opened, settings):
            display.line(f"[yellow]will wait:[/yellow] {escape(hold)}")
        outcome = run(opened, settings, watcher=display, until=until, redo=redo)
        if not outcome.worked:
            display.line("Nothing to do: everything was finished before.")
        if opened.state.name == "delivered":
            delivery = opened.home.deliver / opened.load(Delivery).slug
            display.line(f"[bold]Delivered:[/bold] {escape(str(delivery))}")
        if wishes.draft and until is None:
            display.line(f"[bold]Draft:[/bold] {escape(str(opened.draft))}")


def new(folder: Annotated[Path, typer.Argument(help="Where the interview's files lie or will lie.")]) -> None:
    """Ask a few questions and write the interview's story.toml."""
    from pipeline.cli.asking import ask_story

    ask_story(folder)
