"""Writes SRT: pysrt gives the times and the shape of a cue."""

from __future__ import annotations

import pysrt

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.transcript import Language
from pipeline.engines.exporters.base import refused, timed_cues
from pipeline.engines.importers.srt import DIALECT
from pipeline.engines.importers.time_lines import is_text


def text_of(track: SubtitleTrack, language: Language) -> str:
    """The track in one language as an SRT file: UTF-8 text, line feeds, cues numbered from 1."""
    return written(SubtitleFile("srt", tuple(timed_cues(track, language))))


def written(file: SubtitleFile) -> str:
    """The file as SRT, its cues numbered from 1.

    Raises:
        InputRefused: a line of a cue would be read as a time line.
    """
    return "\n".join(_cue(number, cue) for number, cue in enumerate(file.cues, start=1))


def _cue(number: int, cue: TimedCue) -> str:
    if not all(is_text(line, DIALECT) for line in cue.lines):
        raise refused(number, "one of its lines looks like a time line")
    place = "".join(f" {setting}" for setting in cue.settings)
    text = "\n".join(cue.lines)
    pattern: str = pysrt.SubRipItem.ITEM_PATTERN
    return pattern % (number, _time(cue.start_ms), _time(cue.end_ms), place, text)


def _time(moment_ms: int) -> str:
    """The time as SRT writes it; its sign is ours, since pysrt writes what lies below 0 as 0."""
    return f"{'-' if moment_ms < 0 else ''}{pysrt.SubRipTime.from_ordinal(abs(moment_ms))}"
