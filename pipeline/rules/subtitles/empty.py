"""Every caption has something to read, in every language it is shown in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import untagged


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that is blank in a language."""
    return [
        finding(
            RULE.name,
            caption,
            "error",
            measured="0 lines",
            limit="1 line",
            message=f"There is nothing to read in {NAMES[language]}; write it, or remove the caption.",
        )
        for caption in captions
        for language in yardstick.languages
        if _is_blank(caption.lines(language))
    ]


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Without the captions that show nothing at all."""
    return tuple(
        caption
        for caption in captions
        if not all(_is_blank(caption.lines(language)) for language in yardstick.languages)
    )


def _is_blank(lines: Sequence[str]) -> bool:
    return not any(line[:1].isalnum() or any(map(_is_seen, untagged(line))) for line in lines)


def _is_seen(character: str) -> bool:
    return character.isprintable() and not character.isspace()


RULE = Rule("subtitle-empty", check, fix)
