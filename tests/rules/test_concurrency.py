"""How many chunks are encoded at once, by cores and memory."""

from __future__ import annotations

import pytest

from pipeline.rules.concurrency import chunks_at_once

GB = 10**9


@pytest.mark.parametrize(
    ("cores", "memory_bytes", "at_once"),
    [
        (1, 4 * GB, 1),
        (2, 24 * GB, 1),
        (4, 8 * GB, 2),
        (8, 16 * GB, 4),
        (16, 64 * GB, 8),
        (16, 8 * GB, 4),
        (64, 1 * GB, 1),
    ],
)
def test_chunks_at_once(cores: int, memory_bytes: int, at_once: int) -> None:
    assert chunks_at_once(cores=cores, memory_bytes=memory_bytes) == at_once
