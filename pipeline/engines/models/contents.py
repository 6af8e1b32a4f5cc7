"""Whether a folder holds exactly what a model's list says."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.domain.models import ModelFile, ModelSpec
from pipeline.engines.models.sources import BLOCK_BYTES

MARKER = ".verified.json"
"""Remembers the sizes and times of files that were hashed and found right, so that they need not be hashed again."""

OWN_RECORD = "model.json"
"""Lists the files of a model that a person brought; not one of its files."""


class NotAsListed(Exception):  # noqa: N818 - caught by name; never reaches a person as it is
    """A file is not the listed one; the message says how it differs."""


def blocks_of(path: Path) -> Iterator[bytes]:
    """The file's content."""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block


def hashed(path: Path) -> ModelFile:
    """The file as it lies there: its name, length and hash."""
    digest, size_bytes = hashlib.sha256(), 0
    for block in blocks_of(path):
        digest.update(block)
        size_bytes += len(block)
    return ModelFile(path.name, size_bytes, digest.hexdigest())


def write_checked(folder: Path, file: ModelFile, blocks: Iterable[bytes]) -> None:
    """Write the file into the folder, to the disk itself, and give back only when it is the listed one.

    Raises:
        NotAsListed: it is not; what was written is of no use.
    """
    digest, size_bytes = hashlib.sha256(), 0
    with (folder / file.name).open("xb") as stream:
        for block in blocks:
            size_bytes += len(block)
            if size_bytes > file.size_bytes:
                raise NotAsListed(f"{file.name} is longer than the listed {file.size_bytes} bytes")
            digest.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    if size_bytes < file.size_bytes:
        raise NotAsListed(f"{file.name} ended after {size_bytes} of {file.size_bytes} bytes")
    if digest.hexdigest() != file.sha256:
        raise NotAsListed(f"{file.name} is not the listed file, its sha256 is wrong")


def problems_in(folder: Path, spec: ModelSpec) -> tuple[str, ...]:
    """What is wrong with the folder, after hashing every file; empty when all is well, which is then remembered."""
    names = {file.name for file in spec.files}
    problems = [problem for file in spec.files if (problem := _problem(folder / file.name, file))]
    problems += [f"{name} is not part of the model" for name in sorted(_names_in(folder) - names)]
    if not problems:
        with contextlib.suppress(OSError):  # a folder that may only be read is hashed each time
            remember(folder, spec)
    return tuple(problems)


def _problem(path: Path, file: ModelFile) -> str | None:
    if not path.is_file():
        return f"{file.name} is missing"
    try:
        found = hashed(path)
    except OSError as error:
        return f"{file.name} cannot be read: {error.strerror}"
    if found.size_bytes != file.size_bytes:
        return f"{file.name} has {found.size_bytes} bytes instead of {file.size_bytes}"
    return None if found.sha256 == file.sha256 else f"{file.name} is not the listed file: its sha256 differs"


def _names_in(folder: Path) -> set[str]:
    """The files that could change how the model works: not our record, and none of the desktop's hidden files."""
    return {path.name for path in folder.iterdir() if path.name != OWN_RECORD and not path.name.startswith(".")}


def remember(folder: Path, spec: ModelSpec) -> None:
    """Note that the files, as they lie there now, are the listed ones."""
    unfinished = folder / f"{MARKER}.{os.getpid()}"
    unfinished.write_text(json.dumps(_state(folder, spec), indent=1) + "\n", "utf-8")
    unfinished.replace(folder / MARKER)


def is_remembered(folder: Path, spec: ModelSpec) -> bool:
    """Whether the files were found right and have not been touched since; reads no content."""
    try:
        return bool(json.loads((folder / MARKER).read_text("utf-8")) == _state(folder, spec))
    except (OSError, ValueError):
        return False


def _state(folder: Path, spec: ModelSpec) -> dict[str, object]:
    sizes_and_times = {}
    for name in sorted(_names_in(folder)):
        status = (folder / name).stat()
        sizes_and_times[name] = {"size_bytes": status.st_size, "mtime_ns": status.st_mtime_ns}
    return {"schema": "VerifiedModel", "version": 1, "content_id": spec.content_id, "files": sizes_and_times}
