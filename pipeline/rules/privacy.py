"""What may be told beyond a job's own folder: messages without paths, which hold people's and files' names."""

from __future__ import annotations

import re

_PATH = re.compile(r"(?<![\w./])~?/(?=[^\s/]).*", re.DOTALL)
"""From the first absolute path on: names may hold spaces, so nobody can tell where a path ends."""


def without_paths(text: str) -> str:
    """The text up to its first absolute path; folders that every job has, such as draft/, stay."""
    return _PATH.sub("…", text)
