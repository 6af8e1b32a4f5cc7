"""The bundled typeface: where its files are and what it is called."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Literal

from pipeline.domain.errors import ToolMissing

Weight = Literal["regular", "bold"]

FAMILY = "Pretendard"
"""The family name inside the font files, by which libass finds them."""

_FILES: dict[Weight, str] = {"regular": "Pretendard-Regular.otf", "bold": "Pretendard-Bold.otf"}


def fonts_dir() -> Path:
    """The folder of the bundled font files, for libass's `fontsdir`."""
    return Path(str(resources.files("assets"))) / "fonts"


def font_path(weight: Weight) -> Path:
    """The file of this weight.

    Raises:
        ToolMissing: it is not there.
    """
    path = fonts_dir() / _FILES[weight]
    if not path.is_file():
        raise ToolMissing(
            f"the font {path.name} is missing", where=str(path), remedy="Install the program again: it brings its fonts"
        )
    return path
