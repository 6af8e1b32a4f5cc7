"""The program is stopped: nothing runs on without it, nothing finished is lost, and the next run ends the same."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from pipeline.domain.render_plan import RenderPlan
from pipeline.workspace import cache
from tests import clips, interview, looking
from tests.clips import Clip
from tests.faults.program import arguments_of, assert_nobody_works_in, started, working_in
from tests.interview import Said
from tests.studio import Studio

SAID = (
    Said(1, 3, "겨울에 강을 건넜습니다.", "I crossed the river in winter."),
    Said(7, 9, "물이 아주 찼습니다.", "The water was very cold."),
    Said(13, 15, "그래도 살았습니다.", "And yet I lived."),
)
KILLS = 10


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighteen seconds with two long pauses: three clips, so five chunks with the cards."""
    spoken = [(said.start_s, said.end_s) for said in SAID]
    return clips.film(tmp_path_factory.mktemp("footage") / "winter.mp4", Clip(duration_s=18, spoken=spoken))


def arranged(root: Path, footage: Path) -> Studio:
    """A studio with the interview laid out and translated."""
    root.mkdir(exist_ok=True)
    studio = Studio.at(root)
    studio.arrange(footage)
    interview.write(studio.folder / "transcript.ko.srt", interview.transcript(SAID))
    interview.write(studio.folder / "translation.en.srt", interview.sheet(SAID))
    return studio


def delivered_hashes(studio: Studio) -> dict[str, str]:
    """Every delivered file's hash, and each frame's."""
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in studio.delivery().iterdir()}
    return files | {"frames": " ".join(looking.frame_hashes(studio.delivery() / "blue-kite.small.mp4"))}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, footage: Path) -> tuple[dict[str, str], float]:
    """What a run that nobody stops delivers, and how many seconds it takes."""
    studio = arranged(tmp_path_factory.mktemp("undisturbed"), footage)
    begun = time.monotonic()
    with started(studio) as program:
        assert program.wait() == 0, program.errors()
    return delivered_hashes(studio), time.monotonic() - begun


def test_killed_at_any_moment_it_goes_on_and_delivers_the_same(
    tmp_path: Path, footage: Path, undisturbed: tuple[dict[str, str], float]
) -> None:
    wanted, whole_run_s = undisturbed
    moments = random.Random(20)  # noqa: S311 - the same moments every time, not a secret
    kills = 0
    for number in range(KILLS):
        studio = arranged(tmp_path / f"round-{number}", footage)
        while not studio.delivery().exists() and kills < KILLS:
            with started(studio) as program:
                time.sleep(moments.uniform(0.2, 0.7) * whole_run_s)
                program.kill_group()
            kills += 1
            assert_nobody_works_in(studio.root)
        finished = studio.chunks()
        ran = studio.make()
        assert ran.code == 0, ran.said
        assert delivered_hashes(studio) == wanted
        after = studio.chunks()
        assert {path: after.get(path) for path in finished} == finished
        assert [path.name for path in studio.home.deliver.iterdir()] == ["blue-kite"]
        assert not list(studio.job.folder.rglob(".*partial*"))
        if kills == KILLS:
            break
    assert kills == KILLS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_its_programs_and_can_be_resumed(tmp_path: Path, footage: Path, number: int) -> None:
    studio = arranged(tmp_path, footage)
    with started(studio) as program:
        os.kill(program.wait_for_ffmpeg("/chunks/"), signal.SIGSTOP)
        os.kill(program.popen.pid, number)
        assert program.wait() == 130
        assert "run the same command again" in program.errors()
        assert_nobody_works_in(studio.root)
    assert studio.nothing_delivered()
    assert studio.make().code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_with_several_encoders_it_ends_all_of_them_within_two_seconds(
    tmp_path: Path, footage: Path, number: int
) -> None:
    """The encoders are made to stand still: none can come to its own end."""
    studio = arranged(tmp_path, footage)
    with started(studio, "--jobs", "3") as program:
        still: set[int] = set()

        def three_stand_still() -> bool:
            for pid in encoding_in(studio.root) - still:
                os.kill(pid, signal.SIGSTOP)
                still.add(pid)
            return len(still) == 3

        program.wait_until(three_stand_still)
        os.kill(program.popen.pid, number)
        interrupted = time.monotonic()
        while encoding_in(studio.root):
            assert time.monotonic() < interrupted + 2, "they run on"
            time.sleep(0.01)
        assert program.wait() == 130
        assert_nobody_works_in(studio.root)
    assert studio.make().code == 0


def test_interrupted_while_another_program_makes_a_piece_it_ends(tmp_path: Path, footage: Path) -> None:
    """The other program is this one: it holds the last piece that is missing."""
    studio = arranged(tmp_path, footage)
    assert studio.make().code == 0
    chunk = next(iter(studio.chunks()))
    chunk.unlink()
    shutil.rmtree(studio.delivery())
    studio.job.film_path("small").unlink()
    with cache.claimed(chunk) as mine, started(studio) as program:
        assert mine
        program.wait_until(lambda: studio.job.load(RenderPlan).state == "planned")
        time.sleep(1)
        os.kill(program.popen.pid, signal.SIGINT)
        assert program.popen.wait(timeout=5) == 130
    assert studio.make().code == 0


def encoding_in(folder: Path) -> set[int]:
    """The process ids of the encoders at work in a folder."""
    return {pid for pid in working_in(folder) if "/chunks/" in " ".join(arguments_of(pid)[1:])}


def test_killed_alone_it_leaves_no_ffmpeg_behind(tmp_path: Path, footage: Path) -> None:
    """The ffmpeg is made to stand still, so that it cannot come to its own end in time."""
    studio = arranged(tmp_path, footage)
    with started(studio) as program:
        os.kill(program.wait_for_ffmpeg("/chunks/"), signal.SIGSTOP)
        os.kill(program.popen.pid, signal.SIGKILL)
        assert program.wait() == -signal.SIGKILL
        assert_nobody_works_in(studio.root)


def test_an_ffmpeg_that_dies_is_told_and_the_next_run_goes_on(tmp_path: Path, footage: Path) -> None:
    studio = arranged(tmp_path, footage)
    with started(studio) as program:
        os.kill(program.wait_for_ffmpeg("/chunks/"), signal.SIGKILL)
        assert program.wait() == 7
        assert "signal 9" in program.errors()
    assert studio.job.state.name == "failed"
    assert studio.nothing_delivered()
    assert studio.make().code == 0


def test_two_programs_never_work_on_one_job(tmp_path: Path, footage: Path) -> None:
    studio = arranged(tmp_path, footage)
    with started(studio) as program:
        program.wait_for_ffmpeg("/chunks/")
        second = studio.make()
        assert second.code == 7
        assert f"already working on job {studio.job.id}" in second.err
        assert program.wait() == 0
    assert studio.make().code == 0
