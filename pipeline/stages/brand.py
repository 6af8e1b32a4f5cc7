"""Brand: title and credits as cards, the logo, the speaker's name; drawn once and kept in the cache."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from pipeline.domain.branding import (
    FADE_S,
    Animation,
    Branding,
    Card,
    ChapterTitle,
    DrawnCard,
    DrawnPlate,
    Labels,
    LowerThird,
    SizedLogo,
)
from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.digest import digest
from pipeline.domain.errors import CheckFailed, InputRefused
from pipeline.domain.footage import Footage
from pipeline.domain.presets import Target
from pipeline.domain.protection import Protection
from pipeline.domain.settings import Settings
from pipeline.domain.timing import frames
from pipeline.domain.transcript import Transcript
from pipeline.engines import animation, drawing_tools, fonts, logo, plates
from pipeline.engines.brand_files import brand_file
from pipeline.engines.ffmpeg import binary
from pipeline.engines.plates import PlateShape
from pipeline.rules.canvas import Box, canvas_over
from pipeline.rules.chapters import chapter_starts
from pipeline.rules.name_layout import name_plate
from pipeline.rules.naming import when_named
from pipeline.rules.plate_layout import PlatePlace, plate_behind, require_fitting
from pipeline.rules.protecting import shown_name
from pipeline.rules.spoken import spoken_in
from pipeline.rules.uploading import THUMBNAIL, about_chapters, in_words, upload_findings, upload_pack
from pipeline.workspace import files
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_DRAWN_VERSION = 3
"""Raised whenever the same card, logo or plate is drawn otherwise."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    story = settings.story
    return {
        "cut": [job.hash_of(EditDecisionList), job.hash_of(TargetCuts)],
        "transcript": job.hash_of(Transcript),
        "protection": job.hash_of(Protection),
        "brand": settings.preset.show.brand,
        "logo": _hash(job, settings, "logo"),
        "plates": _plates_shaped_by(job, settings),
        "pictures": [
            (target.name, target.picture.width_px, target.picture.height_px, target.safe_area)
            for target in _targets(settings)
        ],
        "story": (story.title, story.speakers, story.credits, story.sponsors, story.chapters),
        "upload": (
            job.load(Transcript).language,
            story.description,
            story.tags,
            [target.limits for target in _targets(settings)],
        ),
        "tools": _tools(job),
        "version": _DRAWN_VERSION,
    }


def _tools(job: Job) -> Mapping[str, str]:
    """What shapes cards and logos besides what is drawn."""
    fonts = drawing_tools.fonts_hash(job.hashes.sha256)
    return {"ffmpeg": binary.find().version, "fonts": fonts, **drawing_tools.library_versions()}


def _targets(settings: Settings) -> tuple[Target, ...]:
    return settings.preset.targets


def _plates_shaped_by(job: Job, settings: Settings) -> object:
    """What the places of names depend on, where something is drawn there."""
    animated = _hash(job, settings, "lower_third_animation")
    canvases = [(target, settings.preset.profile_of(target.name)) for target in _targets(settings)]
    return (animated, job.hash_of(Footage), canvases) if animated else None


def _file(settings: Settings, key: Literal["logo", "lower_third_animation"]) -> Path | None:
    """The file that the show's brand names under this key."""
    name = getattr(settings.preset.show.brand, key)
    return brand_file(key, name) if name else None


def _hash(job: Job, settings: Settings, key: Literal["logo", "lower_third_animation"]) -> str:
    """The content of that file; "" for none."""
    path = _file(settings, key)
    return job.hashes.sha256(path) if path else ""


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    cut, own = job.load(EditDecisionList), job.load(TargetCuts).cuts
    _require_upload(job, settings, cut, own, progress)
    wanted = [(card, target) for target in _targets(settings) for card in _cards(settings, cut)]
    drawn: list[DrawnCard] = []
    with _opened_logo(job, settings, cut) as opened:
        for number, (card, target) in enumerate(wanted, start=1):
            drawn.append(_drawn(job, settings, card, target, cut, opened))
            progress.advance(number / len(wanted))
        logos = (
            tuple(_sized_logo(job, settings, target, cut, opened) for target in _targets(settings)) if opened else ()
        )
    branding = Branding(
        tuple(drawn),
        logos,
        _labels(job, settings, cut, progress),
        {target: _labels(job, settings, selected, progress, target=target) for target, selected in own.items()},
    )
    branding = replace(branding, plates=_plates(job, settings, branding, cut.frame_rate))
    return (job.save(branding), *_files(job, branding))


@contextmanager
def _scratch(job: Job) -> Iterator[Path]:
    """A folder for what is unpacked meanwhile."""
    job.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=job.work, prefix=".partial-") as folder:
        yield Path(folder)


@dataclass(frozen=True, slots=True)
class _Logo:
    """The show's logo, opened.

    Attributes:
        still: the picture of it that stays.
        clip: how it moves, at the film's pace; None for one that stands still.
        frame_count: of the clip.
    """

    still: Path
    clip: Path | None = None
    frame_count: int = 0


@contextmanager
def _opened_logo(job: Job, settings: Settings, cut: EditDecisionList) -> Iterator[_Logo | None]:
    """The logo while cards and targets are drawn; of one that moves, the pictures are unpacked for so long."""
    source = _file(settings, "logo")
    if source is None or not animation.is_animation(source):
        yield _Logo(source) if source else None
        return
    with _scratch(job) as scratch:
        clip, still = scratch / "logo.mov", scratch / "logo.png"
        animation.at_pace(binary.find(), source, clip, frame_rate=cut.frame_rate)
        yield _Logo(still, clip, animation.keep_last(clip, still))


def _plates(job: Job, settings: Settings, branding: Branding, frame_rate: Fraction) -> tuple[DrawnPlate, ...]:
    """What lies behind the names, for each target."""
    source = _file(settings, "lower_third_animation")
    if source is None:
        return ()
    videos = [file.video for file in job.load(Footage).files]
    found: list[DrawnPlate] = []
    with _scratch(job) as scratch:
        clip = scratch / "plate.mov"
        animation.at_pace(binary.find(), source, clip, frame_rate=frame_rate)
        content, screen = Box(*animation.content_of(clip)), Box(0, 0, *animation.size_of(clip))
        require_fitting(content, where=str(source))
        for target in _targets(settings):
            canvas = canvas_over(videos, target, settings.preset.profile_of(target.name), fonts.typeface())
            labels = branding.labels_of(target.name)
            for name in labels.lower_thirds:
                set_name = name_plate(name, canvas, labels.titles)
                place = plate_behind(set_name, canvas, content=content, screen=screen)
                found.append(_plate(job, settings, target, name, clip, place, frame_rate))
    return tuple(found)


def _plate(
    job: Job,
    settings: Settings,
    target: Target,
    name: LowerThird,
    clip: Path,
    place: PlatePlace,
    frame_rate: Fraction,
) -> DrawnPlate:
    """An animation behind one name, drawn where no cache has it."""
    frame_count, box = name.end_frame - name.start_frame, place.box
    shape = PlateShape(
        place.source, box.width_px, box.height_px, frame_rate, frame_count, fade_frames=FADE_S * frame_rate
    )
    key = digest([_DRAWN_VERSION, _hash(job, settings, "lower_third_animation"), shape, _tools(job)])
    path = job.home.card(key, suffix="mov")
    if not path.is_file():
        with files.replacing(path) as partial:
            plates.write_plate(binary.find(), clip, partial, shape)
    return DrawnPlate(target.name, key, name.start_frame, frame_count, box.left, box.top)


def _files(job: Job, branding: Branding) -> list[Path]:
    """Where all lies that was drawn."""
    stills = [job.home.card(item.key, suffix="png") for item in branding.logos]
    moving = [item.animation.key for item in branding.logos if item.animation]
    moving += [plate.key for plate in branding.plates]
    cards = [job.home.card(card.key) for card in branding.cards]
    return [*cards, *stills, *(job.home.card(key, suffix="mov") for key in moving)]


def _require_upload(
    job: Job, settings: Settings, cut: EditDecisionList, own: Mapping[str, EditDecisionList], progress: Progress
) -> None:
    """Look at the upload forms before anything is drawn or rendered, and say which chapters they lack.

    Raises:
        CheckFailed: a platform would refuse one; names the rule and what to shorten.
    """
    forms = {
        target.name: upload_pack(
            settings.story,
            own.get(target.name, cut),
            language=job.load(Transcript).language,
            fallback_title=settings.slug(job.id),
            thumbnail=THUMBNAIL,
        )
        for target in _targets(settings)
    }
    found = tuple(
        dict.fromkeys(
            item for target in _targets(settings) for item in upload_findings(forms[target.name], target.limits)
        )
    )
    if found:
        raise CheckFailed(
            f"the platform would refuse the upload form: {in_words(found, settings.story.title)}",
            where="story.toml",
            remedy=f"{found[0].message} Nothing was rendered",
        )
    whole = [form for target, form in forms.items() if target not in own]
    if whole and (lacking := about_chapters(settings.story, whole[0])):
        progress.note(lacking)


def _cards(settings: Settings, cut: EditDecisionList) -> tuple[Card, ...]:
    story, colours = settings.story, settings.preset.show.brand.colours
    thanks = tuple(
        " · ".join(part for part in (item.role.ko, item.role.en, item.name) if part) for item in story.credits
    )
    intro = (
        Card("intro", story.title.ko, story.title.en, (), cut.lead_in_frames, colours) if cut.lead_in_frames else None
    )
    outro = Card("outro", "", "", (*thanks, *story.sponsors), cut.tail_frames, colours) if cut.tail_frames else None
    return tuple(card for card in (intro, outro) if card)


def _drawn(
    job: Job, settings: Settings, card: Card, target: Target, cut: EditDecisionList, opened: _Logo | None
) -> DrawnCard:
    picture = target.picture
    key = digest(
        {
            "version": _DRAWN_VERSION,
            "card": card,
            "size": (picture.width_px, picture.height_px),
            "frame_rate": cut.frame_rate,
            "logo": _hash(job, settings, "logo"),
            "tools": _tools(job),
        }
    )
    path = job.home.card(key)
    if not path.is_file():
        from pipeline.engines import cards

        with files.replacing(path) as partial:
            cards.render_card(
                card,
                partial,
                width_px=picture.width_px,
                height_px=picture.height_px,
                frame_rate=cut.frame_rate,
                logo=opened.still if opened else None,
                ffmpeg=binary.find().path,
            )
    return DrawnCard(card.kind, target.name, key, card.frame_count)


def _sized_logo(job: Job, settings: Settings, target: Target, cut: EditDecisionList, opened: _Logo) -> SizedLogo:
    picture, area, opacity = target.picture, target.safe_area, settings.preset.show.brand.logo_opacity
    key = digest(
        {
            "version": _DRAWN_VERSION,
            "logo": _hash(job, settings, "logo"),
            "size": (picture.width_px, picture.height_px),
            "safe_area": area,
            "opacity": opacity,
            "frame_rate": cut.frame_rate if opened.clip else None,
            "tools": _tools(job),
        }
    )
    path, moving = job.home.card(key, suffix="png"), job.home.card(key, suffix="mov")
    if not path.is_file():
        with files.replacing(path) as partial:
            logo.size_logo(opened.still, partial, picture=picture, safe_area=area, opacity=opacity)
    if opened.clip is None:
        return SizedLogo(target.name, key)
    if not moving.is_file():
        with files.replacing(moving) as partial:
            logo.size_animated_logo(
                binary.find(),
                opened.clip,
                partial,
                frame_rate=cut.frame_rate,
                picture=picture,
                safe_area=area,
                opacity=opacity,
            )
    return SizedLogo(target.name, key, Animation(key, opened.frame_count))


def _labels(job: Job, settings: Settings, cut: EditDecisionList, progress: Progress, *, target: str = "") -> Labels:
    """What is written over one cut: the film's, or a target's own."""
    titles = _titles(settings, cut)
    return Labels(_lower_thirds(job, settings, cut, titles, progress, target=target), titles)


def _lower_thirds(
    job: Job,
    settings: Settings,
    cut: EditDecisionList,
    titles: tuple[ChapterTitle, ...],
    progress: Progress,
    *,
    target: str,
) -> tuple[LowerThird, ...]:
    """The name of the person the film is about, as it may be shown, while this person speaks."""
    length = settings.preset.show.brand.lower_third_s
    speakers = settings.story.speakers
    name = shown_name(speakers[0], job.load(Protection).level) if speakers else None
    if not name or not length:
        return ()
    when = when_named(cut, spoken_in(cut, job.load(Transcript)), length=length, titles=titles)
    if when is None:
        why = "the name of speaker 1 is not shown: this person never speaks alone for long enough to read it"
        progress.note(f"{target}: {why}" if target else why)
        return ()
    role = speakers[0].role
    return (LowerThird(name.ko, name.en, role.ko, role.en, *when),)


def _titles(settings: Settings, cut: EditDecisionList) -> tuple[ChapterTitle, ...]:
    """The story's chapter titles where their chapters begin in the film, each gone before the next one comes."""
    length = frames(settings.preset.show.brand.chapter_title_s, cut.frame_rate)
    last, chapters = cut.frame_count - cut.tail_frames, settings.story.chapters
    begun = [(item.chapter.title, frames(item.start, cut.frame_rate)) for item in chapter_starts(chapters, cut)]
    ends = [*(start for _, start in begun[1:]), last]
    spans = [(title, start, min(start + length, end)) for (title, start), end in zip(begun, ends, strict=False)]
    return tuple(ChapterTitle(title.ko, title.en, start, end) for title, start, end in spans if start < end)


def _forget(job: Job, settings: Settings) -> None:
    """Have the job's cards, logos and plates drawn again; other jobs that share one draw it again, too."""
    try:
        branding = job.load(Branding)
    except InputRefused:
        return
    for path in _files(job, branding):
        path.unlink(missing_ok=True)


STAGE = Stage("brand", 4, "Draw title, credits and name", _shaped_by, _run, forget=_forget)
