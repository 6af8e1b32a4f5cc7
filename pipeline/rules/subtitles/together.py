"""Judges two tracks as the film shows them when both are burned into its picture: one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import NAMES, Language, other
from pipeline.rules.subtitles import line_count, safe_area
from pipeline.rules.subtitles.base import Yardstick, finding
from pipeline.rules.subtitles.grid import LanguageFinding
from pipeline.rules.subtitles.pairing import Pair, paired
from pipeline.rules.subtitles.timing import Timing


def findings_together(ko: Sequence[Caption], en: Sequence[Caption], yardstick: Yardstick) -> list[LanguageFinding]:
    """What only both languages together break: too many lines, or more than the safe area holds.

    Each finding names the caption of the language with more lines. Captions that are split in one track only are left
    out: the film splits the other one too, and nobody knows where yet.

    Args:
        ko, en: the two tracks of one film, each in the order of its starts.
        yardstick: what they are measured against.
    """
    items = paired(ko, en, Timing.of(yardstick).rounding)
    pairs = [item for item in items if isinstance(item, Pair) and not item.is_split]
    return [*_too_many_lines(pairs, yardstick), *_outside(pairs, yardstick)]


def _too_many_lines(pairs: Sequence[Pair], yardstick: Yardstick) -> list[LanguageFinding]:
    limit = yardstick.profile.max_lines_together
    found: list[LanguageFinding] = []
    for pair in pairs:
        lines = len(pair.ko.ko) + len(pair.en.en)
        if lines > limit:
            language, caption, beside = _named(pair)
            message = f"With {beside} it has {lines} lines in the burned-in picture; shorten one of them or split both."
            judged = finding(
                line_count.RULE.name,
                caption,
                "error",
                measured=f"{lines} lines",
                limit=f"{limit} lines",
                message=message,
            )
            found.append((language, judged))
    return found


def _outside(pairs: Sequence[Pair], yardstick: Yardstick) -> list[LanguageFinding]:
    alone = (("ko", [pair.ko for pair in pairs]), ("en", [pair.en for pair in pairs]))
    known = {(language, item.where) for language, track in alone for item in safe_area.check(track, yardstick)}
    found: list[LanguageFinding] = []
    both = [replace(pair.ko, number=index, en=pair.en.en) for index, pair in enumerate(pairs)]
    for item in safe_area.check(both, yardstick):
        pair = pairs[int(item.where.removeprefix("cue "))]
        if not known & {("ko", f"cue {pair.ko.number}"), ("en", f"cue {pair.en.number}")}:
            found.append(_beside(item, pair))
    return found


def _beside(item: QcFinding, pair: Pair) -> LanguageFinding:
    language, caption, beside = _named(pair)
    return language, replace(item, where=f"cue {caption.number}", message=f"With {beside}: {item.message}")


def _named(pair: Pair) -> tuple[Language, Caption, str]:
    """The caption with more lines, its language, and what stands beside it in words."""
    language: Language = "ko" if len(pair.ko.ko) > len(pair.en.en) else "en"
    caption, beside = (pair.ko, pair.en) if language == "ko" else (pair.en, pair.ko)
    return language, caption, f"{NAMES[other(language)]} cue {beside.number} beside it"
