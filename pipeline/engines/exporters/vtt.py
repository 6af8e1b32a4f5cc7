"""WebVTT, written as it is specified: no library may read captions as markup of another format on the way."""

from __future__ import annotations

import html
from dataclasses import replace

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.transcript import Language
from pipeline.engines.exporters.base import refused, timed_cues
from pipeline.engines.importers.time_lines import is_text
from pipeline.engines.importers.vtt import DIALECT

_HEAD = "WEBVTT"


def text_of(track: SubtitleTrack, language: Language) -> str:
    """The track in one language as a WebVTT file; `&`, `<` and `>` are escaped, so that no text is read as a tag."""
    cues = (
        replace(cue, identifier=str(number), lines=tuple(html.escape(line, quote=False) for line in cue.lines))
        for number, cue in enumerate(timed_cues(track, language), start=1)
    )
    return written(SubtitleFile("vtt", tuple(cues), head=_HEAD))


def written(file: SubtitleFile) -> str:
    """The file as WebVTT, with its header, comments, styles, names and settings.

    Raises:
        InputRefused: a line of a cue holds `-->` or would be read as a time line.
    """
    blocks = [file.head or _HEAD]
    for number, cue in enumerate(file.cues, start=1):
        if cue.before:
            blocks.append(cue.before)
        blocks.append(_cue(number, cue))
    if file.tail:
        blocks.append(file.tail)
    return "\n\n".join(blocks) + "\n"


def _cue(number: int, cue: TimedCue) -> str:
    if not all(is_text(line, DIALECT) and "-->" not in line for line in cue.lines):
        raise refused(number, "one of its lines looks like a time line")
    name = (cue.identifier,) if cue.identifier else ()
    times = " ".join((_time(cue.start_ms), "-->", _time(cue.end_ms), *cue.settings))
    return "\n".join((*name, times, *cue.lines))


def _time(moment_ms: int) -> str:
    minutes, milliseconds = divmod(abs(moment_ms), 60_000)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if moment_ms < 0 else ""
    return f"{sign}{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"
