"""The same sentence is not shown twice in a row: it was copied by mistake, or one caption was parted in two.

Short answers and cries are not looked at: people do say "No." twice, and two people give the same answer. For the same
reason nothing is mended here: only who hears the film knows whether it was said once or twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.timing import Timing
from pipeline.rules.text_width import untagged

_LONGEST_ANSWER = 3
"""Words that people say twice and mean it."""

_STOPS = re.compile(r"[.…。‐‑–—−-]+")


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
            message=f"This caption shows the same as cue {before.number} just before it; "
            "if it was said once, take one of the two out.",
        )
        for before, after in pairwise(captions)
        if _repeats(before, after, timing, yardstick)
    ]


def _repeats(before: Caption, after: Caption, timing: Timing, yardstick: Yardstick) -> bool:
    runs_forward = before.start_frame < before.end_frame
    if not runs_forward or after.start_frame - before.end_frame >= timing.chained_below:
        return False
    texts = [(_words(before.lines(language)), _words(after.lines(language))) for language in yardstick.languages]
    return all(one == other for one, other in texts) and min(len(one) for one, _ in texts) > _LONGEST_ANSWER


def _words(lines: Sequence[str]) -> list[str]:
    """The words without dots and dashes, which say nothing."""
    return _STOPS.sub(" ", untagged(" ".join(lines))).split()


RULE = Rule("subtitle-repeated", check)
