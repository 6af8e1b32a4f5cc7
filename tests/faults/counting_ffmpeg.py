"""An ffmpeg that notes which chunks it begins to encode, and is the real one otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.engines.ffmpeg import binary

_SCRIPT = """\
#!/bin/sh
begun=
for argument; do case "$argument" in file:*) ;; */chunks/*) begun="$begun $argument";; esac; done
[ -z "$begun" ] || echo "$begun" >> '{log}'
exec '{ffmpeg}' "$@"
"""


@dataclass(frozen=True)
class CountingFFmpeg:
    """Stands before the real one on a PATH.

    Attributes:
        folder: where the program lies.
    """

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> CountingFFmpeg:
        """Put it into a folder."""
        made = cls(folder)
        folder.mkdir()
        program = folder / "ffmpeg"
        program.write_text(_SCRIPT.format(log=folder / "begun.txt", ffmpeg=binary.find().path), encoding="utf-8")
        program.chmod(0o755)
        return made

    def begun(self) -> list[str]:
        """The keys of all chunks that were begun, in order; one that was begun twice stands there twice."""
        return [key for keys in self.together() for key in keys]

    def together(self) -> list[list[str]]:
        """The keys of the chunks that each process began."""
        log = self.folder / "begun.txt"
        lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
        return [re.findall(r"[0-9a-f]{64}", line) for line in lines]
