"""Captions stand long enough to be read; a warning, because true words matter more than the number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import UNITS, width


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that is too fast in a language."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limit, unit = speed_limit(yardstick, language), f"{UNITS[language]}/s"
        exact, rate = Fraction(str(limit)), yardstick.frame_rate
        per_half_unit, per_frame = rate.numerator * exact.denominator, 2 * exact.numerator * rate.denominator
        for caption in captions:
            frames = caption.end_frame - caption.start_frame
            text = width(" ".join(caption.lines(language)), language)
            if frames > 0 and int(2 * text) * per_half_unit > per_frame * frames:
                found.append(
                    finding(
                        RULE.name,
                        caption,
                        "warning",
                        measured=f"{text * float(rate) / frames:.1f} {unit}",
                        limit=f"{limit:g} {unit}",
                        message="This is hard to read in time; say it in fewer words, if the meaning allows.",
                    )
                )
    return found


def speed_limit(yardstick: Yardstick, language: Language) -> float:
    """The language's limit a second: its own for captions of the same language, which listeners read along with."""
    limits = yardstick.profile.limits(language)
    return limits.max_reading_speed_same_language if language == yardstick.spoken else limits.max_reading_speed


RULE = Rule("subtitle-reading-speed", check)
