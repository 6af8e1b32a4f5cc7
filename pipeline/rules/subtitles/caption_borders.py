"""Judges where one caption ends and the next begins, and whether a word or two had better moved across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import SPLITS, break_cost, line_ends
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

    def cost(at: int) -> float:
        first, second = (width(" ".join(part), language) for part in (words[:at], words[at:]))
        return break_cost(words, at, language) + _UNEVEN * abs(first - second) / (first + second)

    before, after = captions
    reach = range(max(1, now - _MOST_MOVED_WORDS), min(len(words), now + _MOST_MOVED_WORDS + 1))
    places = (
        at
        for at in reach
        if at != now
        and break_cost(words, at, language) <= SPLITS
        and _fits(words[:at], before, language, yardstick)
        and _fits(words[at:], after, language, yardstick)
    )
    return min(places, key=cost, default=None)


def _fits(words: Sequence[str], caption: Caption, language: Language, yardstick: Yardstick) -> bool:
    """Whether the words can be the caption's: in no more lines than it may have, and read while it stands."""
    profile, limits = yardstick.profile, yardstick.profile.limits(language)
    ends = line_ends(words, max_line=limits.max_line, language=language)
    seconds = (caption.end_frame - caption.start_frame) / float(yardstick.frame_rate)
    return (
        len(ends) <= _most_lines(caption, language, profile)
        and all(width(word, language) <= limits.max_line for word in words)
        and width(" ".join(words), language) <= speed_limit(yardstick, language) * seconds
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
