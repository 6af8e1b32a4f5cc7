"""Captions as files that come back from people, in any format their editors save."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.corrections import ReturnedCaption
from pipeline.domain.transcript import Language
from pipeline.engines import importers


def names(language: Language) -> tuple[str, ...]:
    """How a file of captions in this language may be called; the first is how it is handed out."""
    return tuple(f"captions.{language}.{suffix}" for suffix in importers.IMPORTERS)


def read(path: Path) -> tuple[ReturnedCaption, ...]:
    """The captions of a file, in its order, free of tags.

    Raises:
        InputRefused: a caption would be lost on the way, or ends before it begins; names its line.
    """
    file = importers.read(path)
    return tuple(
        ReturnedCaption(number, cue.time_range(where=str(path)), file.plain_lines(cue))
        for number, cue in enumerate(file.cues, start=1)
    )
