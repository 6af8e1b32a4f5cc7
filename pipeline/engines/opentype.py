"""Reads from an OpenType file what setting text asks of it: how wide each character is, and how high a line.

Offsets and layouts are those of the OpenType specification 1.9; numbers in the file are big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.errors import ToolMissing

_FULL_UNICODE = (3, 10)
"""Platform and encoding of the character map that reaches beyond the first 65,536 characters (Windows, UCS-4)."""

_SEGMENTED_COVERAGE = 12
"""The format such a map has: runs of characters whose glyphs follow one another."""


@dataclass(frozen=True, slots=True)
class FontMeasures:
    """A font file's measures.

    Attributes:
        advances_em: advance width of each character it has a glyph for, in em.
        line_em: ascent and descent together, in em: what libass makes the font size in ASS.
    """

    advances_em: Mapping[str, float]
    line_em: float


def measures(path: Path) -> FontMeasures:
    """A font file's measures.

    Raises:
        ToolMissing: the file is damaged, or no font of the kind that is bundled.
    """
    try:
        tables = _tables(path.read_bytes())
        units_per_em = _unsigned(tables["head"], 18)
        widths = _advance_widths(tables)
        advances = {
            chr(code): widths[min(glyph, len(widths) - 1)] / units_per_em
            for code, glyph in _glyphs(tables["cmap"]).items()
            if glyph
        }
        return FontMeasures(advances, _line_height(tables["OS/2"]) / units_per_em)
    except (struct.error, KeyError, ValueError, IndexError, ZeroDivisionError) as error:
        raise ToolMissing(
            f"the font {path.name} is damaged", where=str(path), remedy="Install the program again: it brings its fonts"
        ) from error


def _tables(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for number in range(_unsigned(content, 4)):
        tag, _, offset, length = struct.unpack_from(">4sLLL", content, 12 + 16 * number)
        found[tag.decode("latin-1")] = content[offset : offset + length]
    return found


def _unsigned(table: bytes, offset: int) -> int:
    value: int = struct.unpack_from(">H", table, offset)[0]
    return value


def _advance_widths(tables: dict[str, bytes]) -> tuple[int, ...]:
    """Of each glyph, in the font's units; glyphs beyond the last are as wide as it is."""
    count = _unsigned(tables["hhea"], 34)
    return struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]


def _line_height(os2: bytes) -> int:
    """The Windows ascent and descent, by which libass, like Windows, scales a font."""
    return _unsigned(os2, 74) + _unsigned(os2, 76)


def _glyphs(cmap: bytes) -> dict[int, int]:
    """The glyph's number of each character."""
    for number in range(_unsigned(cmap, 2)):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        if (platform, encoding) == _FULL_UNICODE and _unsigned(cmap, start) == _SEGMENTED_COVERAGE:
            (groups,) = struct.unpack_from(">L", cmap, start + 12)
            runs = struct.iter_unpack(">LLL", cmap[start + 16 : start + 16 + 12 * groups])
            return {code: glyph + code - first for first, last, glyph in runs for code in range(first, last + 1)}
    raise ValueError("no character map of all Unicode")
