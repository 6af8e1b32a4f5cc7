"""Decides what the cache lets go of when it has grown too large: what was not used for longest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.domain.cached import CachedFile

DEFAULT_LIMIT_BYTES = 20 * 10**9
"""Ten minutes at 1920 x 1080 take 1.3 GB: the last fifteen such films can be corrected cheaply."""

_SHARE_OF_DISK = 0.5
"""Where nobody said how large it may be, the cache takes no more than this of what the disk could give it."""

RECENT_S = 24 * 3600.0
"""What was used within this time stays, however large the cache is: another program may be about to join it."""


def limit_of(asked_bytes: int | None, *, cached_bytes: int, free_bytes: int) -> int:
    """How large the cache may be, in bytes.

    Args:
        asked_bytes: what people asked for; None when they did not.
        cached_bytes: how large it is.
        free_bytes: what is free beside it on its disk.
    """
    if asked_bytes is not None:
        return asked_bytes
    return min(DEFAULT_LIMIT_BYTES, int((cached_bytes + free_bytes) * _SHARE_OF_DISK))


def to_remove(
    cached: Sequence[CachedFile], *, limit_bytes: int, now: float, kept: Collection[str]
) -> tuple[CachedFile, ...]:
    """The files to remove so that the cache is no larger than its limit, the one used longest ago first.

    Args:
        cached: every file of the cache.
        limit_bytes: how large it may be.
        now: seconds since the epoch.
        kept: names of files that stay in any case.
    """
    over = sum(file.size_bytes for file in cached) - limit_bytes
    removed: list[CachedFile] = []
    for file in sorted(cached, key=lambda file: (file.used_at, file.name)):
        if over <= 0:
            break
        if file.name not in kept and file.used_at < now - RECENT_S:
            removed.append(file)
            over -= file.size_bytes
    return tuple(removed)
