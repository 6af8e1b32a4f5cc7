"""Changes what captions show, line by line: what the fixes of text share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language


def with_lines(caption: Caption, language: Language, lines: Sequence[str]) -> Caption:
    """The caption with these lines in one language; the same value when it has them already."""
    changed = tuple(lines)
    if changed == caption.lines(language):
        return caption
    return replace(caption, ko=changed) if language == "ko" else replace(caption, en=changed)


def reworded(
    captions: Sequence[Caption], languages: Iterable[Language], change: Callable[[Sequence[str]], Sequence[str]]
) -> tuple[Caption, ...]:
    """The captions with their lines in these languages changed."""
    result = list(captions)
    for language in languages:
        result = [with_lines(caption, language, change(caption.lines(language))) for caption in result]
    return tuple(result)
