"""Makes the short clips that tests take for footage: a moving picture, and tones where somebody would speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.engines import process
from pipeline.engines.ffmpeg import binary

Span = tuple[float, float]

SPOKEN: tuple[Span, ...] = ((2, 4), (5, 7), (11, 12.5))
"""When the usual clip of 14 s "speaks", in seconds: dead air at both ends and one pause that is too long."""

ROOM_TONE = 0.0005
"""Noise of about -70 dBFS: a quiet room, never digital silence."""


@dataclass(frozen=True)
class Clip:
    """What is filmed.

    Attributes:
        duration_s: length.
        size, rate: as ffmpeg writes them.
        spoken: when there are tones, as loud and as uneven as syllables.
        picture: a lavfi source; "{shape}" stands for its size, rate and duration.
        options: for the encoder, on top of the usual ones.
    """

    duration_s: float = 14
    size: str = "320x180"
    rate: str = "25"
    spoken: Sequence[Span] = SPOKEN
    picture: str = "testsrc2={shape}"
    options: Sequence[str] = ()


def film(path: Path, clip: Clip | None = None) -> Path:
    """Film a clip to `path`; gives the path."""
    clip = clip or Clip()
    pictures = clip.picture.format(shape=f"size={clip.size}:rate={clip.rate}:duration={clip.duration_s}")
    encode(path, pictures=pictures, sound=speech(clip.spoken, clip.duration_s), options=clip.options)
    return path


def speech(spoken: Sequence[Span], duration_s: float) -> str:
    """A lavfi source: a low voice-like tone in these spans, a quiet room else."""
    voiced = "+".join(f"between(t,{start},{end})" for start, end in spoken) or "0"
    voice = "0.2*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*4*t))"
    return f"aevalsrc='({voiced})*{voice}+{ROOM_TONE}*(random(0)-0.5)':sample_rate=48000:duration={duration_s}"


def encode(path: Path, *, pictures: str, sound: str, options: Sequence[str] = ()) -> None:
    """Encode two lavfi sources as a camera would."""
    ffmpeg(
        *("-f", "lavfi", "-i", pictures, "-f", "lavfi", "-i", sound),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "22", "-pix_fmt", "yuv420p", "-c:a", "aac"),
        *options,
        f"file:{path}",
    )


def ffmpeg(*arguments: str) -> bytes:
    """Run our ffmpeg and give what it printed; a failure fails the test."""
    argv = [str(binary.find().path), "-v", "error", "-nostdin", "-y", *arguments]
    finished = process.run(argv, timeout_s=120)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
