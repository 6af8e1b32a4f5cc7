"""Intake: what the footage is, and its sound heard once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pipeline.domain.digest import digest
from pipeline.domain.errors import InputRefused
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.settings import Settings
from pipeline.domain.timing import ZERO, TimeBase, TimeRange
from pipeline.engines import loudness, pcm
from pipeline.engines.ffmpeg import binary
from pipeline.engines.loudness import Heard
from pipeline.engines.probe import Probe, probe
from pipeline.rules.footage_problems import problems
from pipeline.workspace import files
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_SOUND_BYTES_PER_S = 48_000 * 2 * 4 + 16_000 * 2
"""Raw stereo sound and the recogniser's WAV."""

_SHORTEST_SILENCE_S = Fraction(1, 5)
_TRUNCATION_TOLERANCE_S = Fraction(1, 2)


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "sources": [entry.sha256 for entry in job.record.sources],
        "ffmpeg": binary.find().version,
        "silence": settings.preset.show.cut.silence_below_speech_lu,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    probes = [probe(path, label=f"file {number}") for number, path in enumerate(job.source_paths, start=1)]
    whole = sum((item.duration for item in probes), ZERO)
    files.require_space(job.work, needed_bytes=int(whole * _SOUND_BYTES_PER_S))
    heard = []
    for number, (path, item) in enumerate(zip(job.source_paths, probes, strict=True), start=1):
        heard.append(_hear(job, path, item, number))
        progress.advance(number / len(probes))
    wavs = [(_part(job, number), item.duration) for number, item in enumerate(probes, start=1)]
    pcm.join_wavs(wavs, out=job.speech_wav)
    for path, _ in wavs:
        path.unlink()
    sources = _source_files(job, probes, heard)
    measured = max((item.loudness for item in heard), key=lambda item: item.integrated_lufs or -99.0)
    silences = (
        (TimeRange(ZERO, whole),)
        if measured.integrated_lufs is None
        else loudness.silences(
            job.speech_wav,
            below_dbfs=measured.integrated_lufs - settings.preset.show.cut.silence_below_speech_lu,
            at_least=_SHORTEST_SILENCE_S,
        )
    )
    footage = Footage(
        time_base=TimeBase("source", digest([file.sha256 for file in sources])),
        files=sources,
        loudness_lufs=measured.integrated_lufs,
        true_peak_dbtp=measured.true_peak_dbtp,
        silences=silences,
        problems=problems(sources),
    )
    for problem in footage.problems:
        progress.note(problem)
    return job.save(footage), job.speech_wav


def _part(job: Job, number: int) -> Path:
    return job.work / f"speech-{number}.wav"


def _hear(job: Job, path: Path, item: Probe, number: int) -> Heard:
    heard = loudness.hear(
        binary.find(), path, audio_index=item.audio.index, speech_wav=_part(job, number), expected=item.duration
    )
    if heard.duration < item.audio.start + item.audio.duration - _TRUNCATION_TOLERANCE_S:
        raise InputRefused(
            f"the sound of file {number} stops after {float(heard.duration):.1f} s of {float(item.duration):.1f} s",
            where=str(path),
            remedy="Copy it from the camera again; if it was still being copied, wait until that is done",
        )
    return heard


def _source_files(job: Job, probes: list[Probe], heard: list[Heard]) -> tuple[SourceFile, ...]:
    found: list[SourceFile] = []
    position = ZERO
    for number, (entry, item, sound) in enumerate(zip(job.record.sources, probes, heard, strict=True), start=1):
        found.append(
            SourceFile(
                label=f"file {number}",
                sha256=entry.sha256,
                size_bytes=Path(entry.path).stat().st_size,
                container=item.container,
                source_range=TimeRange(position, position + item.duration),
                video=item.video,
                audio=replace(item.audio, channels_used=sound.channels_used),
            )
        )
        position += item.duration
    return tuple(found)


STAGE = Stage("intake", 1, "Look at the footage", _shaped_by, _run)
