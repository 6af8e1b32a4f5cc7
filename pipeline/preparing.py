"""Prepares a run: the story as it is now, the tools, and what will hold the job."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import Held, UsageError
from pipeline.domain.presets import Brand
from pipeline.domain.protection import AS_THE_STORY_SAYS, Protection
from pipeline.domain.settings import Settings
from pipeline.domain.transcript import LANGUAGES, Transcript, other
from pipeline.engines import animation, lettering, models, text_files
from pipeline.engines.brand_files import brand_file
from pipeline.engines.ffmpeg import binary, trying
from pipeline.engines.fonts import font_path
from pipeline.opening import Wishes, asked_protection, read_story, require_footage, settings_for
from pipeline.presets.story import story_from
from pipeline.rules.canvas import Box
from pipeline.rules.plate_layout import require_fitting
from pipeline.rules.protecting import protection_of
from pipeline.rules.story_texts import story_texts
from pipeline.stages import cut, deliver, intake, transcribe
from pipeline.workspace.job import Job, JobRecord, stage_key
from pipeline.workspace.stage import Stage

_LOOKED_AT = Fraction(25)
"""Pictures a second of an animation that is only looked at: the film's own pace is not known before the cut."""


def prepared(job: Job, wishes: Wishes, *, story: Path | None, today: date) -> tuple[Job, Settings]:
    """The job and everything that people decided for this run; whoever calls holds the job's lease until it ends.

    The level that was asked for is written down before anything else can fail: it counts from now on.

    Args:
        job: as it was opened; what another command line asked for since then is read anew.
        wishes: on top of the story.
        story: what a person gave now, to be read; None: the one that was read before, if any, must be unchanged.
        today: the day consents are judged on.

    Raises:
        Held: the story changed since it was read, or its copy was changed by hand.
        InputRefused, ToolMissing, UsageError: see `settings_for` and `require_tools`.
    """
    job.home.close_to_others()
    job = _asked(replace(job, record=job.load(JobRecord)), wishes)
    if story is not None:
        job = _with_story(job, story)
    else:
        _require_story_as_read(job)
    settings = settings_for(job, wishes, today=today)
    title = " | ".join(text for text in (settings.story.title.ko, settings.story.title.en) if text)
    require_tools(job, settings)
    return job.home.noted(replace(job.record, code=settings.story.code, title=title), before=job.record), settings


def _asked(job: Job, wishes: Wishes) -> Job:
    """The job that remembers which level was asked for."""
    level = asked_protection(job, wishes)
    word = level.word if level is not None else ""
    return job.home.noted(replace(job.record, asked_protection=word), before=job.record)


def _with_story(job: Job, path: Path) -> Job:
    """The job with the story as it is now, copied into its folder, where it stands until the run ends."""
    text = text_files.read(path)
    story = story_from(text, where=str(path))
    copies, copy = job.story_copies, job.story_file
    if copies.is_changed(copy) and read_story(copy) != story:
        raise Held(
            "the job's own copy of the story was changed by hand, and says something else than the story",
            where=f"{copy}, not {path}",
            remedy="Write what is right into the story itself, delete the copy, and run the same command again",
        )
    job = job.home.noted(replace(job.record, story=str(path.absolute())), before=job.record)
    if copies.is_changed(copy):
        copy.unlink()
    copies.give(copy.name, text)
    return job


def _require_story_as_read(job: Job) -> None:
    """Hold a job whose story says something else by now: it may ask for more protection.

    Nothing is read anew unasked: by now the file may tell of another interview.
    """
    path = Path(job.record.story)
    if not job.record.story:
        return
    if not path.is_file():
        raise Held(
            "the story of this interview is not where it was",
            where=str(path),
            remedy="Bring it back, or give it with --story (the job's folder has a copy)",
        )
    if not job.story_file.is_file() or read_story(path) != read_story(job.story_file):
        raise Held(
            "the story was changed since this job read it",
            where=str(path),
            remedy="Run `vignette make` on the interview's folder, or on its files with --story, to have it read",
        )


def require_tools(job: Job, settings: Settings) -> None:
    """Fail before any work when the footage, a tool, a font, the logo or a model is missing.

    Raises:
        InputRefused: a file is not where it was, or not what it was.
        ToolMissing: says which, and how to get it.
        UsageError: an animation cannot be used.
    """
    require_footage(job)
    binary.find()
    font_path("regular")
    font_path("bold")
    level = protection_of(settings.story, asked=settings.asked_protection, today=settings.today).level
    lettering.require_letters(story_texts(settings.story, level), where="story.toml")
    require_brand_files(settings.preset.show.brand)
    _require_seen(job, settings.preset.show.brand)
    for target in () if settings.draft else settings.preset.targets:
        trying.require(binary.find(), target.picture)
    if transcribe.listens(job, settings):
        models.model_folder(settings.preset.show.speech.model, job.home.models)


def require_brand_files(brand: Brand) -> None:
    """Fail when a file that the show's brand names is missing or cannot be used.

    Raises:
        UsageError: it is not there; or it moves, and cannot be used; or it should move, and is a picture.
    """
    if brand.logo:
        path = brand_file("logo", brand.logo)
        if animation.is_animation(path):
            animation.require_usable(path)
    if brand.lower_third_animation:
        animation.require_usable(brand_file("lower_third_animation", brand.lower_third_animation))


def _require_seen(job: Job, brand: Brand) -> None:
    """Look through what is to lie behind names, while hours of listening may be ahead.

    That takes seconds: once there is a transcript it is left to the brand stage, which looks when something changed.

    Raises:
        UsageError: nothing of it is seen, or it has not the shape of something behind a name.
    """
    if not brand.lower_third_animation or job.artefact_path(Transcript).is_file():
        return
    source = brand_file("lower_third_animation", brand.lower_third_animation)
    job.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=job.work, prefix=".partial-") as scratch:
        clip = Path(scratch) / "plate.mov"
        animation.at_pace(binary.find(), source, clip, frame_rate=_LOOKED_AT)
        require_fitting(Box(*animation.content_of(clip)), where=str(source))


def protection_remark(opened: Job, wishes: Wishes, settings: Settings) -> str:
    """What a person is told when an earlier command line's level still counts, or counts no more; "" for nothing."""
    before, now = opened.record.asked_protection, settings.asked_protection
    if before and now is None:
        return f'"{before}" was asked for before; from now on the story alone says how much is shown'
    if before and now is not None and now.word == before != wishes.protection:
        return (
            f'"{before}" was asked for before and still counts; '
            f"--protection {AS_THE_STORY_SAYS} goes back to what the story says"
        )
    return ""


def encoder_remarks(settings: Settings) -> tuple[str, ...]:
    """Which targets are not encoded by the hardware they ask for, because it does not work here."""
    if settings.draft:
        return ()
    asked = {target.name: target.picture for target in settings.preset.targets}
    used = {name: trying.made_by(binary.find(), picture).encoder for name, picture in asked.items()}
    return tuple(
        f'{name}: it asks for the encoder "{picture.encoder}", which does not work on this machine; '
        f"{used[name]} makes the film instead, which takes longer"
        for name, picture in asked.items()
        if used[name] != picture.encoder
    )


def foreseen_holds(job: Job, settings: Settings) -> tuple[Held, ...]:
    """What will hold the job, as far as it can be known before any work."""
    protection = protection_of(settings.story, asked=settings.asked_protection, today=settings.today)
    found = [
        Held(hold, remedy="When that is settled, run the same command again", waiting_for="producer")
        for hold in protection.holds
    ]
    found += [*_delivered_before(job, protection), *deliver.holds_at_the_door(job, settings)]
    found += _too_long(job, settings)
    return (*found, *_translation_missing(job, settings))


def _delivered_before(job: Job, protection: Protection) -> tuple[Held, ...]:
    """That a film which may not be delivered any more was delivered once: only people can take it back."""
    folder = job.home.delivery_of(job)
    if protection.deliverable or folder is None:
        return ()
    return (
        Held(
            "the film delivered before, when it was allowed, is still there",
            where=str(folder),
            remedy="Delete that folder, and take the film down where it was published, if it may no longer be shown",
            waiting_for="producer",
        ),
    )


def _too_long(job: Job, settings: Settings) -> tuple[Held, ...]:
    """That a film is longer than its platform takes; nothing before it is known what was said, or once it is cut."""
    try:
        heard = all(_is_done(job, settings, stage) for stage in (intake.STAGE, transcribe.STAGE))
    except (Held, UsageError):  # the stage itself tells it
        return ()
    return cut.foreseen(job, settings) if heard and not _is_done(job, settings, cut.STAGE) else ()


def _is_done(job: Job, settings: Settings, stage: Stage) -> bool:
    return job.is_done(stage.name, stage_key(stage.name, stage.version, stage.shaped_by(job, settings)))


def _translation_missing(job: Job, settings: Settings) -> tuple[Held, ...]:
    """That a person is to write the translation, or brought two different ones."""
    language = settings.story.language
    wanted = [other(language)] if language else list(LANGUAGES)
    sheets = [f"translation.{item}.srt" for item in wanted]
    try:
        if settings.preset.show.translator != "worksheet" or job.people_file(*sheets) is not None:
            return ()
    except Held as differing:
        return (differing,)
    return (
        Held(
            f"the translation is to be written by a person ({' or '.join(sheets)})",
            remedy="Write it into the sheet that will be made for it",
            waiting_for="translator",
        ),
    )
