"""Captions stand long enough to be read; a warning, because true words matter more than the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import UNITS, width


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """The fastest a language may be read, in whole numbers, so that a speed of just the limit passes.

    A caption is too fast when its half units, each counted `per_half_unit` times, exceed its frames, each counted
    `per_frame` times.
    """

    language: Language
    per_half_unit: int
    per_frame: int

    @classmethod
    def of(cls, limit_a_second: float, rate: Fraction, language: Language) -> ReadingSpeed:
        """A limit at a film's frame rate."""
        limit = Fraction(str(limit_a_second))
        return cls(language, rate.numerator * limit.denominator, 2 * limit.numerator * rate.denominator)

    def is_exceeded_by(self, caption: Caption) -> bool:
        """Whether the caption is gone before it can be read; one that does not run forward has no speed."""
        allowed = (caption.end_frame - caption.start_frame) * self.per_frame
        if allowed <= 0:
            return False
        lines = caption.lines(self.language)
        at_most = sum(map(len, lines)) + len(lines)
        return (
            2 * at_most * self.per_half_unit > allowed
            and int(2 * text_of(caption, self.language)) * self.per_half_unit > allowed
        )


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption that is too fast in a language."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limit, unit = blamed_above(yardstick, language), f"{UNITS[language]}/s"
        is_too_fast = ReadingSpeed.of(limit, yardstick.frame_rate, language).is_exceeded_by
        for caption in captions:
            if is_too_fast(caption):
                seconds = (caption.end_frame - caption.start_frame) / float(yardstick.frame_rate)
                found.append(
                    finding(
                        RULE.name,
                        caption,
                        "warning",
                        measured=f"{text_of(caption, language) / seconds:.1f} {unit}",
                        limit=f"{limit:g} {unit}",
                        message="This is hard to read in time; say it in fewer words, if the meaning allows.",
                    )
                )
    return found


def text_of(caption: Caption, language: Language) -> float:
    """How much there is to read, in the language's counting; a line break is read like a space."""
    return width(" ".join(caption.lines(language)), language)


def speed_limit(yardstick: Yardstick, language: Language) -> float:
    """The language's limit a second: its own for captions of the same language, which listeners read along with.

    Where nobody knows what is spoken, the limit that is safe in both cases.
    """
    limits = yardstick.profile.limits(language)
    return limits.max_reading_speed_same_language if language == yardstick.spoken else limits.max_reading_speed


def blamed_above(yardstick: Yardstick, language: Language) -> float:
    """The speed above which a caption is too fast, whatever is spoken: what may be right is not blamed."""
    speed = speed_limit(yardstick, language)
    if yardstick.spoken is None:
        return max(speed, yardstick.profile.limits(language).max_reading_speed_same_language)
    return speed


RULE = Rule("subtitle-reading-speed", check)
