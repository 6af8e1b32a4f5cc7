"""One process at a time in one job; a killed process lets go by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from filelock import FileLock, Timeout

from pipeline.domain.errors import MachineError
from pipeline.workspace.job import Job


@contextlib.contextmanager
def leased(job: Job) -> Iterator[None]:
    """Hold the job for the length of the block.

    Raises:
        MachineError: another process is working in it.
    """
    job.work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(job.work / "lease")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise MachineError(
            f"another program is already working on job {job.id}",
            remedy="Wait until it is done; `vignette status` shows how far it is",
        ) from error
    try:
        yield
    finally:
        lock.release()
