"""Measures what a program costs, as the kernel counts it: CPU time and memory of it and its children."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.engines import process

_METER = """
import json, os, resource, sys, time
begun = time.monotonic()
status = os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)[1])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss * 1024]))
"""
"""A small program that starts another and is asked for nothing else, so that its children's figures are the other's."""


@dataclass(frozen=True)
class Cost:
    """What a program cost.

    Attributes:
        code: its exit code.
        cpu_s: CPU time of it and all its children.
        wall_s: how long it took.
        peak_bytes: the most memory any one of the processes held.
        complaints: what it wrote to standard error.
    """

    code: int
    cpu_s: float
    wall_s: float
    peak_bytes: int
    complaints: str


def cost_of(*argv: str, environment: Mapping[str, str] | None = None, timeout_s: float = 600) -> Cost:
    """Run a program with additions to the environment, and measure it."""
    added = [f"{name}={value}" for name, value in (environment or {}).items()]
    finished = process.run(["/usr/bin/env", *added, sys.executable, "-c", _METER, *argv], timeout_s=timeout_s)
    assert finished.returncode == 0, finished.stderr
    code, cpu_s, wall_s, peak_bytes = json.loads(finished.stdout.decode().splitlines()[-1])
    return Cost(code, cpu_s, wall_s, peak_bytes, finished.stderr)
