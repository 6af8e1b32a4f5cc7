"""Sound cut by the sample: nothing is lost, doubled or moved."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.engines import pcm
from pipeline.engines.pcm import PcmClip

Stereo = npt.NDArray[np.float32]


def write_ramp(path: Path, count: int) -> Stereo:
    """Raw stereo in which every sample is its own number, right negative."""
    numbers = np.arange(1, count + 1, dtype=np.float32)
    samples = np.stack([numbers, -numbers], axis=1)
    path.write_bytes(samples.tobytes())
    return samples


def assembled(folder: Path, clips: list[PcmClip], *, fade: int = 0, source: str = "a") -> Stereo:
    out = folder / "out.f32"
    pcm.assemble({source: folder / "a.f32"}, clips, fade_samples=fade, out=out)
    return np.fromfile(out, np.float32).reshape(-1, 2)


def test_clips_come_end_to_end_with_silence_where_none_is(tmp_path: Path) -> None:
    ramp = write_ramp(tmp_path / "a.f32", 100)
    found = assembled(tmp_path, [PcmClip("a", 10, 5), PcmClip(None, 0, 3), PcmClip("a", 40, 4), PcmClip("a", 12, 2)])
    wanted = np.concatenate([ramp[10:15], np.zeros((3, 2), np.float32), ramp[40:44], ramp[12:14]])
    np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize(
    ("start", "count", "before", "after"), [(95, 10, 0, 5), (-4, 10, 4, 0), (200, 6, 6, 0), (-10, 6, 6, 0)]
)
def test_what_lies_outside_the_file_is_silence(tmp_path: Path, start: int, count: int, before: int, after: int) -> None:
    ramp = write_ramp(tmp_path / "a.f32", 100)
    found = assembled(tmp_path, [PcmClip("a", start, count)])
    inside = ramp[max(start, 0) : max(start + count, 0)]
    wanted = np.concatenate([np.zeros((before, 2)), inside, np.zeros((after, 2))]).astype(np.float32)
    np.testing.assert_array_equal(found, wanted)


def test_a_long_clip_has_no_seam_where_blocks_meet(tmp_path: Path) -> None:
    count = 48_000 * 21
    ramp = write_ramp(tmp_path / "a.f32", count)
    np.testing.assert_array_equal(assembled(tmp_path, [PcmClip("a", 0, count)]), ramp)


def test_both_ends_of_a_clip_are_faded_and_the_middle_is_not(tmp_path: Path) -> None:
    count = 48_000 * 11
    (tmp_path / "a.f32").write_bytes(np.ones((count, 2), np.float32).tobytes())
    found = assembled(tmp_path, [PcmClip("a", 0, count)], fade=480)[:, 0]
    np.testing.assert_array_equal(found, found[::-1])
    assert found[0] < 0.01
    assert np.all(np.diff(found[:480]) > 0)
    assert np.all(found[480:-480] == 1)


def test_a_clip_shorter_than_two_fades_is_faded_to_its_middle(tmp_path: Path) -> None:
    (tmp_path / "a.f32").write_bytes(np.ones((10, 2), np.float32).tobytes())
    found = assembled(tmp_path, [PcmClip("a", 0, 10)], fade=480)[:, 0]
    np.testing.assert_allclose(found, [0.1, 0.3, 0.5, 0.7, 0.9, 0.9, 0.7, 0.5, 0.3, 0.1], atol=1e-6)


def test_an_empty_file_is_silence(tmp_path: Path) -> None:
    (tmp_path / "a.f32").touch()
    assert not assembled(tmp_path, [PcmClip("a", 0, 7)]).any()


def write_wav(path: Path, count: int, value: int) -> Path:
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        wav.writeframes(np.full(count, value, "<i2").tobytes())
    return path


def test_joined_files_lie_where_the_source_time_says(tmp_path: Path) -> None:
    """Each is cut or filled to its length, and no rounding adds up over a thousand files."""
    third = Fraction(1, 30_000)
    parts = [
        (write_wav(tmp_path / "1.wav", 20_000, 1), Fraction(1)),
        (write_wav(tmp_path / "2.wav", 100, 2), Fraction(1, 2)),
    ]
    parts += [(write_wav(tmp_path / "3.wav", 50, 3), third)] * 999
    pcm.join_wavs(parts, out=tmp_path / "out.wav")
    with wave.open(str(tmp_path / "out.wav"), "rb") as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2")
    assert len(samples) == round((Fraction(3, 2) + 999 * third) * 16_000)
    assert set(samples[:16_000]) == {1}
    assert set(samples[16_000:16_100]) == {2}
    assert set(samples[16_100:24_000]) == {0}
    assert set(samples[24_000:]) == {3}
