"""The thumbnail: one still of the film with its title, as a small clean JPEG. Pillow draws it: nothing moves."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, ImageOps

from pipeline.domain.branding import Colours
from pipeline.domain.errors import InputRefused
from pipeline.engines import typesetting

WIDTH_PX, HEIGHT_PX = 1280, 720
"""The size YouTube asks for."""

BYTES_AT_MOST = 2_000_000
"""The older and stricter of the limits in YouTube's documents is 2 MB."""

_QUALITIES = (92, 85, 75, 60)
_MARGIN_PX = 64
_TITLE_WIDTH_PX = 960
"""Leaves the lower right corner to the player's mark of the film's length."""

_TITLE_HEIGHT_PX = 400
_KOREAN_SIZE_PX = 104
_ENGLISH_SIZE_PX = 50
"""Thumbnails are looked at 320 pixels wide and less: the titles are large, the English one half as large."""

_ENGLISH_ALONE_SIZE_PX = 92
"""An English title alone is as large and bold as a Korean one looks."""

_RULE_SIZE_PX = (88, 6)
_RULE_GAP_PX = 34

_CENTRE_FROM_TOP = 0.42
"""Where an upright or square still is cropped around: faces are above the middle."""

_VEIL_ABOVE_TITLE_PX = 170
_VEIL_AT_BOTTOM = 0.92
_VEIL_TAKEN_BACK = 0.35
"""The veil of background colour: where it begins, its opacity along the lower edge, and the share of it missing on the
right, where no title stands."""


def compose_thumbnail(still: Path, out: Path, *, title_ko: str, title_en: str, colours: Colours) -> None:
    """Write a JPEG of 1280 x 720 pixels and less than 2 MB, with no metadata.

    Args:
        still: a PNG or JPEG of any size; its middle is used.
        out: a .jpg file; its folder exists.
        title_ko, title_en: either may be empty.
        colours: the show's: the veil behind the title, the title, the line above it.

    Raises:
        InputRefused: the still is no readable picture.
        UsageError: a title is too long to fit.
        ToolMissing: a font is not there.
    """
    out.write_bytes(_jpeg(_composed(_cropped(still), title_ko, title_en, colours)))


def _cropped(still: Path) -> Image.Image:
    """The still, upright as its camera was held, filling the thumbnail."""
    try:
        with Image.open(still, formats=("PNG", "JPEG")) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise InputRefused(
            "the still for the thumbnail is no readable picture", where=str(still), remedy="Choose another still"
        ) from error
    return ImageOps.fit(upright, (WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS, centering=(0.5, _CENTRE_FROM_TOP))


def _composed(picture: Image.Image, title_ko: str, title_en: str, colours: Colours) -> Image.Image:
    korean = typesetting.TextStyle("bold", _KOREAN_SIZE_PX, leading_em=1.2, tracking_em=-0.015)
    english = typesetting.TextStyle("regular", _ENGLISH_SIZE_PX, leading_em=1.28, tracking_em=0.01)
    if not title_ko.split():
        english = typesetting.TextStyle("bold", _ENGLISH_ALONE_SIZE_PX, leading_em=1.16, tracking_em=-0.01)
    both = (
        typesetting.Paragraph(title_ko, korean, space_above_px=0, max_lines=2),
        typesetting.Paragraph(title_en, english, space_above_px=16, max_lines=2),
    )
    blocks = typesetting.column(
        [title for title in both if title.text.split()], width_px=_TITLE_WIDTH_PX, height_px=_TITLE_HEIGHT_PX
    )
    if not blocks:
        return picture
    top_px = HEIGHT_PX - _MARGIN_PX - round(blocks[-1].bottom_px)
    veiled = _veiled(picture, colours.background, from_px=top_px - _RULE_GAP_PX - _VEIL_ABOVE_TITLE_PX)
    left_px, rule_bottom_px = _MARGIN_PX, top_px - _RULE_GAP_PX + _RULE_SIZE_PX[1]
    ImageDraw.Draw(veiled).rectangle(
        (left_px, rule_bottom_px - _RULE_SIZE_PX[1], left_px + _RULE_SIZE_PX[0] - 1, rule_bottom_px - 1),
        fill=colours.accent,
    )
    for block in blocks:
        ink, from_left_px, from_top_px = typesetting.drawn(block, align="left")
        veiled.paste(colours.ink, (left_px + from_left_px, top_px + from_top_px), mask=ink)
    return veiled


def _veiled(picture: Image.Image, colour: str, *, from_px: int) -> Image.Image:
    """The picture under a veil that begins softly at a row and is thickest at the lower left."""
    rows = np.arange(HEIGHT_PX, dtype=np.float32)[:, None]
    columns = np.linspace(0, 1, WIDTH_PX, dtype=np.float32)[None, :]
    down: NDArray[np.float32] = np.clip((rows - from_px) / (HEIGHT_PX - from_px), 0, 1)
    opacity = _VEIL_AT_BOTTOM * _smooth(down) ** 0.55 * (1 - _VEIL_TAKEN_BACK * _smooth(columns))
    veil = Image.fromarray(np.uint8(np.round(255 * opacity)))
    veiled = picture.copy()
    veiled.paste(ImageColor.getrgb(colour), (0, 0), mask=veil)
    return veiled


def _smooth(share: NDArray[np.float32]) -> NDArray[np.float32]:
    """From 0 to 1 without a corner at either end."""
    smoothed: NDArray[np.float32] = share * share * (3 - 2 * share)
    return smoothed


def _jpeg(picture: Image.Image) -> bytes:
    """The best quality below the limit, from pixels alone: Pillow would write the still's own comment along."""
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())
    encoded = b""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        clean.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        encoded = buffer.getvalue()
        if len(encoded) < BYTES_AT_MOST:
            break
    return encoded
