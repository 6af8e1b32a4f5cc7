"""What is opened is closed: a quotation mark has its second one, in its caption or in one of the next few.

Single marks are not looked at: most of them are apostrophes. A quotation that goes on may open anew in each caption, as
paragraphs do. Only a person knows where the words of another end, so nothing is mended here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import Rule, Yardstick, finding
from pipeline.rules.text_width import untagged

_MARKS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"[“„]|(?<![^\s(\[{<“‘'«…—–-])\"(?=[^\s\"])"), re.compile(r"”|(?<=[^\s(\[{<“‘'«—–-])\"|\"(?=\s|$)")),
    (re.compile("「"), re.compile("」")),
    (re.compile("『"), re.compile("』")),
    (re.compile("《"), re.compile("》")),
)
"""What opens and what closes; the typewriter's mark closes behind a sign and before a space."""

_LONGEST_QUOTATION = 6
"""Captions after the first one in which a quotation may still be closed."""


def check(captions: Sequence[Caption], yardstick: Yardstick) -> list[QcFinding]:
    """One finding for each caption with a quotation that is never closed."""
    return [
        finding(
            RULE.name,
            caption,
            "warning",
            measured=f"an opening {mark}",
            limit="closed again",
            message="This quotation is never closed; write the closing mark where it ends.",
        )
        for language in yardstick.languages
        for opening, closing in _MARKS
        for caption, mark in _unclosed(captions, language, opening, closing)
    ]


def _unclosed(
    captions: Sequence[Caption], language: Language, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[Caption, str]]:
    """Each caption that opens a quotation which none of the next few closes, and the mark."""
    waiting: tuple[int, str] | None = None
    for index, caption in enumerate(captions):
        if waiting is not None and index - waiting[0] > _LONGEST_QUOTATION:
            yield captions[waiting[0]], waiting[1]
            waiting = None
        text = untagged(" ".join(caption.lines(language)))
        opened = list(opening.finditer(text))
        closed = max((found.start() for found in closing.finditer(text)), default=-1)
        if closed >= 0:
            waiting = None
        if opened and opened[-1].start() > closed:
            waiting = index, opened[-1][0]
    if waiting is not None:
        yield captions[waiting[0]], waiting[1]


RULE = Rule("subtitle-quotation", check)
