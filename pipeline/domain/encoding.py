"""The encoders a target may name: what each makes, and the figures it takes."""

from __future__ import annotations

from dataclasses import dataclass

X264_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"),
    "placebo",
)
"""Quickest first; x265 has the same."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder as people and checks know it; how ffmpeg is told stands in `engines/ffmpeg/encoders.py`.

    Attributes:
        codec, profile, pixel_format: what its films are, as ffmpeg names them.
        presets: its speed presets, the quickest first.
        crf_range: the best and the worst of its scale of constant quality.
        threads_shape: whether the number of threads may change the picture.
        beside: what to write beside its name in a target's preset, to begin with.
        instead: the encoder that makes the same kind of film on any machine; "" for one that does so itself.
    """

    codec: str
    profile: str
    pixel_format: str
    presets: tuple[str, ...]
    crf_range: tuple[int, int]
    threads_shape: bool
    beside: str
    instead: str = ""

    @property
    def is_hardware(self) -> bool:
        """Whether it needs a device that not every machine has."""
        return bool(self.instead)


_X264_BESIDE = 'encoder_preset = "faster" and crf = 18'
_X264 = Encoder("h264", "High", "yuv420p", X264_PRESETS, (0, 51), threads_shape=True, beside=_X264_BESIDE)
_HARDWARE = Encoder(
    "h264", "High", "yuv420p", X264_PRESETS, (0, 51), threads_shape=False, beside=_X264_BESIDE, instead="x264"
)
"""A preset and a quality that are written for hardware are x264's, which makes the film where there is no device."""

_AV1_PRESETS = tuple(str(number) for number in range(13, -1, -1))

ENCODERS: dict[str, Encoder] = {
    "x264": _X264,
    "x265": Encoder(
        "hevc",
        "Main 10",
        "yuv420p10le",
        X264_PRESETS,
        (0, 51),
        threads_shape=True,
        beside='encoder_preset = "fast" and crf = 18',
    ),
    "av1": Encoder(
        "av1",
        "Main",
        "yuv420p10le",
        _AV1_PRESETS,
        (2, 63),
        threads_shape=False,
        beside='encoder_preset = "8" and crf = 16',
    ),
    "nvenc": _HARDWARE,
    "vaapi": _HARDWARE,
    "qsv": _HARDWARE,
    "videotoolbox": _HARDWARE,
}
"""By the name of the target's key `encoder`.

Threads were counted by encoding 4 s of grain with 1, 2 and 4 of them: x264's picture was another with 4, x265's and
SVT-AV1's were not. x265's own manual says that its may be, so they count there, too. ffmpeg takes a quality of 0 for
SVT-AV1 as none given, and one of 1 made streams that do not decode (presets 11 to 13, a smooth gradient).
"""
