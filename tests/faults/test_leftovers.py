"""What a crash left half done is put right by the next start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.studio import Studio


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """A finished delivery, to be copied."""
    studio = Studio.at(tmp_path_factory.mktemp("finished"))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


@pytest.fixture
def delivered(tmp_path: Path, finished: Studio) -> Studio:
    """A finished delivery of this test's own."""
    root = tmp_path / "copy"
    shutil.copytree(finished.root, root, symlinks=True)
    return Studio(root)


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


def test_a_delivery_that_was_being_written_is_removed(delivered: Studio) -> None:
    complete = names(delivered.delivery())
    incoming = delivered.home.deliver / ".incoming-0123abcd-blue-kite"
    incoming.mkdir()
    (incoming / "captions.ko.srt").write_text("half", encoding="utf-8")
    assert delivered.make("--until", "intake").code == 0
    assert names(delivered.home.deliver) == {"blue-kite"}
    assert names(delivered.delivery()) == complete


def test_an_old_delivery_that_was_moved_aside_comes_back(delivered: Studio) -> None:
    complete = names(delivered.delivery())
    delivered.delivery().rename(delivered.home.deliver / ".outgoing-0123abcd-blue-kite")
    assert delivered.make("--until", "intake").code == 0
    assert names(delivered.home.deliver) == {"blue-kite"}
    assert names(delivered.delivery()) == complete


def test_an_old_delivery_goes_when_the_new_one_is_there(delivered: Studio) -> None:
    shutil.copytree(delivered.delivery(), delivered.home.deliver / ".outgoing-0123abcd-blue-kite")
    assert delivered.make("--until", "intake").code == 0
    assert names(delivered.home.deliver) == {"blue-kite"}


def test_a_delivery_that_another_job_is_writing_is_left_alone(delivered: Studio) -> None:
    incoming = delivered.home.deliver / ".incoming-0123abcd-red-fox"
    incoming.mkdir()
    assert delivered.make().code == 0
    assert incoming.is_dir()


def test_half_written_files_of_the_job_are_removed(delivered: Studio) -> None:
    scratch = delivered.job.work / ".partial-abc"
    scratch.mkdir()
    (scratch / "file-1.f32").write_bytes(b"sound")
    (delivered.job.work / ".speech-0123abcd.partial.wav").write_bytes(b"half")
    assert delivered.make().code == 0
    assert not list(delivered.job.folder.rglob(".*partial*"))


def test_a_delivered_file_that_was_changed_is_delivered_again(delivered: Studio) -> None:
    captions = delivered.delivery() / "captions.en.srt"
    before = captions.read_bytes()
    captions.write_bytes(b"spoilt")
    assert delivered.make().code == 0
    assert captions.read_bytes() == before


def test_a_damaged_chunk_is_found_and_made_again_on_demand(delivered: Studio) -> None:
    chunk = max(delivered.chunks(), key=lambda path: path.stat().st_size)
    content = bytearray(chunk.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4000] = bytes(4000)
    chunk.write_bytes(content)
    shutil.rmtree(delivered.job.work / "films")
    shutil.rmtree(delivered.delivery())
    ran = delivered.make()
    assert ran.code == 5
    assert "--redo render" in ran.err
    assert delivered.nothing_delivered()
    ran = delivered.make("--redo", "render")
    assert ran.code == 0, ran.said


def test_the_cache_is_safe_to_delete(delivered: Studio) -> None:
    shutil.rmtree(delivered.home.cache)
    shutil.rmtree(delivered.delivery())
    ran = delivered.make()
    assert ran.code == 0, ran.said
