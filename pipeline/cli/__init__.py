"""The command line: the only place that prints, and the only one that knows exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `vignette` and end the process with the exit code of DESIGN: 0 done, 2 to 7 by kind of error, 130 stopped."""
    from pipeline.cli.app import run

    sys.exit(run(sys.argv[1:]))
