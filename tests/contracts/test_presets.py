"""What every preset in `presets/` keeps, whoever added it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import resources
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from pipeline.domain.errors import UsageError
from pipeline.domain.presets import PresetKind, Show, SubtitleProfile, Target
from pipeline.engines.transcribers import TRANSCRIBERS
from pipeline.engines.translators import TRANSLATORS
from pipeline.presets.library import REFERENCE, PresetLibrary
from tests.interview import write

KINDS: dict[PresetKind, type] = {"shows": Show, "targets": Target, "subtitles": SubtitleProfile}
LIBRARY = PresetLibrary()
ALL = [(kind, name) for kind in KINDS for name in LIBRARY.names(kind)]


def text_of(kind: PresetKind, name: str) -> str:
    return (Path(str(resources.files("presets"))) / kind / f"{name}.toml").read_text(encoding="utf-8")


def value_of(library: PresetLibrary, kind: PresetKind, name: str) -> object:
    read = {"shows": library.show, "targets": library.target, "subtitles": library.subtitles}
    return read[kind](name)


def keys_of(kind: type, path: str = "") -> Iterator[str]:
    """Every key of a preset's dataclass, nested ones with dots."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        full = f"{path}{field.name}"
        if is_dataclass(hints[field.name]):
            yield from keys_of(hints[field.name], f"{full}.")
        else:
            yield full


def keys_in(table: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every key of a TOML document, nested ones with dots."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys_in(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_it_can_be_read(kind: PresetKind, name: str) -> None:
    assert isinstance(value_of(LIBRARY, kind, name), KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_lists_every_key(kind: PresetKind) -> None:
    assert set(keys_in(tomllib.loads(text_of(kind, REFERENCE[kind])))) == set(keys_of(KINDS[kind])) - {"name"}


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_an_unknown_key_in_it_is_refused(kind: PresetKind, name: str, tmp_path: Path) -> None:
    write(tmp_path / kind / f"{name}.toml", f"nonsense_px = 1\n{text_of(kind, name)}")
    with pytest.raises(UsageError, match='"nonsense_px" is not known'):
        value_of(PresetLibrary(own=tmp_path), kind, name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_of_the_reference_under_another_name_is_a_preset(kind: PresetKind, tmp_path: Path) -> None:
    write(tmp_path / kind / "copied.toml", text_of(kind, REFERENCE[kind]))
    library = PresetLibrary(own=tmp_path)
    assert "copied" in library.names(kind)
    assert isinstance(value_of(library, kind, "copied"), KINDS[kind])


@pytest.mark.parametrize("name", LIBRARY.names("shows"))
def test_a_show_names_only_what_there_is(name: str) -> None:
    show = LIBRARY.show(name)
    assert LIBRARY.preset(name, ()).subtitles.name == show.subtitles
    assert show.translator in TRANSLATORS
    assert show.speech.engine in TRANSCRIBERS


@pytest.mark.parametrize("name", LIBRARY.names("targets"))
def test_a_target_leaves_the_limiter_room_to_keep_its_own_limits(name: str) -> None:
    target = LIBRARY.target(name)
    assert target.sound.loudness_lufs < target.sound.max_true_peak_dbtp <= 0
    assert target.sound.tolerance_lu > 0


@pytest.mark.parametrize("name", LIBRARY.names("targets"))
def test_a_targets_captions_follow_the_house(name: str) -> None:
    """English at 70 to 75 % of the Korean size, text inside the safe area, and a profile that there is."""
    target = LIBRARY.target(name)
    assert 0.70 <= target.captions.en_size <= 0.75
    assert target.captions.margin_bottom >= target.safe_area.bottom
    assert target.subtitles in {"", *LIBRARY.names("subtitles")}


@pytest.mark.parametrize("name", LIBRARY.names("targets"))
def test_a_target_says_where_its_safe_area_comes_from(name: str) -> None:
    """Platforms move their buttons: the figures carry a year; who says nothing has those of the reference."""
    text = text_of("targets", name)
    if "[safe_area]" not in text:
        text = text_of("targets", REFERENCE["targets"])
    table = text.partition("[safe_area]")[2].partition("\n[")[0]
    assert re.search(r"#.*\b20\d\d\b", table)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("[captions]\nmargin_bottom = 0.04\n", "margin_bottom is at least"),
        ("[captions]\nmargin_x = 0.04\n", "margin_x is at least"),
        ("[captions]\nko_size = 0\n", "ko_size is above 0"),
        ("[captions]\nen_size = 1.2\n", "en_size above 0"),
        ("[safe_area]\ntop = 0.5\n", "below 0.5"),
        ("[safe_area]\nleft = -0.1\n", "0 or more"),
        ("[safe_area]\nmiddle = 0\n", "not known"),
    ],
)
def test_captions_that_would_stand_under_buttons_are_refused(written: str, why: str, tmp_path: Path) -> None:
    write(tmp_path / "targets" / "odd.toml", written)
    with pytest.raises(UsageError, match=why):
        PresetLibrary(own=tmp_path).target("odd")
