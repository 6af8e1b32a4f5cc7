"""Captions as somebody wrote them, and what they are measured against, for tests of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import MILLISECONDS, Yardstick
from tests.examples import HOUSE, Seconds

Captions = tuple[Caption, ...]
Spans = Sequence[tuple[int, int]]


def against(
    *languages: Language,
    rate: Seconds = 25,
    profile: SubtitleProfile = HOUSE,
    spoken: Language | None = None,
    shots: Sequence[int] = (),
) -> Yardstick:
    """A yardstick for a track in these languages; both when none is named."""
    return Yardstick(profile, Fraction(rate), languages or ("ko", "en"), spoken, tuple(shots))


UNKNOWN = against("ko", rate=MILLISECONDS)
"""A Korean file without a film: its frames are milliseconds."""


def timed(*spans: tuple[int, int]) -> Captions:
    """Korean captions of these frames; no two show the same."""
    return tuple(
        Caption(number, start, end, ko=(f"네 {'가나다라마바사아자차'[number % 10]}",))
        for number, (start, end) in enumerate(spans, start=1)
    )


def spans_of(captions: Iterable[Caption]) -> list[tuple[int, int]]:
    return [(caption.start_frame, caption.end_frame) for caption in captions]


def shown(language: Language, *texts: str, gap: int = 2) -> Captions:
    """Captions of two seconds, one after another; " / " parts their lines."""
    made = []
    for index, text in enumerate(texts):
        start, lines = index * (50 + gap), tuple(text.split(" / ")) if text else ()
        blank = Caption(index + 1, start, start + 50)
        made.append(replace(blank, ko=lines) if language == "ko" else replace(blank, en=lines))
    return tuple(made)


def korean(*texts: str, gap: int = 2) -> Captions:
    return shown("ko", *texts, gap=gap)


def english(*texts: str, gap: int = 2) -> Captions:
    return shown("en", *texts, gap=gap)


def texts_of(captions: Iterable[Caption], language: Language) -> list[str]:
    """Each caption's lines with " / " between them."""
    return [" / ".join(caption.lines(language)) for caption in captions]


def cues(found: Iterable[QcFinding]) -> list[int]:
    """The numbers of the captions that were found."""
    return [int(finding.where.removeprefix("cue ")) for finding in found]


Check = Callable[[Sequence[Caption], Yardstick], list[QcFinding]]


def measured(check: Check, captions: Sequence[Caption], yardstick: Yardstick) -> list[str]:
    return [finding.measured for finding in check(captions, yardstick)]
