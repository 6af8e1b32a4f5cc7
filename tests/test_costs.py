"""What commands cost: those that people type often are quick, a finished job costs next to nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.costs import Cost, cost_of
from tests.studio import Studio

VIGNETTE = str(Path(sys.executable).with_name("vignette"))


def cheapest(*arguments: str, environment: dict[str, str]) -> Cost:
    """The cheapest of three runs: other programs on the machine, and compiling at first use, only ever add."""
    asked = environment | {"PYTHONDONTWRITEBYTECODE": ""}
    return min((cost_of(VIGNETTE, *arguments, environment=asked) for _ in range(3)), key=lambda cost: cost.cpu_s)


@pytest.mark.parametrize("words", [("--help",), ("make", "--help")])
def test_help_takes_less_than_half_a_second(studio: Studio, words: tuple[str, ...]) -> None:
    cost = cheapest(*words, environment=studio.environment)
    assert cost.code == 0
    assert cost.cpu_s < 0.5


def test_a_finished_job_takes_less_than_two_seconds(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    cost = cheapest("make", str(studio.folder), environment=studio.environment)
    assert cost.code == 0
    assert "Nothing to do" in cost.complaints
    assert cost.cpu_s < 2
