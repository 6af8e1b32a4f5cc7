"""Captions begin and end with the shots they lie near, so that text and picture change together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.retiming import Retiming, retimed
from pipeline.rules.subtitles.timing import Timing


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each start and each end beside a shot change; none when no shots are known."""
    timing = Timing.of(yardstick)
    if not timing.shots:
        return []
    found: list[QcFinding] = []
    for caption in captions:
        start, end = timing.snapped_start(caption.start_frame), timing.snapped_end(caption.end_frame)
        if start != caption.start_frame:
            found.append(_judged(caption, "begins", start - caption.start_frame, yardstick))
        if end != caption.end_frame:
            found.append(_judged(caption, "ends", end - caption.end_frame, yardstick))
    return found


def _judged(caption: Caption, verb: str, frames: int, yardstick: Yardstick) -> QcFinding:
    amount, when = yardstick.counted(abs(frames)), "later" if frames > 0 else "earlier"
    return finding(
        RULE.name,
        caption,
        "warning",
        measured=f"{verb} {amount} off",
        limit="with the shot",
        message=f"The picture changes just when this caption {verb}; {verb[:-1]} it {amount} {when}.",
    )


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Starts and ends moved onto their shots, where every caption still stands long enough to be seen and read."""
    return retimed(captions, yardstick, _step) if Timing.of(yardstick).shots else tuple(captions)


def _step(film: Retiming, index: int) -> bool:
    return any(film.move(times) for times in _proposals(film, index))


def _proposals(film: Retiming, index: int) -> Iterator[Mapping[int, tuple[int, int]]]:
    """What might help: this start with the end before it, then each alone, then this caption's own end."""
    caption, timing = film.captions[index], film.timing
    start, end = timing.snapped_start(caption.start_frame), timing.snapped_end(caption.end_frame)
    before = film.before(index)
    if before is not None:
        earlier = film.captions[before]
        earlier_end = min(timing.snapped_end(earlier.end_frame), start - timing.least_gap)
        if (start, earlier_end) != (caption.start_frame, earlier.end_frame):
            yield {before: (earlier.start_frame, earlier_end), index: (start, caption.end_frame)}
    if start != caption.start_frame:
        yield {index: (start, caption.end_frame)}
    if end != caption.end_frame:
        yield {index: (caption.start_frame, end)}


RULE = Rule(
    "subtitle-shot-change",
    check,
    fix,
    unmended="with the shot it would be too short to be seen or read, or too near another caption.",
)
