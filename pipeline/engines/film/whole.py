"""Makes a small film in one go, for previews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from pipeline.domain.footage import Footage
from pipeline.domain.presets import Sound
from pipeline.domain.render_plan import Film, SoundClip
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.film.chunks import encode_chunk
from pipeline.engines.film.joining import join
from pipeline.engines.film.sound import master_sound, programme_sound


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
        encode_chunk(tool, chunk, film, frame_rate=frame_rate, media=media[chunk.media_sha256], logo=None, out=part)
        parts.append((part, chunk.frame_count))
    raw, mastered = scratch / "sound.f32", scratch / "sound.aac"
    duration = film.frame_count / frame_rate
    programme_sound(tool, footage, clips, frame_rate=frame_rate, media=media, fade=fade, scratch=scratch, out=raw)
    master_sound(tool, raw, sound=sound, duration=duration, out=mastered)
    join(tool, parts, mastered, frame_rate=frame_rate, out=out)
