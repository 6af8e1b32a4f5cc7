"""Both languages have something to read in every cue."""

from __future__ import annotations

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each cue that is blank in a language."""
    return [
        QcFinding(
            rule="subtitle-empty",
            severity="error",
            where=f"cue {number}",
            measured="0 lines",
            limit="1 line",
            message=f"There is nothing to read in {'Korean' if language == 'ko' else 'English'}; complete the sheet.",
        )
        for number, cue in enumerate(track.cues, start=1)
        for language in LANGUAGES
        if not "".join(cue.lines(language)).strip()
    ]
