"""Fills the upload form from the story, and judges it by the platform's limits: bytes where bytes count."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.delivery import UploadChapter, UploadPack
from pipeline.domain.presets import Limits
from pipeline.domain.qc import QcFinding
from pipeline.domain.story import Bilingual, Story
from pipeline.domain.timing import at_frame, clock
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules.chapters import chapter_starts
from pipeline.rules.wording import counted

THUMBNAIL = "thumbnail.jpg"
"""The still's file name in every delivery."""

_BETWEEN_TITLES = " | "

_FEWEST_CHAPTERS = 3
_SHORTEST_CHAPTER_S = 10
"""YouTube shows chapters from three on, the first at 0:00, each 10 s or longer."""


def upload_pack(
    story: Story,
    cut: EditDecisionList,
    *,
    language: Language,
    fallback_title: str,
    thumbnail: str,
    target: str = "",
) -> UploadPack:
    """The form, filled in.

    Args:
        story: titles, descriptions, tags, chapters and thanks.
        cut: maps the chapters' source times; a chapter that was cut out goes.
        language: what is spoken.
        fallback_title: stands in when the story has none.
        thumbnail: file name.
        target: whose cut it is, where a target has its own; its captions carry its name.
    """
    chapters = _chapters(story, cut, language)
    title = _BETWEEN_TITLES.join(part for part in (story.title.ko, story.title.en) if part) or fallback_title
    thanks = "\n".join(
        ": ".join(part for part in (item.role.in_language(language), item.name) if part) for item in story.credits
    )
    marks = "\n".join(f"{clock(item.at_s)} {item.title}" for item in chapters)
    description = "\n\n".join(part for part in (story.description.ko, story.description.en, marks, thanks) if part)
    return UploadPack(
        title=title,
        description=description,
        tags=story.tags,
        chapters=chapters,
        language=language,
        captions={item: named("captions", f"{item}.srt", target) for item in LANGUAGES},
        thumbnail=thumbnail,
    )


def named(what: str, suffix: str, target: str) -> str:
    """A delivered file's name; a target with a cut of its own stands in it: captions.shorts.ko.srt."""
    return ".".join(part for part in (what, target, suffix) if part)


def _chapters(story: Story, cut: EditDecisionList, language: Language) -> tuple[UploadChapter, ...]:
    found: list[UploadChapter] = []
    end = at_frame(cut.frame_count, cut.frame_rate)
    for begun in chapter_starts(story.chapters, cut):
        at_s = int(begun.start) if found else 0
        if not found or at_s - found[-1].at_s >= _SHORTEST_CHAPTER_S:
            found.append(UploadChapter(at_s, begun.chapter.title.in_language(language)))
    if found and end - found[-1].at_s < _SHORTEST_CHAPTER_S:
        found.pop()
    return tuple(found) if len(found) >= _FEWEST_CHAPTERS else ()


def about_chapters(story: Story, pack: UploadPack) -> str:
    """Why the form has fewer chapters than the story, or none, in plain words; "" when it has them all.

    Args:
        story: what people wrote.
        pack: the form made of it.
    """
    asked, given = len(story.chapters), len(pack.chapters)
    if given == asked:
        return ""
    number = f"{given} of its {counted(asked, 'chapter')}" if given else "no chapters"
    return (
        f"the upload form has {number}: platforms take them from {_FEWEST_CHAPTERS} on, each at least "
        f"{_SHORTEST_CHAPTER_S} s of the film long; the titles in the picture do not depend on it"
    )


def upload_findings(pack: UploadPack, limits: Limits, *, target: str = "") -> tuple[QcFinding, ...]:
    """One finding for each part of the form that the platform would refuse; `target`: see `upload_pack`."""
    where = named("upload", "json", target)
    tags = sum(len(tag) + (2 if " " in tag else 0) for tag in pack.tags) + max(0, len(pack.tags) - 1)
    both = f'title.ko and title.en, which stand together with "{_BETWEEN_TITLES}" between them'
    measured = (
        ("upload-title", both, len(pack.title), limits.max_title_characters, "characters"),
        (
            "upload-description",
            "description.ko and description.en",
            len(pack.description.encode()),
            limits.max_description_bytes,
            "bytes",
        ),
        ("upload-tags", "tags", tags, limits.max_tags_characters, "characters"),
    )
    found = [
        QcFinding(
            rule=rule,
            severity="error",
            where=where,
            measured=f"{size} {unit}",
            limit=f"{limit} {unit}",
            message=f"Shorten {key} in story.toml.",
        )
        for rule, key, size, limit, unit in measured
        if size > limit
    ]
    for rule, text in (("upload-title", pack.title), ("upload-description", pack.description)):
        if "<" in text or ">" in text:
            found.append(
                QcFinding(rule, "error", where, "< or >", "none", "The platform refuses < and >; remove them.")
            )
    return tuple(found)


def in_words(findings: Sequence[QcFinding], title: Bilingual) -> str:
    """What the platform would refuse, rule by rule; which of the two titles takes how much of their common limit.

    Args:
        findings: of the form.
        title: the story's; its words are not told, only their number.
    """
    each = f"title.ko has {counted(len(title.ko), 'character')}, title.en {len(title.en)}; the limit is for both"
    return "; ".join(
        f"{item.rule}: {item.measured}, limit {item.limit}"
        + (f" ({each})" if item.rule == "upload-title" and item.limit.endswith("characters") else "")
        for item in findings
    )
