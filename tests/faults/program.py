"""`vignette` as a program of its own, which a test can stop at a moment of its choice."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess  # noqa: TID251 - the pipeline's own door ends what it starts well; these tests end it badly
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.studio import Studio

VIGNETTE = Path(sys.executable).with_name("vignette")
PATIENCE_S = 60


@dataclass(frozen=True)
class Program:
    """A running `vignette make`, in a process group of its own, as a shell starts it.

    Attributes:
        popen: the process.
        studio: where it works.
    """

    popen: subprocess.Popen[bytes]
    studio: Studio

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Look every few milliseconds until it happened; fails when the program ends before."""
        deadline = time.monotonic() + PATIENCE_S
        while not happened():
            assert self.popen.poll() is None, f"it ended with {self.popen.returncode}: {self.errors()}"
            assert time.monotonic() < deadline, "it never happened"
            time.sleep(0.005)

    def wait_for_ffmpeg(self, word: str) -> int:
        """Wait until it runs an ffmpeg with this word in its arguments; gives its process id."""
        found: list[int] = []

        def look() -> bool:
            found[:] = [pid for pid in working_in(self.studio.root) if word in " ".join(arguments_of(pid)[1:])]
            return bool(found)

        self.wait_until(look)
        return found[0]

    def wait(self) -> int:
        """Wait for its end and give its exit code."""
        return self.popen.wait(timeout=PATIENCE_S)

    def kill_group(self) -> None:
        """End its whole process group at once, as the machine does when memory is short."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()

    def errors(self) -> str:
        """What it complained with, once it ended."""
        return self.popen.stderr.read().decode() if self.popen.stderr else ""


@contextlib.contextmanager
def started(studio: Studio, *arguments: str) -> Iterator[Program]:
    """A `vignette make` on the studio's interview; it is ended with the block."""
    popen = subprocess.Popen(  # noqa: S603 - our own program with arguments from the test
        [str(VIGNETTE), "make", str(studio.folder), *arguments],
        env={**os.environ, **studio.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        process_group=0,
        preexec_fn=_hears_ctrl_c,
    )
    program = Program(popen, studio)
    try:
        yield program
    finally:
        program.kill_group()
        if popen.stderr:
            popen.stderr.close()


def _hears_ctrl_c() -> None:
    """Take Ctrl-C as at a terminal: a shell's background job ignores it, and so does all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def working_in(folder: Path) -> list[int]:
    """Process ids of all programs but this one whose arguments or working folder name a folder."""
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and int(entry.name) != os.getpid() and _names(entry, folder)
    ]


def _names(entry: Path, folder: Path) -> bool:
    with contextlib.suppress(OSError):  # it ended while it was looked at, or is somebody else's
        return str(folder) in " ".join(arguments_of(int(entry.name))) or (entry / "cwd").readlink().is_relative_to(
            folder
        )
    return False


def arguments_of(pid: int) -> list[str]:
    """A program's arguments; none when it ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    return []


def assert_nobody_works_in(folder: Path) -> None:
    """No program is left over; the kernel may take a moment to end them."""
    deadline = time.monotonic() + 3
    while working_in(folder):
        assert time.monotonic() < deadline, [arguments_of(pid) for pid in working_in(folder)]
        time.sleep(0.01)
