"""Puts a delivery in place so that the old one or the new one is there, never a mix; tidies up after a crash.

What people put into a delivery's folder themselves is theirs: it goes over into the new one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from pipeline.workspace import files, hashing

MANIFEST = "manifest.json"
"""Written last: a folder without one is no delivery."""

_INCOMING = ".incoming-"
_OUTGOING = ".outgoing-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A folder to write a delivery to; when the block ends well it takes the place of `folder`, whole.

    Args:
        folder: the delivery, for example deliver/blue-kite. The one that is there stays until the new one is complete.
    """
    incoming = folder.with_name(f"{_INCOMING}{uuid.uuid4().hex[:8]}-{folder.name}")
    incoming.mkdir(parents=True)
    try:
        yield incoming
        for path in incoming.iterdir():
            files.sync(path)
        files.sync(incoming)
        _swap(incoming, folder)
        files.sync(folder.parent)
    finally:
        _discard(incoming, folder)


def manifest_sha256(folder: Path) -> str:
    """The hash of the delivery's manifest, by which it is known; "" when it has none."""
    path = folder / MANIFEST
    return hashing.sha256_of(path) if path.is_file() else ""


def others_in(folder: Path) -> tuple[Path, ...]:
    """What somebody else put into a delivery: all that its manifest does not list; nothing, when it has none."""
    try:
        listed = {str(item["name"]) for item in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, TypeError, KeyError):
        return ()
    return tuple(path for path in sorted(folder.iterdir()) if path.name not in listed | {MANIFEST})


def _discard(old: Path, folder: Path) -> None:
    """Remove an old or half-written delivery; what is somebody else's in it goes to the one that is there now.

    A file that bears the name of one of the new delivery's gives way to it.
    """
    for path in others_in(old):
        if folder.is_dir() and not (folder / path.name).exists():
            path.rename(folder / path.name)
    shutil.rmtree(old, ignore_errors=True)


def _swap(incoming: Path, folder: Path) -> None:
    if not folder.exists():
        incoming.rename(folder)
        return
    if _exchanged(incoming, folder):
        return
    outgoing = folder.with_name(f"{_OUTGOING}{uuid.uuid4().hex[:8]}-{folder.name}")
    folder.rename(outgoing)
    incoming.rename(folder)
    _discard(outgoing, folder)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the kernel and the file system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in {errno.EINVAL, errno.ENOSYS}:
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def tidy(deliver: Path, *, slug: str, older_than_s: float) -> None:
    """Undo what a crash left half done: put an old delivery back where no new one came, and remove leftovers.

    Args:
        deliver: need not exist.
        slug: the caller's own delivery, whose leftovers are undone at once.
        older_than_s: leftovers of others, who may be at work, are left alone until they are this old.
    """
    if not deliver.is_dir():
        return
    for path in sorted(deliver.iterdir()):
        if path.name.startswith((_INCOMING, _OUTGOING)) and (_slug_of(path) == slug or _age_s(path) > older_than_s):
            _undo(path, deliver / _slug_of(path))


def _slug_of(leftover: Path) -> str:
    """Whose delivery it was to be: the name behind the mark and the random digits."""
    return leftover.name.split("-", maxsplit=2)[-1]


def _age_s(path: Path) -> float:
    """Seconds since it was renamed or filled."""
    try:
        return time.time() - path.stat().st_ctime
    except FileNotFoundError:
        return 0.0


def _undo(leftover: Path, folder: Path) -> None:
    if leftover.name.startswith(_OUTGOING) and (leftover / MANIFEST).is_file() and not folder.exists():
        leftover.rename(folder)
    else:
        _discard(leftover, folder)
