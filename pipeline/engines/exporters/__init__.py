"""Caption files. `EXPORTERS` maps a file suffix to the function that writes it; `base` says how to add one."""

from __future__ import annotations

from pipeline.domain.timed_text import Format, SubtitleFile
from pipeline.engines.exporters import srt, substation, vtt
from pipeline.engines.exporters.base import Exporter, Writer

EXPORTERS: dict[str, Exporter] = {
    "srt": srt.text_of,
    "vtt": vtt.text_of,
}

WRITERS: dict[Format, Writer] = {
    "srt": srt.written,
    "vtt": vtt.written,
    "ass": substation.written,
}


def written(file: SubtitleFile) -> str:
    """A subtitle file as text in its own format; `engines.importers` reads it back equal.

    Raises:
        InputRefused: a cue holds what the format cannot say; names the cue.
    """
    return WRITERS[file.format](file)
