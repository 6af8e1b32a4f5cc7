"""The cache's files are made once, marked when they are used, and counted."""

from __future__ import annotations

import os
import subprocess  # noqa: TID251 - a program that is killed while it holds a claim
import sys
import time
from pathlib import Path

import pytest

from pipeline.domain.cached import CachedFile
from pipeline.domain.errors import UsageError
from pipeline.workspace import cache

CLAIMS_AND_SLEEPS = """
import sys, time
from pathlib import Path
from pipeline.workspace import cache
with cache.claimed(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_one_makes_a_file_and_others_leave_it_to_that_one(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "abc.mp4"
    with cache.claimed(path) as mine:
        assert mine
        with cache.claimed(path) as second:
            assert not second
        with cache.claimed(path.with_name("other.mp4")) as other:
            assert other
        path.touch()
    assert list(path.parent.glob("*abc*")) == [path]


def test_a_program_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    program = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", CLAIMS_AND_SLEEPS, str(path)], stdout=subprocess.PIPE
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == b"mine\n"
        with cache.claimed(path) as mine:
            assert not mine
    finally:
        program.kill()
        program.communicate()
    half = tmp_path / ".a-0f0f0f0f.partial.mp4"
    half.touch()
    with cache.claimed(path) as mine:
        assert mine
        assert not half.exists()


def test_a_file_that_is_used_is_marked_and_else_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"picture")
    os.utime(path, (1000, 1000))
    assert cache.content(tmp_path) == (CachedFile("a.mp4", 7, 1000),)
    cache.mark_used([path, tmp_path / "gone.mp4"])
    (found,) = cache.content(tmp_path)
    assert found.used_at == pytest.approx(time.time(), abs=60)
    assert path.stat().st_mtime == 1000


def test_removing_what_is_gone_already_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    cache.remove(tmp_path, [CachedFile("a", 0, 0), CachedFile("b", 0, 0)])
    assert cache.content(tmp_path) == ()


@pytest.mark.parametrize(("text", "size"), [("", None), (" 20 ", 20 * 10**9), ("0.5", 5 * 10**8), ("0", 0)])
def test_how_large_it_may_be_is_said_in_gigabytes(text: str, size: int | None) -> None:
    assert cache.asked_limit({"VIGNETTE_CACHE_GB": text}) == size


@pytest.mark.parametrize("text", ["plenty", "-1", "inf", "nan", "20GB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no size for the cache"):
        cache.asked_limit({"VIGNETTE_CACHE_GB": text})
