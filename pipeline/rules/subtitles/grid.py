"""Both languages come and go together: a caption of one track has its like in the other, at the same times."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import at_frame, timecode
from pipeline.domain.transcript import NAMES, Language, other
from pipeline.rules.subtitles.base import Yardstick, finding
from pipeline.rules.subtitles.pairing import Lone, Pair, paired
from pipeline.rules.subtitles.timing import Timing

NAME = "subtitle-grid"
"""The rule's stable name; it judges two files side by side, so it is not among those that judge one."""

LanguageFinding = tuple[Language, QcFinding]
"""A finding, and the language of the track whose caption it names."""


def differences(ko: Sequence[Caption], en: Sequence[Caption], yardstick: Yardstick) -> list[LanguageFinding]:
    """One finding for each caption without its like in the other language, and each whose like has other times.

    A caption that stands beside a part of another one is no error: the film splits that one in the same way.

    Args:
        ko, en: the two tracks of one film, each in the order of its starts.
        yardstick: what they are measured against; where frames are not known, times may differ by their rounding.
    """
    found: list[LanguageFinding] = []
    for item in paired(ko, en, Timing.of(yardstick).rounding):
        if isinstance(item, Lone):
            judged = _alone(item) if item.beside is None else _part(item, item.beside, yardstick)
            found.append((item.language, judged))
        elif not (item.is_at_once or (item.is_split and item.covers)):
            found.append(("ko", _apart(item, yardstick)))
    return found


def _alone(lone: Lone) -> QcFinding:
    name, missing = NAMES[lone.language], NAMES[other(lone.language)]
    return finding(
        NAME,
        lone.caption,
        "error",
        measured=f"{name} only",
        limit="both languages",
        message=f"This {name} caption has none in {missing} beside it; write it, or join it to another.",
    )


def _part(lone: Lone, whole: Caption, yardstick: Yardstick) -> QcFinding:
    name = NAMES[other(lone.language)]
    return finding(
        NAME,
        lone.caption,
        "warning",
        measured=_times(lone.caption, yardstick),
        limit=_times(whole, yardstick),
        message=f"This caption stands beside a part of {name} cue {whole.number}, as when a caption is split in one "
        "file only: its words in the other language will be split with it.",
    )


def _apart(pair: Pair, yardstick: Yardstick) -> QcFinding:
    return finding(
        NAME,
        pair.ko,
        "warning",
        measured=_times(pair.ko, yardstick),
        limit=_times(pair.en, yardstick),
        message=f"English cue {pair.en.number} stands beside this Korean one at other times; give both the same.",
    )


def _times(caption: Caption, yardstick: Yardstick) -> str:
    start, end = (max(0, frame) for frame in (caption.start_frame, caption.end_frame))
    rate = yardstick.frame_rate
    return f"{timecode(at_frame(start, rate))} to {timecode(at_frame(end, rate))}"
