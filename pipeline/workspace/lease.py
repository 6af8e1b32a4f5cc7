"""One process at a time in one job; a killed process lets go by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from filelock import FileLock, Timeout

from pipeline.domain.errors import MachineError
from pipeline.workspace.job import Job, JobState


def is_leased(job: Job) -> bool:
    """Whether some process is working in the job right now."""
    lock = FileLock(job.work / "lease")
    if not job.work.is_dir():
        return False
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def standing(job: Job) -> JobState:
    """Where a job stands; one that was left at work by a program that is gone counts as stopped."""
    state = job.state
    if state.name != "working" or is_leased(job):
        return state
    return replace(state, name="stopped", remedy="Run the same command again; it goes on where it stopped")


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
