"""Presets are found by name, the team's own first, and what they leave out comes from the reference."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.errors import UsageError
from pipeline.presets.library import PresetLibrary
from tests.interview import write


@pytest.fixture
def library(tmp_path: Path) -> PresetLibrary:
    return PresetLibrary(own=tmp_path)


def test_what_a_preset_leaves_out_comes_from_the_reference(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "shows" / "short.toml", "[cut]\nmax_pause_s = 1.5\n")
    short, house = library.show("short"), library.show("house")
    assert short.name == "short"
    assert short.cut.max_pause_s == Fraction(3, 2)
    assert short.cut.margin_before_s == house.cut.margin_before_s
    assert short.brand == house.brand


def test_the_teams_own_preset_wins_over_the_bundled_one(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "targets" / "youtube.toml", "[picture]\nwidth_px = 1280\nheight_px = 720\n")
    assert library.target("youtube").picture.width_px == 1280
    assert PresetLibrary().target("youtube").picture.width_px == 1920
    assert library.names("targets").count("youtube") == 1


def test_a_bundled_preset_can_be_changed_in_one_key(library: PresetLibrary, tmp_path: Path) -> None:
    """What others leave out still comes from the bundled one."""
    write(tmp_path / "shows" / "house.toml", "[brand]\nintro_s = 9\n")
    write(tmp_path / "shows" / "short.toml", "[cut]\nmax_pause_s = 1.5\n")
    assert library.show("house").brand.intro_s == 9
    assert library.show("house").cut == PresetLibrary().show("house").cut
    assert library.show("short").brand == PresetLibrary().show("house").brand


def test_a_logo_beside_the_teams_own_preset_is_found(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "shows" / "ours.toml", '[brand]\nlogo = "our.png"\n')
    assert library.show("ours").brand.logo == "our.png"
    logo = write(tmp_path / "shows" / "our.png", "")
    assert library.show("ours").brand.logo == str(logo)
    assert library.show("house").brand.logo == "logo.png"
    write(tmp_path / "shows" / "none.toml", '[brand]\nlogo = ""\n')
    assert library.show("none").brand.logo == ""


def test_a_byte_order_mark_does_not_hurt(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "shows" / "short.toml", "[cut]\nmax_pause_s = 1.5\n", encoding="utf-8-sig")
    assert library.show("short").cut.max_pause_s == Fraction(3, 2)


def test_another_encoding_is_refused_in_words(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "shows" / "short.toml", "# 짧게\n[cut]\nmax_pause_s = 1.5\n", encoding="cp949")
    with pytest.raises(UsageError, match="UTF-8"):
        library.show("short")


def test_targets_come_from_the_asker_else_from_the_show(library: PresetLibrary, tmp_path: Path) -> None:
    write(tmp_path / "targets" / "small.toml", "[picture]\nwidth_px = 320\nheight_px = 180\n")
    assert [target.name for target in library.preset("", ()).targets] == ["youtube"]
    assert [target.name for target in library.preset("house", ("small", "youtube")).targets] == ["small", "youtube"]


@pytest.mark.parametrize("targets", [("youtube", "youtube"), ("yutube",)])
def test_targets_that_cannot_be_are_refused(library: PresetLibrary, targets: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        library.preset("house", targets)


@pytest.mark.parametrize("name", ["hause", "", "../targets/youtube", "/etc/passwd"])
def test_a_preset_that_is_not_there_is_refused(library: PresetLibrary, name: str) -> None:
    with pytest.raises(UsageError, match="there is no preset"):
        library.show(name)
