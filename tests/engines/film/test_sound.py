"""Mastered sound has its target's loudness and keeps its ceiling."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.presets import Sound
from pipeline.engines import film as filming
from pipeline.engines import loudness
from pipeline.engines.ffmpeg import binary
from tests import clips, looking
from tests.examples import YOUTUBE


def raw_sound(path: Path, source: str) -> Path:
    """Raw stereo sound as the film's is put together."""
    clips.ffmpeg("-f", "lavfi", "-i", source, "-ac", "2", "-ar", "48000", "-f", "f32le", f"file:{path}")
    return path


LOUD = "aevalsrc='0.9*sin(2*PI*180*t)*gt(sin(2*PI*3*t),0)':sample_rate=48000:duration=6"
QUIET = "aevalsrc='0.004*sin(2*PI*180*t)*gt(sin(2*PI*3*t),0)':sample_rate=48000:duration=6"
PEAKY = "aevalsrc='0.01*sin(2*PI*180*t)+0.95*lt(mod(t,1.5),0.001)':sample_rate=48000:duration=6"


@pytest.mark.parametrize("source", [LOUD, QUIET, PEAKY], ids=["loud", "quiet", "with clicks"])
@pytest.mark.parametrize("sound", [YOUTUBE.sound, Sound(-23, 1, -2, 192)], ids=["platform", "broadcast"])
def test_mastered_sound_has_its_loudness_and_keeps_its_ceiling(tmp_path: Path, source: str, sound: Sound) -> None:
    out = tmp_path / "sound.aac"
    raw = raw_sound(tmp_path / "raw.f32", source)
    filming.master_sound(binary.find(), raw, sound=sound, duration=Fraction(6), out=out)
    found = loudness.measure_file(binary.find(), out, expected=Fraction(6))
    assert found.integrated_lufs is not None
    assert abs(found.integrated_lufs - sound.loudness_lufs) <= sound.tolerance_lu
    assert found.true_peak_dbtp is not None
    assert found.true_peak_dbtp <= sound.max_true_peak_dbtp


def test_silence_stays_silence(tmp_path: Path) -> None:
    raw = raw_sound(tmp_path / "raw.f32", "anullsrc=sample_rate=48000:duration=3")
    filming.master_sound(binary.find(), raw, sound=YOUTUBE.sound, duration=Fraction(3), out=tmp_path / "sound.aac")
    assert np.abs(looking.sound(tmp_path / "sound.aac")).max() < 0.001
