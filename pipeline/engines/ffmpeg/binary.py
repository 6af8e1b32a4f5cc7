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
        graph_option: the option that takes a filter graph from a file: since 7.1 another than before.
    """

    path: Path
    version: str
    graph_option: str


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
            return FFmpeg(candidate.path, candidate.version, _graph_option(candidate.path))
    faults = "; ".join(f"{candidate.path} lacks {', '.join(candidate.lacks)}" for candidate in looked_at)
    raise ToolMissing(
        f"no ffmpeg on this machine can do the work ({faults or 'none was found'})",
        remedy="Run the set-up again: it installs one with the package imageio-ffmpeg",
    )


def _graph_option(path: Path) -> str:
    asked = process.run([str(path), "-hide_banner", "-h", "long"], timeout_s=_PROBE_TIMEOUT_S)
    return "-filter_complex_script" if b"-filter_complex_script" in asked.stdout else "-/filter_complex"


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
    if not lacks:
        lacks = [name for name, arguments in _TRIALS.items() if not _succeeds(path, arguments)]
    return Candidate(path, found[1] if found else "unknown", tuple(lacks))


_TRIALS = {
    "the sound filters' options": (
        "-f lavfi -i anullsrc=duration=0.2 -af "
        "astats=measure_overall=none:measure_perchannel=RMS_level,aresample=async=1:first_pts=0,"
        "alimiter=limit=0.8:level=false:latency=true,ebur128=peak=true:framelog=quiet -f null -"
    ),
    "the picture filters' options": (
        "-f lavfi -i color=size=64x64:duration=0.2 -vf "
        "bwdif=mode=send_frame,fps=fps=25:round=near:start_time=0,tpad=stop=-1:stop_mode=clone,trim=end_frame=3,"
        "scale=width=64:height=64:out_color_matrix=bt709:out_range=tv,pad=width=96:height=64:x=-1:y=-1,"
        "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv,format=pix_fmts=yuv420p "
        "-c:v libx264 -x264-params 8x8dct=1 -a53cc 0 -flags +cgop+bitexact -movflags "
        "+faststart+negative_cts_offsets -use_editlist 0 -empty_hdlr_name 1 -write_tmcd 0 -f null -"
    ),
}
"""Short works with the options our commands use: an older ffmpeg has the filters and not all of their options."""


def _succeeds(path: Path, arguments: str) -> bool:
    argv = [str(path), "-hide_banner", "-nostdin", *arguments.split()]
    return process.run(argv, timeout_s=_PROBE_TIMEOUT_S).returncode == 0


def _output(path: Path, flag: str) -> str:
    return process.run([str(path), "-hide_banner", flag], timeout_s=_PROBE_TIMEOUT_S).stdout.decode("utf-8", "replace")
