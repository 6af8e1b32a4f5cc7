"""Changes what captions show, line by line: what the fixes of text share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.domain.subtitles import Caption
from pipeline.domain.timed_text import is_blank
from pipeline.domain.transcript import Language
from pipeline.rules.text_width import TAG


def with_lines(caption: Caption, language: Language, lines: Sequence[str]) -> Caption:
    """The caption with these lines in one language; the same value when it has them already."""
    changed = tuple(lines)
    if changed == caption.lines(language):
        return caption
    return replace(caption, ko=changed) if language == "ko" else replace(caption, en=changed)


def reworded(
    captions: Sequence[Caption], languages: Iterable[Language], change: Callable[[Sequence[str]], Sequence[str]]
) -> tuple[Caption, ...]:
    """The captions with their lines in these languages changed; a line of which nothing is left is taken away."""
    result = list(captions)
    for language in languages:
        for index, caption in enumerate(result):
            lines = list(change(caption.lines(language)))
            if lines != list(caption.lines(language)):
                result[index] = with_lines(caption, language, [line for line in lines if not is_blank(line)])
    return tuple(result)


def outside_tags(line: str, change: Callable[[str], str]) -> str:
    """The line with what stands between its tags changed, each stretch by itself; the tags stay as they are."""
    if "<" not in line and "{" not in line:
        return change(line)
    texts, tags = TAG.split(line), TAG.findall(line)
    return "".join(change(text) + tag for text, tag in zip(texts, [*tags, ""], strict=True))
