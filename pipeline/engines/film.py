"""Makes film: chunks of picture, the sound as a whole, and both joined into one file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av

from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.footage import Footage, VideoStream
from pipeline.domain.presets import Picture, Sound
from pipeline.domain.render_plan import Chunk, Film, SoundClip
from pipeline.domain.timing import at_frame, rounded, samples
from pipeline.engines import fonts, loudness, pcm
from pipeline.engines.exporters import ass
from pipeline.engines.ffmpeg import commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.pcm import PcmClip

_LOUDNESS_ROUNDS = 6
_CLOSE_ENOUGH_LU = 0.2
"""The gain is corrected until the limited sound is this near its target; the tolerance of the finished file is 1 LU."""

_LIMITER_HEADROOM_DB = 1.0
"""AAC adds 0.2 to 0.4 dB of true peak to speech (measured), and more to dense material."""


_ASS_NAME = "drawn.ass"


def encode_chunk(
    tool: FFmpeg,
    chunk: Chunk,
    film: Film,
    *,
    frame_rate: Fraction,
    media: Path,
    logo: Path | None,
    out: Path,
    on_seconds: Callable[[Fraction], None] | None = None,
) -> None:
    """Encode one chunk to `out`, whole or not at all.

    Args:
        tool: the ffmpeg to use.
        chunk: what is to be seen.
        film: the film it belongs to, for picture and styles.
        frame_rate: of the film.
        media: the footage or card that the chunk's shot names.
        logo: the sized logo; None for none.
        out: where it goes; its parts are made in a scratch folder beside it.
        on_seconds: called with the seconds made so far.

    Raises:
        ToolMissing: libass chose another font than the bundled one, or has no letter for a character.
        MachineError: ffmpeg failed, or made another number of frames than planned.
    """
    work = ChunkWork(
        source=media,
        video=chunk.shot.video,
        file_start=chunk.shot.file_start,
        frame_rate=frame_rate,
        frame_count=chunk.frame_count,
        picture=film.picture,
        ass=_ASS_NAME if chunk.drawn else "",
        fonts_dir=fonts.fonts_dir(),
        logo=logo,
    )
    expected = chunk.frame_count / frame_rate
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        if chunk.drawn:
            (folder / _ASS_NAME).write_text(_ass_text(chunk, film, frame_rate), encoding="utf-8")
        made = folder / "chunk.mp4"
        said = running.run(
            commands.chunk(tool.path, work, out=made), expected=expected, cwd=folder, on_seconds=on_seconds
        )
        require_bundled_font(said)
        _require_frames(made, chunk.frame_count)
        made.replace(out)


def _ass_text(chunk: Chunk, film: Film, frame_rate: Fraction) -> str:
    return ass.text_of(
        chunk.drawn,
        film.styles,
        family=fonts.FAMILY,
        size_px=(film.picture.width_px, film.picture.height_px),
        frame_rate=frame_rate,
        lead_in_frames=commands.ass_lead_in_frames(frame_rate),
    )


def _require_frames(path: Path, frame_count: int) -> None:
    with av.open(str(path)) as container:
        made = container.streams.video[0].frames
    if made != frame_count:
        raise MachineError(
            f"a chunk came out with {made} frames instead of {frame_count}",
            remedy="Run the same command again; if it happens twice, the footage is damaged there",
        )


def require_bundled_font(said: str) -> None:
    """Fail when libass drew with any font but the bundled one; it substitutes in silence and only its log tells.

    Args:
        said: ffmpeg's standard error at log level verbose.

    Raises:
        ToolMissing: names the font that was asked for and the one that was taken.
    """
    if "fontselect: failed" in said or "Glyph 0x" in said:
        codes = sorted(set(re.findall(r"Glyph 0x([0-9A-Fa-f]+)", said)))
        missing = " ".join(chr(int(code, 16)) for code in codes) or "some characters"
        raise ToolMissing(
            f"the font {fonts.FAMILY} has no letters for {missing}",
            remedy="Replace those characters in the captions or titles (Hanja are not in this font)",
        )
    for asked, taken in re.findall(r"fontselect: \((.+?), \d+, \d+\) -> (\S+?),", said):
        if not Path(taken).name.startswith(fonts.FAMILY):
            raise ToolMissing(
                f"the font {asked} was replaced by {taken}, which may lack Korean letters",
                remedy="Run the set-up again: the fonts in assets/fonts/ are missing or damaged",
            )


def programme_sound(
    tool: FFmpeg,
    footage: Footage,
    clips: Sequence[SoundClip],
    *,
    frame_rate: Fraction,
    media: Mapping[str, Path],
    fade: Fraction,
    scratch: Path,
    out: Path,
) -> None:
    """Put the film's sound together, by the sample, as raw 32-bit float stereo at 48 kHz.

    Args:
        tool: the ffmpeg to use.
        footage: the files the clips are taken from.
        clips: end to end from frame 0; sample positions follow from frame positions, so that no rounding adds up.
        frame_rate: of the film.
        media: SHA-256 of each file to where it lies.
        fade: length of the fade at both ends of each clip, in seconds.
        scratch: a folder for the decoded files, which are large; the caller removes it.
        out: the raw file to write.

    Raises:
        MachineError: ffmpeg failed.
    """
    decoded: dict[str, Path] = {}
    for number, file in enumerate(footage.files, start=1):
        raw = scratch / f"file-{number}.f32"
        argv = commands.raw_sound(
            tool.path,
            media[file.sha256],
            audio_index=file.audio.index,
            channels_used=file.audio.channels_used,
            out=raw,
        )
        running.run(argv, expected=file.source_range.duration)
        decoded[file.sha256] = raw
    pcm.assemble(
        decoded,
        [_pcm_clip(clip, footage, frame_rate) for clip in clips],
        fade_samples=samples(fade, commands.SAMPLE_RATE_HZ),
        out=out,
    )


def _pcm_clip(clip: SoundClip, footage: Footage, frame_rate: Fraction) -> PcmClip:
    first = samples(at_frame(clip.program_start_frame, frame_rate), commands.SAMPLE_RATE_HZ)
    last = samples(at_frame(clip.program_start_frame + clip.frame_count, frame_rate), commands.SAMPLE_RATE_HZ)
    if clip.source_start is None:
        return PcmClip(None, 0, last - first)
    file = next(file for file in footage.files if file.source_range.contains(clip.source_start))
    start = samples(clip.source_start - file.source_range.start, commands.SAMPLE_RATE_HZ)
    return PcmClip(file.sha256, start, last - first)


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


def join(tool: FFmpeg, chunks: Sequence[tuple[Path, int]], sound: Path, *, frame_rate: Fraction, out: Path) -> None:
    """Join chunks by copying and lay the sound beside them; writes `out`, which the caller puts in place.

    Args:
        tool: the ffmpeg to use.
        chunks: each chunk's file and its number of frames, in order.
        sound: the mastered sound (ADTS).
        frame_rate: of the film.
        out: the film.

    Raises:
        MachineError: ffmpeg failed.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        for number, (path, _) in enumerate(chunks):
            (folder / _part_name(number)).symlink_to(path.absolute())
        counts = [count for _, count in chunks]
        (folder / "chunks.txt").write_text(_concat_list(counts, frame_rate), encoding="ascii")
        argv = commands.joined(tool.path, Path("chunks.txt"), sound, frame_rate=frame_rate, out=out.absolute())
        running.run(argv, expected=sum(counts) / frame_rate, cwd=folder)


def _part_name(number: int) -> str:
    return f"{number:05d}.mp4"


def _concat_list(frame_counts: Sequence[int], frame_rate: Fraction) -> str:
    """The list ffmpeg joins by, with each part's length stated.

    ffmpeg adds lengths up in whole microseconds, and reads them from the files in milliseconds when they are not
    stated: both drift. Here each sum is rounded, so that no part lies more than half a microsecond from its place.
    """
    lines: list[str] = []
    frame = 0
    for number, count in enumerate(frame_counts):
        start, end = (rounded(at_frame(index, frame_rate) * 1_000_000) for index in (frame, frame + count))
        lines.append(f"file {_part_name(number)}\nduration {end - start}us\n")
        frame += count
    return "".join(lines)


def take_still(tool: FFmpeg, media: Path, video: VideoStream, *, moment: Fraction, picture: Picture, out: Path) -> None:
    """One picture of the footage as PNG, upright, in the target's size and colours, with nothing drawn over it.

    Args:
        tool: the ffmpeg to use.
        media: the footage.
        video: how it must be read.
        moment: time in the file, in seconds.
        picture: the target's size.
        out: the PNG.

    Raises:
        MachineError: ffmpeg failed.
    """
    work = ChunkWork(media, video, moment, video.frame_rate, 1, picture, "", fonts.fonts_dir(), None)
    running.run(commands.still(tool.path, work, out=out), expected=Fraction(1))


def make_whole(
    tool: FFmpeg,
    footage: Footage,
    film: Film,
    clips: Sequence[SoundClip],
    *,
    frame_rate: Fraction,
    media: Mapping[str, Path],
    sound: Sound,
    fade: Fraction,
    scratch: Path,
    out: Path,
) -> None:
    """Make a small film in one go, chunk after chunk: for previews, which nobody resumes.

    Args:
        tool, footage, film, clips, frame_rate, media, fade: as in `encode_chunk` and `programme_sound`.
        sound: how it is mastered.
        scratch: a folder for the parts; the caller removes it.
        out: the film to write.

    Raises:
        MachineError: ffmpeg failed.
    """
    parts: list[tuple[Path, int]] = []
    for number, chunk in enumerate(film.chunks):
        part = scratch / f"part-{number}.mp4"
        encode_chunk(
            tool, chunk, film, frame_rate=frame_rate, media=media[chunk.shot.media_sha256], logo=None, out=part
        )
        parts.append((part, chunk.frame_count))
    raw, mastered = scratch / "sound.f32", scratch / "sound.aac"
    duration = film.frame_count / frame_rate
    programme_sound(tool, footage, clips, frame_rate=frame_rate, media=media, fade=fade, scratch=scratch, out=raw)
    master_sound(tool, raw, sound=sound, duration=duration, out=mastered)
    join(tool, parts, mastered, frame_rate=frame_rate, out=out)
