"""Between two captions there are frames without text, so that the eye sees the change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each gap below the minimum; captions that overlap are another rule's."""
    if not yardstick.knows_frames:
        return []
    least = yardstick.profile.min_gap_frames
    return [
        finding(
            RULE.name,
            after,
            "error",
            measured=yardstick.counted(after.start_frame - before.end_frame),
            limit=yardstick.counted(least),
            message="This caption follows the one before too closely; end that one earlier.",
        )
        for before, after in pairwise(captions)
        if 0 <= after.start_frame - before.end_frame < least
    ]


RULE = Rule("subtitle-gap", check)
