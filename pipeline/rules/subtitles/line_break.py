"""Lines and captions end where a reader would breathe, not inside a word group, let alone inside a word; a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import SPLITS, break_cost
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.caption_borders import Border, better_border
from pipeline.rules.subtitles.rebreaking import is_broken_on_purpose, rebroken, too_long
from pipeline.rules.subtitles.rewording import with_lines
from pipeline.rules.text_width import untagged, width

_CLEARLY_BETTER = 1.5
"""By how much a better break costs less than the one that is blamed."""

_WELCOME = 1.5
"""Lines are broken anew only where every new break costs no more than this: behind a clause, a topic, before a
preposition."""

_SHORT = 0.3
"""A line shorter than this share of the longest is a worse one, unless the old lines had one no longer."""

_HANGUL_END = re.compile(r"[가-힣]$")
_NO_WORD_BEGINS = re.compile(
    r"(?:[았었였겠](?:[어습는던을다고지네으더기나잖거구군]|$)|습니[다까]|읍니다|니다(?:[.?!…]|$)|잖아|"
    r"(?:어요|아요|여요|에요|예요|네요|를|에서|에서는|에게|께서|으로|까지|부터)(?:[.,?!…]|$))"
)
"""How no Korean word begins: with the end of a verb, or with a particle."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each line, and each caption, that ends badly and could end better within the limits."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for caption in captions:
            lines = caption.lines(language)
            found += [_cut(caption, *halves) for halves in _cut_words(lines, language)]
            better = _better_lines(lines, language, limits)
            if better is not None:
                found.append(_split(caption, _split_group(lines, language), " / ".join(better)))
        for before, after in pairwise(captions):
            border = better_border(before, after, language, yardstick)
            if border is not None:
                found.append(_misplaced(after, border))
    return found


def _split(caption: Caption, now: str, better: str) -> QcFinding:
    message = f'This break parts words that belong together; better: "{better}".'
    return finding(RULE.name, caption, "warning", measured=now, limit=better, message=message)


def _misplaced(caption: Caption, border: Border) -> QcFinding:
    first, second = border.better
    message = f'The caption before ends where words belong together; better: "{first}", and then "{second}".'
    return finding(RULE.name, caption, "warning", measured=border.now, limit=f"{first} | {second}", message=message)


def _cut(caption: Caption, head: str, tail: str) -> QcFinding:
    message = f'This break cuts a word; write "{head}{tail}" on one line.'
    return finding(RULE.name, caption, "warning", measured=f"{head} / {tail}", limit=f"{head}{tail}", message=message)


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Lines broken anew where that is surely better; words never move to another caption, and its time."""
    result = list(captions)
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for index, caption in enumerate(result):
            lines = caption.lines(language)
            better = _better_lines(lines, language, limits)
            if better is not None and _is_surely_better(better, lines, language):
                result[index] = with_lines(caption, language, better)
    return tuple(result)


def _is_surely_better(better: Sequence[str], lines: Sequence[str], language: Language) -> bool:
    """Whether every new break is a welcome one, and no line is much shorter than any was."""
    shortest, longest = min(_widths(better, language)), max(_widths(better, language))
    even = shortest >= min(_SHORT * longest, *_widths(lines, language))
    return even and _worst_break(better, language) <= _WELCOME


def _widths(lines: Sequence[str], language: Language) -> list[float]:
    return [width(untagged(line), language) for line in lines]


def _better_lines(lines: Sequence[str], language: Language, limits: LanguageLimits) -> tuple[str, ...] | None:
    """The same words in lines that part no group, or None when there are no such lines or none are needed."""
    if len(lines) < 2 or is_broken_on_purpose(lines) or any(_cut_words(lines, language)):
        return None
    now = _worst_break(lines, language)
    if now <= SPLITS:
        return None
    better = rebroken(lines, language, limits)
    fits = len(better) <= len(lines) and not too_long(better, language, limits)
    return better if fits and _worst_break(better, language) <= min(SPLITS, now - _CLEARLY_BETTER) else None


def _worst_break(lines: Sequence[str], language: Language) -> float:
    return max((break_cost(words, at, language) for words, at in _breaks(lines)), default=0.0)


def _split_group(lines: Sequence[str], language: Language) -> str:
    """The two words that the worst break parts."""
    words, at = max(_breaks(lines), key=lambda place: break_cost(place[0], place[1], language))
    return f"{words[at - 1]} / {words[at]}"


def _breaks(lines: Sequence[str]) -> Iterator[tuple[list[str], int]]:
    """All the words, with the place of each line's end among them."""
    rows = [untagged(line).split() for line in lines]
    words, end = [word for row in rows for word in row], 0
    for row, following in pairwise(rows):
        end += len(row)
        if row and following:
            yield words, end


def _cut_words(lines: Sequence[str], language: Language) -> Iterator[tuple[str, str]]:
    """The halves of each Korean word that a line's end cuts, where that is certain."""
    if language != "ko" or is_broken_on_purpose(lines):
        return
    for before, after in pairwise([untagged(line).split() for line in lines]):
        if before and after and _HANGUL_END.search(before[-1]) and _NO_WORD_BEGINS.match(after[0]):
            yield before[-1], after[0]


RULE = Rule("subtitle-line-break", check, fix)
