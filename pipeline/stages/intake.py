"""Intake: what the footage is, its sound heard once, its picture looked through once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pipeline.domain.digest import digest
from pipeline.domain.errors import InputRefused, MachineError
from pipeline.domain.footage import Footage, ShotStarts, SourceFile
from pipeline.domain.settings import Settings
from pipeline.domain.timing import ZERO, TimeBase, TimeRange
from pipeline.engines import loudness, pcm, shots
from pipeline.engines.ffmpeg import binary
from pipeline.engines.loudness import Heard
from pipeline.engines.probe import Probe, probe
from pipeline.rules.footage_problems import problems
from pipeline.workspace import artefacts, files
from pipeline.workspace.job import Job
from pipeline.workspace.progress import Shares
from pipeline.workspace.stage import Progress, Stage

_SOUND_BYTES_PER_S = 48_000 * 2 * 4 + 16_000 * 2
"""Raw stereo sound and the recogniser's WAV."""

_SHORTEST_SILENCE_S = Fraction(1, 5)
_TRUNCATION_TOLERANCE_S = Fraction(1, 2)

_HEARING_SHARE = 0.2
"""Of the work on a file: its sound is decoded in a fifth of the time that its picture takes, or less."""

_STRETCH_S = 600
"""A picture is looked through in stretches of ten minutes, so that what was interrupted goes on where it was."""

_SHOTS_VERSION = 2
"""Raised when other shots are found in the same footage."""


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
    shares = Shares(progress, [float(item.duration) for item in probes])
    heard = []
    for number, (path, item) in enumerate(zip(job.source_paths, probes, strict=True), start=1):
        heard.append(_hear(job, path, item, number))
        shares.of(number - 1).advance(_HEARING_SHARE)
    wavs = [(_part(job, number), item.duration) for number, item in enumerate(probes, start=1)]
    pcm.join_wavs(wavs, out=job.speech_wav)
    for path, _ in wavs:
        path.unlink()
    seen = [_shots(job, number, item, shares.of(number)) for number, item in enumerate(probes)]
    sources = _source_files(job, probes, heard, seen)
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
        problems=(*problems(sources), *_not_seen(sources)),
    )
    for problem in footage.problems:
        progress.note(problem)
    return job.save(footage), job.speech_wav


def _part(job: Job, number: int) -> Path:
    return job.work / f"speech-{number}.wav"


def _hear(job: Job, path: Path, item: Probe, number: int) -> Heard:
    heard = loudness.hear(binary.find(), path, item.audio, speech_wav=_part(job, number), expected=item.duration)
    if heard.duration < item.audio.start + item.audio.duration - _TRUNCATION_TOLERANCE_S:
        raise InputRefused(
            f"the sound of file {number} stops after {float(heard.duration):.1f} s of {float(item.duration):.1f} s",
            where=str(path),
            remedy="Copy it from the camera again; if it was still being copied, wait until that is done",
        )
    return heard


def _shots(job: Job, number: int, item: Probe, progress: Progress) -> tuple[Fraction, ...] | None:
    """When new shots begin in file `number`, from 0, in file time; None when its picture cannot be looked through."""
    end = item.video.start + item.video.duration
    starts = [Fraction(start) for start in range(0, end.__ceil__(), _STRETCH_S)]
    stretches = [TimeRange(start, min(start + _STRETCH_S, end)) for start in starts]

    def tell(seconds: Fraction) -> None:
        progress.advance(_HEARING_SHARE + (1 - _HEARING_SHARE) * min(1.0, float(seconds / end)))

    try:
        found = [_shots_within(job, number, item, stretch, tell) for stretch in stretches]
    except MachineError:
        return None
    tell(end)
    return tuple(moment for part in found for moment in part.file_times)


def _shots_within(
    job: Job, number: int, item: Probe, stretch: TimeRange, tell: Callable[[Fraction], None]
) -> ShotStarts:
    """The shots that begin in a stretch of a file, found now or in an earlier run."""
    tool, source = binary.find(), job.record.sources[number]
    kept = _shots_folder(job) / f"{digest([_SHOTS_VERSION, tool.version, source.sha256, stretch])}.json"
    if kept.is_file():
        return artefacts.load(kept, ShotStarts)
    found = shots.find(
        tool,
        Path(source.path),
        item.video,
        within=stretch,
        scratch=job.work,
        on_seconds=lambda seconds: tell(stretch.start + seconds),
    )
    artefacts.save(kept, ShotStarts(found))
    return ShotStarts(found)


def _shots_folder(job: Job) -> Path:
    return job.work / "shots"


def _source_files(
    job: Job, probes: list[Probe], heard: list[Heard], seen: list[tuple[Fraction, ...] | None]
) -> tuple[SourceFile, ...]:
    found: list[SourceFile] = []
    position = ZERO
    for entry, item, sound, begun in zip(job.record.sources, probes, heard, seen, strict=True):
        found.append(
            SourceFile(
                label=f"file {len(found) + 1}",
                sha256=entry.sha256,
                size_bytes=Path(entry.path).stat().st_size,
                source_range=TimeRange(position, position + item.duration),
                video=item.video,
                audio=replace(item.audio, channels_used=sound.channels_used),
                shots=None if begun is None else tuple(position + moment for moment in begun),
            )
        )
        position += item.duration
    return tuple(found)


def _not_seen(sources: Sequence[SourceFile]) -> tuple[str, ...]:
    return tuple(
        f"{file.label}: the picture could not be looked through, so its cuts are not known and captions do not keep to "
        "them; `--redo intake` tries again"
        for file in sources
        if file.shots is None
    )


def _forget_shots(job: Job, settings: Settings) -> None:
    shutil.rmtree(_shots_folder(job), ignore_errors=True)


STAGE = Stage("intake", 4, "Look at the footage", _shaped_by, _run, forget=_forget_shots)
