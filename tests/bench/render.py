"""Measures what rendering costs: against the encoder alone, one command, four passes and MoviePy, and after a change.

Run `python -m tests.bench.render`, or `make bench`: it films its own footage into a temporary folder, takes forty
minutes on two cores, prints a table, and writes bench.json and bench.png into the current folder. What is compared is
CPU time, of all processes together, as ours over the other's: other programs on the machine move that little.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import report
from tests.bench.figures import GROUPS
from tests.bench.measuring import Figure

_NAMES = [name for names in GROUPS.values() for name in names]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for and report it."""
    given = _parser().parse_args(arguments)
    with _folder(given.folder) as folder:
        figures = measured(folder, frozenset(given.quick or _NAMES), rounds=given.rounds)
    sys.stdout.write(report.table(figures) + "\n")
    report.write_json(figures, Path("bench.json"))
    told = f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} shared cores; ratios of CPU time, ours over the other's"
    report.draw(figures, Path("bench.png"), told=told)


def measured(folder: Path, wanted: frozenset[str], *, rounds: int) -> dict[str, Figure]:
    """The figures of these names, group by group."""
    figures: dict[str, Figure] = {}
    for group, names in GROUPS.items():
        if asked := wanted & frozenset(names):
            figures |= group(folder, asked, rounds)
            sys.stderr.write("".join(f"{name}: {figures[name].ratio:g}\n" for name in names if name in figures))
    return figures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.render", description=__doc__)
    parser.add_argument("--quick", nargs="+", choices=_NAMES, metavar="NAME", help=f"only these: {', '.join(_NAMES)}")
    parser.add_argument("--rounds", type=int, default=3, help="how often each contender runs (default: 3)")
    parser.add_argument("--folder", type=Path, help="keep the footage here for the next time")
    return parser


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="vignette-bench-") as made:
            yield Path(made)
    else:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()


if __name__ == "__main__":
    main()
