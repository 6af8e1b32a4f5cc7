r"""Writes ASS and SSA files as somebody else made them: their styles, fields and comments as they were."""

from __future__ import annotations

from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.engines.exporters.base import refused
from pipeline.engines.importers.ass import fields_in, lines_in

_USUAL = {"layer": "0", "marked": "Marked=0", "style": "Default", "marginl": "0", "marginr": "0", "marginv": "0"}
"""What a field holds when nothing is said; all others are empty."""


def written(file: SubtitleFile) -> str:
    r"""The file as ASS; times are rounded down to its grid of 10 ms.

    Raises:
        InputRefused: the lines of a cue hold a `\N` of their own, so that they would be read back as others.
    """
    fields = fields_in(file.head)
    parts = [file.head]
    for number, cue in enumerate(file.cues, start=1):
        if cue.before:
            parts.append(cue.before)
        parts.append(_event(number, cue, fields))
    if file.tail:
        parts.append(file.tail)
    return "\n".join(parts) + "\n"


def _event(number: int, cue: TimedCue, fields: tuple[str, ...]) -> str:
    text = "\\N".join(cue.lines)
    if lines_in(text) != cue.lines:
        raise refused(number, "its lines cannot be told apart as they are")
    values = dict(setting.partition(":")[::2] for setting in cue.settings)
    values |= {"start": _time(cue.start_ms), "end": _time(cue.end_ms), "text": text}
    known = {name.lower(): value for name, value in values.items()}
    return "Dialogue: " + ",".join(known.get(name.lower(), _USUAL.get(name.lower(), "")) for name in fields)


def _time(moment_ms: int) -> str:
    moment_ms = moment_ms // 10 * 10
    minutes, milliseconds = divmod(abs(moment_ms), 60_000)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if moment_ms < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000 // 10:02d}"
