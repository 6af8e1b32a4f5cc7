"""Opens a job: from what a person gives (files, a folder, a story, flags) to a job and its settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.domain.errors import InputRefused, UsageError, nearest
from pipeline.domain.protection import AS_THE_STORY_SAYS, ProtectionLevel
from pipeline.domain.settings import Settings
from pipeline.domain.story import Story
from pipeline.engines import text_files
from pipeline.engines.transcribers import TRANSCRIBERS
from pipeline.engines.translators import TRANSLATORS
from pipeline.presets.library import PresetLibrary
from pipeline.presets.story import level_from, story_from
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job, JobRecord

STORY_NAME = "story.toml"
VIDEO_SUFFIXES = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".ts", ".mxf", ".3gp"})
"""What counts as footage when a folder is given; a file that is named is looked at whatever it is called."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave.

    Attributes:
        sources: the footage, in source time order.
        story: where the story lies; None when there is none.
        beside: where people may put sheets: the folder that belongs to this interview, with its story in it or given as
            a whole; None when files were named that lie among others.
    """

    sources: tuple[Path, ...]
    story: Path | None
    beside: Path | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line (or a flow's form) asks for on top of the story; "" and () mean not asked."""

    show: str = ""
    targets: tuple[str, ...] = ()
    protection: str = ""
    draft: bool = False


def given_from(paths: Sequence[Path], *, story: Path | None) -> Given:
    """The sources and the story that paths name: files of one interview, or a folder.

    Raises:
        InputRefused: something is not there, or a folder holds no footage.
        UsageError: the story cannot be read.
    """
    if len(paths) == 1 and paths[0].is_dir():
        folder = paths[0]
        told = story or (folder / STORY_NAME if (folder / STORY_NAME).is_file() else None)
        return Given(_sources_in(folder, told), told, folder)
    for path in paths:
        if path.suffix.lower() == ".toml":
            raise UsageError(
                "this is a story, and no footage",
                where=str(path),
                remedy="Write `vignette make` with the folder it lies in, or name the footage and give it with --story",
            )
        if path.is_dir():
            raise UsageError("give either one folder or files", where=str(path), remedy="Name the files in it")
        if not path.is_file():
            raise InputRefused("there is no such file", where=str(path), remedy="Check the name and the folder")
    told = story or _story_beside(paths)
    return Given(tuple(paths), told, told.parent if told else None)


def _story_beside(paths: Sequence[Path]) -> Path | None:
    """The story in the first file's folder, unless it lists other files than these."""
    near = paths[0].parent / STORY_NAME
    if not near.is_file():
        return None
    listed = {text_files.composed(Path(source.file).name) for source in read_story(near).sources}
    return near if not listed or listed == {text_files.composed(path.name) for path in paths} else None


def _sources_in(folder: Path, story: Path | None) -> tuple[Path, ...]:
    listed = read_story(story).sources if story else ()
    if listed and story is not None:
        found = tuple(_existing(story.parent, source.file) for source in listed)
    else:
        found = tuple(sorted((path for path in folder.iterdir() if _is_footage(path)), key=_natural))
    if not found:
        raise InputRefused(
            "there is no footage in this folder",
            where=str(folder),
            remedy="Put the camera's files into it, or list them as [[source]] in story.toml",
        )
    return found


def _is_footage(path: Path) -> bool:
    """Whether a file in a folder is taken for footage; hidden ones are other programs' (macOS leaves ._GX10.mp4)."""
    return path.suffix.lower() in VIDEO_SUFFIXES and not path.name.startswith(".") and path.is_file()


def _existing(folder: Path, name: str) -> Path:
    """The file a story names, whichever way its letters are composed on this disk."""
    path = folder / name
    if path.is_file():
        return path
    alike = [
        other for other in path.parent.glob("*") if text_files.composed(other.name) == text_files.composed(path.name)
    ]
    if len(alike) == 1:
        return alike[0]
    raise InputRefused(
        "the story lists this file and it is not there", where=str(path), remedy="Correct [[source]] file"
    )


def _natural(path: Path) -> list[tuple[int, int | str]]:
    """Sorts GX2 before GX10: digits as numbers."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(0, int(part)) if part.isdigit() else (1, part) for part in parts]


def read_story(path: Path) -> Story:
    """The story in this file; raises InputRefused and UsageError."""
    return story_from(text_files.read(path), where=str(path))


def open_job(home: Home, given: Given, *, wanted: Job | None = None) -> Job:
    """The job for these sources; a new one is opened only when all that was given can be used.

    Args:
        home: where jobs lie.
        given: the footage, and the story if there is one.
        wanted: the job that must be meant; None when any may be.

    Raises:
        InputRefused: a source is empty.
        UsageError: the story cannot be used, the footage has another one, or belongs to another job than the wanted.
    """
    for path in given.sources:
        if path.stat().st_size == 0:
            raise InputRefused("the file is empty", where=str(path), remedy="Copy it from the camera again")
    if given.story is not None:
        read_story(given.story)
    entries = home.entries_of(given.sources)
    known = home.job_made_of(entries)
    if wanted is not None and (known is None or known.id != wanted.id):
        raise UsageError("this footage belongs to another job, or to none yet", remedy="Leave --job away")
    if known is not None and given.story is not None:
        _require_one_story(known, given.story)
    return home.job_for(entries, beside=given.beside)


def _require_one_story(job: Job, story: Path) -> None:
    """Refuse a second story that says something else, while the first one and its footage lie where they lay.

    A job has one film: the second would take the first one's words, names and protection away from it.
    """
    first = Path(job.record.story)
    if not job.record.story or not first.is_file() or first.samefile(story) or not _footage_is_as_it_was(job):
        return
    if read_story(first) != read_story(story):
        raise UsageError(
            f"this footage has a story already (job {job.id}), and that one says something else",
            where=f"{first}, not {story}",
            remedy="Delete the story that is not meant; for a second film of the same footage set VIGNETTE_HOME to "
            "another folder",
        )


def _footage_is_as_it_was(job: Job) -> bool:
    try:
        require_footage(job)
    except InputRefused:
        return False
    return True


def require_footage(job: Job) -> None:
    """Look whether the footage lies where it lay, unchanged.

    Raises:
        InputRefused: a file is not where it was, or not what it was.
    """
    for number, entry in enumerate(job.record.sources, start=1):
        path = Path(entry.path)
        if not path.is_file():
            raise InputRefused(
                f"file {number} of this interview is not where it was",
                where=entry.path,
                remedy="Bring it back, or run `vignette make` on the place where it lies now",
            )
        if job.hashes.sha256(path) != entry.sha256:
            raise InputRefused(
                f"file {number} of this interview was changed since the job began",
                where=entry.path,
                remedy="Bring the old file back, or run `vignette make` on the new one: it gets a job of its own",
            )


def settings_for(job: Job, wishes: Wishes, *, today: date) -> Settings:
    """Everything people decided, command line over story over show over defaults; protection apart, which only rises.

    What an earlier command line asked for counts too: see `asked_protection`.

    Raises:
        UsageError: a preset, level or story is wrong; names the nearest right one.
    """
    story = read_story(job.story_file) if job.story_file.is_file() else Story()
    library = PresetLibrary(own=job.home.presets)
    preset = library.preset(wishes.show or story.show, wishes.targets or story.targets)
    for selection in story.selections:
        _require_target(selection.target, library.names("targets"))
    _require_known("speech engine", preset.show.speech.engine, TRANSCRIBERS)
    _require_known("translator", preset.show.translator, TRANSLATORS)
    return Settings(
        story=replace(story, show=preset.show.name, targets=tuple(target.name for target in preset.targets)),
        preset=preset,
        asked_protection=asked_protection(job, wishes),
        today=today,
        draft=wishes.draft,
    )


def _require_target(name: str, known: Collection[str]) -> None:
    if name not in known:
        raise UsageError(
            f'a [[selection]] names the target "{name}", and there is no such target',
            where="story.toml",
            remedy=nearest(name, known),
        )


def asked_protection(job: Job, wishes: Wishes) -> ProtectionLevel | None:
    """The strictest level that this command line or an earlier one asked for; None when none did.

    A weaker word lowers nothing. Only `AS_THE_STORY_SAYS` takes back what was asked for.

    Raises:
        UsageError: there is no such level.
    """
    if wishes.protection == AS_THE_STORY_SAYS:
        return None
    now = level_from(wishes.protection, where="--protection")
    before = level_from(job.record.asked_protection, where=str(job.artefact_path(JobRecord)))
    return max((level for level in (now, before) if level is not None), default=None)


def _require_known(what: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise UsageError(f'there is no {what} "{name}"', where="show preset", remedy=nearest(name, known))
