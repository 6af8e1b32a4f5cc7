"""Where models are put together before they are shown: whole or not at all, one process at a time."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.errors import MachineError

_INCOMING = ".incoming"


@contextlib.contextmanager
def incoming(name: str, models_dir: Path) -> Iterator[Path]:
    """An empty folder to put this model together in, on the file system of its place; removed afterwards.

    Waits while another process does the same. What a killed process left is removed.

    Raises:
        MachineError: the disk is full, or the folder may not be written.
    """
    scratch = models_dir / _INCOMING / name
    try:
        scratch.parent.mkdir(parents=True, exist_ok=True)
        with _lock(scratch.with_name(f"{name}.lock")):
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise MachineError(
            f"the model {name} could not be stored: {error.strerror or error}",
            where=str(error.filename or models_dir),
            remedy="Free some disk space and run the command again" if full else "Mend this and run the command again",
        ) from error


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock file; the system lets go of it when the process ends, however it ends."""
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def put_in_place(staged: Path, destination: Path) -> None:
    """Rename the finished folder to its place; what lay there is moved beside it first and goes with the scratch."""
    _sync(staged)
    if os.path.lexists(destination):
        destination.replace(staged.with_name("replaced"))
    staged.replace(destination)
    _sync(destination.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
