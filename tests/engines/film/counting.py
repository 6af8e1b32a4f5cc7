"""Footage whose frames show their own number, and chunks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pipeline.domain.render_plan import Chunk, Drawn, Film, Shot
from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary
from pipeline.engines.probe import probe
from pipeline.rules import drawing
from tests import clips, looking
from tests.clips import Clip
from tests.examples import YOUTUBE

WIDTH, HEIGHT = 160, 90
PICTURE = replace(YOUTUBE.picture, width_px=WIDTH, height_px=HEIGHT, encoder_preset="superfast", crf=10)
RATES = ("24000/1001", "24", "25", "30000/1001")
STYLES = drawing.styles(replace(YOUTUBE, picture=PICTURE))


def count_frames(path: Path, *, rate: str, options: Sequence[str], duration_s: float = 4) -> Path:
    """Film a few seconds whose frames show their own number, counted to 255, as eight bars; gives the path."""
    bars = "color=black:{shape},geq=lum='if(mod(floor(N/pow(2,floor(X/20))),2),235,16)':cb=128:cr=128"
    clip = Clip(duration_s=duration_s, size="160x90", rate=rate, picture=bars, spoken=((1, 3),), options=options)
    return clips.film(path, clip)


def encoded(
    footage: Path, *, first: int, count: int, rate: Fraction, drawn: tuple[Drawn, ...] = (), logo: Path | None = None
) -> Path:
    """A chunk of the footage as a file beside it, from its frame number `first` on."""
    video = probe(footage, label="file 1").video
    chunk = Chunk(0, (Shot("0" * 64, first, count, video),), drawn, "", "key")
    out = footage.with_name(f"chunk-{first}-{count}-{len(drawn)}.mp4")
    film = Film("small", PICTURE, STYLES, (chunk,))
    filming.encode_chunk(binary.find(), chunk, film, frame_rate=rate, media=footage, logo=logo, out=out)
    return out


def encoded_shots(footage: Path, shots: Sequence[tuple[int, int]], *, rate: Fraction) -> Path:
    """A chunk of several stretches of the footage, each from its first to before its end frame."""
    video = probe(footage, label="file 1").video
    chunk = Chunk(0, tuple(Shot("0" * 64, first, end - first, video) for first, end in shots), (), "", "key")
    out = footage.with_name(f"shots-{len(shots)}.mp4")
    film = Film("small", PICTURE, STYLES, (chunk,))
    filming.encode_chunk(binary.find(), chunk, film, frame_rate=rate, media=footage, logo=None, out=out)
    return out


def numbers(film: Path) -> list[int]:
    """The number that each frame of the counting footage shows in its eight bars."""
    bars = looking.grey(film, size=(WIDTH, HEIGHT)).reshape(-1, HEIGHT, 8, WIDTH // 8)[..., 5:-5].mean(axis=(1, 3))
    return [sum(1 << place for place, level in enumerate(frame) if level > 128) for frame in bars]
