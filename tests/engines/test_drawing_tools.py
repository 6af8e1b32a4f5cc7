"""Another font or another library gives another key."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import PIL
import pytest

from pipeline.engines import drawing_tools, fonts
from pipeline.workspace.hashing import sha256_of


@pytest.mark.parametrize("name", ["Pretendard-Regular.otf", "Pretendard-Bold.otf"])
def test_a_changed_font_has_another_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = drawing_tools.fonts_hash(sha256_of)
    copied = Path(shutil.copytree(fonts.fonts_dir(), tmp_path / "fonts"))
    monkeypatch.setattr(fonts, "fonts_dir", lambda: copied)
    assert drawing_tools.fonts_hash(sha256_of) == before
    with (copied / name).open("ab") as file:
        file.write(b"\0")
    assert drawing_tools.fonts_hash(sha256_of) != before


def test_the_versions_are_those_of_the_libraries_that_draw() -> None:
    versions = drawing_tools.library_versions()
    assert (versions["numpy"], versions["pillow"]) == (np.__version__, PIL.__version__)
    assert versions["moviepy"].startswith("2.")
