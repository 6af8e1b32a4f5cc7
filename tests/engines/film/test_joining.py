"""Joined film keeps its clock."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary
from tests import clips, looking
from tests.engines.film.counting import encoded, numbers


def test_joined_chunks_are_one_film_with_an_even_clock(counting: dict[str, Path], tmp_path: Path) -> None:
    rate = Fraction(30000, 1001)
    footage = counting["30000/1001"]
    borders = [0, 7, 30, 31, 75]
    chunks = [
        (encoded(footage, first=first, count=last - first, rate=rate), last - first)
        for first, last in pairwise(borders)
    ]
    sound = tmp_path / "sound.aac"
    clips.ffmpeg("-f", "lavfi", "-i", "sine=duration=2.5025:sample_rate=48000", "-ac", "2", f"file:{sound}")
    out = tmp_path / "film.mp4"
    filming.join(binary.find(), chunks, sound, frame_rate=rate, out=out)
    assert looking.frame_times(out) == [number / rate for number in range(75)]
    assert numbers(out) == list(range(75))
