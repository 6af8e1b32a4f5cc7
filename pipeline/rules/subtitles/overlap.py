"""No two captions stand at once: players show them over each other, or drop one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.retiming import Retiming, retimed
from pipeline.rules.subtitles.timing import followers


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that begins while another one stands."""
    return [
        finding(
            RULE.name,
            after,
            "error",
            measured=yardstick.counted(before.end_frame - after.start_frame),
            limit=yardstick.counted(0),
            message=f"This caption begins while cue {before.number} still stands; end that one earlier.",
        )
        for before, after in followers(captions)
        if after.start_frame < before.end_frame
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The earlier caption ends the least gap before the later one, where it still stands long enough."""
    return retimed(captions, yardstick, _step)


def _step(film: Retiming, index: int) -> bool:
    before = film.before(index)
    overlap = before is not None and film.captions[index].start_frame < film.captions[before].end_frame
    return overlap and film.end_before(index)


RULE = Rule(
    "subtitle-overlap",
    check,
    fix,
    unmended="the caption before it cannot end sooner, or it would be too short to be seen or read.",
)
