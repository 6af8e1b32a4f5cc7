"""Looks at a film as a viewer would: its frames as grey pictures, its sound as samples, its frames' hashes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from tests.clips import ffmpeg

Pictures = npt.NDArray[np.uint8]
Samples = npt.NDArray[np.float32]

SAMPLE_RATE_HZ = 48_000


def grey(film: Path, *, size: tuple[int, int] = (320, 180)) -> Pictures:
    """All frames as the file has them, in brightness 0 to 255: frame, row, column."""
    raw = ffmpeg(
        "-i", f"file:{film}", "-map", "0:v", "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"
    )
    width, height = size
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width)


def sound(film: Path) -> Samples:
    """The film's sound, both channels together, one number a sample at 48 kHz, beginning at the film's zero."""
    argv = ("-i", f"file:{film}", "-map", "0:a", "-af", "aresample=first_pts=0", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ))
    return np.frombuffer(ffmpeg(*argv, "-f", "f32le", "-"), np.float32)


def frame_hashes(film: Path) -> list[str]:
    """The MD5 of every decoded frame, in order."""
    said = ffmpeg("-i", f"file:{film}", "-map", "0:v", "-f", "framemd5", "-").decode()
    return [line.rsplit(",", 1)[1].strip() for line in said.splitlines() if not line.startswith("#")]


def frame_times(film: Path) -> list[Fraction]:
    """When each frame is shown, in seconds, in order."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        return sorted(
            packet.pts * packet.time_base
            for packet in container.demux(stream)
            if packet.pts is not None and packet.time_base is not None
        )


def onsets(samples: Samples, *, band_hz: tuple[float, float]) -> list[float]:
    """When short bursts in a band begin, in seconds: where the band's level first passes half of its highest.

    Args:
        samples: at 48 kHz.
        band_hz: the burst's frequencies.
    """
    spectrum = np.fft.rfft(samples.astype(np.float64))
    frequencies = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE_HZ)
    spectrum[(frequencies < band_hz[0]) | (frequencies > band_hz[1])] = 0
    level = np.abs(np.fft.irfft(spectrum, len(samples)))
    loud = np.flatnonzero(level > level.max() / 2)
    firsts = loud[np.diff(loud, prepend=-SAMPLE_RATE_HZ) > SAMPLE_RATE_HZ // 10]
    return [float(first) / SAMPLE_RATE_HZ for first in firsts]
