"""How ffmpeg is told to encode, by the name of the target's encoder; runs nothing.

Every encoder makes closed GOPs of the target's length, so that chunks may be joined by copying, and says what its
colours are. None writes its name or its settings into the film.

How to add one: describe it in `domain/encoding.py`, and write a function `(picture, gop) -> Options` here and its line
in `ENCODER_OPTIONS`; `tests/engines/ffmpeg/test_encoders.py` picks it up by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import ffmpeg

from pipeline.domain.presets import Picture

Options = dict[str, Any]

_CONSECUTIVE_B_FRAMES = 2
"""As YouTube recommends (support.google.com/youtube/answer/1722171)."""

_COLOURS = MappingProxyType(
    {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709", "color_range": "tv"}
)

_VAAPI_DEVICE = "/dev/dri/renderD128"
"""The first graphics card, as Linux names it."""


def encoding(picture: Picture, frame_rate: Fraction) -> Options:
    """The options of an output in the target's encoding.

    Args:
        picture: how it is encoded.
        frame_rate: of the film.
    """
    gop = max(1, round(picture.gop_s * frame_rate))
    shared = {"g": gop, "keyint_min": gop, "flags": "+cgop+bitexact", **_COLOURS}
    return {**ENCODER_OPTIONS[picture.encoder](picture, gop), **shared}


def overlaid_as(picture: Picture) -> str:
    """How the overlay filter names the pixels that the encoder takes: nothing is laid over in RGB, or in fewer bits."""
    return {"yuv420p": "yuv420", "yuv420p10le": "yuv420p10"}[picture.makes.pixel_format]


def handed_over(stream: Any, picture: Picture) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The finished pictures where the encoder reads them: in memory, or on the device."""
    if picture.encoder != "vaapi":
        return stream
    return stream.filter("format", pix_fmts="nv12").filter("hwupload")


def blank(picture: Picture, frame_rate: Fraction) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """Black pictures of this size without end, as the encoder is given a film's."""
    size = f"{picture.width_px}x{picture.height_px}"
    source = ffmpeg.input(f"color=black:size={size}:rate={frame_rate}", format="lavfi")
    return source.filter("format", pix_fmts=picture.makes.pixel_format)


def device_options(picture: Picture) -> list[str]:
    """What stands before the inputs, so that the encoder finds its device."""
    return ["-vaapi_device", _VAAPI_DEVICE] if picture.encoder == "vaapi" else []


def _x264(picture: Picture, gop: int) -> Options:
    return {
        "vcodec": "libx264",
        "preset": picture.encoder_preset,
        "crf": picture.crf,
        "profile:v": "high",
        "pix_fmt": picture.makes.pixel_format,
        "bf": _CONSECUTIVE_B_FRAMES,
        "x264-params": "8x8dct=1",  # the fastest presets leave it out, and the profile would not be High
        "threads": picture.encoder_threads,
        "a53cc": 0,
    }


def _x265(picture: Picture, gop: int) -> Options:
    """HEVC Main 10. `info` is x265's own line on its version and settings; it would stand in every chunk."""
    return {
        "vcodec": "libx265",
        "preset": picture.encoder_preset,
        "crf": picture.crf,
        "profile:v": "main10",
        "pix_fmt": picture.makes.pixel_format,
        "bf": _CONSECUTIVE_B_FRAMES,
        "x265-params": f"info=0:open-gop=0:log-level=error:pools={picture.encoder_threads}",
        "threads": picture.encoder_threads,
        "tag:v": "hvc1",  # Apple's players show nothing of hev1, ffmpeg's own choice
    }


def _av1(picture: Picture, gop: int) -> Options:
    """AV1 Main in 10 bits. It has no B-frames to count: pictures are stored in the order they are shown in."""
    return {
        "vcodec": "libsvtav1",
        "preset": picture.encoder_preset,
        "crf": picture.crf,
        "pix_fmt": picture.makes.pixel_format,
        "svtav1-params": f"lp={picture.encoder_threads}",
    }


def _nvenc(picture: Picture, gop: int) -> Options:
    return {
        "vcodec": "h264_nvenc",
        "preset": "p5",  # NVIDIA's middle way between the quickest, p1, and the best, p7
        "rc": "vbr",
        "cq": max(1, picture.crf),  # 0 would leave it to the driver
        "b:v": 0,
        "profile:v": "high",
        "pix_fmt": picture.makes.pixel_format,
        "bf": _CONSECUTIVE_B_FRAMES,
        "forced-idr": 1,
        "a53cc": 0,
    }


def _vaapi(picture: Picture, gop: int) -> Options:
    return {
        "vcodec": "h264_vaapi",
        "rc_mode": "CQP",  # the one way of every driver
        "qp": max(1, picture.crf),
        "profile:v": "high",
        "bf": _CONSECUTIVE_B_FRAMES,
        "idr_interval": 0,
        "sei": 0,
    }


def _qsv(picture: Picture, gop: int) -> Options:
    return {
        "vcodec": "h264_qsv",
        "preset": "medium",
        "global_quality": max(1, picture.crf),
        "profile:v": "high",
        "pix_fmt": "nv12",  # the only 8-bit pictures it takes; the film's are yuv420p all the same
        "bf": _CONSECUTIVE_B_FRAMES,
        "idr_interval": 0,
        "a53cc": 0,
    }


def _videotoolbox(picture: Picture, gop: int) -> Options:
    return {
        "vcodec": "h264_videotoolbox",
        "q:v": round(100 * (1 - picture.crf / 52)),  # its scale ends with the best, 100
        "profile:v": "high",
        "pix_fmt": picture.makes.pixel_format,
        "bf": _CONSECUTIVE_B_FRAMES,
        "allow_sw": 0,
        "a53cc": 0,
    }


ENCODER_OPTIONS: dict[str, Callable[[Picture, int], Options]] = {
    "x264": _x264,
    "x265": _x265,
    "av1": _av1,
    "nvenc": _nvenc,
    "vaapi": _vaapi,
    "qsv": _qsv,
    "videotoolbox": _videotoolbox,
}
"""The same names as in `domain.encoding.ENCODERS`."""
