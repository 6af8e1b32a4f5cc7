"""The cache folder: its files are made by one program at a time, marked when used, and removed when it is full."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.domain.cached import CachedFile
from pipeline.domain.errors import UsageError
from pipeline.workspace.files import PARTIAL

LIMIT_VARIABLE = "VIGNETTE_CACHE_GB"
_CLAIM_SUFFIX = ".claim"

LOOK_AGAIN_S = 0.5
"""How often whoever needs a file looks whether the program that has claimed it is done."""


@contextlib.contextmanager
def claimed(path: Path) -> Iterator[bool]:
    """The right to make this file; not given while another program has it.

    Nobody waits here: a wait for another program could not be interrupted. A program that is killed lets go by itself,
    and what it left half made of the file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    claim = path.with_name(path.name + _CLAIM_SUFFIX)
    lock = FileLock(claim)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        for half in path.parent.glob(f".{path.stem}-*{PARTIAL}{path.suffix}"):
            half.unlink(missing_ok=True)
        yield True
    finally:
        # Whoever opened this very claim before finds the file made; nobody is shut out by it then.
        if path.is_file():
            claim.unlink(missing_ok=True)
        lock.release()


def mark_used(paths: Iterable[Path]) -> None:
    """Note that these files are used now: as the time of their last reading, which is set whatever the disk notes."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def content(folder: Path) -> tuple[CachedFile, ...]:
    """Every file of the cache; those that vanish meanwhile are left out."""
    found: list[CachedFile] = []
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            if path.is_file():
                used_at = max(status.st_atime, status.st_mtime)
                found.append(CachedFile(str(path.relative_to(folder)), status.st_size, used_at))
    return tuple(found)


def free_bytes(folder: Path) -> int:
    """What is free on the cache's disk."""
    return shutil.disk_usage(folder).free


def remove(folder: Path, gone: Iterable[CachedFile]) -> None:
    """Remove these files of the cache; another program may have done so before."""
    for file in gone:
        (folder / file.name).unlink(missing_ok=True)


def asked_limit(environment: Mapping[str, str]) -> int | None:
    """How large people want the cache to be, in bytes; None where they did not say.

    Raises:
        UsageError: what they wrote is no size.
    """
    text = environment.get(LIMIT_VARIABLE, "").strip()
    if not text:
        return None
    with contextlib.suppress(ValueError):
        gigabytes = float(text)
        if 0 <= gigabytes < float("inf"):
            return int(gigabytes * 1e9)
    raise UsageError(
        f'"{text}" is no size for the cache',
        where=LIMIT_VARIABLE,
        remedy=f"Write gigabytes as a number, such as {LIMIT_VARIABLE}=20; 0 keeps nothing longer than a day",
    )
