"""A film costs what encoding it costs, a change costs what it changes, and memory does not grow with the cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.figures import LIMITS
from tests.bench.render import measured

_SLACK = 1.1
"""For CPU time: the machine is shared. Memory needs none."""


@pytest.mark.full
def test_rendering_costs_what_it_may(tmp_path: Path) -> None:
    figures = measured(tmp_path, frozenset(LIMITS), rounds=2)
    assert set(figures) == set(LIMITS)
    limits = {name: limit if name.startswith("memory") else limit * _SLACK for name, limit in LIMITS.items()}
    assert {name: item for name, item in figures.items() if item.ratio > limits[name]} == {}
