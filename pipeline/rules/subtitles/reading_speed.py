"""Cues stand long enough to be read; a warning, because true words matter more than the number."""

from __future__ import annotations

from fractions import Fraction

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules.text_width import width


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each cue that is too fast in a language."""
    found: list[QcFinding] = []
    for number, cue in enumerate(track.cues, start=1):
        for language in LANGUAGES:
            limits = profile.limits(language)
            same = language == track.spoken
            limit = limits.max_reading_speed_same_language if same else limits.max_reading_speed
            speed = reading_speed(track, cue, language)
            if speed > limit:
                unit = "units/s" if language == "ko" else "characters/s"
                found.append(
                    QcFinding(
                        rule="subtitle-reading-speed",
                        severity="warning",
                        where=f"cue {number}",
                        measured=f"{speed:.1f} {unit}",
                        limit=f"{limit:g} {unit}",
                        message="This is hard to read in time; say it in fewer words, if the meaning allows.",
                    )
                )
    return found


def reading_speed(track: SubtitleTrack, cue: Cue, language: Language) -> float:
    """Units or characters a second that a cue asks of its reader."""
    seconds = (cue.end_frame - cue.start_frame) / track.frame_rate
    return float(Fraction(width(" ".join(cue.lines(language)), language)) / seconds)
