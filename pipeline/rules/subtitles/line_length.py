"""No line is longer than its language's limit."""

from __future__ import annotations

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES
from pipeline.rules.text_width import width


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each line that is too long."""
    found: list[QcFinding] = []
    for number, cue in enumerate(track.cues, start=1):
        for language in LANGUAGES:
            limit = profile.limits(language).max_line
            unit = "units" if language == "ko" else "characters"
            found += [
                QcFinding(
                    rule="subtitle-line-length",
                    severity="error",
                    where=f"cue {number}",
                    measured=f"{width(line, language):g} {unit}",
                    limit=f"{limit:g} {unit}",
                    message="This line is too long; shorten the sentence or split it in two.",
                )
                for line in cue.lines(language)
                if width(line, language) > limit
            ]
    return found
