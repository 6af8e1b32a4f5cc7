"""How much is done at the same time."""

from __future__ import annotations

CORES_PER_CHUNK = 2
"""An encoder has two threads (`encoder_threads` of the bundled targets); what feeds it takes a quarter of one more."""

CHUNK_BYTES = 1000 * 10**6
"""The most that is taken at once; measured in 1920 x 1080 with x264: 360 MB for a chunk of HD, 610 MB for one of 4K
HEVC, 1000 MB for three of that from one decode. x265 and SVT-AV1 take 380 MB more than x264."""

_SHARE_OF_MEMORY = 0.5
"""The other half is left to the machine's own work."""


def chunks_at_once(*, cores: int, memory_bytes: int) -> int:
    """How many chunks are encoded at the same time: as many as keep the cores busy and fit into memory; at least one.

    Args:
        cores: this program may use.
        memory_bytes: of the machine.
    """
    return max(1, min(cores // CORES_PER_CHUNK, int(memory_bytes * _SHARE_OF_MEMORY) // CHUNK_BYTES))
