"""The commands of `vignette`; heavy things are imported by the commands that need them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import jobs, linting, making, shelves
from pipeline.domain.errors import VignetteError, sentence
from pipeline.workspace import files

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130

app = typer.Typer(
    name="vignette",
    help="Raw interview footage in; a short, bilingual, branded film out, safe for the person who spoke.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich's help takes longer to load than everything else together
)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - a flag's callback
    if asked:
        typer.echo(f"vignette {metadata.version('vignette-pipeline')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and stop.")
    ] = False,
) -> None:
    """Raw interview footage in; a short, bilingual, branded film out, safe for the person who spoke."""


app.command("make")(making.make)
app.command("demo")(making.demo)
app.command("new")(making.new)
app.command("status")(jobs.status)
app.command("explain")(jobs.explain)
app.command("lint")(linting.lint)
app.command("doctor")(shelves.doctor)
app.add_typer(shelves.models_app, name="models")
app.add_typer(shelves.presets_app, name="presets")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; the only catcher of errors."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        app(list(arguments))
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(bool(ending.code))
        if code == INTERRUPTED:
            _say("Stopped. Finished work is kept: run the same command again to go on.")
        return code
    except KeyboardInterrupt:
        _say("Stopped. Finished work is kept: run the same command again to go on.")
        return INTERRUPTED
    except VignetteError as error:
        return _told(error)
    except OSError as error:
        return _told(files.refusal(error))
    return 0


def _told(error: VignetteError) -> int:
    _say(message_of(error))
    return error.exit_code


def message_of(error: VignetteError) -> str:
    """The error as a person reads it: what happened, to what, and what to do next."""
    where = f"\n  where: {error.where}" if error.where else ""
    return f"{error.kind}: {error.what}{where}\n  next:  {sentence(error.remedy)}"


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - the command line prints


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
