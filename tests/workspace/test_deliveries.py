"""A delivery is replaced whole, and what a crash left is put right."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.workspace import deliveries

DAY_S = 24 * 3600.0


def fill(folder: Path, word: str, *, names: Sequence[str] = ("film.mp4",)) -> None:
    """Write a small delivery."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(word, encoding="utf-8")
    manifest = {"files": [{"name": name} for name in names], "word": word}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def words(folder: Path) -> set[str]:
    """What the delivery's files say."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {manifest["word"], *((folder / item["name"]).read_text(encoding="utf-8") for item in manifest["files"])}


@pytest.fixture(params=["exchanged in one step", "renamed twice"])
def deliver(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deliver folder, on file systems that can exchange folders and on those that cannot."""
    if request.param == "renamed twice":
        monkeypatch.setattr(sys, "platform", "darwin")
    return tmp_path / "deliver"


def test_the_first_delivery_comes_whole(deliver: Path) -> None:
    with deliveries.replacing(deliver / "blue-kite") as incoming:
        fill(incoming, "new")
        assert not (deliver / "blue-kite").exists()
    assert words(deliver / "blue-kite") == {"new"}
    assert [path.name for path in deliver.iterdir()] == ["blue-kite"]


def test_a_new_delivery_replaces_the_old_one_with_all_its_files(deliver: Path) -> None:
    fill(deliver / "blue-kite", "old", names=["film.mp4", "second-film.mp4"])
    with deliveries.replacing(deliver / "blue-kite") as incoming:
        fill(incoming, "new")
        assert words(deliver / "blue-kite") == {"old"}
    assert words(deliver / "blue-kite") == {"new"}
    assert {path.name for path in (deliver / "blue-kite").iterdir()} == {"film.mp4", "manifest.json"}
    assert [path.name for path in deliver.iterdir()] == ["blue-kite"]


def put_notes(folder: Path) -> None:
    """What a volunteer lays into a delivery."""
    (folder / "notes").mkdir()
    (folder / "notes" / "upload.txt").write_text("theirs", encoding="utf-8")
    (folder / "thumbnail.psd").write_text("theirs", encoding="utf-8")


def assert_notes_are_kept(folder: Path) -> None:
    assert [path.name for path in deliveries.others_in(folder)] == ["notes", "thumbnail.psd"]
    assert (folder / "notes" / "upload.txt").read_text(encoding="utf-8") == "theirs"


def test_what_people_put_into_a_delivery_stays_in_the_next_one(deliver: Path) -> None:
    fill(deliver / "blue-kite", "old")
    put_notes(deliver / "blue-kite")
    with deliveries.replacing(deliver / "blue-kite") as incoming:
        fill(incoming, "new")
    assert words(deliver / "blue-kite") == {"new"}
    assert_notes_are_kept(deliver / "blue-kite")
    assert [path.name for path in deliver.iterdir()] == ["blue-kite"]


def test_a_new_deliverys_own_files_are_never_replaced_by_peoples(deliver: Path) -> None:
    fill(deliver / "blue-kite", "old")
    (deliver / "blue-kite" / "second-film.mp4").write_text("theirs", encoding="utf-8")
    with deliveries.replacing(deliver / "blue-kite") as incoming:
        fill(incoming, "new", names=["film.mp4", "second-film.mp4"])
    assert words(deliver / "blue-kite") == {"new"}


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"files": [1]}'])
def test_whose_files_they_are_is_not_guessed(tmp_path: Path, manifest: str | None) -> None:
    put_notes(tmp_path)
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    assert deliveries.others_in(tmp_path) == ()
    assert bool(deliveries.manifest_sha256(tmp_path)) == (manifest is not None)


def test_a_delivery_that_fails_leaves_the_old_one(deliver: Path) -> None:
    fill(deliver / "blue-kite", "old")

    def fail() -> None:
        with deliveries.replacing(deliver / "blue-kite") as incoming:
            fill(incoming, "new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert words(deliver / "blue-kite") == {"old"}
    assert [path.name for path in deliver.iterdir()] == ["blue-kite"]


@pytest.mark.parametrize("new_one_came", [True, False])
def test_an_old_delivery_set_aside_comes_back_unless_the_new_one_is_there(
    tmp_path: Path, *, new_one_came: bool
) -> None:
    fill(tmp_path / ".outgoing-0123abcd-blue-kite", "old")
    if new_one_came:
        fill(tmp_path / "blue-kite", "new")
    deliveries.tidy(tmp_path, slug="blue-kite", older_than_s=DAY_S)
    assert [path.name for path in tmp_path.iterdir()] == ["blue-kite"]
    assert words(tmp_path / "blue-kite") == ({"new"} if new_one_came else {"old"})


@pytest.mark.parametrize("mark", [".outgoing-", ".incoming-"])
def test_what_people_put_into_an_old_delivery_comes_over_after_a_crash(tmp_path: Path, mark: str) -> None:
    """Two folders that are exchanged in one step leave the old one under the name of the new."""
    fill(tmp_path / f"{mark}0123abcd-blue-kite", "old")
    put_notes(tmp_path / f"{mark}0123abcd-blue-kite")
    fill(tmp_path / "blue-kite", "new")
    deliveries.tidy(tmp_path, slug="blue-kite", older_than_s=DAY_S)
    assert [path.name for path in tmp_path.iterdir()] == ["blue-kite"]
    assert words(tmp_path / "blue-kite") == {"new"}
    assert_notes_are_kept(tmp_path / "blue-kite")


def test_what_never_was_complete_goes(tmp_path: Path) -> None:
    for name in (".incoming-0123abcd-blue-kite", ".outgoing-0123abcd-blue-kite"):
        (tmp_path / name).mkdir()
    deliveries.tidy(tmp_path, slug="blue-kite", older_than_s=DAY_S)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("older_than_s", "stays"), [(DAY_S, True), (-1.0, False)])
def test_what_others_write_stays_until_it_is_old(tmp_path: Path, *, older_than_s: float, stays: bool) -> None:
    fill(tmp_path / ".incoming-0123abcd-red-fox", "new")
    deliveries.tidy(tmp_path, slug="blue-kite", older_than_s=older_than_s)
    assert bool(list(tmp_path.iterdir())) == stays


def test_deliveries_and_strange_files_are_never_touched(tmp_path: Path) -> None:
    fill(tmp_path / "red-fox", "theirs")
    (tmp_path / ".sync-state").write_text("of another program", encoding="utf-8")
    deliveries.tidy(tmp_path, slug="blue-kite", older_than_s=-1)
    assert {path.name for path in tmp_path.iterdir()} == {"red-fox", ".sync-state"}
    deliveries.tidy(tmp_path / "none", slug="blue-kite", older_than_s=-1)
