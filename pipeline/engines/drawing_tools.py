"""What shapes a drawn picture besides what is drawn: the fonts and the libraries, for the keys of caches."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from pipeline.domain.digest import digest
from pipeline.engines.fonts import font_path

_LIBRARIES = ("moviepy", "numpy", "pillow")
"""They draw cards, logo and thumbnail."""


def fonts_hash(sha256_of: Callable[[Path], str]) -> str:
    """One hash of the bundled typeface's files.

    Args:
        sha256_of: hashes a file, or remembers its hash.

    Raises:
        ToolMissing: a font is not there.
    """
    return digest([sha256_of(font_path("regular")), sha256_of(font_path("bold"))])


def library_versions() -> dict[str, str]:
    """The drawing libraries' versions, by name: another version may draw the same card otherwise; loads none."""
    return {name: metadata.version(name) for name in _LIBRARIES}
