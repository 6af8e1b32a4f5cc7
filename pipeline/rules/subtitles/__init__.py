"""Subtitle rules, one a file.

How to add one:

1. Write `pipeline/rules/subtitles/<rule>.py` with `check(track, profile) -> list[QcFinding]`: pure, one finding for
   each broken place, a message that says what to do.
2. Put it into `RULES` below, where its findings should stand.
3. Add its before-and-after table to `tests/rules/subtitles/`, and its name to the README's list.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.rules.subtitles import duration, empty, gap, line_count, line_length, reading_speed

Check = Callable[[SubtitleTrack, SubtitleProfile], list[QcFinding]]

RULES: dict[str, Check] = {
    "subtitle-empty": empty.check,
    "subtitle-line-length": line_length.check,
    "subtitle-line-count": line_count.check,
    "subtitle-duration": duration.check,
    "subtitle-gap": gap.check,
    "subtitle-reading-speed": reading_speed.check,
}


def findings(track: SubtitleTrack, profile: SubtitleProfile) -> tuple[QcFinding, ...]:
    """All findings of all rules, rule by rule."""
    return tuple(finding for check in RULES.values() for finding in check(track, profile))
