"""Check: the finished file is measured as a stranger would, and nothing that breaks a rule goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.delivery import UploadPack
from pipeline.domain.errors import CheckFailed
from pipeline.domain.footage import Footage
from pipeline.domain.qc import Measurement, QcFinding, QcReport
from pipeline.domain.render_plan import RenderPlan
from pipeline.domain.settings import Settings
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import Transcript
from pipeline.engines import finished, fonts
from pipeline.engines.ffmpeg import binary
from pipeline.rules import quality
from pipeline.rules.caption_quality import caption_findings
from pipeline.rules.correction_notes import without_caption
from pipeline.rules.shots import shots_in
from pipeline.rules.spoken import spoken_in
from pipeline.rules.uploading import THUMBNAIL, upload_findings, upload_pack
from pipeline.rules.wording import counted
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_NAMED = 5
"""How many failed checks a message names; qc.json holds all."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "films": [job.hash_if_there(job.film_path(target.name)) for target in settings.preset.targets],
        "captions": [job.hash_of(SubtitleTrack), job.hash_of(ReflowedSubtitles)],
        "plan": job.hash_of(RenderPlan),
        "profile": settings.preset.subtitles,
        "targets": settings.preset.targets,
        "story": settings.story,
        "ffmpeg": binary.find().version,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    findings: list[QcFinding] = [*_caption_findings(job, settings), *_without_caption(job), *_doubts(job)]
    measured: dict[str, Measurement] = {}
    pack = _pack(job, settings)
    for number, target in enumerate(settings.preset.targets, start=1):
        plan = job.load(RenderPlan)
        film = finished.measure(binary.find(), job.film_path(target.name))
        findings += quality.film_findings(
            film, target=target, expected_frames=plan.film(target.name).frame_count, frame_rate=plan.frame_rate
        )
        findings += upload_findings(pack, target.limits)
        measured |= {f"{target.name}.{name}": value for name, value in quality.measured(film).items()}
        progress.advance(number / len(settings.preset.targets))
    report = QcReport(tuple(dict.fromkeys(findings)), measured)
    path = job.save(report)
    if report.errors:
        named = [f"{item.rule} at {item.where} ({item.measured}, limit {item.limit})" for item in report.errors]
        raise CheckFailed(
            f"{counted(len(named), 'check')} failed: {'; '.join(named[:_NAMED])}",
            where=str(path),
            remedy=f"{report.errors[0].message} Nothing was delivered",
        )
    for finding in report.findings:
        progress.note(f"warning: {finding.rule} at {finding.where}: {finding.measured}, limit {finding.limit}")
    progress.note(f"{counted(len(measured), 'figure')} measured, {counted(len(report.findings), 'warning')}")
    return (path, job.save(pack))


def _pack(job: Job, settings: Settings) -> UploadPack:
    cut, transcript = job.load(EditDecisionList), job.load(Transcript)
    return upload_pack(
        settings.story,
        cut,
        language=transcript.language,
        fallback_title=settings.slug(job.id),
        thumbnail=THUMBNAIL,
    )


def _caption_findings(job: Job, settings: Settings) -> list[QcFinding]:
    found = caption_findings(
        job.load(SubtitleTrack),
        job.load(ReflowedSubtitles).tracks,
        settings.preset,
        typeface=fonts.typeface(),
        shots=shots_in(job.load(EditDecisionList), job.load(Footage)),
    )
    return [item.finding for item in found]


def _without_caption(job: Job) -> list[QcFinding]:
    """The sentences whose captions people took out."""
    heard = spoken_in(job.load(EditDecisionList), job.load(Transcript))
    return without_caption(heard, job.load(SubtitleTrack))


def _doubts(job: Job) -> list[QcFinding]:
    """What the recogniser may have invented, where the film has it."""
    transcript, cut = job.load(Transcript), job.load(EditDecisionList)
    return [
        QcFinding(
            rule=f"speech-{flag.rule}",
            severity="warning",
            where=timecode(spoken.words[0][1].start),
            measured=spoken.sentence.id,
            limit="none",
            message=flag.message,
        )
        for spoken in spoken_in(cut, transcript)
        for flag in spoken.sentence.flags
    ]


STAGE = Stage("check", 2, "Check the finished film", _shaped_by, _run)
