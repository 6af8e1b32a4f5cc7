"""What models are on this machine, and whether they are still what they should be."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.errors import ToolMissing
from pipeline.domain.models import InstalledModel, ModelSpec, is_model_name
from pipeline.engines.models.contents import OWN_RECORD, is_remembered, problems_in
from pipeline.engines.models.own import read_record
from pipeline.engines.models.registry import registered, spec_of


def installed(models_dir: Path) -> tuple[InstalledModel, ...]:
    """The models on the shelf, by name; reads no contents."""
    if not models_dir.is_dir():
        return ()
    folders = sorted(path for path in models_dir.iterdir() if path.is_dir() and is_model_name(path.name))
    listed = {spec.name: spec for spec in registered()}
    return tuple(
        _described(folder, listed.get(folder.name))
        for folder in folders
        if folder.name in listed or (folder / OWN_RECORD).is_file()
    )


def _described(folder: Path, listed: ModelSpec | None) -> InstalledModel:
    try:
        spec = listed or read_record(folder)
    except ToolMissing:  # shown as a model that needs a look, so that the others can be shown as well
        return InstalledModel(folder.name, is_own=True, licence=None, size_bytes=None, is_unchanged=False)
    return InstalledModel(
        name=spec.name,
        is_own=listed is None,
        licence=spec.licence,
        size_bytes=spec.size_bytes,
        is_unchanged=is_remembered(folder, spec),
    )


def model_folder(model: str | ModelSpec, models_dir: Path) -> Path:
    """The folder to load the model from; its files are hashed again only when they were touched.

    Raises:
        UsageError: no such model is listed or was added.
        ToolMissing: it is not on this machine, or is damaged.
    """
    spec = _spec_in(model, models_dir)
    folder = _present(spec, models_dir)
    if not is_remembered(folder, spec) and (problems := problems_in(folder, spec)):
        raise ToolMissing(
            f"the model {spec.name} is damaged: {'; '.join(problems)}",
            where=str(folder),
            remedy=f"Run `vignette models fetch {spec.name}`"
            if spec.sources
            else "Run `vignette models add DIR` again",
        )
    return folder


def model_hash(model: str | ModelSpec, models_dir: Path) -> str:
    """A hash of the model's contents, 64 hexadecimal digits; the same on every machine, for use in keys.

    A listed model need not be on this machine.

    Raises:
        UsageError: no such model is listed or was added.
        ToolMissing: the record of a model of one's own cannot be read.
    """
    return _spec_in(model, models_dir).content_id


def verify(model: str | ModelSpec, models_dir: Path) -> tuple[str, ...]:
    """What is wrong with the model on the shelf, one sentence each, after hashing all of it; empty when it is good.

    Raises:
        UsageError: no such model is listed or was added.
        ToolMissing: it is not on this machine, or the record of a model of one's own cannot be read.
    """
    spec = _spec_in(model, models_dir)
    return problems_in(_present(spec, models_dir), spec)


def _spec_in(model: str | ModelSpec, models_dir: Path) -> ModelSpec:
    if isinstance(model, ModelSpec):
        return model
    listed = {spec.name for spec in registered()}
    if model not in listed and is_model_name(model) and (models_dir / model / OWN_RECORD).is_file():
        return read_record(models_dir / model)
    return spec_of(model)


def _present(spec: ModelSpec, models_dir: Path) -> Path:
    folder = models_dir / spec.name
    if not folder.is_dir():
        raise ToolMissing(
            f"the model {spec.name} is not on this machine",
            remedy=f"Run `vignette models fetch {spec.name}`",
        )
    return folder
