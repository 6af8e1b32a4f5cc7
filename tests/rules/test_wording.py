"""Counted nouns."""

from __future__ import annotations

import pytest

from pipeline.rules.wording import counted


@pytest.mark.parametrize(("number", "text"), [(0, "0 clips"), (1, "1 clip"), (2, "2 clips")])
def test_counted(number: int, text: str) -> None:
    assert counted(number, "clip") == text
