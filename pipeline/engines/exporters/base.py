"""What every caption exporter is.

How to add one:

1. Write `pipeline/engines/exporters/<suffix>.py` with `text_of(track, language) -> str`: the whole file as text. Times
   come from `track.program_range(cue)` and are rounded by `domain.timing` alone.
2. Add one line to `EXPORTERS` in `__init__.py`.
3. `tests/contracts/test_exporters.py` picks it up: every cue once, in order, with its times; it reads back equal.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import Language

Exporter = Callable[[SubtitleTrack, Language], str]
