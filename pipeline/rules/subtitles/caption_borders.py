"""Judges where one caption ends and the next begins, and whether a word or two had better moved across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import SPLITS, break_cost, fewest_lines, word_width
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.reading_speed import speed_limit
from pipeline.rules.subtitles.rebreaking import is_broken_on_purpose
from pipeline.rules.text_width import untagged, width

_MOST_MOVED_WORDS = 2
_UNEVEN = 3.0
"""What it costs that one of two captions has all the words, beside what the break costs."""

_ANY_WORD = "x"
_NEVER_LAST = 6.0
"""What a break costs behind words such as articles and prepositions, whatever the next word is."""


@dataclass(frozen=True, slots=True)
class Border:
    """A border that parts words which belong together: what it parts, and how both captions would read better."""

    now: str
    better: tuple[str, str]


def better_border(before: Caption, after: Caption, language: Language, yardstick: Yardstick) -> Border | None:
    """The border that the two captions had better have, or None when theirs is good, or none is better.

    Only captions that follow each other without a pause are judged, and only words that fit beside the others, and can
    be read in the same time, are moved.
    """
    earlier, later = _words(before.lines(language)), _words(after.lines(language))
    if not earlier or not later or not _is_split(earlier, later, language):
        return None
    pause = after.start_frame - before.end_frame
    if not 0 <= pause < yardstick.profile.chain_below_s * yardstick.frame_rate:
        return None
    if any(map(is_broken_on_purpose, (before.lines(language), ("", *after.lines(language))))):
        return None
    words = earlier + later
    at = _best_place(words, len(earlier), (before, after), language, yardstick)
    if at is None:
        return None
    return Border(f"{earlier[-1]} / {later[0]}", (" ".join(words[:at]), " ".join(words[at:])))


def _best_place(
    words: Sequence[str], now: int, captions: tuple[Caption, Caption], language: Language, yardstick: Yardstick
) -> int | None:
    """Where the words had better be parted: at the least cost, and fairly evenly; None where nowhere."""
    reach = range(max(1, now - _MOST_MOVED_WORDS), min(len(words), now + _MOST_MOVED_WORDS + 1))
    space = width(" ", language)
    ends = list(accumulate((word_width(word, language) + space for word in words), initial=0.0))
    first, second = (_room(caption, language, yardstick) for caption in captions)
    best, chosen = inf, None
    for uneven, at in sorted((_UNEVEN * abs(2 * ends[at] - ends[-1]) / ends[-1], at) for at in reach if at != now):
        if uneven >= best:
            break
        if not first.holds(words[:at], ends[at] - space) or not second.holds(words[at:], ends[-1] - ends[at] - space):
            continue
        cost = break_cost(words, at, language)
        if cost <= SPLITS and uneven + cost < best:
            best, chosen = uneven + cost, at
    return chosen


@dataclass(frozen=True, slots=True)
class _Room:
    """What a caption can hold: so much that can be read while it stands, in so many lines of such a width."""

    language: Language
    readable: float
    lines: int
    max_line: float

    def holds(self, words: Sequence[str], wide: float) -> bool:
        """Whether these words, so wide on one line, fit."""
        if wide > self.readable or self.lines < 1:
            return False
        if wide <= self.max_line:
            return True
        return (
            all(word_width(word, self.language) <= self.max_line for word in words)
            and fewest_lines(words, max_line=self.max_line, language=self.language) <= self.lines
        )


def _room(caption: Caption, language: Language, yardstick: Yardstick) -> _Room:
    seconds = (caption.end_frame - caption.start_frame) / float(yardstick.frame_rate)
    return _Room(
        language,
        readable=speed_limit(yardstick, language) * seconds,
        lines=_most_lines(caption, language, yardstick.profile),
        max_line=yardstick.profile.limits(language).max_line,
    )


def _most_lines(caption: Caption, language: Language, profile: SubtitleProfile) -> int:
    others = len(caption.ko) + len(caption.en) - len(caption.lines(language))
    return min(profile.max_lines, profile.max_lines_together - others)


def _is_split(earlier: Sequence[str], later: Sequence[str], language: Language) -> bool:
    """Whether the border parts a word group; a capital letter may begin a sentence in a file without full stops."""
    if language == "en" and later[0][:1].isupper() and not later[0].startswith("I"):
        return break_cost([*earlier, _ANY_WORD], len(earlier), language) >= _NEVER_LAST
    return break_cost([*earlier, *later], len(earlier), language) > SPLITS


def _words(lines: Sequence[str]) -> list[str]:
    return untagged(" ".join(lines)).split()
