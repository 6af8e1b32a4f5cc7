"""Render: a plan, chunks that are encoded only when no cache has them, and a join that copies."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.domain.branding import Branding
from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.digest import digest
from pipeline.domain.errors import InputRefused
from pipeline.domain.footage import Footage
from pipeline.domain.framing import FileFraming, Framing
from pipeline.domain.presets import Target
from pipeline.domain.protection import Protection
from pipeline.domain.render_plan import Chunk, Film, RenderPlan, Tools
from pipeline.domain.settings import Settings
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.engines import drawing_tools, fonts
from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary, trying
from pipeline.rules import cache_keeping, drawing, reading_once, render_planning, render_reasons
from pipeline.rules.canvas import canvas_over
from pipeline.rules.reading_once import Group
from pipeline.rules.wording import counted
from pipeline.workspace import cache, files, planned
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Piece, Progress, Silent, Spread, Stage

_DRAFT_HEIGHT_PX = 540
_BYTES_PER_PIXEL = 0.012
"""Of an encoded frame at the targets' quality, generously: 1080p30 then makes 0.75 MB a second."""

_SOUND_BYTES_PER_S = 48_000 * 2 * 4
"""Raw stereo sound."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "footage": job.hash_of(Footage),
        "cut": [job.hash_of(EditDecisionList), job.hash_of(TargetCuts)],
        "captions": [job.hash_of(SubtitleTrack), job.hash_of(ReflowedSubtitles)],
        "protection": job.hash_of(Protection),
        "brand": job.hash_of(Branding),
        "framing": job.hash_of(Framing),
        "colours": settings.preset.show.brand.colours,
        "profiles": [settings.preset.subtitles, settings.preset.reflowed],
        "fade": settings.preset.show.cut.fade_s,
        "targets": settings.preset.targets,
        "encoders": []
        if settings.draft
        else [_made_here(target).picture.encoder for target in settings.preset.targets],
        "draft": settings.draft,
        "tools": _tools(job),
        "version": render_planning.RENDER_VERSION,
    }


def _tools(job: Job) -> Tools:
    return Tools(binary.find().version, drawing_tools.fonts_hash(job.hashes.sha256))


def plan_of(job: Job, settings: Settings) -> RenderPlan:
    """Everything that is to be encoded, from what the stages before have saved."""
    footage, cut, track = job.load(Footage), job.load(EditDecisionList), job.load(SubtitleTrack)
    tracks, cuts = job.load(ReflowedSubtitles).tracks, job.load(TargetCuts).cuts
    branding, framing = job.load(Branding), job.load(Framing)
    films = tuple(
        _film(
            settings,
            target,
            footage,
            cuts.get(target.name, cut),
            tracks.get(target.name, track),
            branding,
            framing.of(target.name),
            _tools(job),
        )
        for target in settings.preset.targets
    )
    return RenderPlan(cut.frame_rate, _tools(job), render_planning.RENDER_VERSION, films)


def _made_here(target: Target) -> Target:
    """The target with the encoder that really makes it on this machine."""
    return replace(target, picture=trying.made_by(binary.find(), target.picture))


def _film(
    settings: Settings,
    target: Target,
    footage: Footage,
    cut: EditDecisionList,
    track: SubtitleTrack,
    branding: Branding,
    framing: Mapping[str, FileFraming],
    tools: Tools,
) -> Film:
    if settings.draft:
        height_px = min(_DRAFT_HEIGHT_PX, target.picture.height_px)
        target = replace(target, picture=render_planning.draft_picture(target.picture, height_px=height_px))
    target = _made_here(target)
    profile = settings.preset.profile_of(target.name)
    canvas = canvas_over([file.video for file in footage.files], target, profile, fonts.typeface())
    drawn = [*drawing.captions(track, canvas)] if target.captions.burned_in or settings.draft else []
    labels, brand = branding.labels_of(target.name), settings.preset.show.brand
    plates = () if settings.draft else branding.plates_of(target.name)
    for name in labels.lower_thirds:
        drawn += drawing.lower_third(name, canvas, brand.colours, labels.titles, with_bar=not plates)
    for title in labels.titles:
        drawn += drawing.chapter_title(title, canvas)
    if settings.draft:
        drawn.append(drawing.draft_mark(cut.frame_count))
    return render_planning.film_from(
        footage,
        cut,
        target=target.name,
        picture=target.picture,
        styles=drawing.styles(target),
        drawn=drawn,
        intro=branding.card("intro", target.name),
        outro=branding.card("outro", target.name),
        logo_key="" if settings.draft else branding.logo_key(target.name),
        logo_animation=branding.logo_animation(target.name),
        tools=tools,
        framing=framing,
        plates=plates,
    )


def _pieces(job: Job, settings: Settings, progress: Progress) -> tuple[Piece, ...]:
    """The chunks no cache has, each once, in groups of which the first one's key is the id.

    What is there is marked as used, so that it stays.
    """
    plan = plan_of(job, settings)
    to_make = _to_make(job, plan)
    _tell(job, settings, plan, {chunk.key for group in to_make for _, chunk in group}, progress)
    _note_as_planned(job, settings, plan, anything_to_make=bool(to_make))
    cache.mark_used(_cached_by(job, plan))
    pieces = tuple(Piece(group[0][1].key, _pixels(group)) for group in to_make)
    films_bytes = 3 * sum(piece.weight for piece in pieces) * _BYTES_PER_PIXEL
    files.require_space(job.home.cache, needed_bytes=int(films_bytes) + _sound_bytes(job, plan))
    return pieces


def _sound_bytes(job: Job, plan: RenderPlan) -> int:
    """What a film's sound takes for a moment: all of the footage's, and its own."""
    longest = max(film.frame_count for film in plan.films) / plan.frame_rate
    return int((job.load(Footage).source_range.duration + longest) * _SOUND_BYTES_PER_S)


def _tell(job: Job, settings: Settings, plan: RenderPlan, missing: Container[str], progress: Progress) -> None:
    """Say of each film what is there and why the rest is made, beside the last film of its target and kind."""
    for film in plan.films:
        before = planned.before(job, film.target, draft=settings.draft)
        if line := render_reasons.told(film, plan, before, missing):
            progress.note(line)
    brand = settings.preset.show.brand
    if settings.draft and (brand.logo or (brand.lower_third_animation and brand.lower_third_s)):
        progress.note("a draft leaves out the logo over the clips, and what lies behind the name")


def _note_as_planned(job: Job, settings: Settings, plan: RenderPlan, *, anything_to_make: bool) -> None:
    """Save the plan; one that is made and joined already stays so."""
    before = _plan_before(job)
    if anything_to_make or before is None or replace(before, state=plan.state) != plan:
        job.save(plan)
        planned.remember(job, plan, draft=settings.draft)


def _pixels(group: Group) -> int:
    """How many are encoded for these chunks."""
    return sum(chunk.frame_count * film.picture.width_px * film.picture.height_px for film, chunk in group)


def _plan_before(job: Job) -> RenderPlan | None:
    """What was to be made the last time; None when there was no such time, or it cannot be read."""
    with contextlib.suppress(InputRefused):
        return job.load(RenderPlan)
    return None


def _to_make(job: Job, plan: RenderPlan) -> list[Group]:
    """The chunks no cache has, in groups that are encoded beside one another."""
    left = (
        tuple((film, chunk) for film, chunk in group if not job.home.chunk(chunk.key).is_file())
        for group in reading_once.groups(plan)
    )
    return [group for group in left if group]


def _cached_by(job: Job, plan: RenderPlan) -> set[Path]:
    """Where everything lies, or will lie, that the plan takes from the cache."""
    chunks = [chunk for film in plan.films for chunk in film.chunks]
    cards = {job.home.card(chunk.media_sha256) for chunk in chunks if chunk.video is None}
    logos = {logo for chunk in chunks if (logo := _logo(job, chunk))}
    plates = {path for chunk in chunks for path in _plates(job, chunk)}
    return {job.home.chunk(chunk.key) for chunk in chunks} | cards | logos | plates


def _make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
    """Encode a group of chunks into the cache, unless another program does; a half one is never seen there."""
    plan = job.load(RenderPlan)
    group = next(group for group in reading_once.groups(plan) if any(chunk.key == piece_id for _, chunk in group))
    return _encode(job, plan, group, progress)


def _encode(job: Job, plan: RenderPlan, group: Group, progress: Progress) -> bool:
    """Encode those of the group that are not there; gives whether all are, for another program may be at some."""
    missing = [(film, chunk, out) for film, chunk in group if not (out := job.home.chunk(chunk.key)).is_file()]
    with contextlib.ExitStack() as stack:
        mine = [item for item in missing if stack.enter_context(cache.claimed(item[2]))]
        wanted = [
            filming.Wanted(
                chunk, film, _logo(job, chunk), stack.enter_context(files.replacing(out)), _plates(job, chunk)
            )
            for film, chunk, out in mine
            if not out.is_file()  # another program was quicker
        ]
        if wanted:
            length = wanted[0].chunk.frame_count / plan.frame_rate
            filming.encode_chunks(
                binary.find(),
                wanted,
                frame_rate=plan.frame_rate,
                media=_media(job, wanted[0].chunk),
                on_seconds=lambda seconds: progress.advance(min(1.0, float(seconds / length))),
            )
    return len(mine) == len(missing)


def _forget(job: Job, settings: Settings) -> None:
    """Remove from the cache the chunks of these films as they were planned last, and the sound."""
    targets = [target.name for target in settings.preset.targets]
    films = planned.forget(job, targets, draft=settings.draft)
    if not planned.knows_any(job) and (plan := _plan_before(job)):
        films = plan.films
    for film in films:
        for chunk in film.chunks:
            job.home.chunk(chunk.key).unlink(missing_ok=True)
    for path in (job.work / "sound").glob("*.aac"):
        path.unlink()


def _media(job: Job, chunk: Chunk) -> Path:
    return job.media()[chunk.media_sha256] if chunk.video is not None else job.home.card(chunk.media_sha256)


def _logo(job: Job, chunk: Chunk) -> Path | None:
    """The picture or the animation that is laid over a chunk."""
    if chunk.moving_logo:
        return job.home.card(chunk.moving_logo.key, suffix="mov")
    return job.home.card(chunk.logo_sha256, suffix="png") if chunk.logo_sha256 else None


def _plates(job: Job, chunk: Chunk) -> tuple[Path, ...]:
    """The animations behind the names that a chunk shows."""
    return tuple(job.home.card(plate.key, suffix="mov") for plate in chunk.plates)


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    """Join what `_make` has encoded, with the sound made in one pass."""
    plan = job.load(RenderPlan)
    while left := _to_make(job, plan):  # somebody emptied the cache meanwhile
        for group in left:
            if not _encode(job, plan, group, Silent()):
                time.sleep(cache.LOOK_AGAIN_S)
    written = [job.artefact_path(RenderPlan)]
    for number, target in enumerate(settings.preset.targets, start=1):
        film = plan.film(target.name)
        sound = _sound(job, settings, plan, target, film)
        out = job.film_path(target.name, draft=settings.draft)
        with files.replacing(out) as partial:
            filming.join(
                binary.find(),
                [(job.home.chunk(chunk.key), chunk.frame_count) for chunk in film.chunks],
                sound,
                frame_rate=plan.frame_rate,
                out=partial,
            )
        written.append(out)
        progress.note(f"{target.name}: {counted(len(film.chunks), 'chunk')} joined")
        progress.advance(number / len(settings.preset.targets))
    joined = replace(plan, state="joined")
    job.save(joined)
    planned.remember(job, joined, draft=settings.draft)
    _shrink_cache(job, plan, progress)
    return tuple(written)


def _shrink_cache(job: Job, plan: RenderPlan, progress: Progress) -> None:
    """Let go of what other films used longest ago, when the cache has grown too large."""
    folder, used = job.home.cache, _cached_by(job, plan)
    cache.mark_used(used)
    cached = cache.content(folder)
    cached_bytes = sum(file.size_bytes for file in cached)
    limit_bytes = cache_keeping.limit_of(
        job.home.asked_cache_bytes, cached_bytes=cached_bytes, free_bytes=cache.free_bytes(folder)
    )
    kept = {str(path.relative_to(folder)) for path in used}
    gone = cache_keeping.to_remove(cached, limit_bytes=limit_bytes, now=time.time(), kept=kept)
    cache.remove(folder, gone)
    if gone:
        freed = sum(file.size_bytes for file in gone) / 1e9
        progress.note(
            f"{counted(len(gone), 'file')} of older films ({freed:.1f} GB) removed from cache/, which was over its "
            f"{limit_bytes / 1e9:.1f} GB"
        )


def _sound(job: Job, settings: Settings, plan: RenderPlan, target: Target, film: Film) -> Path:
    """The film's mastered sound, made once for the same cut and the same loudness."""
    footage = job.load(Footage)
    fade = settings.preset.show.cut.fade_s
    version = render_planning.SOUND_VERSION
    key = digest([version, film.sound, plan.frame_rate, target.sound, footage.files, fade, binary.find().version])
    out = job.work / "sound" / f"{key}.aac"
    if out.is_file():
        return out
    with tempfile.TemporaryDirectory(dir=job.work, prefix=".partial-") as scratch, files.replacing(out) as partial:
        raw = Path(scratch) / "programme.f32"
        filming.programme_sound(
            binary.find(),
            footage,
            film.sound,
            frame_rate=plan.frame_rate,
            media=job.media(),
            fade=fade,
            scratch=Path(scratch),
            out=raw,
        )
        filming.master_sound(
            binary.find(), raw, sound=target.sound, duration=film.frame_count / plan.frame_rate, out=partial
        )
    return out


_CHUNKS_SHARE = 0.95
"""Of the time a film takes, what its chunks take: sound and joining are the rest (measured: 5 of 92 s)."""

STAGE = Stage("render", 1, "Make the film", _shaped_by, _run, Spread(_pieces, _make, _forget, _CHUNKS_SHARE))
