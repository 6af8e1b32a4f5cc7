"""Writes files so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.errors import MachineError

PARTIAL = ".partial"
"""The mark of a file or folder that is being written; leftovers of a crash carry it and are tidied away."""


def write_bytes(path: Path, content: bytes) -> None:
    """Put the content at the path, whole.

    Raises:
        MachineError: the disk is full or the folder cannot be written.
    """
    with replacing(path) as partial:
        partial.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Put the text at the path, whole: UTF-8, line feeds, no BOM."""
    write_bytes(path, text.encode("utf-8"))


def write_private_text(path: Path, text: str) -> None:
    """Put the text at the path, whole, for its owner's eyes only; a folder that is made for it is closed to others too.

    Raises:
        MachineError: the disk is full or the folder cannot be written.
    """
    with explained():
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, mode=0o700)
    with replacing(path) as partial:
        partial.touch(mode=0o600)
        partial.write_bytes(text.encode("utf-8"))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when the block ends well, and vanishes when it does not.

    The partial path keeps the suffix, because programs judge files by it.

    Raises:
        MachineError: the disk is full or the folder cannot be written.
    """
    partial = path.with_name(f".{path.stem}-{uuid.uuid4().hex[:8]}{PARTIAL}{path.suffix}")
    with explained():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield partial
            sync(partial)
            partial.replace(path)
            sync(path.parent)
        finally:
            partial.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Ask the disk to keep what was written to this file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tidy(folder: Path, *, older_than_s: float = 0) -> None:
    """Remove what a crash left half written in the folder and below.

    Args:
        folder: need not exist.
        older_than_s: leave younger things alone, where other processes may be at work.
    """
    if not folder.is_dir():
        return
    for path in folder.rglob(f".*{PARTIAL}*"):
        _remove_if_old(path, older_than_s)
    for path in folder.rglob(f"{PARTIAL}-*"):
        _remove_if_old(path, older_than_s)


def _remove_if_old(path: Path, older_than_s: float) -> None:
    with contextlib.suppress(FileNotFoundError):
        if time.time() - path.stat().st_mtime < older_than_s:
            return
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def require_space(folder: Path, *, needed_bytes: int) -> None:
    """Refuse to start work that the disk cannot hold.

    Raises:
        MachineError: less than `needed_bytes` is free; names both figures.
    """
    with explained():
        folder.mkdir(parents=True, exist_ok=True)
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise MachineError(
            f"about {needed_bytes / 1e9:.1f} GB are needed on this disk and {free_bytes / 1e9:.1f} GB are free",
            where=str(folder),
            remedy="Make room (the folder cache/ is always safe to delete) and run the same command again",
        )


_FULL = ("the disk is full", "Make room (the folder cache/ is always safe to delete) and run the same command again")
_LOCKED = (
    "there is no permission to read or write this",
    "Give yourself permission; if the home folder is meant, VIGNETTE_HOME may name another one",
)
_READ_ONLY = (
    "this disk can be read but not written to",
    "Choose a folder on another disk with VIGNETTE_HOME",
)
_IN_THE_WAY = (
    "a file stands where a folder should be, or the other way round",
    "Move it away, or choose another folder with VIGNETTE_HOME",
)
_REFUSALS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
    errno.EROFS: _READ_ONLY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
}


def refusal(error: OSError) -> MachineError:
    """What the operating system refused, and where, in words a person can act on."""
    otherwise = (
        f"the operating system says: {error.strerror or type(error).__name__}",
        "See what is wrong there, and run the same command again; finished work is kept",
    )
    what, remedy = _REFUSALS.get(error.errno or 0, otherwise)
    return MachineError(what, where=str(error.filename or ""), remedy=remedy)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn the operating system's refusals into `refusal`s."""
    try:
        yield
    except OSError as error:
        raise refusal(error) from error
