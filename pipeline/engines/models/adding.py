"""Takes a model that a person brings in a folder of their own."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.errors import UsageError
from pipeline.domain.models import ModelSpec, is_model_name
from pipeline.engines.models.contents import NotAsListed, blocks_of, hashed, remember, write_checked
from pipeline.engines.models.incoming import incoming, put_in_place
from pipeline.engines.models.own import write_record
from pipeline.engines.models.registry import registered

REQUIRED_FILES = ("config.json", "model.bin", "tokenizer.json")
"""What faster-whisper 1.2 opens in every CTranslate2 model, besides a vocabulary."""

VOCABULARY_FILES = ("vocabulary.json", "vocabulary.txt")
"""The vocabulary, under the name that the converter of its time gave it; one is enough."""

OPTIONAL_FILES = ("preprocessor_config.json",)
"""Where large-v3 and its kin state their number of mel bands."""


def add(model: str | ModelSpec, folder: Path, *, models_dir: Path) -> Path:
    """The shelf's copy of a model that lies in a person's folder, checked.

    Under a listed name the contents must be the listed ones. Any other name takes a Whisper model in CTranslate2's
    layout and records its hashes; a model of one's own that had the name is replaced. The given folder stays as it is.

    Raises:
        UsageError: the name cannot be used, or the folder does not hold such a model.
        MachineError: it could not be read or stored.
    """
    name = model if isinstance(model, str) else model.name
    if not is_model_name(name):
        raise UsageError(
            f"a model cannot be called {name!r}",
            remedy="Take a name of small letters, digits and hyphens, for example whisper-large",
        )
    listed = model if isinstance(model, ModelSpec) else {spec.name: spec for spec in registered()}.get(name)
    with incoming(name, models_dir) as scratch:
        spec = listed or _own_spec(name, folder)
        staged = scratch / "model"
        staged.mkdir()
        try:
            for file in spec.files:
                write_checked(staged, file, blocks_of(_found(folder, file.name)))
        except NotAsListed as failure:
            raise UsageError(
                f"the folder does not hold the model {name}: {failure}",
                where=str(folder),
                remedy="Bring the listed files, or add the folder under another name",
            ) from failure
        if listed is None:
            write_record(staged, spec)
        remember(staged, spec)
        put_in_place(staged, models_dir / name)
    return models_dir / name


def _own_spec(name: str, folder: Path) -> ModelSpec:
    """What the folder holds, hashed."""
    vocabulary = [file for file in VOCABULARY_FILES if (folder / file).is_file()]
    if not vocabulary:
        raise _lacks(folder, " or ".join(VOCABULARY_FILES))
    optional = [file for file in OPTIONAL_FILES if (folder / file).is_file()]
    paths = [_found(folder, file) for file in (*REQUIRED_FILES, *vocabulary, *optional)]
    return ModelSpec(name=name, licence=None, files=tuple(hashed(path) for path in paths), sources=())


def _found(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise _lacks(folder, name)
    return path


def _lacks(folder: Path, name: str) -> UsageError:
    return UsageError(
        f"the folder has no {name}",
        where=str(folder),
        remedy="Give the folder of a Whisper model in CTranslate2's layout, as faster-whisper reads it",
    )
