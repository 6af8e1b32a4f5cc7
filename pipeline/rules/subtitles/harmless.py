"""Lets a rule mend only what makes no other rule's findings more: the rest of its fix is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import LANGUAGES
from pipeline.rules.subtitles import RULES
from pipeline.rules.subtitles.base import Rule, Yardstick
from pipeline.rules.text_width import untagged

_Counts = Counter[tuple[str, str]]
"""How often each rule is broken by each caption, by the rule's name and "cue 3"."""


def harmless(
    rule: Rule, captions: tuple[Caption, ...], yardstick: Yardstick, *, keeps_lines: Collection[int] = ()
) -> tuple[Caption, ...]:
    """The captions after the rule's fix, but for those that would break any rule more often than they do.

    Signs keep their line breaks. Captions that are taken away show nothing, so that they can harm nothing.

    Args:
        rule: what mends.
        captions: in the order of their starts.
        yardstick: what they are measured against.
        keeps_lines: the numbers of further captions that keep their line breaks.
    """
    if rule.fix is None:
        return captions
    fixed = rule.fix(captions, yardstick)
    if len(fixed) < len(captions) or fixed == captions:
        return fixed
    fixed = tuple(
        old if (old.place or old.number in keeps_lines) and _is_rebroken(old, new) else new
        for old, new in zip(captions, fixed, strict=True)
    )
    before = _counts(captions, yardstick)
    while fixed != captions:
        worse = {where for _, where in _counts(fixed, yardstick) - before}
        if not worse:
            break
        fixed = _taken_back(captions, fixed, worse)
    return fixed


def _counts(captions: Sequence[Caption], yardstick: Yardstick) -> _Counts:
    return Counter((item.rule, item.where) for rule in RULES for item in rule.check(captions, yardstick))


def _is_rebroken(old: Caption, new: Caption) -> bool:
    """Whether a caption has other line breaks than before."""
    return any(_breaks(old.lines(language)) != _breaks(new.lines(language)) for language in LANGUAGES)


def _breaks(lines: Sequence[str]) -> list[int]:
    """How many letters and digits stand in each line, tags apart."""
    return [sum(map(str.isalnum, untagged(line))) for line in lines]


def _taken_back(captions: Sequence[Caption], fixed: Sequence[Caption], worse: set[str]) -> tuple[Caption, ...]:
    """The fixed captions without what was changed in those that got worse, else in their neighbours, else in any."""
    hit = {index for index, caption in enumerate(captions) if f"cue {caption.number}" in worse}
    changed = {index for index, pair in enumerate(zip(captions, fixed, strict=True)) if pair[0] != pair[1]}
    near = {index + step for index in hit for step in (-1, 1)}
    back = changed & hit or changed & near or changed
    return tuple(captions[index] if index in back else caption for index, caption in enumerate(fixed))
