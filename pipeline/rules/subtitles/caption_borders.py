"""Judges where one caption ends and the next begins, and whether a word or two had better moved across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_ANY_WORD = "x"
_NEVER_LAST = 6.0
"""What a break costs behind words such as articles and prepositions, whatever the next word is."""


@dataclass(frozen=True, slots=True)
class Border:
    """A border that parts words which belong together: what it parts, and what it would part if words moved."""

    now: str
    better: str


def better_border(before: Caption, after: Caption, language: Language, yardstick: Yardstick) -> Border | None:
    """The border that the two captions had better have, or None when theirs is good, or none is better.

    Only captions that follow each other without a pause are judged, and only words that fit beside the others, and can
    be read in the same time, are moved.
    """
    last, first = _last_words(before.lines(language)), _first_word(after.lines(language))
    if not last or not first or not _is_split(last, first, language):
        return None
    pause = after.start_frame - before.end_frame
    if not 0 <= pause < yardstick.profile.chain_below_s * yardstick.frame_rate:
        return None
    if any(map(is_broken_on_purpose, (before.lines(language), ("", *after.lines(language))))):
        return None
    return next(_better(before, after, language, yardstick), None)


def _better(before: Caption, after: Caption, language: Language, yardstick: Yardstick) -> Iterator[Border]:
    earlier, later = _words(before.lines(language)), _words(after.lines(language))
    now = f"{earlier[-1]} / {later[0]}"
    for count in range(1, _MOST_MOVED_WORDS + 1):
        for at in (len(earlier) - count, len(earlier) + count):
            words = earlier + later
            if not 0 < at < len(words) or break_cost(words, at, language) > SPLITS:
                continue
            if _fits(words[:at], before, language, yardstick) and _fits(words[at:], after, language, yardstick):
                yield Border(now, f"{words[at - 1]} / {words[at]}")


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


def _is_split(last: Sequence[str], first: str, language: Language) -> bool:
    """Whether the border parts a word group; a capital letter may begin a sentence in a file without full stops."""
    if language == "en" and first[:1].isupper() and not first.startswith("I"):
        return break_cost([*last, _ANY_WORD], len(last), language) >= _NEVER_LAST
    return break_cost([*last, first], len(last), language) > SPLITS


def _last_words(lines: Sequence[str]) -> list[str]:
    return untagged(lines[-1]).split()[-2:] if lines else []


def _first_word(lines: Sequence[str]) -> str:
    words = untagged(lines[0]).split(maxsplit=1) if lines else []
    return words[0] if words else ""


def _words(lines: Sequence[str]) -> list[str]:
    return untagged(" ".join(lines)).split()
