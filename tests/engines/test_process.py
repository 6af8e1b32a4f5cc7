"""The one door to other programs: what they leave behind, and how they are ended."""

from __future__ import annotations

import contextvars
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.domain.errors import MachineError
from pipeline.engines import process

LONG_S = 60


def python(program: str) -> list[str]:
    """A command line that runs a short program."""
    return [sys.executable, "-c", program]


def alive(pid: int) -> bool:
    """Whether a process still runs (one that ended and was not yet collected does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone_soon(pid: int) -> bool:
    """Whether a process ends within a second."""
    deadline = time.monotonic() + 1
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not alive(pid)


def test_a_program_leaves_its_output_its_complaints_and_its_status() -> None:
    finished = process.run(
        python("import sys; print('out'); print('불평', file=sys.stderr); sys.exit(3)"), timeout_s=LONG_S
    )
    assert (finished.returncode, finished.stdout, finished.stderr) == (3, b"out\n", "불평")


def test_arguments_reach_the_program_as_they_are() -> None:
    odd = ["a b", "$HOME", "'\"", "-x", "한글", "*", ";ls"]
    finished = process.run([*python("import sys; print(sys.argv[1:])"), *odd], timeout_s=LONG_S)
    assert finished.stdout.decode().strip() == str(odd)


def test_it_runs_in_the_folder_it_is_given(tmp_path: Path) -> None:
    finished = process.run(python("import os; print(os.getcwd())"), timeout_s=LONG_S, cwd=str(tmp_path))
    assert finished.stdout.decode().strip() == str(tmp_path)


def test_lines_come_while_it_runs() -> None:
    """The program waits for a file that only its first line can bring about."""
    seen: list[str] = []
    program = "import sys\nprint('first', flush=True)\nprint(sys.stdin.read())"
    arrived = threading.Event()

    def feed() -> Iterator[bytes]:
        assert arrived.wait(LONG_S)
        yield b"second"

    def read(line: str) -> None:
        seen.append(line)
        arrived.set()

    finished = process.run(python(program), timeout_s=LONG_S, on_line=read, feed=feed())
    assert seen == ["first", "second"]
    assert finished.stdout == b""


def test_it_takes_more_than_a_pipe_holds_in_both_directions() -> None:
    block = b"x" * 300_000
    finished = process.run(
        python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"), timeout_s=LONG_S, feed=[block, block]
    )
    assert finished.stdout == block + block


def test_a_program_that_does_not_listen_is_no_failure_of_the_feeder() -> None:
    finished = process.run(python("import sys; sys.exit(4)"), timeout_s=LONG_S, feed=[b"x" * 1_000_000] * 3)
    assert finished.returncode == 4


def test_a_failure_while_feeding_is_the_callers() -> None:
    def feed() -> Iterator[bytes]:
        yield b"a"
        raise KeyError("no frame")

    with pytest.raises(KeyError, match="no frame"):
        process.run(python("import sys; sys.stdin.read()"), timeout_s=LONG_S, feed=feed())


def test_only_the_end_of_long_complaints_is_kept() -> None:
    finished = process.run(python("import sys\nfor n in range(5000): print(n, file=sys.stderr)"), timeout_s=LONG_S)
    lines = finished.stderr.splitlines()
    assert len(lines) == process.STDERR_TAIL_LINES
    assert lines[-1] == "4999"


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(MachineError, match="could not be started"):
        process.run(["/no/such/program"], timeout_s=LONG_S)


def test_a_program_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    program = f"sleep 60 & echo $! > '{pid_file}'; wait"
    began = time.monotonic()
    with pytest.raises(MachineError, match="sh did not finish within 1 seconds"):
        process.run(["/bin/sh", "-c", program], timeout_s=1)
    assert time.monotonic() - began < LONG_S / 2
    assert gone_soon(int(pid_file.read_text(encoding="utf-8")))


def test_when_the_caller_stops_the_program_is_ended() -> None:
    pids: list[int] = []

    def stop(line: str) -> None:
        pids.append(int(line))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process.run(
            python("import os, time; print(os.getpid(), flush=True); time.sleep(60)"), timeout_s=LONG_S, on_line=stop
        )
    assert not alive(pids[0])


def test_a_scope_that_ends_badly_ends_the_programs_of_its_threads() -> None:
    started = threading.Event()
    pids: list[int] = []

    def note(line: str) -> None:
        pids.append(int(line))
        started.set()

    def work() -> None:
        program = python("import os, time; print(os.getpid(), flush=True); time.sleep(60)")
        assert process.run(program, timeout_s=LONG_S, on_line=note).returncode < 0

    def fail() -> None:
        with process.scope():
            thread = threading.Thread(target=contextvars.copy_context().run, args=(work,))
            thread.start()
            threads.append(thread)
            assert started.wait(LONG_S)
            raise RuntimeError

    threads: list[threading.Thread] = []
    with pytest.raises(RuntimeError):
        fail()
    threads[0].join(LONG_S / 2)
    assert not threads[0].is_alive()
    assert not alive(pids[0])


def test_a_scope_that_ended_starts_nothing_more() -> None:
    with process.scope() as scope:
        scope.end_all()
        began = time.monotonic()
        assert process.run(["/bin/sleep", "60"], timeout_s=LONG_S).returncode < 0
        assert time.monotonic() - began < LONG_S / 2


def test_no_file_of_ours_stays_open_in_the_program(tmp_path: Path) -> None:
    """A lease that a child holds would outlive the pipeline."""
    with (tmp_path / "lease").open("w", encoding="utf-8") as lease:
        program = f"import os; print(os.path.exists('/proc/self/fd/{lease.fileno()}'))"
        finished = process.run(python(program), timeout_s=LONG_S)
    assert finished.stdout.decode().strip() == "False"
