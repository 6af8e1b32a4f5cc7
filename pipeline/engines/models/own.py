"""The record of a model that a person brought: which files it has, by hash."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.domain.errors import ToolMissing
from pipeline.domain.models import ModelFile, ModelSpec
from pipeline.engines.models.contents import OWN_RECORD

_SCHEMA, _VERSION = "OwnModel", 1


def write_record(folder: Path, spec: ModelSpec) -> None:
    """Keep the model's list of files in its folder."""
    files = [{"name": file.name, "size_bytes": file.size_bytes, "sha256": file.sha256} for file in spec.files]
    record = {"schema": _SCHEMA, "version": _VERSION, "name": spec.name, "files": files}
    (folder / OWN_RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def read_record(folder: Path) -> ModelSpec:
    """The model that the folder's record describes.

    Raises:
        ToolMissing: the record cannot be read, or a newer version of this program wrote it.
    """
    try:
        record = json.loads((folder / OWN_RECORD).read_text("utf-8"))
        if record["schema"] != _SCHEMA or record["version"] != _VERSION:
            raise ValueError(f"it is {record['schema']} version {record['version']}")  # noqa: TRY301 - one way out
        files = tuple(ModelFile(**file) for file in record["files"])
        return ModelSpec(name=folder.name, licence=None, files=files, sources=())
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ToolMissing(
            f"the record of your model {folder.name} cannot be used: {error}",
            where=str(folder / OWN_RECORD),
            remedy="Add the model again with `vignette models add DIR`",
        ) from error
