"""What this machine has: cores and memory."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """How many cores this program may use: fewer than there are where somebody shares them out."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def memory_bytes() -> int:
    """How much memory the machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
