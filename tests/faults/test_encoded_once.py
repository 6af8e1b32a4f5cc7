"""However often a render is killed, and however many work on it at once, no finished chunk is encoded again."""

from __future__ import annotations

import os
import random
import subprocess  # noqa: TID251 - two programs at once, which the pipeline's own door does not start
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain.render_plan import RenderPlan
from tests import clips, interview, looking
from tests.clips import Clip
from tests.faults.counting_ffmpeg import CountingFFmpeg
from tests.faults.program import assert_nobody_works_in, started
from tests.interview import Said
from tests.studio import Studio

KILLS = 20
SAID = tuple(
    Said(start, start + 5, f"겨울에 강을 {number}번 건넜습니다.", f"I crossed the river {number} times that winter.")
    for number, start in enumerate(range(2, 100, 12), start=1)
)
"""A sentence every twelve seconds: more than one for each window of the footage."""

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spoken = [(said.start_s, said.end_s) for said in SAID]
    clip = Clip(duration_s=104, size="640x360", spoken=spoken)
    return clips.film(tmp_path_factory.mktemp("footage") / "winter.mp4", clip)


def arranged(root: Path, footage: Path) -> Studio:
    """A studio with everything done before the render."""
    root.mkdir()
    studio = Studio.at(root)
    studio.arrange(footage)
    interview.write(studio.folder / "transcript.ko.srt", interview.transcript(SAID))
    interview.write(studio.folder / "translation.en.srt", interview.sheet(SAID))
    ran = studio.make("--until", "brand")
    assert ran.code == 0, ran.said
    return studio


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CountingFFmpeg:
    made = CountingFFmpeg.at(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{made.folder}{os.pathsep}{os.environ['PATH']}")
    return made


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, footage: Path) -> tuple[list[str], float]:
    """The frames of a render that nobody disturbs, and how many seconds it takes."""
    studio = arranged(tmp_path_factory.mktemp("undisturbed") / "studio", footage)
    begun = time.monotonic()
    go_on(studio)
    return looking.frame_hashes(studio.job.film_path("small")), time.monotonic() - begun


def keys(studio: Studio) -> set[str]:
    """The chunks that are finished."""
    return {path.stem for path in studio.chunks()}


def go_on(studio: Studio) -> None:
    """Render to the end, in a program that sees the counting ffmpeg."""
    with started(studio, "--until", "render") as program:
        assert program.wait() == 0, program.errors()


def all_there(studio: Studio) -> bool:
    """Whether every chunk is finished, so that only sound and joining are left."""
    plan = studio.job.artefact_path(RenderPlan)
    return plan.is_file() and {chunk.key for chunk in studio.job.load(RenderPlan).film("small").chunks} <= keys(studio)


def test_killed_twenty_times_only_what_was_interrupted_is_encoded_again(
    tmp_path: Path, footage: Path, undisturbed: tuple[list[str], float], counting: CountingFFmpeg
) -> None:
    frames, whole_s = undisturbed
    moments = random.Random(4)  # noqa: S311 - the same moments every time, not a secret
    kills = interrupted = rounds = chunks = 0
    while kills < KILLS or interrupted <= KILLS // 2:  # on a busy machine many come before or between encodes
        studio = arranged(tmp_path / f"round-{rounds}", footage)
        rounds += 1
        while not all_there(studio):
            known, finished = len(counting.begun()), keys(studio)
            with started(studio, "--until", "render") as program:
                program.wait_until(lambda known=known: len(counting.begun()) > known)  # type: ignore[misc]
                time.sleep(moments.uniform(0, 0.4) * whole_s)
                program.kill_group()
            assert_nobody_works_in(studio.root)
            begun = counting.begun()[known:]
            assert not set(begun) & finished
            kills += 1
            interrupted += len([key for key in begun if key not in keys(studio)])
        go_on(studio)
        assert looking.frame_hashes(studio.job.film_path("small")) == frames
        chunks += len(keys(studio))
    assert len(counting.begun()) == chunks + interrupted


def test_two_at_once_encode_each_chunk_once(
    tmp_path: Path, footage: Path, undisturbed: tuple[list[str], float], counting: CountingFFmpeg
) -> None:
    studio = arranged(tmp_path / "studio", footage)
    argv = [sys.executable, "-m", "tests.faults.half_of_the_work", str(studio.folder)]
    environment = {**os.environ, **studio.environment}
    workers = [subprocess.Popen(argv, env=environment, stderr=subprocess.PIPE) for _ in range(2)]  # noqa: S603 - our own
    for worker in workers:
        _, complaints = worker.communicate(timeout=300)
        assert worker.returncode == 0, complaints.decode()
    assert max(Counter(counting.begun()).values()) == 1
    assert set(counting.begun()) == keys(studio)
    go_on(studio)
    assert looking.frame_hashes(studio.job.film_path("small")) == undisturbed[0]
    assert len(counting.begun()) == len(keys(studio))
