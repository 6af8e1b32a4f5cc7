"""Both languages come and go together: a caption of one track has its like in the other, at the same times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import at_frame, timecode
from pipeline.domain.transcript import NAMES, Language, other
from pipeline.rules.subtitles.base import Yardstick, finding
from pipeline.rules.subtitles.timing import Timing

NAME = "subtitle-grid"
"""The rule's stable name; it judges two files side by side, so it is not among those that judge one."""


def differences(ko: Sequence[Caption], en: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption without its like in the other language, and each whose like has other times.

    Args:
        ko, en: the two tracks of one film, each in the order of its starts.
        yardstick: what they are measured against; where frames are not known, times may differ by their rounding.
    """
    found: list[QcFinding] = []
    rounding = Timing.of(yardstick).rounding
    for korean, english in _side_by_side(ko, en, rounding):
        if english is None:
            found += [_alone(korean, "ko")] if korean is not None else []
        elif korean is None:
            found.append(_alone(english, "en"))
        elif not _at_once(korean, english, rounding):
            found.append(_apart(korean, english, yardstick))
    return found


def _side_by_side(
    ko: Sequence[Caption], en: Sequence[Caption], rounding: int
) -> Iterator[tuple[Caption | None, Caption | None]]:
    """The captions in pairs that stand together, and those that stand alone, in the order of time."""
    first = second = 0
    while first < len(ko) and second < len(en):
        korean, english = ko[first], en[second]
        if _at_once(korean, english, rounding) or _overlap(korean, english) > 0:
            later_korean = first + 1 < len(ko) and _overlap(ko[first + 1], english) > _overlap(korean, english)
            later_english = second + 1 < len(en) and _overlap(korean, en[second + 1]) > _overlap(korean, english)
            yield None if later_english else korean, None if later_korean else english
            first, second = first + (not later_english), second + (not later_korean)
        elif korean.start_frame <= english.start_frame:
            yield korean, None
            first += 1
        else:
            yield None, english
            second += 1
    yield from ((caption, None) for caption in ko[first:])
    yield from ((None, caption) for caption in en[second:])


def _overlap(one: Caption, other: Caption) -> int:
    """For how many frames both stand."""
    return min(one.end_frame, other.end_frame) - max(one.start_frame, other.start_frame)


def _at_once(one: Caption, other: Caption, rounding: int) -> bool:
    return max(abs(one.start_frame - other.start_frame), abs(one.end_frame - other.end_frame)) <= rounding


def _alone(caption: Caption, language: Language) -> QcFinding:
    missing = NAMES[other(language)]
    return finding(
        NAME,
        caption,
        "error",
        measured=f"{NAMES[language]} only",
        limit="both languages",
        message=f"This {NAMES[language]} caption has none in {missing} beside it; write it, or join it to another.",
    )


def _apart(korean: Caption, english: Caption, yardstick: Yardstick) -> QcFinding:
    return finding(
        NAME,
        korean,
        "warning",
        measured=_times(english, yardstick),
        limit=_times(korean, yardstick),
        message=f"English cue {english.number} stands beside this Korean one at other times; give both the same.",
    )


def _times(caption: Caption, yardstick: Yardstick) -> str:
    start, end = (max(0, frame) for frame in (caption.start_frame, caption.end_frame))
    rate = yardstick.frame_rate
    return f"{timecode(at_frame(start, rate))} to {timecode(at_frame(end, rate))}"
