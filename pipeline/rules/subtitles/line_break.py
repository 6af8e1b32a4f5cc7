"""Lines and captions end where a reader would breathe, not inside a word group; a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.line_breaking import SPLITS, break_cost
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.subtitles.caption_borders import better_border
from pipeline.rules.subtitles.rebreaking import is_broken_on_purpose, rebroken, too_long
from pipeline.rules.subtitles.rewording import with_lines
from pipeline.rules.text_width import untagged


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each line, and each caption, that ends badly and could end better within the limits."""
    found: list[QcFinding] = []
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for caption in captions:
            better = _better_lines(caption.lines(language), language, limits)
            if better is not None:
                found.append(_judged(caption, _split_group(caption.lines(language), language), " / ".join(better)))
        for before, after in pairwise(captions):
            border = better_border(before, after, language, yardstick)
            if border is not None:
                found.append(_judged(after, border.now, border.better))
    return found


def _judged(caption: Caption, now: str, better: str) -> QcFinding:
    return finding(
        RULE.name,
        caption,
        "warning",
        measured=now,
        limit=better,
        message=f'This break parts words that belong together; better: "{better}".',
    )


def fix(captions: Sequence[Caption], yardstick: Yardstick) -> tuple[Caption, ...]:
    """Lines broken anew; words never move from one caption to the next, for they would leave their time."""
    result = list(captions)
    for language in yardstick.languages:
        limits = yardstick.profile.limits(language)
        for index, caption in enumerate(result):
            better = _better_lines(caption.lines(language), language, limits)
            if better is not None:
                result[index] = with_lines(caption, language, better)
    return tuple(result)


def _better_lines(lines: Sequence[str], language: Language, limits: LanguageLimits) -> tuple[str, ...] | None:
    """The same words in lines that part no group, or None when there are no such lines or none are needed."""
    if len(lines) < 2 or _worst_break(lines, language) <= SPLITS or is_broken_on_purpose(lines):
        return None
    better = rebroken(lines, language, limits)
    fits = len(better) <= len(lines) and not too_long(better, language, limits)
    return better if fits and _worst_break(better, language) <= SPLITS else None


def _worst_break(lines: Sequence[str], language: Language) -> float:
    return max((break_cost(words, at, language) for words, at in _breaks(lines)), default=0.0)


def _split_group(lines: Sequence[str], language: Language) -> str:
    """The two words that the worst break parts."""
    words, at = max(_breaks(lines), key=lambda place: break_cost(place[0], place[1], language))
    return f"{words[at - 1]} / {words[at]}"


def _breaks(lines: Sequence[str]) -> Iterator[tuple[list[str], int]]:
    """The words around each line's end, and where among them it is."""
    for before, after in pairwise([untagged(line) for line in lines]):
        last, first = before.split()[-2:], after.split()[:1]
        if last and first:
            yield last + first, len(last)


RULE = Rule("subtitle-line-break", check, fix)
