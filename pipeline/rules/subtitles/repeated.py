"""The same text is not shown twice in a row: two captions that look like one are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.timing import Timing
from pipeline.rules.text_width import untagged


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that shows, in every language, what the one just before it showed."""
    timing = Timing.of(yardstick)
    return [
        finding(
            RULE.name,
            after,
            "warning",
            measured=f"the text of cue {before.number}",
            limit="once",
            message=f"This caption shows the same as cue {before.number} just before it; join the two.",
        )
        for before, after in pairwise(captions)
        if _repeats(before, after, timing, yardstick)
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Captions of the same text joined, where the whole does not stand too long."""
    timing = Timing.of(yardstick)
    result: list[Caption] = []
    for caption in captions:
        if result and _repeats(result[-1], caption, timing, yardstick):
            whole = _joined(result[-1], caption)
            if whole.end_frame - whole.start_frame <= timing.longest:
                result[-1] = whole
                continue
        result.append(caption)
    return tuple(result)


def _joined(before: Caption, after: Caption) -> Caption:
    runs_forward = after.start_frame < after.end_frame
    return replace(before, end_frame=max(before.end_frame, after.end_frame)) if runs_forward else before


def _repeats(before: Caption, after: Caption, timing: Timing, yardstick: Yardstick) -> bool:
    runs_forward = before.start_frame < before.end_frame
    if not runs_forward or after.start_frame - before.end_frame >= timing.chained_below:
        return False
    texts = ((_text(before.lines(language)), _text(after.lines(language))) for language in yardstick.languages)
    if not all(one == other for one, other in texts):
        return False
    return any(_text(before.lines(language)) for language in yardstick.languages)


def _text(lines: Sequence[str]) -> str:
    return " ".join(untagged(" ".join(lines)).split())


RULE = Rule("subtitle-repeated", check, fix)
