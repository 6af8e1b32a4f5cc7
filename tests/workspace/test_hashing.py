"""Hashes of files, remembered while the file stays as it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.domain.errors import MachineError
from pipeline.workspace import hashing
from pipeline.workspace.hashing import HashMemory


@pytest.fixture
def memory(tmp_path: Path) -> HashMemory:
    return HashMemory(tmp_path / "local" / "hashes.sqlite")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that was really read."""
    read: list[Path] = []
    whole = hashing.sha256_of

    def watched(path: Path) -> str:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(hashing, "sha256_of", watched)
    return read


def test_the_hash_is_the_contents(tmp_path: Path) -> None:
    path = tmp_path / "big"
    content = bytes(range(256)) * 10_000  # three blocks
    path.write_bytes(content)
    assert hashing.sha256_of(path) == hashlib.sha256(content).hexdigest()


def test_an_unchanged_file_is_read_once_even_by_another_process(
    tmp_path: Path, memory: HashMemory, reads: list[Path]
) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"a")
    assert memory.sha256(path) == memory.sha256(path) == HashMemory(memory.database).sha256(path)
    assert reads == [path]


def test_a_changed_file_is_read_again_even_when_its_time_and_size_were_kept(
    tmp_path: Path, memory: HashMemory, reads: list[Path]
) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"a")
    before, stat = memory.sha256(path), path.stat()
    path.write_bytes(b"b")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert memory.sha256(path) == hashlib.sha256(b"b").hexdigest() != before
    assert len(reads) == 2


def test_several_files_are_hashed_by_name(tmp_path: Path, memory: HashMemory) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    hashes = memory.all({name: tmp_path / name for name in ("a", "b")})
    assert hashes == {name: hashlib.sha256(name.encode()).hexdigest() for name in ("a", "b")}


def test_a_damaged_memory_is_told_with_its_place(tmp_path: Path, memory: HashMemory) -> None:
    memory.database.parent.mkdir()
    memory.database.write_bytes(b"this is no database" * 100)
    with pytest.raises(MachineError, match="it is made again") as caught:
        memory.sha256(tmp_path)
    assert caught.value.where == str(memory.database)
