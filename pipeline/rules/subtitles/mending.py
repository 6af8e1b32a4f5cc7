"""Mends captions by every rule that can, and lists each change before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import at_frame, timecode
from pipeline.domain.transcript import LANGUAGES
from pipeline.rules.subtitles import RULES, order
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.text_width import untagged


@dataclass(frozen=True, slots=True)
class Change:
    """What one rule changes in one caption.

    Attributes:
        rule: its name.
        number: the caption's place in the file it came from.
        before, after: its times, its text or its place, in words.
    """

    rule: str
    number: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """Captions after all safe fixes.

    Attributes:
        captions: in the order of their starts, with the numbers they came with; whoever writes them renumbers.
        changes: in the order in which they were made.
    """

    captions: tuple[Caption, ...]
    changes: tuple[Change, ...]


def mended(captions: Sequence[Caption], yardstick: Yardstick) -> Mended:
    """The captions after all rules' fixes, tried in the order of the rules until none changes anything.

    No word is changed, lost or moved, except that captions which repeat the one before them join it: fixes touch marks,
    tags, line breaks and times. No fix breaks a rule whose breach is an error.

    Args:
        captions: of one file, each with a number of its own; in any order.
        yardstick: what they are measured against.
    """
    current = order.fix(captions, yardstick)
    changes = [_sorted(later, caption) for later, caption in order.misplaced(current)]
    before: tuple[Caption, ...] = ()
    while current != before:
        before = current
        for rule in RULES:
            if rule.fix is not None:
                fixed = rule.fix(current, yardstick)
                changes += _changes(rule.name, current, fixed, yardstick)
                current = fixed
    return Mended(current, tuple(changes))


def _sorted(later: Caption, caption: Caption) -> Change:
    return Change(order.RULE.name, caption.number, f"before cue {later.number}", f"after cue {later.number}")


def _changes(rule: str, before: Sequence[Caption], after: Sequence[Caption], yardstick: Yardstick) -> Iterator[Change]:
    left = {caption.number: caption for caption in after}
    kept = 0
    for caption in before:
        new = left.get(caption.number)
        if new is None:
            gone = f"joined to cue {kept}" if _text(caption) else "taken away"
            yield Change(rule, caption.number, _text(caption) or "no text", gone)
            continue
        kept = caption.number
        if (new.start_frame, new.end_frame) != (caption.start_frame, caption.end_frame):
            yield Change(rule, caption.number, _times(caption, yardstick), _times(new, yardstick))
        for language in LANGUAGES:
            if new.lines(language) != caption.lines(language):
                lines = caption.lines(language), new.lines(language)
                yield Change(rule, caption.number, *(" / ".join(item) for item in lines))


def _text(caption: Caption) -> str:
    return " / ".join(line for line in (*caption.ko, *caption.en) if untagged(line).strip())


def _times(caption: Caption, yardstick: Yardstick) -> str:
    rate = yardstick.frame_rate
    return f"{timecode(at_frame(caption.start_frame, rate))} to {timecode(at_frame(caption.end_frame, rate))}"
