"""What lies in the cache."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file of the cache.

    Attributes:
        name: its path inside the cache.
        size_bytes: its size.
        used_at: when it was used last, in seconds since the epoch.
    """

    name: str
    size_bytes: int
    used_at: float
