"""Captions stand in the file in the order in which they are shown, as WebVTT demands and many players expect of SRT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that stands too early in its file."""
    return [
        finding(
            RULE.name,
            caption,
            "error",
            measured=f"before cue {later.number} in the file",
            limit="in the order of the times",
            message=f"This caption is shown after cue {later.number} but stands before it; sort the file by time.",
        )
        for later, caption in misplaced(captions)
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """The captions by their starts, those that begin at once as they stood in the file; whoever writes renumbers."""
    return tuple(sorted(captions, key=lambda caption: (caption.start_frame, caption.number)))


def misplaced(captions: Sequence[Caption]) -> Iterator[tuple[Caption, Caption]]:
    """Each caption that stands earlier in its file than one that is shown before it, behind that one.

    Those in a place of their own, such as the signs of an ASS file, may stand together wherever they like.
    """
    highest: dict[tuple[str, ...], Caption] = {}
    for caption in captions:
        before = highest.get(caption.place)
        if before is not None and caption.number < before.number:
            yield before, caption
        else:
            highest[caption.place] = caption


RULE = Rule("subtitle-order", check, fix)
