"""No caption is too short to be seen or too long to be fresh; judged in frames, as the guides are."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import frames
from pipeline.rules.subtitles.base import Rule, Yardstick, finding


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption outside the limits."""
    shortest = frames(yardstick.profile.min_duration_s, yardstick.frame_rate)
    longest = int(yardstick.profile.max_duration_s * yardstick.frame_rate)
    found: list[QcFinding] = []
    for caption in captions:
        length = caption.end_frame - caption.start_frame
        if shortest <= length <= longest:
            continue
        too_short = length < shortest
        found.append(
            finding(
                RULE.name,
                caption,
                "error",
                measured=yardstick.counted(length),
                limit=yardstick.counted(shortest if too_short else longest),
                message="This caption is gone before it is seen; join it to its neighbour."
                if too_short
                else "This caption stands too long; split it in two.",
            )
        )
    return found


RULE = Rule("subtitle-duration", check)
