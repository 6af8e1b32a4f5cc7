"""The commands that look at what is there: `models`, `presets`, `doctor`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.domain.errors import ToolMissing, UsageError, VignetteError, sentence

models_app = typer.Typer(
    help="Speech models: what is here, and how to get one.", no_args_is_help=True, rich_markup_mode=None
)
presets_app = typer.Typer(help="Shows, targets and subtitle profiles.", no_args_is_help=True, rich_markup_mode=None)

ModelName = Annotated[str, typer.Argument(help="A name from `vignette models list`.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document and nothing else.")]


def _models_dir() -> Path:
    from pipeline.workspace.home import folders_from_environment

    return folders_from_environment().models


@models_app.command("list")
def list_models(as_json: AsJson = False) -> None:  # noqa: FBT002 - a flag
    """List the models that can be had and those that are here."""
    from pipeline.engines import models

    here = {item.name for item in models.installed(_models_dir())}
    listed = {spec.name: spec for spec in models.registered()}
    rows = [
        {
            "name": name,
            "here": name in here,
            "megabytes": round(listed[name].size_bytes / 1e6) if name in listed else None,
            "licence": listed[name].licence if name in listed else "your own",
        }
        for name in sorted(here | set(listed))
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "here" if row["here"] else f"not here: vignette models fetch {row['name']}"
        typer.echo(f"{row['name']:<20} {row['megabytes'] or '?':>6} MB  {row['licence']:<12} {state}")


@models_app.command("fetch")
def fetch(name: ModelName) -> None:
    """Get a listed model; only content with the listed hashes is accepted."""
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from pipeline.engines import models

    console = Console(stderr=True)
    columns = (TextColumn("  {task.description}"), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bars:
        task = bars.add_task(f"Getting {name}", total=None)

        def watch(done_bytes: int, total_bytes: int) -> None:
            bars.update(task, completed=done_bytes, total=total_bytes)

        folder = models.fetch(name, models_dir=_models_dir(), on_progress=watch)
    typer.echo(f"{name} is here: {folder}")


@models_app.command("add")
def add(
    folder: Annotated[Path, typer.Argument(help="A folder with a faster-whisper (CTranslate2) model.")],
    name: Annotated[str, typer.Option("--name", help="What to call it; the folder's name when left out.")] = "",
) -> None:
    """Take a model from a folder of your own."""
    from pipeline.engines import models

    added = models.add(name or folder.resolve().name.lower(), folder, models_dir=_models_dir())
    typer.echo(f'Added: {added}\nUse it with model = "{added.name}" under [speech] in a show preset.')


@models_app.command("verify")
def verify(name: ModelName) -> None:
    """Read a model's files and compare their hashes."""
    from pipeline.engines import models

    problems = models.verify(name, _models_dir())
    if problems:
        raise ToolMissing(
            f"the model {name} is not as it should be: {'; '.join(problems)}",
            remedy=f"Run `vignette models fetch {name}`",
        )
    typer.echo(f"{name} is complete and unchanged.")


@presets_app.command("list")
def list_presets(as_json: AsJson = False) -> None:  # noqa: FBT002 - a flag
    """List the presets, the team's own among them."""
    from pipeline.presets.library import REFERENCE, PresetLibrary
    from pipeline.workspace.home import home_from_environment

    library = PresetLibrary(own=home_from_environment().presets)
    kinds = {"shows": library.names("shows"), "targets": library.names("targets")}
    kinds["subtitles"] = library.names("subtitles")
    if as_json:
        typer.echo(json.dumps(kinds, indent=1))
        return
    for kind, names in kinds.items():
        typer.echo(f"{kind:<10} {', '.join(names)}   (every key is explained in presets/{kind}/{REFERENCE[kind]}.toml)")


def doctor() -> None:
    """Look whether everything is here, and say how to get what is not."""
    checks: dict[str, Callable[[], str]] = {
        "Python": lambda: sys.version.split()[0],
        "ffmpeg": _ffmpeg,
        "encoders": _encoders,
        "fonts": _fonts,
        "speech model": _model,
        "face model": _faces,
        "Korean": _korean,
        "home folder": _home,
        "cache": _cache,
    }
    missing = 0
    for name, look in checks.items():
        try:
            typer.echo(f"ok       {name:<13} {look()}")
        except VignetteError as error:
            missing += 1
            state = "wrong" if isinstance(error, UsageError) else "missing"
            told = f"{error.what} ({error.where})" if error.where else error.what
            typer.echo(f"{state:<8} {name:<13} {told}\n         next: {sentence(error.remedy)}")
    if missing:
        raise ToolMissing(
            f"{missing} of {len(checks)} things are missing or wrong", remedy="Do what stands under each of them"
        )


def _ffmpeg() -> str:
    from pipeline.engines.ffmpeg import binary

    found = binary.find()
    return f"{found.version} ({found.path})"


def _encoders() -> str:
    """All that a target may name, by whether they work; hardware that is not there is nothing missing."""
    from pipeline.domain.encoding import ENCODERS
    from pipeline.engines.ffmpeg import binary, trying
    from pipeline.presets.library import REFERENCE, PresetLibrary

    here = trying.here(binary.find(), PresetLibrary().target(REFERENCE["targets"]).picture)
    absent = ", ".join(name for name in ENCODERS if name not in here)
    return f"{', '.join(here)}{f'; not on this machine: {absent}' if absent else ''}"


def _fonts() -> str:
    from pipeline.engines import fonts

    return ", ".join(fonts.font_path(weight).name for weight in ("regular", "bold"))


def _model() -> str:
    from pipeline.engines import models
    from pipeline.presets.library import PresetLibrary

    name = PresetLibrary().show("house").speech.model
    return f"{name} ({models.model_folder(name, _models_dir())})"


def _faces() -> str:
    """What finds faces; without it nothing is missing, for films of another shape then follow what moves."""
    from pipeline.engines import models
    from pipeline.engines.faces import MODEL

    if any(model.name == MODEL for model in models.installed(_models_dir())):
        return f"{MODEL} ({models.model_folder(MODEL, _models_dir())})"
    return f"tall and square films follow what moves; `vignette models fetch {MODEL}` brings what finds faces (7 MB)"


def _korean() -> str:
    from pipeline.engines import korean

    found = korean.version()
    return f"kiwipiepy {found}" if found else "sentences end by endings and pauses; `make korean` brings a grammar"


def _home() -> str:
    from pipeline.workspace.files import require_space
    from pipeline.workspace.home import folders_from_environment

    root = folders_from_environment().root
    require_space(root, needed_bytes=1)
    return f"{root} ({shutil.disk_usage(root).free / 1e9:.0f} GB free)"


def _cache() -> str:
    from pipeline.rules import cache_keeping
    from pipeline.workspace import cache
    from pipeline.workspace.files import require_space
    from pipeline.workspace.home import home_from_environment

    home = home_from_environment()
    require_space(home.root, needed_bytes=1)
    size_bytes = sum(file.size_bytes for file in cache.content(home.cache))
    limit_bytes = cache_keeping.limit_of(
        home.asked_cache_bytes, cached_bytes=size_bytes, free_bytes=cache.free_bytes(home.root)
    )
    return f"{size_bytes / 1e9:.1f} GB of pieces of films, of at most {limit_bytes / 1e9:.1f} GB ({home.cache})"
