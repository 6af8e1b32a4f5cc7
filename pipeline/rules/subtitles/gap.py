"""Between two cues there are frames without text, so that the eye sees the change."""

from __future__ import annotations

from itertools import pairwise

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack


def check(track: SubtitleTrack, profile: SubtitleProfile) -> list[QcFinding]:
    """One finding for each gap below the minimum."""
    return [
        QcFinding(
            rule="subtitle-gap",
            severity="error",
            where=f"cue {number}",
            measured=f"{after.start_frame - before.end_frame} frames",
            limit=f"{profile.min_gap_frames} frames",
            message="This cue follows the one before too closely; end that one earlier.",
        )
        for number, (before, after) in enumerate(pairwise(track.cues), start=2)
        if after.start_frame - before.end_frame < profile.min_gap_frames
    ]
