"""Captions that follow each other closely follow at the least gap: a longer one that is hardly seen only flickers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.retiming import Retiming, retimed
from pipeline.rules.subtitles.timing import Timing, followers


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each gap that is neither the minimum nor long enough to be a pause, and that can be closed."""
    timing = Timing.of(yardstick)
    if not timing.judges_frames:
        return []
    return [
        finding(
            RULE.name,
            after,
            "warning",
            measured=yardstick.counted(after.start_frame - before.end_frame),
            limit=f"{yardstick.counted(timing.least_gap)}, or {timing.chained_below} and more",
            message=f"The text flickers here; let cue {before.number} stand until "
            f"{yardstick.counted(timing.least_gap)} before this one.",
        )
        for before, after in followers(captions)
        if timing.is_to_be_closed(before, after.start_frame)
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The earlier caption stands until the least gap before the later one."""
    return retimed(captions, yardstick, _step) if yardstick.knows_frames else tuple(captions)


def _step(film: Retiming, index: int) -> bool:
    before = film.before(index)
    if before is None:
        return False
    closes = film.timing.is_to_be_closed(film.captions[before], film.captions[index].start_frame)
    return closes and film.end_before(index)


RULE = Rule(
    "subtitle-chain", check, fix, unmended="the caption before it cannot stand longer without breaking another rule."
)
