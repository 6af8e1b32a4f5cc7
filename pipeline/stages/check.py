"""Check: the finished file is measured as a stranger would, and nothing that breaks a rule goes on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.delivery import TargetUploads, UploadPack
from pipeline.domain.errors import CheckFailed, InputRefused, UsageError
from pipeline.domain.finished import FinishedFilm
from pipeline.domain.footage import Footage
from pipeline.domain.measured import MeasuredPicture, MeasuredSound, UsedMeasurements
from pipeline.domain.qc import Measurement, QcFinding, QcReport
from pipeline.domain.render_plan import RenderPlan
from pipeline.domain.settings import Settings
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import Transcript
from pipeline.engines import film_parts, finished, fonts
from pipeline.engines.decoding import Decoded
from pipeline.engines.ffmpeg import binary
from pipeline.engines.film_parts import Value
from pipeline.engines.loudness import Loudness
from pipeline.rules import joining, quality
from pipeline.rules.caption_quality import caption_findings
from pipeline.rules.correction_notes import without_caption
from pipeline.rules.shots import shots_in
from pipeline.rules.spoken import Spoken, spoken_in
from pipeline.rules.uploading import THUMBNAIL, upload_findings, upload_pack
from pipeline.rules.wording import counted
from pipeline.workspace import artefacts, cache
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_NAMED = 5
"""How many failed checks a message names; qc.json holds all."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "films": [job.hash_if_there(job.film_path(target.name)) for target in settings.preset.targets],
        "captions": [job.hash_of(SubtitleTrack), job.hash_of(ReflowedSubtitles)],
        "cut": [job.hash_of(EditDecisionList), job.hash_of(TargetCuts)],
        "plan": job.hash_of(RenderPlan),
        "profile": settings.preset.subtitles,
        "targets": settings.preset.targets,
        "story": settings.story,
        "ffmpeg": binary.find().version,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    findings: list[QcFinding] = [*_caption_findings(job, settings), *_about_speech(job, settings)]
    measured: dict[str, Measurement] = {}
    pack, own = _pack(job, settings, job.load(EditDecisionList)), _own_packs(job, settings)
    memory = _Memory(job.home)
    for number, target in enumerate(settings.preset.targets, start=1):
        plan = job.load(RenderPlan)
        try:
            film = _measured(job, target.name, plan, memory, progress)
        finally:
            artefacts.save(_used_file(job), UsedMeasurements(tuple(sorted(memory.used))))
        findings += quality.film_findings(
            film, target=target, expected_frames=plan.film(target.name).frame_count, frame_rate=plan.frame_rate
        )
        measured[f"{target.name}.encoder"] = plan.film(target.name).picture.encoder
        form = own.get(target.name, pack)
        findings += upload_findings(form, target.limits, target=target.name if target.name in own else "")
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
    return (path, job.save(pack), job.save(TargetUploads(own)))


def _measured(job: Job, target: str, plan: RenderPlan, memory: _Memory, progress: Progress) -> FinishedFilm:
    """The film as measured: its chunks' decodes are remembered, and joined where the film holds them unchanged."""
    tool, path = binary.find(), job.film_path(target)
    chunks = [(job.home.chunk(chunk.key), chunk.frame_count) for chunk in plan.film(target).chunks]
    known = film_parts.measure(tool, path, chunks, frame_rate=plan.frame_rate, memory=memory)
    if known is None:
        return finished.measure(tool, path)
    rest = ", the rest known from before" if known.decoded_anew < len(chunks) else ""
    progress.note(f"{target}: {known.decoded_anew} of {counted(len(chunks), 'chunk')} decoded{rest}")
    decoded = Decoded(
        errors=(),
        loudness=Loudness(known.sound.integrated_lufs, known.sound.true_peak_dbtp),
        black=joining.black_spans(known.parts, plan.frame_rate),
        frozen=joining.frozen_spans(known.parts, plan.frame_rate),
    )
    return finished.measure(tool, path, decoded=decoded)


@dataclass(frozen=True, slots=True)
class _Memory:
    """Measurements kept in the cache; one that cannot be read is made again.

    Attributes:
        home: whose cache.
        used: the keys of all that were asked for.
    """

    home: Home
    used: set[str] = field(default_factory=set)

    def recall(self, key: str, kind: type[Value]) -> Value | None:
        self.used.add(key)
        path = self.home.measured(key)
        try:
            cache.mark_used([path])
            return artefacts.load(path, kind)
        except (InputRefused, UsageError):
            return None

    def remember(self, key: str, value: MeasuredPicture | MeasuredSound) -> None:
        artefacts.save(self.home.measured(key), value)


def _used_file(job: Job) -> Path:
    return job.work / "measurements-used.json"


def _forget(job: Job, settings: Settings) -> None:
    """Have the films measured anew; other jobs that share a part of them measure it again, too."""
    with contextlib.suppress(InputRefused):
        for key in artefacts.load(_used_file(job), UsedMeasurements).keys:
            job.home.measured(key).unlink(missing_ok=True)


def _pack(job: Job, settings: Settings, cut: EditDecisionList, *, target: str = "") -> UploadPack:
    return upload_pack(
        settings.story,
        cut,
        language=job.load(Transcript).language,
        fallback_title=settings.slug(job.id),
        thumbnail=THUMBNAIL,
        target=target,
    )


def _own_packs(job: Job, settings: Settings) -> dict[str, UploadPack]:
    """The upload form of each target with a cut of its own."""
    cuts = job.load(TargetCuts).cuts
    return {target: _pack(job, settings, cut, target=target) for target, cut in cuts.items()}


def _caption_findings(job: Job, settings: Settings) -> list[QcFinding]:
    footage = job.load(Footage)
    found = caption_findings(
        job.load(SubtitleTrack),
        job.load(ReflowedSubtitles).tracks,
        settings.preset,
        typeface=fonts.typeface(),
        shots=shots_in(job.load(EditDecisionList), footage),
        own={target: shots_in(cut, footage) for target, cut in job.load(TargetCuts).cuts.items()},
    )
    return [item.finding for item in found]


def _about_speech(job: Job, settings: Settings) -> Iterator[QcFinding]:
    """What is found about the sentences of every cut that is shown; a target's own cut is named in `where`."""
    transcript, tracks = job.load(Transcript), job.load(ReflowedSubtitles).tracks
    if settings.main_is_shown:
        heard = spoken_in(job.load(EditDecisionList), transcript)
        yield from (*without_caption(heard, job.load(SubtitleTrack)), *_doubts(heard))
    for target, cut in job.load(TargetCuts).cuts.items():
        heard = spoken_in(cut, transcript)
        for item in (*without_caption(heard, tracks[target]), *_doubts(heard)):
            yield replace(item, where=f"{item.where} ({target})")


def _doubts(heard: Sequence[Spoken]) -> list[QcFinding]:
    """What the recogniser may have invented."""
    return [
        QcFinding(
            rule=f"speech-{flag.rule}",
            severity="warning",
            where=timecode(spoken.words[0][1].start),
            measured=spoken.sentence.id,
            limit="none",
            message=flag.message,
        )
        for spoken in heard
        for flag in spoken.sentence.flags
    ]


STAGE = Stage("check", 3, "Check the finished film", _shaped_by, _run, forget=_forget)
