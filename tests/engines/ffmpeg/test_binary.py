"""Which ffmpeg is used: the system's only when it can do the work, and with the options the commands use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from pipeline.domain.errors import ToolMissing
from pipeline.engines.ffmpeg import binary

BUNDLED = Path(imageio_ffmpeg.get_ffmpeg_exe())


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    binary.find.cache_clear()
    binary.look_at.cache_clear()
    yield
    binary.find.cache_clear()
    binary.look_at.cache_clear()


def system_ffmpeg(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ffmpeg on the PATH that is this shell script."""
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return path


def test_the_bundled_one_can_do_the_work() -> None:
    assert binary.look_at(BUNDLED).lacks == ()


def test_a_capable_one_of_the_systems_is_used_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = system_ffmpeg(tmp_path, f'exec "{BUNDLED}" "$@"', monkeypatch)
    assert binary.find().path == path


def test_one_without_libass_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide = f'"{BUNDLED}" "$@" 2>&1 | sed "s/--enable-libass//; s/ ass / --- /"'
    path = system_ffmpeg(tmp_path, hide, monkeypatch)
    assert {"libass", "ass"} <= set(binary.look_at(path).lacks)
    assert binary.find().path == BUNDLED


def test_an_older_one_whose_filters_lack_options_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = f'case "$*" in *framelog=quiet*) exit 1;; esac; exec "{BUNDLED}" "$@"'
    path = system_ffmpeg(tmp_path, older, monkeypatch)
    assert binary.look_at(path).lacks == ("the sound filters' options",)
    assert binary.find().path == BUNDLED


def test_without_any_it_says_what_each_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = system_ffmpeg(tmp_path, "echo ffmpeg version 2.0", monkeypatch)
    monkeypatch.setattr(binary, "candidates", lambda: (binary.look_at(path),))
    with pytest.raises(ToolMissing, match="libass") as refused:
        binary.find()
    assert "set-up" in refused.value.remedy
