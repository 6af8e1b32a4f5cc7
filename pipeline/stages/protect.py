"""Protect: the gate. What was not agreed to goes no further than this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.domain.errors import Held
from pipeline.domain.settings import Settings
from pipeline.domain.story import Story
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.rules.protecting import names_in_captions, names_in_texts, protection_of
from pipeline.rules.wording import counted
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    story = settings.story
    return {
        "captions": [job.hash_of(SubtitleTrack), job.hash_of(ReflowedSubtitles)],
        "story": story,
        "asked": settings.asked_protection,
        "today": settings.today,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    protection = protection_of(settings.story, asked=settings.asked_protection, today=settings.today)
    saved = job.save(protection)
    if protection.holds:
        raise Held(
            "; ".join(protection.holds),
            remedy="When that is settled, run the same command again",
            waiting_for="producer",
        )
    tracks = (job.load(SubtitleTrack), *job.load(ReflowedSubtitles).tracks.values())
    found = [
        *names_in_texts(_public_texts(settings.story), protection.hidden_names),
        *(place for track in tracks for place in names_in_captions(track, protection.hidden_names)),
    ]
    if found:
        raise Held(
            f"a hidden name would be shown: {'; '.join(dict.fromkeys(found))}",
            remedy="Take it out of the sheets or the story, or drop the sentence where it is spoken, and run again. "
            "Spaces and marks do not count, so it may stand across words that mean something else, "
            'as "An Na" stands in "can name": then write that in other words',
            waiting_for="producer",
        )
    level = protection.level.word if protection.level is not None else "none"
    progress.note(f'level "{level}", {counted(len(protection.hidden_names), "name")} to hide')
    return (saved,)


def _public_texts(story: Story) -> dict[str, str]:
    """Every text of the film and its upload but the captions, by the place a message names."""
    return {
        "code": story.code,
        "title": f"{story.title.ko}\n{story.title.en}",
        "description": f"{story.description.ko}\n{story.description.en}",
        "tags": "\n".join(story.tags),
        "credits": "\n".join(f"{item.role.ko}\n{item.role.en}\n{item.name}" for item in story.credits),
        "sponsors": "\n".join(story.sponsors),
        "chapters": "\n".join(f"{item.title.ko}\n{item.title.en}" for item in story.chapters),
        "pseudonyms and roles": "\n".join(
            f"{item.pseudonym.ko}\n{item.pseudonym.en}\n{item.role.ko}\n{item.role.en}" for item in story.speakers
        ),
    }


STAGE = Stage("protect", 2, "Ask what may be shown", _shaped_by, _run)
