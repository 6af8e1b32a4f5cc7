"""A delivery is replaced whole, and what a crash left is put right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.workspace import deliveries

DAY_S = 24 * 3600.0


def fill(folder: Path, word: str) -> None:
    """Write a small delivery."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("film.mp4", "manifest.json"):
        (folder / name).write_text(word, encoding="utf-8")


def words(folder: Path) -> set[str]:
    """What the delivery's files say."""
    return {path.read_text(encoding="utf-8") for path in folder.iterdir()}


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
    fill(deliver / "blue-kite", "old")
    (deliver / "blue-kite" / "extra.txt").write_text("old", encoding="utf-8")
    with deliveries.replacing(deliver / "blue-kite") as incoming:
        fill(incoming, "new")
        assert words(deliver / "blue-kite") == {"old"}
    assert words(deliver / "blue-kite") == {"new"}
    assert [path.name for path in deliver.iterdir()] == ["blue-kite"]


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
