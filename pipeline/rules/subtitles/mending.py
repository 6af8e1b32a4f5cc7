"""Mends captions by every rule that can, and lists each change before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import at_frame, timecode
from pipeline.domain.transcript import LANGUAGES
from pipeline.rules.hidden_text import without_hidden
from pipeline.rules.subtitles import RULES, findings, order
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.harmless import harmless


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
class Left:
    """A broken rule that its fix leaves as it is.

    Attributes:
        rule: its name.
        number: the caption's place in the file it came from.
        why: the reason, in a plain sentence.
    """

    rule: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Mended:
    """Captions after all safe fixes.

    Attributes:
        captions: in the order of their starts, with the numbers they came with; whoever writes them renumbers.
        changes: in the order in which they were made.
        left: what rules with a fix still find, and why it was left.
    """

    captions: tuple[Caption, ...]
    changes: tuple[Change, ...]
    left: tuple[Left, ...]


def mended(captions: Sequence[Caption], yardstick: Yardstick, *, keeps_lines: Collection[int] = ()) -> Mended:
    """The captions after all rules' fixes, tried in the order of the rules until none changes anything.

    No word is changed, lost or moved: fixes touch marks, tags, line breaks and times, and take away captions that show
    nothing. No caption breaks any rule more often than before.

    Args:
        captions: of one file, each with a number of its own; in any order.
        yardstick: what they are measured against.
        keeps_lines: the numbers of captions that keep their line breaks.
    """
    current = order.fix(captions, yardstick)
    changes = [_sorted(later, caption) for later, caption in order.misplaced(current)]
    before: tuple[Caption, ...] = ()
    while current != before:
        before = current
        for rule in RULES:
            fixed = harmless(rule, current, yardstick, keeps_lines=keeps_lines)
            changes += _changes(rule.name, current, fixed, yardstick)
            current = fixed
    return Mended(current, tuple(changes), tuple(_left(current, yardstick)))


def _left(captions: Sequence[Caption], yardstick: Yardstick) -> Iterator[Left]:
    reasons = {rule.name: rule.unmended for rule in RULES if rule.fix is not None and rule is not order.RULE}
    for item in dict.fromkeys((item.rule, item.where) for item in findings(captions, yardstick)):
        if item[0] in reasons:
            yield Left(item[0], int(item[1].removeprefix("cue ")), reasons[item[0]])


def _sorted(later: Caption, caption: Caption) -> Change:
    return Change(order.RULE.name, caption.number, f"before cue {later.number}", f"after cue {later.number}")


def _changes(rule: str, before: Sequence[Caption], after: Sequence[Caption], yardstick: Yardstick) -> Iterator[Change]:
    if after == before:
        return
    kept = {caption.number: caption for caption in after}
    for caption in before:
        new = kept.get(caption.number)
        if new is None:
            yield Change(rule, caption.number, "no text", "taken away")
            continue
        if (new.start_frame, new.end_frame) != (caption.start_frame, caption.end_frame):
            yield Change(rule, caption.number, _times(caption, yardstick), _times(new, yardstick))
        for language in LANGUAGES:
            if new.lines(language) != caption.lines(language):
                lines = caption.lines(language), new.lines(language)
                yield Change(rule, caption.number, *(" / ".join(map(without_hidden, item)) for item in lines))


def _times(caption: Caption, yardstick: Yardstick) -> str:
    rate = yardstick.frame_rate
    return f"{timecode(at_frame(caption.start_frame, rate))} to {timecode(at_frame(caption.end_frame, rate))}"
