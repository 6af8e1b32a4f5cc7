"""Makes film: chunks of picture, the sound as a whole, and both joined into one file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.presets import Sound
from pipeline.engines import fonts, loudness
from pipeline.engines.ffmpeg import commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.commands import ChunkWork

_LOUDNESS_ROUNDS = 6
_CLOSE_ENOUGH_LU = 0.2
"""The gain is corrected until the limited sound is this near its target; the tolerance of the finished file is 1 LU."""

_LIMITER_HEADROOM_DB = 1.0
"""AAC adds 0.2 to 0.4 dB of true peak to speech (measured), and more to dense material."""


def encode_chunk(
    tool: FFmpeg, work: ChunkWork, *, ass_text: str, out: Path, on_seconds: Callable[[Fraction], None] | None = None
) -> None:
    """Encode one chunk to `out`; its parts are made in a scratch folder beside it.

    Raises:
        ToolMissing: libass chose another font than the bundled one.
        MachineError: ffmpeg failed, or made another number of frames.
    """
    expected = Fraction(work.frame_count) / work.frame_rate
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        if work.ass:
            (folder / work.ass).write_text(ass_text, encoding="utf-8")
        made = folder / "chunk.mp4"
        said = running.run(
            commands.chunk(tool.path, work, out=made), expected=expected, cwd=folder, on_seconds=on_seconds
        )
        require_bundled_font(said)
        made.replace(out)


def require_bundled_font(said: str) -> None:
    """Fail when libass drew with any font but the bundled one; it substitutes in silence and only its log tells.

    Args:
        said: ffmpeg's standard error at log level verbose.

    Raises:
        ToolMissing: names the font that was asked for and the one that was taken.
    """
    for asked, taken in re.findall(r"fontselect: \((.+?), \d+, \d+\) -> (\S+?),", said):
        if not Path(taken).name.startswith(fonts.FAMILY):
            raise ToolMissing(
                f"the font {asked} was replaced by {taken}, which may lack Korean letters",
                remedy="Run the set-up again: the fonts in assets/fonts/ are missing or damaged",
            )
    if "fontselect: failed" in said or "Glyph 0x" in said:
        missing = ", ".join(sorted(set(re.findall(r"Glyph (0x[0-9A-Fa-f]+)", said)))) or "some"
        raise ToolMissing(
            f"the font {fonts.FAMILY} has no letters for {missing}",
            remedy="Replace those characters in the captions or titles (Hanja are not in this font)",
        )


def master_sound(tool: FFmpeg, raw: Path, *, sound: Sound, duration: Fraction, out: Path) -> None:
    """Bring raw sound to the target's loudness and encode it once, as AAC (ADTS).

    The gain is found by measuring what the limiter leaves; the ceiling is lowered until the *encoded* sound keeps the
    true-peak limit.

    Raises:
        MachineError: ffmpeg failed, or no ceiling keeps the limit.
    """
    ceiling = sound.max_true_peak_dbtp - _LIMITER_HEADROOM_DB
    for _ in range(4):
        gain = _gain_for(tool, raw, target_lufs=sound.loudness_lufs, ceiling_dbfs=ceiling, duration=duration)
        argv = commands.aac(
            tool.path, raw, gain_db=gain, ceiling_dbfs=ceiling, bitrate_kbps=sound.bitrate_kbps, out=out
        )
        running.run(argv, expected=duration)
        peak = loudness.measure_file(tool, out, expected=duration).true_peak_dbtp
        if peak is None or peak <= sound.max_true_peak_dbtp:
            return
        ceiling -= peak - sound.max_true_peak_dbtp + 0.2
    raise MachineError(
        "the sound cannot be brought under its true-peak limit",
        remedy="Look for a loud click or noise in the footage, and drop that passage",
    )


def _gain_for(tool: FFmpeg, raw: Path, *, target_lufs: float, ceiling_dbfs: float, duration: Fraction) -> float:
    """The gain in dB after which the limited sound has its target loudness; 0 for silence."""
    before = loudness.measure_raw(tool, raw, expected=duration).integrated_lufs
    if before is None:
        return 0.0
    gain = target_lufs - before
    for _ in range(_LOUDNESS_ROUNDS):
        after = loudness.measure_raw(tool, raw, gain_db=gain, ceiling_dbfs=ceiling_dbfs, expected=duration)
        if after.integrated_lufs is None or abs(after.integrated_lufs - target_lufs) <= _CLOSE_ENOUGH_LU:
            break
        gain += target_lufs - after.integrated_lufs
    return gain


def join(
    tool: FFmpeg, chunks: Iterable[Path], sound: Path, *, frame_rate: Fraction, duration: Fraction, out: Path
) -> None:
    """Join chunks by copying and lay the sound beside them; writes `out`, which the caller puts in place.

    Raises:
        MachineError: ffmpeg failed.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        names: list[str] = []
        for number, path in enumerate(chunks):
            name = f"{number:05d}.mp4"
            (folder / name).symlink_to(path.absolute())
            names.append(f"file {name}\n")
        (folder / "chunks.txt").write_text("".join(names), encoding="ascii")
        argv = commands.joined(tool.path, Path("chunks.txt"), sound, frame_rate=frame_rate, out=out.absolute())
        running.run(argv, expected=duration, cwd=folder)
