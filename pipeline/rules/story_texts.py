"""Collects what of the story is set in the picture: on cards, under the speaker, at chapters, on the thumbnail."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import Bilingual, Story
from pipeline.rules.protecting import shown_name


def story_texts(story: Story, level: ProtectionLevel | None) -> tuple[tuple[str, str], ...]:
    """Every text of the story that is drawn, with the key it stands under; empty ones are left out.

    Descriptions and tags are for the upload form alone, and a hidden name is drawn nowhere: neither is among them.

    Args:
        story: what a person wrote.
        level: decides which of a speaker's names is shown; None as long as none is stated.
    """
    return tuple((key, text) for key, text in _drawn(story, level) if text)


def _drawn(story: Story, level: ProtectionLevel | None) -> Iterator[tuple[str, str]]:
    yield from _both("title", story.title)
    for number, speaker in enumerate(story.speakers, start=1):
        shown = shown_name(speaker, level)
        yield from _both(f"speaker {number} {'name' if shown == speaker.name else 'pseudonym'}", shown)
        yield from _both(f"speaker {number} role", speaker.role)
    for number, chapter in enumerate(story.chapters, start=1):
        yield from _both(f"chapters {number} title", chapter.title)
    for number, credit in enumerate(story.credits, start=1):
        yield from _both(f"credit {number} role", credit.role)
        yield f"credit {number} name", credit.name
    for number, sponsor in enumerate(story.sponsors, start=1):
        yield f"sponsor {number} name", sponsor


def _both(key: str, text: Bilingual) -> Iterator[tuple[str, str]]:
    yield f"{key}.ko", text.ko
    yield f"{key}.en", text.en
