"""Intro and outro cards: quiet titles over a slowly wandering light, drawn with MoviePy and kept without loss.

A card is an opaque background and a few layers over it. The layers are composed in patches no larger than themselves,
because MoviePy's price for transparency is paid per pixel of the picture beneath.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import ffmpeg
import numpy as np
from moviepy import CompositeVideoClip, ImageClip, VideoClip, vfx
from numpy.typing import NDArray
from PIL import Image, ImageColor

from pipeline.domain.branding import Card, Colours
from pipeline.domain.errors import UsageError
from pipeline.domain.timing import ticks_per_second
from pipeline.engines import typesetting
from pipeline.engines.ffmpeg import running

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

_KOREAN_SIZE = 0.086
_ENGLISH_SIZE = 0.72 * _KOREAN_SIZE
"""16 Hangul and 42 Latin characters are equally wide when English has 70 to 75 % of the Korean size."""

_ENGLISH_ALONE_SIZE = 0.9 * _KOREAN_SIZE
"""An English title alone is the title: bold and bright; its capitals are then as tall as Korean letters."""

_SMALL_SIZE = 0.034
_RULE_SIZE = (0.11, 0.0028)
_RULE_GAP = 0.052
_LANGUAGE_GAP = 0.032
_LOGO_HEIGHT = 0.048
"""Sizes and gaps are shares of the picture's shorter side, as designed; long text is set smaller."""

_TEXT_WIDTH, _LOGO_WIDTH_AT_MOST = 0.8, 0.4
"""Shares of the picture's width."""

_ENGLISH_OPACITY, _SMALL_OPACITY, _LOGO_OPACITY = 0.84, 0.68, 0.6

_FADE_IN_S = 0.5
_STAGGER = 0.1
"""The second and the third layer start this share of a fade after the one above them: all stand after 0.6 s."""

_FADE_OUT_S = 0.4
_FADE_AT_MOST = 0.3
"""On a very short card a fade takes no more than this share of it."""

_RISE = 0.018
"""How far text climbs while it fades in, as a share of the shorter side."""

_LIGHTS = ((0.13, 0.36, 0.52, 0.20, 11.0), (0.155, 0.32, 0.46, -0.42, 17.0))
"""The ink-coloured and the accent-coloured light: share of the colour; width, height and reach as shares of the picture
(negative reach: the other way round); seconds for one round. They circle, so they never come to rest as on a swing."""

_EDGE_SHADE = 0.17
"""How much darker the middle of each edge is than the centre; corners get it twice."""

_SOFTER_ON_WHITE = 0.55
"""How much weaker lights and shade are on white than on black: the eye sees them sooner there."""

_GRAIN_STEPS = 2.0
"""Steps of 8-bit brightness the grain reaches either way. One is enough to dither; two still break the bands after x264
at crf 18, which smooths one away (looked at with fourfold contrast), for a seventh more bytes there."""

_GRAIN_SEED, _GRAIN_PLACES = 1, 64
"""The grain is one fixed plane of noise, read from another of 64 x 64 places for each frame."""


@dataclass(frozen=True, slots=True)
class _Areas:
    """Where things stand, as shares of the picture's height.

    Attributes:
        text_centre, text_height: the column of text.
        logo_centre: the logo.
        heading_lines: a heading that needs more lines is set smaller.
    """

    text_centre: float
    text_height: float
    logo_centre: float
    heading_lines: int


_WIDE = _Areas(text_centre=0.465, text_height=0.70, logo_centre=0.89, heading_lines=2)
_SQUARE = _Areas(text_centre=0.465, text_height=0.70, logo_centre=0.89, heading_lines=3)
_TALL = _Areas(text_centre=0.46, text_height=0.42, logo_centre=0.215, heading_lines=3)
"""An upright film is shown under an app's buttons: they cover the top 14 % and up to the bottom 35 %."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """Something drawn over the background.

    Attributes:
        alpha: its shape, 0 to 1.
        picture: its colours, of the alpha's size.
        left_px, top_px: where it stands in the end.
        entrance: the alpha at this share (0 to 1) of its fade-in.
    """

    alpha: Floats
    picture: Pixels
    left_px: int
    top_px: int
    entrance: Callable[[Floats, float], Floats]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom edge."""
        return self.left_px, self.top_px, self.left_px + self.alpha.shape[1], self.top_px + self.alpha.shape[0]


def card_frames(
    card: Card, *, width_px: int, height_px: int, frame_rate: Fraction, logo: Path | None
) -> Iterator[bytes]:
    """Exactly `card.frame_count` pictures as rgb24 bytes, row by row; the same card gives the same bytes.

    Each picture shows the middle of its frame's time, so that even the first and the last one hold something.

    Raises:
        UsageError: the text is too long to fit, or the logo cannot be read.
        ToolMissing: a font is not there.
    """
    clip = _composed(card, width_px, height_px, frame_rate, logo)
    for index in range(card.frame_count):
        picture = clip.get_frame(float((index + Fraction(1, 2)) / frame_rate))
        yield picture.astype(np.uint8).tobytes()


def render_card(
    card: Card, out: Path, *, width_px: int, height_px: int, frame_rate: Fraction, logo: Path | None, ffmpeg: Path
) -> None:
    """Write the card to `out` as a lossless H.264 film without sound.

    Args:
        card: what it shows and for how long.
        out: an .mp4 file; its folder exists.
        width_px, height_px: even numbers.
        frame_rate: exact.
        logo: a picture with transparency, or None.
        ffmpeg: the program.

    Raises:
        MachineError: ffmpeg failed; and what `card_frames` raises.
    """
    frames = card_frames(card, width_px=width_px, height_px=height_px, frame_rate=frame_rate, logo=logo)
    argv = encode_arguments(out, width_px=width_px, height_px=height_px, frame_rate=frame_rate, binary=ffmpeg)
    running.run(argv, expected=card.frame_count / frame_rate, feed=frames)


def encode_arguments(out: Path, *, width_px: int, height_px: int, frame_rate: Fraction, binary: Path) -> list[str]:
    """The command line that turns rgb24 pictures on standard input into a lossless bt709 film.

    Two threads everywhere, because x264 writes their number into the file.
    """
    rate = f"{frame_rate.numerator}/{frame_rate.denominator}"
    pictures = (
        ffmpeg.input("pipe:", format="rawvideo", pixel_format="rgb24", video_size=(width_px, height_px), framerate=rate)
        .video.filter("scale", out_color_matrix="bt709", out_range="tv")
        .filter("format", pix_fmts="yuv420p")
        .filter("setparams", range="tv", color_primaries="bt709", color_trc="bt709", colorspace="bt709")
    )
    encoded = pictures.output(
        running.file_url(out),
        **{"c:v": "libx264", "flags:v": "+bitexact", "metadata:s:v:0": "encoder="},
        preset="ultrafast",
        qp=0,
        threads=2,
        map_metadata=-1,
        fflags="+bitexact",
        video_track_timescale=ticks_per_second(frame_rate),
    )
    compiled: list[str] = encoded.compile(cmd=str(binary))
    return compiled


def _composed(card: Card, width_px: int, height_px: int, frame_rate: Fraction, logo: Path | None) -> VideoClip:
    duration_s = float(card.frame_count / frame_rate)
    background = VideoClip(_light(card.colours, width_px, height_px, frame_rate), duration=duration_s)
    areas = _areas(width_px, height_px)
    groups = [_text_layers(card, areas, width_px, height_px)]
    if logo is not None:
        groups.append([_logo_layer(logo, card.colours, areas, width_px, height_px)])
    patches = [_patch(background, layers) for layers in groups if layers]
    whole = CompositeVideoClip([background, *patches], use_bgclip=True) if patches else background
    return whole.with_effects([vfx.FadeOut(min(_FADE_OUT_S, _FADE_AT_MOST * duration_s))])


def _areas(width_px: int, height_px: int) -> _Areas:
    if height_px > 1.5 * width_px:
        return _TALL
    return _WIDE if width_px > 1.2 * height_px else _SQUARE


def _patch(background: VideoClip, layers: Sequence[_Layer]) -> VideoClip:
    """The part of the background under the layers, with the layers on it."""
    boxes = [layer.box for layer in layers]
    left, top = max(0, min(box[0] for box in boxes)), max(0, min(box[1] for box in boxes))
    right, bottom = min(background.w, max(box[2] for box in boxes)), min(background.h, max(box[3] for box in boxes))
    ground = background.cropped(x1=left, y1=top, x2=right, y2=bottom)
    clips = [
        _clip(layer, steps_late=min(index, 2), duration_s=background.duration).with_position(
            (layer.left_px - left, layer.top_px - top)
        )
        for index, layer in enumerate(layers)
    ]
    return CompositeVideoClip([ground, *clips], use_bgclip=True).with_position((left, top))


def _clip(layer: _Layer, *, steps_late: int, duration_s: float) -> VideoClip:
    fade_s = min(_FADE_IN_S, _FADE_AT_MOST * duration_s)
    start_s = steps_late * fade_s * _STAGGER

    def alpha_at(moment_s: float) -> Floats:
        share = moment_s / fade_s
        return layer.alpha if share >= 1 else layer.entrance(layer.alpha, 1 - (1 - share) ** 3)  # settles gently

    mask = VideoClip(alpha_at, is_mask=True, duration=duration_s)
    clip = ImageClip(layer.picture, duration=duration_s).with_mask(mask)
    return clip.with_effects([vfx.CrossFadeIn(fade_s)]).with_start(start_s).with_end(duration_s)


def _light(colours: Colours, width_px: int, height_px: int, frame_rate: Fraction) -> Callable[[float], Pixels]:
    """The background at a moment: the colour, shaded to the edges, two soft lights on their rounds, and fine grain.

    Each part is a product of a profile down and a profile across, so that the whole is one small matrix product. The
    grain keeps 8 bits from showing bands. The lights lean towards ink and accent: on a light card they are shadows.
    """
    base, ink, accent = (_rgb(value) for value in (colours.background, colours.ink, colours.accent))
    strength = 1 - _SOFTER_ON_WHITE * float(base.mean()) / 255
    down, across = (((np.arange(size, dtype=np.float32) + 0.5) / size) for size in (height_px, width_px))
    shade_down, shade_across = (strength * _EDGE_SHADE * (2 * axis - 1) ** 2 for axis in (down, across))
    grain = _grain(width_px, height_px)
    light = np.empty((height_px, 3 * width_px), np.float32)

    @lru_cache(maxsize=1)  # the whole and every patch ask for the same moment
    def picture(moment_s: float) -> Pixels:
        rows = [1 - shade_down, np.ones_like(down)]
        columns = [np.outer(np.ones_like(across), base), np.outer(-shade_across, base)]
        for (share, width, height, reach, round_s), colour in zip(_LIGHTS, (ink, accent), strict=True):
            angle = math.copysign(2 * math.pi, reach) * moment_s / round_s + (reach > 0) * math.pi
            rows.append(np.exp(-(((down - 0.5 - 0.7 * abs(reach) * math.sin(angle)) / height) ** 2)))
            profile = strength * share * np.exp(-(((across - 0.5 - abs(reach) * math.cos(angle)) / width) ** 2))
            columns.append(np.outer(profile, colour - base))
        np.matmul(np.stack(rows, axis=1), np.stack([column.ravel() for column in columns]), out=light)
        np.add(light, grain(math.floor(moment_s * frame_rate)), out=light)
        np.clip(light, 0, 255, out=light)
        return light.astype(np.uint8).reshape(height_px, width_px, 3)

    return picture


def _grain(width_px: int, height_px: int) -> Callable[[int], Floats]:
    """For a frame's index: triangular noise, plus the half step that makes truncation round."""
    source = np.random.default_rng(_GRAIN_SEED)
    shape = (height_px + _GRAIN_PLACES, width_px + _GRAIN_PLACES)
    noise = source.random(shape, np.float32) - source.random(shape, np.float32)
    plane = np.float32(_GRAIN_STEPS) * noise + np.float32(0.5)
    thrice = np.repeat(plane, 3, axis=1)
    places = source.integers(_GRAIN_PLACES, size=(997, 2))

    def at(index: int) -> Floats:
        top, left = places[index % len(places)]
        return thrice[top : top + height_px, 3 * left : 3 * (left + width_px)]

    return at


def _rgb(colour: str) -> Floats:
    return np.array(ImageColor.getrgb(colour), np.float32)


def _text_layers(card: Card, areas: _Areas, width_px: int, height_px: int) -> list[_Layer]:
    """The headings, the rule below them and the small lines, top to bottom."""
    unit_px = min(width_px, height_px)
    headings = _headings(card, unit_px, areas.heading_lines)
    paragraphs = headings + _small_lines(card, unit_px)
    gap_px = _RULE_GAP * unit_px
    blocks = typesetting.column(
        [paragraph for paragraph, _ in paragraphs],
        width_px=_TEXT_WIDTH * width_px,
        height_px=areas.text_height * height_px - gap_px,
    )
    top_px = round(areas.text_centre * height_px - (blocks[-1].bottom_px / 2 if blocks else 0))
    ink = _rgb(card.colours.ink)
    layers = [
        _text_layer(block, ink, opacity, width_px=width_px, top_px=top_px, rise_px=_RISE * unit_px)
        for block, (_, opacity) in zip(blocks, paragraphs, strict=True)
    ]
    if headings:
        last = blocks[len(headings) - 1]
        middle_px = round(top_px + last.bottom_px + gap_px * last.scale)
        layers.insert(len(headings), _rule_layer(_rgb(card.colours.accent), unit_px, width_px, middle_px))
    return layers


def _headings(card: Card, unit_px: int, max_lines: int) -> list[tuple[typesetting.Paragraph, float]]:
    """The headings that hold text, each with its opacity."""
    korean = typesetting.TextStyle("bold", _KOREAN_SIZE * unit_px, leading_em=1.3, tracking_em=-0.01)
    english = typesetting.TextStyle("regular", _ENGLISH_SIZE * unit_px, leading_em=1.32, tracking_em=0.02)
    opacity = _ENGLISH_OPACITY
    if not card.heading_ko.split():
        alone = typesetting.TextStyle("bold", _ENGLISH_ALONE_SIZE * unit_px, leading_em=1.24, tracking_em=0)
        english, opacity = alone, 1.0
    both = (
        (typesetting.Paragraph(card.heading_ko, korean, 0, max_lines), 1.0),
        (typesetting.Paragraph(card.heading_en, english, _LANGUAGE_GAP * unit_px, max_lines), opacity),
    )
    return [(paragraph, opacity) for paragraph, opacity in both if paragraph.text.split()]


def _small_lines(card: Card, unit_px: int) -> list[tuple[typesetting.Paragraph, float]]:
    """The small lines that hold text, each with its opacity; the first keeps room for the rule above it."""
    style = typesetting.TextStyle("regular", _SMALL_SIZE * unit_px, leading_em=1.5, tracking_em=0.01)
    texts = [line for line in card.lines if line.split()]
    return [
        (typesetting.Paragraph(text, style, 0 if index else 2 * _RULE_GAP * unit_px, max_lines=2), _SMALL_OPACITY)
        for index, text in enumerate(texts)
    ]


def _text_layer(
    block: typesetting.TextBlock, colour: Floats, opacity: float, *, width_px: int, top_px: int, rise_px: float
) -> _Layer:
    ink, from_left_px, from_top_px = typesetting.drawn(block, align="centre")
    with_room = ink.crop((0, 0, ink.width, ink.height + math.ceil(rise_px)))
    alpha = np.asarray(with_room, np.float32) * np.float32(opacity / 255)
    return _Layer(
        alpha=alpha,
        picture=_filled(alpha, colour),
        left_px=round((width_px - block.width_px) / 2) + from_left_px,
        top_px=top_px + from_top_px,
        entrance=lambda alpha, share: _lowered(alpha, rise_px * (1 - share)),
    )


def _lowered(alpha: Floats, distance_px: float) -> Floats:
    """The same shape further down by a part of a pixel too, so that slow movement does not step."""
    whole = math.floor(distance_px)
    part = np.float32(distance_px - whole)
    lowered = np.zeros_like(alpha)
    height_px = len(alpha)
    lowered[whole:] = (1 - part) * alpha[: height_px - whole]
    lowered[whole + 1 :] += part * alpha[: height_px - whole - 1]
    return lowered


def _rule_layer(colour: Floats, unit_px: int, width_px: int, middle_px: int) -> _Layer:
    """A thin line that draws itself from its middle."""
    length_px, thickness_px = (max(1, round(share * unit_px)) for share in _RULE_SIZE)
    alpha = np.ones((thickness_px, length_px), np.float32)

    from_middle_px = np.abs(np.arange(length_px, dtype=np.float32) + 0.5 - length_px / 2)
    return _Layer(
        alpha=alpha,
        picture=_filled(alpha, colour),
        left_px=(width_px - length_px) // 2,
        top_px=middle_px - thickness_px // 2,
        entrance=lambda alpha, share: alpha * np.clip(share * length_px / 2 - from_middle_px + 0.5, 0, 1),
    )


def _logo_layer(path: Path, colours: Colours, areas: _Areas, width_px: int, height_px: int) -> _Layer:
    """The logo, small; one that is all white takes the ink's colour, so that it shows on a light card too."""
    try:
        with Image.open(path) as opened:
            logo = opened.convert("RGBA")
    except OSError as error:
        remedy = "Name a PNG file in the show preset's brand.logo"
        raise UsageError("the logo cannot be read", where=str(path), remedy=remedy) from error
    scale = min(_LOGO_HEIGHT * min(width_px, height_px) / logo.height, _LOGO_WIDTH_AT_MOST * width_px / logo.width)
    size_px = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    pixels = np.asarray(logo.resize(size_px, Image.Resampling.LANCZOS))
    alpha = pixels[:, :, 3] * np.float32(_LOGO_OPACITY / 255)
    is_white = bool((pixels[:, :, :3][pixels[:, :, 3] > 0] > 250).all())
    return _Layer(
        alpha=alpha,
        picture=_filled(alpha, _rgb(colours.ink)) if is_white else pixels[:, :, :3],
        left_px=(width_px - size_px[0]) // 2,
        top_px=round(areas.logo_centre * height_px - size_px[1] / 2),
        entrance=lambda alpha, _share: alpha,
    )


def _filled(alpha: Floats, colour: Floats) -> Pixels:
    return np.broadcast_to(colour.astype(np.uint8), (*alpha.shape, 3)).copy()
