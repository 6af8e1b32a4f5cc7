"""The typeface has every letter of the captions."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import untagged
from pipeline.rules.wording import counted


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with letters that cannot be drawn; none while no typeface is known."""
    if yardstick.typeface is None:
        return []
    found: list[QcFinding] = []
    for caption in captions:
        missing = yardstick.typeface.missing(" ".join(map(untagged, (*caption.ko, *caption.en))))
        if missing:
            found.append(
                finding(
                    RULE.name,
                    caption,
                    "error",
                    measured=f"{counted(len(missing), 'letter')} not in the font: {' '.join(missing)}",
                    limit="0",
                    message=f"The font {yardstick.typeface.family} has no letter for {' '.join(missing)}; write it in "
                    "Hangul or Latin letters: this font has no Hanja and no emoji.",
                )
            )
    return found


RULE = Rule("subtitle-letters", check)
