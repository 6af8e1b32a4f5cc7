"""Puts a film's sound together by the sample, and masters it to a target's loudness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import MachineError
from pipeline.domain.footage import Footage
from pipeline.domain.presets import Sound
from pipeline.domain.render_plan import SoundClip
from pipeline.domain.timing import at_frame, samples
from pipeline.engines import loudness, pcm
from pipeline.engines.ffmpeg import running, sound_commands
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.pcm import PcmClip

_LOUDNESS_ROUNDS = 6
_CLOSE_ENOUGH_LU = 0.2
"""The gain is corrected until the limited sound is this near its target; the tolerance of the finished file is 1 LU."""

_LIMITER_HEADROOM_DB = 1.0
"""AAC adds 0.2 to 0.4 dB of true peak to speech (measured), and more to dense material."""


def programme_sound(
    tool: FFmpeg,
    footage: Footage,
    clips: Sequence[SoundClip],
    *,
    frame_rate: Fraction,
    media: Mapping[str, Path],
    fade: Fraction,
    scratch: Path,
    out: Path,
) -> None:
    """Put the film's sound together, by the sample, as raw 32-bit float stereo at 48 kHz.

    Args:
        tool: the ffmpeg to use.
        footage: the files the clips are taken from.
        clips: end to end from frame 0; sample positions follow from frame positions, so that no rounding adds up.
        frame_rate: of the film.
        media: SHA-256 of each file to where it lies.
        fade: length of the fade at both ends of each clip, in seconds.
        scratch: a folder for the decoded files, which are large; the caller removes it.
        out: the raw file to write.

    Raises:
        MachineError: ffmpeg failed.
    """
    decoded: dict[str, Path] = {}
    for number, file in enumerate(footage.files, start=1):
        raw = scratch / f"file-{number}.f32"
        argv = sound_commands.raw_sound(tool.path, media[file.sha256], file.audio, out=raw)
        running.run(argv, expected=file.source_range.duration)
        decoded[file.sha256] = raw
    pcm.assemble(
        decoded,
        [_pcm_clip(clip, footage, frame_rate) for clip in clips],
        fade_samples=samples(fade, sound_commands.SAMPLE_RATE_HZ),
        out=out,
    )


def _pcm_clip(clip: SoundClip, footage: Footage, frame_rate: Fraction) -> PcmClip:
    first = samples(at_frame(clip.program_start_frame, frame_rate), sound_commands.SAMPLE_RATE_HZ)
    last = samples(at_frame(clip.program_start_frame + clip.frame_count, frame_rate), sound_commands.SAMPLE_RATE_HZ)
    if clip.source_start is None:
        return PcmClip(None, 0, last - first)
    file = next(file for file in footage.files if file.source_range.contains(clip.source_start))
    start = samples(clip.source_start - file.source_range.start, sound_commands.SAMPLE_RATE_HZ)
    return PcmClip(file.sha256, start, last - first)


def master_sound(tool: FFmpeg, raw: Path, *, sound: Sound, duration: Fraction, out: Path) -> None:
    """Bring raw sound to the target's loudness and encode it once, as AAC (ADTS).

    The gain is found by measuring what the limiter leaves; the ceiling is lowered until the *encoded* sound keeps the
    true-peak limit.

    Raises:
        MachineError: ffmpeg failed, or no ceiling keeps the limit.
    """
    ceiling = sound.max_true_peak_dbtp - _LIMITER_HEADROOM_DB
    for _ in range(4):
        gain = _gain_for(tool, raw, target_lufs=sound.loudness_lufs, ceiling_dbfs=ceiling, duration=duration)
        argv = sound_commands.aac(
            tool.path, raw, gain_db=gain, ceiling_dbfs=ceiling, bitrate_kbps=sound.bitrate_kbps, out=out
        )
        running.run(argv, expected=duration)
        peak = loudness.measure_file(tool, out, expected=duration).true_peak_dbtp
        if peak is None or peak <= sound.max_true_peak_dbtp:
            return
        ceiling -= peak - sound.max_true_peak_dbtp + 0.2
    raise MachineError(
        "the sound cannot be brought under its true-peak limit",
        remedy="Look for a loud click or noise in the footage, and drop that passage",
    )


def _gain_for(tool: FFmpeg, raw: Path, *, target_lufs: float, ceiling_dbfs: float, duration: Fraction) -> float:
    """The gain in dB after which the limited sound has its target loudness; 0 for silence."""
    before = loudness.measure_raw(tool, raw, expected=duration).integrated_lufs
    if before is None:
        return 0.0
    gain = target_lufs - before
    for _ in range(_LOUDNESS_ROUNDS):
        after = loudness.measure_raw(tool, raw, gain_db=gain, ceiling_dbfs=ceiling_dbfs, expected=duration)
        if after.integrated_lufs is None or abs(after.integrated_lufs - target_lufs) <= _CLOSE_ENOUGH_LU:
            break
        gain += target_lufs - after.integrated_lufs
    return gain
