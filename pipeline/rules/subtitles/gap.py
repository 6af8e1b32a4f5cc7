"""Between two captions there are frames without text, so that the eye sees the change."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.retiming import Retiming, retimed
from pipeline.rules.subtitles.timing import Timing, followers


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each gap below the minimum; captions that overlap are another rule's."""
    timing = Timing.of(yardstick)
    if not timing.judges_frames:
        return []
    return [
        finding(
            RULE.name,
            after,
            "error",
            measured=yardstick.counted(after.start_frame - before.end_frame),
            limit=yardstick.counted(timing.least_gap),
            message=f"This caption follows cue {before.number} too closely; end that one earlier.",
        )
        for before, after in followers(captions)
        if timing.is_too_narrow(after.start_frame - before.end_frame)
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The earlier caption ends the least gap before the later one, where it still stands long enough."""
    return retimed(captions, yardstick, _step) if yardstick.knows_frames else tuple(captions)


def _step(film: Retiming, index: int) -> bool:
    before = film.before(index)
    if before is None:
        return False
    gap = film.captions[index].start_frame - film.captions[before].end_frame
    return film.timing.is_too_narrow(gap) and film.end_before(index)


RULE = Rule(
    "subtitle-gap",
    check,
    fix,
    unmended="the caption before it cannot end sooner, or it would be too short to be seen or read.",
)
