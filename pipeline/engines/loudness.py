"""Hears sound: loudness by EBU R128, levels of channels, and the stretches that are far quieter than the speech."""

from __future__ import annotations

import re
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from pipeline.domain.errors import MachineError
from pipeline.domain.footage import AudioStream
from pipeline.domain.timing import TimeRange
from pipeline.engines.ffmpeg import running, sound_commands
from pipeline.engines.ffmpeg.binary import FFmpeg

_WINDOW_S = Fraction(1, 20)
"""Sound is judged in windows of 50 ms: shorter than any syllable."""

_SILENT_CHANNEL_DBFS = -60.0
"""A channel quieter than this over the whole file carries nothing (an unused lavalier input)."""

_FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """Loudness of a piece of sound.

    Attributes:
        integrated_lufs: gated loudness by EBU R128; None when nothing rises above the gate.
        true_peak_dbtp: highest peak between samples; None in digital silence.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What one decode of a file's sound told.

    Attributes:
        loudness: of all channels as they are.
        channels_used: the one or two channels that carry sound.
        duration: seconds of sound decoded.
    """

    loudness: Loudness
    channels_used: tuple[int, ...]
    duration: Fraction


def hear(tool: FFmpeg, source: Path, audio: AudioStream, *, speech_wav: Path, expected: Fraction) -> Heard:
    """Decode a file's sound once, write the WAV for the recogniser, and measure.

    Args:
        tool: the ffmpeg to use.
        source: the file.
        audio: its sound stream.
        speech_wav: 16 kHz mono, on the file's time axis.
        expected: seconds of sound there should be.

    Raises:
        MachineError: ffmpeg failed.
    """
    said = running.run(sound_commands.analysis(tool.path, source, audio, speech_wav=speech_wav), expected=expected)
    levels = [_decibels(text) for text in re.findall(r"RMS level dB: (\S+)", said)]
    with wave.open(str(speech_wav), "rb") as wav:
        duration = Fraction(wav.getnframes(), wav.getframerate())
    return Heard(parse(said), channels_with_sound(levels), duration)


def channels_with_sound(levels_dbfs: list[float | None]) -> tuple[int, ...]:
    """The channels to use: the first two that carry sound, or the first when none does.

    Args:
        levels_dbfs: RMS level of each channel; None for digital silence.
    """
    loud = [index for index, level in enumerate(levels_dbfs) if level is not None and level > _SILENT_CHANNEL_DBFS]
    return tuple(loud[:2]) or (0,)


def measure_raw(
    tool: FFmpeg, raw: Path, *, gain_db: float = 0.0, ceiling_dbfs: float | None = None, expected: Fraction
) -> Loudness:
    """Loudness of raw stereo sound (32-bit float, 48 kHz) after a gain and a limiter."""
    argv = sound_commands.loudness_of_raw(tool.path, raw, gain_db=gain_db, ceiling_dbfs=ceiling_dbfs)
    return parse(running.run(argv, expected=expected))


def measure_file(tool: FFmpeg, path: Path, *, expected: Fraction) -> Loudness:
    """Loudness of a finished file's sound."""
    return parse(running.run(sound_commands.loudness_of_file(tool.path, path), expected=expected))


def parse(said: str) -> Loudness:
    """The summary that ffmpeg's ebur128 filter prints at the end.

    Raises:
        MachineError: there is none.
    """
    summary = said.rpartition("Summary:")[2]
    integrated = re.search(r"I: +(\S+) LUFS", summary)
    peak = re.search(r"Peak: +(\S+) dBFS", summary)
    if integrated is None or peak is None:
        raise MachineError("ffmpeg measured no loudness", remedy="Run `vignette doctor`, then the same command again")
    loudness = _decibels(integrated[1])
    return Loudness(loudness if loudness is not None and loudness > -70 else None, _decibels(peak[1]))


def silences(speech_wav: Path, *, below_dbfs: float, at_least: Fraction) -> tuple[TimeRange, ...]:
    """The stretches of a WAV in which every 50 ms window is quieter than a level, in order.

    Args:
        speech_wav: 16-bit mono.
        below_dbfs: RMS level in dB of full scale.
        at_least: shorter stretches are left out, in seconds.
    """
    with wave.open(str(speech_wav), "rb") as wav:
        rate = wav.getframerate()
        window = int(rate * _WINDOW_S)
        quiet: list[bool] = []
        while block := wav.readframes(window):
            pcm = np.frombuffer(block, dtype="<i2").astype(np.float64) / _FULL_SCALE
            quiet.append(bool(np.sqrt(np.mean(pcm**2)) < 10 ** (below_dbfs / 20)))
        end = Fraction(wav.getnframes(), rate)
    found: list[TimeRange] = []
    start: int | None = None
    for index, is_quiet in enumerate([*quiet, False]):
        if is_quiet and start is None:
            start = index
        elif not is_quiet and start is not None:
            found.append(TimeRange(start * _WINDOW_S, min(index * _WINDOW_S, end)))
            start = None
    return tuple(stretch for stretch in found if stretch.duration >= at_least)


def _decibels(text: str) -> float | None:
    return None if text in {"-inf", "inf", "nan", "-nan"} else float(text)
