"""No cue has more lines than the picture can carry."""

from __future__ import annotations

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each cue with too many lines in a language, or in both together."""
    found: list[QcFinding] = []
    for number, cue in enumerate(track.cues, start=1):
        counts = ((len(cue.ko), profile.max_lines), (len(cue.en), profile.max_lines))
        together = (len(cue.ko) + len(cue.en), profile.max_lines_together)
        found += [
            QcFinding(
                rule="subtitle-line-count",
                severity="error",
                where=f"cue {number}",
                measured=f"{lines} lines",
                limit=f"{limit} lines",
                message="This cue has too many lines; shorten the sentence or split it in two.",
            )
            for lines, limit in (*counts, together)
            if lines > limit
        ]
    return found
