"""Captions cost no more than their length asks for."""

from __future__ import annotations

import json
import sys

import pytest

from pipeline.engines import process

_SLACK = 1.1
"""The machine is shared."""


@pytest.mark.full
def test_captions_cost_what_they_may() -> None:
    ran = process.run([sys.executable, "-m", "tests.bench.captions"], timeout_s=600)
    assert ran.returncode == 0, ran.stderr
    over = {
        name: figure for name, figure in json.loads(ran.stdout).items() if figure["ratio"] > figure["limit"] * _SLACK
    }
    assert over == {}
