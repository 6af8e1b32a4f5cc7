"""Reframe: where films of another shape than the footage look. Nothing is done where none is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.digest import digest
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.framing import Framing, Glance, Glances, TargetFraming, is_cut_off
from pipeline.domain.presets import Target
from pipeline.domain.protection import Protection
from pipeline.domain.settings import Settings
from pipeline.domain.timing import TimeRange
from pipeline.engines import glances, models
from pipeline.engines.faces import MODEL, FaceFinder
from pipeline.engines.ffmpeg import binary
from pipeline.rules.framing import faces_may_be_used, framing_of
from pipeline.workspace import artefacts
from pipeline.workspace.job import Job
from pipeline.workspace.progress import Shares
from pipeline.workspace.stage import Progress, Stage

_STRETCH_S = 60
"""Footage is looked at a minute at a time, so that what was interrupted goes on where it was."""

_GLANCES_VERSION = 1
"""Raised when other things are seen in the same footage."""

_MOTION = "motion"


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    cropped = _cropped(job, settings)
    if not cropped:
        return {}
    return {
        "footage": job.hash_of(Footage),
        "frame_rate": job.load(EditDecisionList).frame_rate,
        "sizes": {target.name: (target.picture.width_px, target.picture.height_px) for target in cropped},
        "looks_for": _looks_for(job),
        "asked": settings.story.framing,
        "ffmpeg": binary.find().version,
        "glances": _GLANCES_VERSION,
    }


def _cropped(job: Job, settings: Settings) -> tuple[Target, ...]:
    """The targets that show some of the footage in part."""
    files = job.load(Footage).files
    return tuple(
        target for target in settings.preset.targets if any(is_cut_off(file.video, target.picture) for file in files)
    )


def _looks_for(job: Job) -> str:
    """What is looked for in the pictures: the hash of the model that finds faces, or motion."""
    if not faces_may_be_used(job.load(Protection).level) or not _has_model(job):
        return _MOTION
    return models.model_hash(MODEL, job.home.models)


def _has_model(job: Job) -> bool:
    return any(model.name == MODEL for model in models.installed(job.home.models))


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    targets = _cropped(job, settings)
    if not targets:
        return (job.save(Framing()),)
    footage, frame_rate = job.load(Footage), job.load(EditDecisionList).frame_rate
    finder = None if _looks_for(job) == _MOTION else FaceFinder(models.model_folder(MODEL, job.home.models))
    _tell_of_motion(job, finder, progress)
    files = [file for file in footage.files if any(is_cut_off(file.video, target.picture) for target in targets)]
    shares = Shares(progress, [float(file.source_range.duration) for file in files])
    seen = {file.sha256: _seen(job, file, finder, shares.of(number)) for number, file in enumerate(files)}
    framing = Framing(
        tuple(
            TargetFraming(
                target.name,
                tuple(
                    framing_of(
                        file,
                        seen[file.sha256],
                        settings.story.framing,
                        picture=target.picture,
                        frame_rate=frame_rate,
                    )
                    for file in files
                    if is_cut_off(file.video, target.picture)
                ),
            )
            for target in targets
        )
    )
    return (job.save(framing),)


def _tell_of_motion(job: Job, finder: FaceFinder | None, progress: Progress) -> None:
    if finder is None and not faces_may_be_used(job.load(Protection).level):
        progress.note("tall and square films follow what moves: at this level nobody looks for faces")
    elif finder is None:
        progress.note(
            f"tall and square films follow what moves, not the face: `vignette models fetch {MODEL}` brings what finds "
            "faces (7 MB)"
        )


def _seen(job: Job, file: SourceFile, finder: FaceFinder | None, progress: Progress) -> tuple[Glance, ...]:
    """The glances at a file, made now or in an earlier run."""
    end = file.video.start + file.video.duration
    starts = [Fraction(start) for start in range(0, end.__ceil__(), _STRETCH_S)]
    keys_only = glances.keys_are_enough(job.media()[file.sha256], file.video)
    found: list[Glance] = []
    for start in starts:
        found += _seen_within(job, file, TimeRange(start, min(start + _STRETCH_S, end)), finder, keys_only=keys_only)
        progress.advance(min(1.0, float((start + _STRETCH_S) / end)))
    return tuple(found)


def _seen_within(
    job: Job, file: SourceFile, stretch: TimeRange, finder: FaceFinder | None, *, keys_only: bool
) -> tuple[Glance, ...]:
    tool = binary.find()
    key = digest([_GLANCES_VERSION, tool.version, file.sha256, stretch, _looks_for(job), keys_only])
    kept = _glances_folder(job) / f"{key}.json"
    if kept.is_file():
        return artefacts.load(kept, Glances).glances
    found = glances.look(
        tool,
        job.media()[file.sha256],
        file.video,
        within=stretch,
        keys_only=keys_only,
        finder=finder,
        scratch=job.work,
    )
    artefacts.save(kept, Glances(found))
    return found


def _glances_folder(job: Job) -> Path:
    return job.work / "glances"


def _forget_glances(job: Job, settings: Settings) -> None:
    shutil.rmtree(_glances_folder(job), ignore_errors=True)


STAGE = Stage("reframe", 2, "Follow the speaker", _shaped_by, _run, forget=_forget_glances)
