"""Hashes files, and remembers the hashes of big ones."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.errors import MachineError

_BLOCK_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            sha256.update(block)
    return sha256.hexdigest()


@dataclass(frozen=True, slots=True)
class HashMemory:
    """Hashes of files, remembered by device, inode, size and times, so that unchanged ones are not read again.

    Attributes:
        database: an SQLite file on this machine's own disk, never on a share.
    """

    database: Path

    def sha256(self, path: Path) -> str:
        """The file's SHA-256, read only when the file changed since it was last asked for.

        Raises:
            MachineError: the database cannot be used.
        """
        stat = path.stat()
        key = f"{stat.st_dev}:{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"
        with self._explained(), closing(self._open()) as connection:
            row = connection.execute("SELECT sha256 FROM hashes WHERE file = ?", (key,)).fetchone()
            if row is not None:
                return str(row[0])
            found = sha256_of(path)
            with connection:
                connection.execute("INSERT OR REPLACE INTO hashes VALUES (?, ?)", (key, found))
            return found

    def all(self, paths: Mapping[str, Path]) -> dict[str, str]:
        """Each path's SHA-256 by the mapping's names."""
        return {name: self.sha256(path) for name, path in paths.items()}

    def _open(self) -> sqlite3.Connection:
        self.database.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.database, timeout=30)
        connection.execute("CREATE TABLE IF NOT EXISTS hashes (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL)")
        return connection

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise MachineError(
                f"the remembered hashes cannot be used ({error})",
                where=str(self.database),
                remedy="Delete this file (it is made again), or choose another folder with VIGNETTE_LOCAL",
            ) from error
