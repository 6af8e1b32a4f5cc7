"""No caption is too short to be seen or too long to be fresh; judged in frames, as the guides are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.retiming import Retiming, retimed
from pipeline.rules.subtitles.timing import Timing


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption outside the limits."""
    timing = Timing.of(yardstick)
    return [
        _judged(caption, timing, yardstick)
        for caption in captions
        if not timing.is_readable(caption.end_frame - caption.start_frame)
    ]


def _judged(caption: Caption, timing: Timing, yardstick: Yardstick) -> QcFinding:
    length = caption.end_frame - caption.start_frame
    limit = timing.longest if length > timing.longest else timing.shortest
    return finding(
        RULE.name,
        caption,
        "error",
        measured=yardstick.counted(length),
        limit=yardstick.counted(limit),
        message=_remedy(length, timing),
    )


def _remedy(length: int, timing: Timing) -> str:
    if length < 0:
        return "This caption ends before it begins; correct its times."
    if length == 0:
        return "This caption ends when it begins, so nobody sees it; let it stand longer."
    if length < timing.shortest:
        return "This caption is gone before it is seen; let it stand longer, or join it to its neighbour."
    return "This caption stands too long; split it in two."


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """A caption that is too short stands longer, where the next one leaves it the room."""
    return retimed(captions, yardstick, _step)


def _step(film: Retiming, index: int) -> bool:
    caption, timing = film.captions[index], film.timing
    length = caption.end_frame - caption.start_frame
    if length < 0 or not timing.is_too_short(length):
        return False
    end = caption.start_frame + timing.shortest
    if index + 1 < len(film.captions):
        following = film.captions[index + 1].start_frame
        if timing.is_to_be_closed(replace(caption, end_frame=end), following):
            end = following - timing.least_gap
        if end > following - timing.least_gap:
            return False
    return film.move({index: (caption.start_frame, end)})


RULE = Rule("subtitle-duration", check, fix, unmended="there is no room to let it stand longer, or it must be split.")
