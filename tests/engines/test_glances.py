"""Glances at footage: how often, when, and where something moved."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.framing import Glance
from pipeline.domain.timing import TimeRange
from pipeline.engines import glances
from pipeline.engines.ffmpeg import binary
from pipeline.engines.probe import probe
from tests import clips
from tests.clips import Clip

BALL = (
    "color=gray:{shape}[room];color=white:size=40x40:rate=25[ball];[room][ball]overlay="
    "x='240+20*sin(t*3)':y='50+10*sin(t*5)':shortest=1"
)
"""Something white that moves about in the right half of the picture, three quarters across."""


def look(source: Path, *, start: int = 0, end: int = 8, keys_only: bool = False) -> tuple[Glance, ...]:
    return glances.look(
        binary.find(),
        source,
        probe(source, label="x").video,
        within=TimeRange(Fraction(start), Fraction(end)),
        keys_only=keys_only,
        finder=None,
        scratch=source.parent,
    )


@pytest.fixture(scope="module")
def ball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """8 s of the ball, a key frame every second."""
    clip = Clip(duration_s=8, picture=BALL, options=("-g", "25", "-keyint_min", "25", "-sc_threshold", "0"))
    return clips.film(tmp_path_factory.mktemp("ball") / "ball.mp4", clip)


def test_glances_are_half_a_second_apart_and_know_when(ball: Path) -> None:
    times = [glance.file_time for glance in look(ball)]
    assert len(times) == 16
    assert times[0] == 0
    assert all(
        after - before == Fraction(13, 25) or after - before == Fraction(1, 2) for before, after in pairwise(times)
    )


def test_key_frames_alone_are_as_far_apart_as_they_are(ball: Path) -> None:
    assert [glance.file_time for glance in look(ball, keys_only=True)] == list(range(8))


def test_a_stretch_has_its_own_glances_only(ball: Path) -> None:
    times = [glance.file_time for glance in look(ball, start=3, end=6)]
    assert 3 <= times[0] < 4
    assert 5 < times[-1] < 6


def test_motion_is_where_something_moves(ball: Path) -> None:
    first, *later = look(ball)
    assert first.motion is None
    found = [glance.motion for glance in later if glance.motion]
    assert len(found) > 10
    assert np.median([column for column, _ in found]) == pytest.approx(260 / 320, abs=0.05)
    assert np.median([row for _, row in found]) == pytest.approx(70 / 180, abs=0.08)


def test_where_nothing_moves_and_where_light_changes_there_is_no_motion() -> None:
    generator = np.random.default_rng(1)
    room = generator.uniform(40, 200, (36, 64))
    assert glances.motion_between(room, room) is None
    assert glances.motion_between(room, room + 30) is None
    assert glances.motion_between(room, room + generator.normal(0, 3, room.shape)) is None
    assert glances.motion_between(room, generator.uniform(40, 200, room.shape)) is None


def test_motion_is_seen_through_noise() -> None:
    generator = np.random.default_rng(1)
    room = generator.uniform(40, 200, (36, 64))
    moved = room + generator.normal(0, 0.5, room.shape)
    moved[10:20, 48:52] += 60
    column, row = glances.motion_between(room, moved) or (0, 0)
    assert column == pytest.approx(50 / 64, abs=0.03)
    assert row == pytest.approx(15 / 36, abs=0.05)


@pytest.mark.parametrize(("every", "enough"), [(25, True), (250, False)])
def test_key_frames_are_enough_where_they_lie_closely(tmp_path: Path, every: int, *, enough: bool) -> None:
    options = ("-g", str(every), "-keyint_min", str(every), "-sc_threshold", "0")
    clip = clips.film(tmp_path / "clip.mp4", Clip(duration_s=21, options=options))
    assert glances.keys_are_enough(clip, probe(clip, label="x").video) == enough


def test_one_key_frame_is_not_enough(tmp_path: Path) -> None:
    clip = clips.film(tmp_path / "clip.mp4", Clip(duration_s=4, options=("-g", "250", "-sc_threshold", "0")))
    assert not glances.keys_are_enough(clip, probe(clip, label="x").video)
