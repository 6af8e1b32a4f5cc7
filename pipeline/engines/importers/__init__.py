"""Subtitle files people send. `IMPORTERS` maps a file suffix to what reads it; `base` says how to add one."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.domain.timed_text import BYTE_ORDER_MARK, Repair, SubtitleFile
from pipeline.engines import text_files
from pipeline.engines.importers import ass, srt, vtt
from pipeline.engines.importers.base import Importer, numbered_lines

IMPORTERS: dict[str, Importer] = {
    "srt": srt.read,
    "vtt": vtt.read,
    "ass": ass.read,
    "ssa": ass.read,
}

_NAMES = {"srt": "SRT", "vtt": "WebVTT", "ass": "ASS"}
_ENCODINGS = {
    "cp949": "The file is not UTF-8; it was read as CP949, the old Korean encoding.",
    "utf-16-le": "The file does not say how it is encoded; it was read as UTF-16 (LE).",
    "utf-16-be": "The file does not say how it is encoded; it was read as UTF-16 (BE).",
}
_FIRST_LINES = 50
"""How far down a file says what it is: only comments may stand above."""


def read(path: Path) -> SubtitleFile:
    """A subtitle file, whole: its content says what it is, else its suffix, else it is SRT.

    Raises:
        InputRefused: it cannot be decoded, or something in it would be lost; names the line.
    """
    where = str(path)
    decoded = text_files.read_as_written(path)
    suffix = path.suffix.lower().lstrip(".")
    kind = signed(decoded.text, where=where) or (suffix if suffix in IMPORTERS else "srt")
    file = IMPORTERS[kind](decoded.text, where=where)
    notes = [Repair(1, _ENCODINGS[decoded.encoding])] if decoded.encoding in _ENCODINGS else []
    if suffix in IMPORTERS and IMPORTERS[suffix] is not IMPORTERS[kind]:
        notes.append(
            Repair(1, f"By its content the file is {_NAMES[file.format]}, whatever its name says; it was read as that.")
        )
    return replace(file, encoding=decoded.encoding, repairs=(*notes, *file.repairs))


def signed(text: str, *, where: str) -> str | None:
    """The suffix of the format that the first line names ("WEBVTT", "[Script Info]"); None when it names none."""
    for _, line in islice(numbered_lines(text, where=where), _FIRST_LINES):
        bare = line.strip().strip(BYTE_ORDER_MARK).strip()
        if vtt.SIGNATURE.fullmatch(bare):
            return "vtt"
        if ass.SIGNATURE.fullmatch(bare):
            return "ass"
        if bare and not bare.startswith(";"):
            return None
    return None
