"""Deliver: a folder that is complete, checked and permitted, or not there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.delivery import DeliveredFile, Delivery, Manifest, TargetUploads, UploadPack
from pipeline.domain.digest import digest
from pipeline.domain.errors import CheckFailed, Held
from pipeline.domain.footage import Footage, VideoStream
from pipeline.domain.framing import is_cut_off, window_of
from pipeline.domain.presets import Picture
from pipeline.domain.protection import HiddenName, Protection
from pipeline.domain.qc import QcReport
from pipeline.domain.settings import Settings
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.domain.transcript import LANGUAGES
from pipeline.engines import film, thumbnail
from pipeline.engines.exporters import EXPORTERS
from pipeline.engines.ffmpeg import binary
from pipeline.rules.protecting import names_in_bytes, protection_of
from pipeline.rules.uploading import THUMBNAIL, named
from pipeline.rules.wording import counted
from pipeline.workspace import artefacts, deliveries, files, hashing
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_BLOCK_BYTES = 1 << 24
_OVERLAP_BYTES = 4096
_COMPRESSED = frozenset({".mp4", ".jpg"})


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "report": job.hash_of(QcReport),
        "cut": [job.hash_of(EditDecisionList), job.hash_of(TargetCuts)],
        "upload": [job.hash_of(UploadPack), job.hash_of(TargetUploads)],
        "films": [job.hash_if_there(job.film_path(target.name)) for target in settings.preset.targets],
        "captions": [job.hash_of(SubtitleTrack), job.hash_of(ReflowedSubtitles)],
        "protection": job.hash_of(Protection),
        "permission": _permission(settings),
        "story": settings.story,
        "colours": settings.preset.show.brand.colours,
        "slug": settings.slug(job.id),
    }


def _permission(settings: Settings) -> Protection:
    """What may be shown by what people say now; what they said when the film was made is `job.load(Protection)`."""
    return protection_of(settings.story, asked=settings.asked_protection, today=settings.today)


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    protection = job.load(Protection)
    report = job.load(QcReport)
    _require_permission(job, settings, protection, report)
    slug = settings.slug(job.id)
    folder = job.home.deliver / slug
    films = [job.film_path(target.name) for target in settings.preset.targets]
    files.require_space(job.home.deliver, needed_bytes=sum(path.stat().st_size for path in films) + 10_000_000)
    gone = _films_left_out(folder, slug, settings)
    with deliveries.replacing(folder) as incoming:
        for target, path in zip(settings.preset.targets, films, strict=True):
            shutil.copyfile(path, incoming / f"{slug}.{target.name}.mp4")
        _write_forms(job, settings, incoming)
        _write_thumbnail(job, settings, incoming)
        _write_report(incoming / "qc.json", report)
        _require_no_names(incoming, protection.hidden_names)
        written = sorted(path.name for path in incoming.iterdir())
        artefacts.save(incoming / deliveries.MANIFEST, _manifest(incoming, settings))
        # Before it is in place: after a crash in between, nobody would know whose it is.
        record = job.save(Delivery(slug, deliveries.manifest_sha256(incoming)))
    progress.note(f"delivered as {slug}")
    if gone:
        everything = [*(target.name for target in settings.preset.targets), *gone]
        progress.note(
            f"no longer in the delivery, because this run did not make it: {', '.join(gone)}; "
            f"`vignette make` with {' '.join(f'--target {name}' for name in everything)} brings it back"
        )
    _tell_of_others(folder, progress)
    return (record, *(folder / name for name in (*written, deliveries.MANIFEST)))


def _films_left_out(folder: Path, slug: str, settings: Settings) -> list[str]:
    """The targets whose films lie in the delivery and are not made now: they may show what was corrected since."""
    made = {f"{slug}.{target.name}.mp4" for target in settings.preset.targets}
    theirs = set(deliveries.others_in(folder))
    films = sorted(path for path in folder.glob(f"{slug}.*.mp4") if path not in theirs and path.name not in made)
    return [path.name.removeprefix(f"{slug}.").removesuffix(".mp4") for path in films]


def holds_at_the_door(job: Job, settings: Settings) -> tuple[Held, ...]:
    """Why the film may not be put where it belongs; empty when it may."""
    return (*_place_taken(job, settings), *_left_behind(job, settings))


def _place_taken(job: Job, settings: Settings) -> tuple[Held, ...]:
    """That another film, or somebody's files, lie where this film is to be delivered."""
    folder = job.home.deliver / settings.slug(job.id)
    owners = job.home.delivered_as(folder.name)
    found = [
        Held(
            f"job {other.id} was delivered under this code already",
            where=str(folder),
            remedy="Write another code in story.toml, or delete that job's folder when this film replaces its film",
        )
        for other in owners
        if other.id != job.id
    ]
    if not owners and folder.is_dir() and any(folder.iterdir()) and not deliveries.manifest_sha256(folder):
        found.append(
            Held(
                "there are files of somebody's where the film is to be delivered",
                where=str(folder),
                remedy="Move them to another folder, and run the same command again",
            )
        )
    return tuple(found)


def _left_behind(job: Job, settings: Settings) -> tuple[Held, ...]:
    """That the film lies in `deliver/` under an earlier code, perhaps with what may no longer be shown."""
    folder = job.home.delivery_of(job)
    if folder is None or folder.name == settings.slug(job.id):
        return ()
    return (
        Held(
            "this film was delivered under another code before, and still lies there",
            where=str(folder),
            remedy="Delete that folder, take the film down where it was published if it may no longer be shown, and "
            "run the same command again; or write the old code in story.toml",
        ),
    )


def _require_permission(job: Job, settings: Settings, protection: Protection, report: QcReport) -> None:
    """Ask all gates once more, at the door.

    Args:
        job: whose film it is.
        settings: what people say now.
        protection: what was decided before the film was made.
        report: what the check found.
    """
    permission = _permission(settings)
    if not permission.deliverable:
        raise Held("; ".join(permission.holds), remedy="Then run the same command again", waiting_for="producer")
    if permission != protection:
        raise Held(
            "what may be shown was decided otherwise while the film was made",
            remedy="Run the same command again: the film is made anew",
        )
    for hold in holds_at_the_door(job, settings):
        raise hold
    if report.verdict != "pass":
        raise CheckFailed("the film failed its checks", remedy="Run the same command again and read what failed")


def _write_forms(job: Job, settings: Settings, folder: Path) -> None:
    """The captions and the upload form of every cut that is delivered: nothing of a cut that no film shows."""
    if settings.main_is_shown:
        _write_captions(job.load(SubtitleTrack), folder)
        _write_json(folder / named("upload", "json", ""), job.load(UploadPack))
    tracks = job.load(ReflowedSubtitles).tracks
    for target, pack in job.load(TargetUploads).packs.items():
        _write_captions(tracks[target], folder, target=target)
        _write_json(folder / named("upload", "json", target), pack)


def _write_captions(track: SubtitleTrack, folder: Path, *, target: str = "") -> None:
    for language in LANGUAGES:
        for suffix, text_of in EXPORTERS.items():
            files.write_text(folder / named("captions", f"{language}.{suffix}", target), text_of(track, language))


def _write_thumbnail(job: Job, settings: Settings, folder: Path) -> None:
    """A clean picture from a third into the first clip, where the speaker has settled, with the title over it.

    It is the first target's first clip: every delivered picture is one of a delivered film.
    """
    footage, first = job.load(Footage), settings.preset.targets[0]
    cut = job.load(TargetCuts).cuts.get(first.name, job.load(EditDecisionList))
    clip = cut.clips[0]
    moment = clip.source_range.start + clip.frame_count // 3 / cut.frame_rate
    file = next(file for file in footage.files if file.source_range.contains(moment))
    title = settings.story.title
    with tempfile.TemporaryDirectory(dir=job.work, prefix=".partial-") as scratch:
        still = Path(scratch) / "still.png"
        film.take_still(
            binary.find(),
            job.media()[file.sha256],
            file.video,
            moment=moment - file.source_range.start,
            picture=_whole_picture(file.video, first.picture),
            out=still,
        )
        thumbnail.compose_thumbnail(
            still,
            folder / THUMBNAIL,
            title_ko=title.ko,
            title_en=title.en,
            colours=settings.preset.show.brand.colours,
        )


def _whole_picture(video: VideoStream, picture: Picture) -> Picture:
    """What a still is taken in: the target's picture, or all of the footage where the target shows a part only."""
    if not is_cut_off(video, picture):
        return picture
    whole = window_of(video, replace(picture, width_px=thumbnail.WIDTH_PX, height_px=thumbnail.HEIGHT_PX))
    return replace(picture, width_px=whole.scaled_width_px, height_px=whole.scaled_height_px)


def _write_json(path: Path, value: UploadPack) -> None:
    document = TypeAdapter(type(value)).dump_python(value, mode="json")
    files.write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _write_report(path: Path, report: QcReport) -> None:
    """Verdict, counts and figures; the findings themselves may tell what is private and stay with the job."""
    severities = [finding.severity for finding in report.findings]
    document = {
        "verdict": report.verdict,
        "counts": {"error": severities.count("error"), "warning": severities.count("warning")},
        "measured": dict(report.measured),
    }
    files.write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _tell_of_others(folder: Path, progress: Progress) -> None:
    """Say that a person should look at what people put into the delivery: it may be older than the film."""
    count = sum(1 for path in deliveries.others_in(folder) if not path.name.startswith("."))
    if count:
        progress.note(f"{counted(count, 'file')} that somebody put into the delivery stayed there: see what they show")


def _require_no_names(folder: Path, names: tuple[HiddenName, ...]) -> None:
    """Search every delivered byte, and every file's name, for the names that must not be there.

    Raises:
        CheckFailed: one was found; nothing is delivered.
    """
    found: list[str] = []
    for path in sorted(folder.iterdir()):
        compressed = path.suffix in _COMPRESSED
        found += [f"a file's name: {whose}" for whose in names_in_bytes(path.name.encode(), names, compressed=False)]
        place = "the film" if path.suffix == ".mp4" else path.name
        with path.open("rb") as file:
            tail = b""
            while block := file.read(_BLOCK_BYTES):
                found += [f"{place}: {whose}" for whose in names_in_bytes(tail + block, names, compressed=compressed)]
                tail = block[-_OVERLAP_BYTES:]
    if found:
        raise CheckFailed(
            f"a hidden name stands in what would be delivered ({'; '.join(dict.fromkeys(found))})",
            remedy="Take it out of the story, the sheets or the show preset, and run again; nothing was delivered",
        )


def _manifest(folder: Path, settings: Settings) -> Manifest:
    return Manifest(
        files=tuple(
            DeliveredFile(path.name, hashing.sha256_of(path), path.stat().st_size) for path in sorted(folder.iterdir())
        ),
        tools={"vignette": metadata.version("vignette-pipeline"), "ffmpeg": binary.find().version},
        preset_sha256=digest(settings.preset),
    )


STAGE = Stage("deliver", 3, "Deliver", _shaped_by, _run)
