"""The bundled typeface: where its files are, what it is called, and what its letters measure."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

from pipeline.domain.errors import ToolMissing
from pipeline.domain.typeface import Typeface
from pipeline.engines import opentype

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


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """The typeface's letters, measured; its files are read at the first call, in about 30 ms.

    Raises:
        ToolMissing: a file is not there, or is damaged.
    """
    regular, bold = (opentype.measures(font_path(weight)) for weight in _FILES)
    return Typeface(FAMILY, regular.advances_em, bold.advances_em, max(regular.line_em, bold.line_em))
