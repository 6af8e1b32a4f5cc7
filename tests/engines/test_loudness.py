"""Loudness, channels and silences, against sounds whose figures are known."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.errors import MachineError
from pipeline.domain.timing import TimeRange
from pipeline.engines import loudness
from pipeline.engines.ffmpeg import binary
from pipeline.engines.loudness import Heard, Loudness
from pipeline.engines.probe import probe
from tests import clips

SILENCE = "anullsrc=sample_rate=48000:channel_layout=mono:duration=4"
TONE = "sine=frequency=997:sample_rate=48000:duration=4,volume={gain}dB"
"""ffmpeg's sine has an amplitude of 1/8; a full-scale sine of 997 Hz on one channel is -3.01 LUFS (ITU-R BS.1770)."""

SINE_DBFS = -18.06


def footage(folder: Path, sound: str, *options: str) -> Path:
    """Footage with this sound."""
    path = folder / "footage.mov"
    clips.encode(
        path, pictures="color=size=64x64:rate=25:duration=4", sound=sound, options=("-c:a", "pcm_s16le", *options)
    )
    return path


def heard(folder: Path, sound: str, *options: str) -> Heard:
    path = footage(folder, sound, *options)
    wav = folder / "speech.wav"
    return loudness.hear(binary.find(), path, probe(path, label="x").audio, speech_wav=wav, expected=Fraction(4))


@pytest.mark.parametrize("gain_db", [0, -10, 12])
def test_a_tone_has_the_loudness_the_standard_says(tmp_path: Path, gain_db: int) -> None:
    found = heard(tmp_path, TONE.format(gain=gain_db)).loudness
    assert found.integrated_lufs == pytest.approx(SINE_DBFS - 3.01 + gain_db, abs=0.15)
    assert found.true_peak_dbtp == pytest.approx(SINE_DBFS + gain_db, abs=0.15)


def test_silence_has_none(tmp_path: Path) -> None:
    assert heard(tmp_path, SILENCE).loudness == Loudness(None, None)


def test_room_tone_alone_is_below_the_gate(tmp_path: Path) -> None:
    assert heard(tmp_path, TONE.format(gain=-60)).loudness.integrated_lufs is None


@pytest.mark.parametrize(
    ("pan", "used"),
    [("c0=c0|c1=0*c0", (0,)), ("c0=0*c0|c1=c0", (1,)), ("c0=c0|c1=c0", (0, 1)), ("c0=0*c0|c1=0*c0", (0,))],
)
def test_channels_that_carry_nothing_are_left_out(tmp_path: Path, pan: str, used: tuple[int, ...]) -> None:
    assert heard(tmp_path, TONE.format(gain=0), "-af", f"pan=stereo|{pan}").channels_used == used


@pytest.mark.parametrize(
    ("levels", "used"),
    [
        ([-20.0], (0,)),
        ([None], (0,)),
        ([-80.0, -20.0], (1,)),
        ([-20.0, -25.0, -30.0], (0, 1)),
        ([None, -20.0, None, -22.0], (1, 3)),
        ([], (0,)),
    ],
)
def test_the_first_two_channels_with_sound_are_used(levels: list[float | None], used: tuple[int, ...]) -> None:
    assert loudness.channels_with_sound(levels) == used


def test_the_recognisers_sound_lies_on_the_files_own_clock(tmp_path: Path) -> None:
    """A sound that begins half a second after the picture begins half a second into the WAV."""
    whole = footage(tmp_path, TONE.format(gain=0))
    late = tmp_path / "late.mov"
    argv = (
        "-i",
        f"file:{whole}",
        "-itsoffset",
        "0.5",
        "-i",
        f"file:{whole}",
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
    )
    clips.ffmpeg(*argv, f"file:{late}")
    wav = tmp_path / "speech.wav"
    loudness.hear(binary.find(), late, probe(late, label="x").audio, speech_wav=wav, expected=Fraction(4))
    with wave.open(str(wav), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    first = int(np.flatnonzero(np.abs(samples) > 200)[0])
    assert first / 16_000 == pytest.approx(0.5, abs=0.002)


def write_wav(path: Path, spans: list[tuple[float, float]], *, length_s: float) -> Path:
    """A 16 kHz WAV with a loud tone in the spans and a quiet one else."""
    time_s = np.arange(round(length_s * 16_000)) / 16_000
    loud = np.zeros(len(time_s), dtype=bool)
    for start, end in spans:
        loud |= (time_s >= start) & (time_s < end)
    samples = np.sin(2 * np.pi * 440 * time_s) * np.where(loud, 8000, 30)
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        wav.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.mark.parametrize(
    ("loud", "silent"),
    [
        ([(1, 2), (2.5, 4)], [(0, 1), (2, 2.5)]),
        ([(0, 4)], []),
        ([], [(0, 4)]),
        ([(0, 1), (1.15, 4)], []),
        ([(0, 3.5)], [(3.5, 4)]),
    ],
    ids=["between words", "none", "all", "too short", "at the end"],
)
def test_silences_are_found_where_they_are(
    tmp_path: Path, loud: list[tuple[float, float]], silent: list[tuple[float, float]]
) -> None:
    wav = write_wav(tmp_path / "speech.wav", loud, length_s=4)
    found = loudness.silences(wav, below_dbfs=-40, at_least=Fraction(1, 5))
    assert found == tuple(TimeRange(Fraction(str(start)), Fraction(str(end))) for start, end in silent)


def test_a_silence_at_the_end_ends_with_the_sound(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "speech.wav", [(0, 1)], length_s=2.013)
    assert loudness.silences(wav, below_dbfs=-40, at_least=Fraction(1, 5))[-1].end == Fraction(32208, 16_000)


def test_a_report_without_figures_is_an_error() -> None:
    with pytest.raises(MachineError, match="no loudness"):
        loudness.parse("Summary: nothing")
