"""Finds an ffmpeg that can do the work: the system's when it passes, else the one imageio-ffmpeg brings."""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg

from pipeline.domain.errors import ToolMissing
from pipeline.engines import process

NEEDED_FILTERS = ("ass", "ebur128", "sidechaincompress", "zscale", "alimiter", "fps", "overlay", "tonemap", "bwdif")
NEEDED_ENCODERS = ("libx264", "aac")
NEEDED_LIBRARIES = ("libass", "fontconfig", "libharfbuzz")
"""As the configuration line names them; older builds write libfontconfig."""

_PROBE_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class FFmpeg:
    """A usable ffmpeg.

    Attributes:
        path: the program.
        version: its version as it states it; part of every render's key.
    """

    path: Path
    version: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ffmpeg that was looked at, and what it lacks (nothing, when it is usable)."""

    path: Path
    version: str
    lacks: tuple[str, ...]


@lru_cache(maxsize=1)
def find() -> FFmpeg:
    """The ffmpeg to use.

    Raises:
        ToolMissing: neither the system's nor the bundled one can do the work; says what each lacks.
    """
    looked_at = candidates()
    for candidate in looked_at:
        if not candidate.lacks:
            return FFmpeg(candidate.path, candidate.version)
    faults = "; ".join(f"{candidate.path} lacks {', '.join(candidate.lacks)}" for candidate in looked_at)
    raise ToolMissing(
        f"no ffmpeg on this machine can do the work ({faults or 'none was found'})",
        remedy="Run the set-up again: it installs one with the package imageio-ffmpeg",
    )


def candidates() -> tuple[Candidate, ...]:
    """Every ffmpeg there is, the system's first."""
    system = shutil.which("ffmpeg")
    paths = [Path(system)] if system else []
    with contextlib.suppress(RuntimeError):  # it found neither its own binary nor another
        paths.append(Path(imageio_ffmpeg.get_ffmpeg_exe()))
    return tuple(look_at(path) for path in dict.fromkeys(paths))


@lru_cache(maxsize=8)
def look_at(path: Path) -> Candidate:
    """What this ffmpeg is and lacks."""
    head = _output(path, "-version")
    found = re.search(r"ffmpeg version (\S+)", head)
    filters = set(re.findall(r"^ *[A-Z.|]{2,} +(\w+) ", _output(path, "-filters"), flags=re.MULTILINE))
    encoders = set(re.findall(r"^ [A-Z.]{6} (\S+)", _output(path, "-encoders"), flags=re.MULTILINE))
    built_with = set(re.findall(r"--enable-(?:lib)?(\w+)", head))
    lacks = [name for name in NEEDED_LIBRARIES if name.removeprefix("lib") not in built_with]
    lacks += [name for name in NEEDED_FILTERS if name not in filters]
    lacks += [name for name in NEEDED_ENCODERS if name not in encoders]
    return Candidate(path, found[1] if found else "unknown", tuple(lacks))


def _output(path: Path, flag: str) -> str:
    return process.run([str(path), "-hide_banner", flag], timeout_s=_PROBE_TIMEOUT_S).stdout.decode("utf-8", "replace")
