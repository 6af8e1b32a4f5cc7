"""Cuts raw sound by the sample: clips end to end, faded at their joints, memory flat whatever the length."""

from __future__ import annotations

import contextlib
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from pipeline.domain.timing import samples

CHANNELS = 2
_SAMPLE_BYTES = 4
_BLOCK_SAMPLES = 48_000 * 10

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PcmClip:
    """A stretch of sound: `sample_count` stereo samples from `start_sample` of a raw file, or silence for None."""

    source: str | None
    start_sample: int
    sample_count: int


def assemble(sources: Mapping[str, Path], clips: Sequence[PcmClip], *, fade_samples: int, out: Path) -> None:
    """Write the clips end to end as raw 32-bit float stereo.

    Args:
        sources: raw files (32-bit float, stereo) by the names the clips use; what lies beyond their end is silence.
        clips: in program order.
        fade_samples: length of the fade at both ends of every clip with sound.
        out: the raw file to write.
    """
    with contextlib.ExitStack() as stack:
        opened = {name: stack.enter_context(path.open("rb")) for name, path in sources.items()}
        file = stack.enter_context(out.open("wb"))
        for clip in clips:
            if clip.source is None:
                _write_silence(file, clip.sample_count)
            else:
                _write_clip(file, opened[clip.source], clip, fade_samples)


def _write_silence(file: BinaryIO, sample_count: int) -> None:
    for start in range(0, sample_count, _BLOCK_SAMPLES):
        file.write(bytes(min(_BLOCK_SAMPLES, sample_count - start) * CHANNELS * _SAMPLE_BYTES))


def _write_clip(file: BinaryIO, source: BinaryIO, clip: PcmClip, fade_samples: int) -> None:
    fade = min(fade_samples, clip.sample_count // 2)
    for offset in range(0, clip.sample_count, _BLOCK_SAMPLES):
        count = min(_BLOCK_SAMPLES, clip.sample_count - offset)
        block = _read(source, clip.start_sample + offset, count)
        if fade:
            position = np.arange(offset, offset + count, dtype=np.float32) + np.float32(0.5)
            ramp = np.minimum(position, clip.sample_count - position) / np.float32(fade)
            block *= np.clip(ramp, 0, 1)[:, None]
        file.write(block.tobytes())


def _read(source: BinaryIO, first: int, count: int) -> Samples:
    """These samples of a raw file, with silence for what lies before its beginning or beyond its end.

    Read piece by piece: the pages of a mapped file would stay in memory, two gigabytes for a long interview.
    """
    block = np.zeros((count, CHANNELS), dtype=np.float32)
    before = min(max(-first, 0), count)
    source.seek(max(first, 0) * CHANNELS * _SAMPLE_BYTES)
    raw = source.read((count - before) * CHANNELS * _SAMPLE_BYTES)
    found = np.frombuffer(raw, dtype=np.float32).reshape(-1, CHANNELS)
    block[before : before + len(found)] = found
    return block


def join_wavs(parts: Sequence[tuple[Path, Fraction]], *, out: Path) -> None:
    """Join WAV files of one format end to end, each cut or filled with silence to its length in seconds."""
    with wave.open(str(out), "wb") as joined:
        end = Fraction(0)
        for number, (path, duration) in enumerate(parts):
            with wave.open(str(path), "rb") as part:
                if number == 0:
                    joined.setparams(part.getparams())
                rate, width = part.getframerate(), part.getsampwidth() * part.getnchannels()
                count = samples(end + duration, rate) - samples(end, rate)
                while count > 0 and (block := part.readframes(min(count, _BLOCK_SAMPLES))):
                    joined.writeframes(block)
                    count -= len(block) // width
                joined.writeframes(bytes(count * width))
            end += duration
