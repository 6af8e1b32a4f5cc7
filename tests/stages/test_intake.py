"""Intake: the shots of the footage, found once, on the source time axis, and never in the film's way."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.domain.footage import Footage
from pipeline.stages import intake
from tests import clips
from tests.clips import Clip
from tests.faults.program import Program, assert_nobody_works_in, started
from tests.studio import Ran, Studio

COLOURS = ("testsrc2", "smptebars", "rgbtestsrc")


def film(path: Path, begin: Sequence[int], *, duration_s: int = 6) -> Path:
    """Footage at 25 frames a second in which another picture begins on each of these frames."""
    borders = [0, *begin, duration_s * 25]
    parts = [
        f"{COLOURS[number % 3]}=size=320x180:rate=25,trim=end_frame={end - start},format=yuv420p[s{number}]"
        for number, (start, end) in enumerate(pairwise(borders))
    ]
    graph = ";".join(parts) + ";" + "".join(f"[s{n}]" for n in range(len(parts))) + f"concat=n={len(parts)}"
    return clips.film(path, Clip(duration_s=duration_s, spoken=((1, 2),), picture=graph))


def damaged(path: Path, whole: Path) -> Path:
    """The same file with every picture after the first second spoilt; its sound is whole."""
    spoilt = ("-c", "copy", "-bsf:v", "noise=amount='if(lt(n,25),0,1)'")
    clips.ffmpeg("-i", f"file:{whole}", *spoilt, f"file:{path}")
    return path


def looked_at(studio: Studio, *options: str) -> Ran:
    ran = studio.make("--until", "intake", *options)
    assert ran.code == 0, ran.said
    return ran


def known(studio: Studio) -> Footage:
    return studio.job.load(Footage)


def kept(studio: Studio) -> dict[Path, int]:
    """What is kept of looking, and when it was written, in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in (studio.job.work / "shots").iterdir()}


def listens(program: Program) -> bool:
    """Whether it follows what its ffmpeg says: beside the main thread, one keeps the time and one reads."""
    return len(list(Path(f"/proc/{program.popen.pid}/task").iterdir())) >= 3


def test_shots_of_all_files_lie_on_one_time_axis(studio: Studio) -> None:
    studio.arrange(film(studio.root / "first.mp4", (40, 90)))
    (studio.folder / "then.mp4").symlink_to(film(studio.root / "second.mp4", (30,)))
    looked_at(studio)
    first, second = known(studio).files
    assert first.shots == (Fraction(40, 25), Fraction(90, 25))
    assert second.shots == (second.source_range.start + Fraction(30, 25),)


def test_the_camera_left_running_has_no_shots(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert "cuts" not in looked_at(studio).err
    assert [file.shots for file in known(studio).files] == [()]


def test_a_picture_that_cannot_be_looked_through_is_told_and_holds_nothing_up(studio: Studio) -> None:
    whole = film(studio.root / "whole.mp4", (40, 90))
    studio.arrange(whole)
    (studio.folder / "then.mp4").symlink_to(damaged(studio.root / "damaged.mp4", whole))
    ran = looked_at(studio)
    assert "file 2: the picture could not be looked through" in ran.err
    assert [file.shots is None for file in known(studio).files] == [False, True]
    assert any("file 2" in problem for problem in known(studio).problems)


def test_what_was_looked_through_is_not_looked_through_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_STRETCH_S", 2)
    studio.arrange(film(studio.root / "a.mp4", (40, 90)))
    looked_at(studio)
    before, found = kept(studio), known(studio)
    assert len(before) == 3
    lost = min(before)
    lost.unlink()
    studio.job.artefact_path(Footage).unlink()
    looked_at(studio)
    after = kept(studio)
    assert known(studio) == found
    assert {path for path in after if after[path] != before[path]} == {lost}


def test_redo_looks_through_all_again(studio: Studio) -> None:
    studio.arrange(film(studio.root / "a.mp4", (40, 90)))
    looked_at(studio)
    before = kept(studio)
    looked_at(studio, "--redo", "intake")
    after = kept(studio)
    assert after.keys() == before.keys()
    assert all(after[path] != before[path] for path in after)


def test_footage_from_before_shots_were_looked_for_is_read(studio: Studio) -> None:
    studio.arrange(film(studio.root / "a.mp4", (40,)))
    looked_at(studio)
    path = studio.job.artefact_path(Footage)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["version"] == 3
    file = document["files"][0]
    del file["shots"], file["video"]["zero"], file["video"]["entry_lead"], file["audio"]["zero"]
    path.write_text(json.dumps({**document, "version": 1}), encoding="utf-8")
    assert known(studio).files[0].shots is None
    assert known(studio).files[0].video.zero == 0
    looked_at(studio)
    assert known(studio).files[0].shots == (Fraction(40, 25),)


def test_interrupted_it_ends_looking(studio: Studio) -> None:
    studio.arrange(film(studio.root / "a.mp4", (40,), duration_s=60))
    with started(studio) as program:
        os.kill(program.wait_for_ffmpeg("scdet"), signal.SIGSTOP)
        program.wait_until(lambda: listens(program))
        os.kill(program.popen.pid, signal.SIGINT)
        assert program.wait() == 130
        assert_nobody_works_in(studio.root)
    looked_at(studio)
    assert known(studio).files[0].shots == (Fraction(40, 25),)
