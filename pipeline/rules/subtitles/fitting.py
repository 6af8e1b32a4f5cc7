"""Breaks captions anew whose lines are too many or too long: what the rules of both share."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.rebreaking import rebroken, too_long
from pipeline.rules.subtitles.rewording import with_lines

Strain = Callable[[Caption, Yardstick], int]
"""How far a caption breaks a limit; 0 when it keeps it."""


def line_counts(caption: Caption, profile: SubtitleProfile) -> tuple[tuple[int, int], ...]:
    """The number of lines and their limit: of Korean, of English, and of both together."""
    ko, en = len(caption.ko), len(caption.en)
    return (ko, profile.max_lines), (en, profile.max_lines), (ko + en, profile.max_lines_together)


def excess_lines(caption: Caption, yardstick: Yardstick) -> int:
    """How many lines are too many, in each language and together."""
    return sum(max(0, lines - limit) for lines, limit in line_counts(caption, yardstick.profile))


def long_lines(caption: Caption, yardstick: Yardstick) -> int:
    """How many lines are too long."""
    return sum(
        len(too_long(caption.lines(language), language, yardstick.profile.limits(language)))
        for language in yardstick.languages
    )


def fitted(caption: Caption, yardstick: Yardstick, strain: Strain) -> Caption:
    """The same words broken anew where that eases the strain, and makes no line too long and none too many."""
    for language in yardstick.languages:
        if not strain(caption, yardstick):
            break
        lines = rebroken(caption.lines(language), language, yardstick.profile.limits(language))
        other = with_lines(caption, language, lines)
        eases = strain(other, yardstick) < strain(caption, yardstick)
        if eases and all(one(other, yardstick) <= one(caption, yardstick) for one in (excess_lines, long_lines)):
            caption = other
    return caption
