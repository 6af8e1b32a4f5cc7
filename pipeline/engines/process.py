"""Starts programs: the only place that does.

Every program gets an argument list (never a shell), a time limit, a process group of its own that is killed when the
caller stops for any reason, and, on Linux, a promise from the kernel to die with its parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import IO

from pipeline.domain.errors import MachineError

STDERR_TAIL_LINES = 2000
"""How much of a program's complaint is kept: enough for ffmpeg's summary and every font it chose."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Scope:
    """The programs started inside a `scope()`, from whatever thread, so that they can be ended together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def end_all(self) -> None:
        """Kill every program that runs, and any that is started here from now on."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        for process in running:
            _kill_group(process)

    def _add(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.add(process)
            closed = self._closed
        if closed:
            _kill_group(process)

    def _remove(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.discard(process)


_SCOPE: ContextVar[Scope | None] = ContextVar("scope", default=None)


@contextlib.contextmanager
def scope() -> Iterator[Scope]:
    """A block whose programs end with it when it ends badly; worker threads join by running in a copied context."""
    own = Scope()
    token = _SCOPE.set(own)
    try:
        yield own
    except BaseException:
        own.end_all()
        raise
    finally:
        _SCOPE.reset(token)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a program left behind.

    Attributes:
        returncode: its exit status; negative when a signal ended it.
        stdout: everything it printed, unless the lines were taken by a callback.
        stderr: the last `STDERR_TAIL_LINES` lines it complained with.
    """

    returncode: int
    stdout: bytes
    stderr: str


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its parent dies, so that a killed pipeline leaves no encoder behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def _started(argv: Sequence[str], *, cwd: str | None, stdin: int) -> Iterator[subprocess.Popen[bytes]]:
    try:
        process = subprocess.Popen(
            list(argv),
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
    except OSError as error:
        raise MachineError(
            f"the program {argv[0]} could not be started: {error.strerror}",
            remedy="Run `vignette doctor` to see what is missing",
        ) from error
    own = _SCOPE.get()
    if own is not None:
        own._add(process)
    try:
        yield process
    finally:
        if own is not None:
            own._remove(process)
        if process.poll() is None:
            _kill_group(process)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def _feed(stream: IO[bytes], blocks: Iterable[bytes], failures: list[BaseException]) -> None:
    """Write the blocks and close; a failure of the *producer* is kept for the caller."""
    try:
        for block in blocks:
            stream.write(block)
    except BrokenPipeError:
        pass  # the program ended first; its exit status tells why
    except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, which raises it
        failures.append(error)
    finally:
        with contextlib.suppress(BrokenPipeError):
            stream.close()


def run(
    argv: Sequence[str],
    *,
    timeout_s: float,
    cwd: str | None = None,
    on_line: Callable[[str], None] | None = None,
    feed: Iterable[bytes] | None = None,
) -> Finished:
    """Run a program to its end and give what it left.

    Args:
        argv: the program and its arguments; nothing is interpreted by a shell.
        timeout_s: wall-clock limit in seconds; the program's whole group is killed when it is over.
        cwd: the folder it runs in.
        on_line: called with each line of standard output as it comes (progress); nothing is kept then.
        feed: blocks of bytes for its standard input, produced while it runs.

    Raises:
        MachineError: it could not be started or ran over its time.
    """
    tail: deque[str] = deque(maxlen=STDERR_TAIL_LINES)
    failures: list[BaseException] = []
    expired = threading.Event()
    with _started(argv, cwd=cwd, stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE) as process:
        stdout, stderr = process.stdout, process.stderr
        if stdout is None or stderr is None:  # pragma: no cover - both were asked for above
            raise MachineError("a program gave no pipes", remedy="Run the command again")

        def give_up() -> None:
            expired.set()
            _kill_group(process)

        timer = threading.Timer(timeout_s, give_up)
        timer.daemon = True  # a Ctrl-C that comes as it starts leaves it running, and the program may end all the same
        threads = [
            threading.Thread(
                target=lambda: tail.extend(line.decode("utf-8", "replace").rstrip() for line in stderr), daemon=True
            )
        ]
        if feed is not None and process.stdin is not None:
            threads.append(threading.Thread(target=_feed, args=(process.stdin, feed, failures), daemon=True))
        timer.start()
        try:
            for thread in threads:
                thread.start()
            output = _read(stdout, on_line)
            returncode = process.wait()
            for thread in threads:
                thread.join()
        finally:
            timer.cancel()
    if failures:
        raise failures[0]
    if expired.is_set():
        raise MachineError(
            f"the program {os.path.basename(argv[0])} did not finish within {timeout_s:.0f} seconds",  # noqa: PTH119
            remedy="Close other heavy programs and run the same command again; finished work is kept",
        )
    return Finished(returncode=returncode, stdout=output, stderr="\n".join(tail))


def _read(stdout: IO[bytes], on_line: Callable[[str], None] | None) -> bytes:
    if on_line is None:
        return stdout.read()
    for line in stdout:
        on_line(line.decode("utf-8", "replace").rstrip())
    return b""
