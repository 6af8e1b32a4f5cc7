"""No cue is too short to be seen or too long to be fresh; judged in frames, as the guides are."""

from __future__ import annotations

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import frames


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each cue outside the limits."""
    shortest = frames(profile.min_duration_s, track.frame_rate)
    longest = int(profile.max_duration_s * track.frame_rate)
    found: list[QcFinding] = []
    for number, cue in enumerate(track.cues, start=1):
        length = cue.end_frame - cue.start_frame
        if shortest <= length <= longest:
            continue
        too_short = length < shortest
        found.append(
            QcFinding(
                rule="subtitle-duration",
                severity="error",
                where=f"cue {number}",
                measured=f"{length} frames",
                limit=f"{shortest} frames" if too_short else f"{longest} frames",
                message="This cue is gone before it is seen; join it to its neighbour."
                if too_short
                else "This cue stands too long; split it in two.",
            )
        )
    return found
