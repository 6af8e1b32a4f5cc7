"""Writing whole: the old file or the new one is there, whatever happens in between."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from pipeline.domain.errors import MachineError
from pipeline.workspace import files


def test_text_is_written_as_utf8_without_changes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "말.txt"
    files.write_text(path, "안녕\n\r\n")
    assert path.read_bytes() == "안녕\n\r\n".encode()


def test_who_reads_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "sheet.srt"
    path.write_text("old", encoding="utf-8")
    with path.open(encoding="utf-8") as reader:
        files.write_text(path, "new")
        assert reader.read() == "old"
    assert path.read_text(encoding="utf-8") == "new"


def test_a_file_is_replaced_when_the_block_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("old", encoding="utf-8")
    with files.replacing(path) as partial:
        assert partial.suffix == ".mp4"  # programs judge files by it
        assert partial.parent == tmp_path
        partial.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_block_that_ends_badly_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("old", encoding="utf-8")

    def fail() -> None:
        with files.replacing(path) as partial:
            partial.write_text("half", encoding="utf-8")
            raise failure

    with pytest.raises(failure):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_leftovers_are_tidied_and_nothing_else(tmp_path: Path) -> None:
    leftovers = [tmp_path / "work" / ".film-0123abcd.partial.mp4", tmp_path / "work" / ".partial-xyz" / "sound.f32"]
    kept = [tmp_path / "work" / "film.mp4", tmp_path / "partial.txt", tmp_path / ".hidden"]
    for path in [*leftovers, *kept]:
        files.write_bytes(path, b"")
    files.tidy(tmp_path)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == set(kept)
    assert not leftovers[1].parent.exists()


def test_young_leftovers_are_left_to_whoever_writes_them(tmp_path: Path) -> None:
    young, old = tmp_path / ".a-1.partial.mp4", tmp_path / ".b-2.partial.mp4"
    for path in (young, old):
        path.touch()
    os.utime(old, (0, 0))
    files.tidy(tmp_path, older_than_s=3600)
    assert list(tmp_path.iterdir()) == [young]


def test_tidying_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    files.tidy(tmp_path / "none")


def test_too_little_room_is_refused_with_both_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nearly_full = shutil.disk_usage(tmp_path)._replace(free=1_500_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: nearly_full)
    files.require_space(tmp_path, needed_bytes=1_500_000_000)
    with pytest.raises(MachineError, match=r"1\.6 GB are needed .* 1\.5 GB are free"):
        files.require_space(tmp_path, needed_bytes=1_600_000_000)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "no permission to read or write"),
        (errno.EROFS, "can be read but not written to"),
        (errno.ENOTDIR, "a file stands where a folder should be"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_the_systems_refusals_are_explained_with_their_place(number: int, says: str) -> None:
    with pytest.raises(MachineError, match=says) as caught, files.explained():
        raise OSError(number, os.strerror(number), "/somewhere/private")
    assert caught.value.where == "/somewhere/private"
    assert "private" not in caught.value.public_text
