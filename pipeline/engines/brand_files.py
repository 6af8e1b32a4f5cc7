"""Finds the files that a show's brand names."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pipeline.domain.errors import UsageError

_WHAT = {"logo": "the show's logo", "lower_third_animation": "the animation behind the speaker's name"}
"""The preset's keys under [brand] that name a file."""


def brand_file(key: str, name: str) -> Path:
    """Where a file lies: in assets/brand/, or at an absolute path, as for one that lies beside its preset.

    Args:
        key: of the show preset, under [brand].
        name: what stands there.

    Raises:
        UsageError: it is not there.
    """
    ours = Path(str(resources.files("assets"))) / "brand"
    path = Path(name) if Path(name).is_absolute() else ours / name
    if not path.is_file():
        raise UsageError(
            f"{_WHAT[key]} is not there: {name}",
            where="neither beside the show preset nor among the program's own files",
            remedy=f'Put the file beside the show preset, correct brand.{key} in it, or write {key} = ""',
        )
    return path
