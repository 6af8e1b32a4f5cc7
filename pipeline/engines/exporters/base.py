"""What every caption exporter is.

How to add one:

1. Write `pipeline/engines/exporters/<suffix>.py` with `text_of(track, language) -> str`: the whole file as text. Times
   come from `track.program_range(cue)` and are rounded by `domain.timing` alone.
2. Add one line to `EXPORTERS` in `__init__.py`.
3. `tests/contracts/test_exporters.py` picks it up: every cue once, in order, with its times; it reads back equal.

A format in which people send files has a writer as well, `written(file) -> str`, with one line in `WRITERS`: whatever
`engines.importers` reads, or a rule mends, it writes so that it is read back equal. What it cannot write so, it
`refuses`; `tests/contracts/test_importers.py` picks it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.domain.errors import InputRefused
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timed_text import SubtitleFile, TimedCue
from pipeline.domain.transcript import Language

Exporter = Callable[[SubtitleTrack, Language], str]
Writer = Callable[[SubtitleFile], str]


def timed_cues(track: SubtitleTrack, language: Language) -> Iterator[TimedCue]:
    """A film's cues in one language, with their times in milliseconds."""
    return (TimedCue.at(track.program_range(cue), cue.lines(language)) for cue in track.cues)


def refused(number: int, what: str) -> InputRefused:
    """The refusal to write a cue, counted from 1, that would be read back as something else."""
    return InputRefused(f"cue {number}: {what}", remedy="Write it otherwise")
