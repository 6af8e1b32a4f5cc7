"""Decodes the text files people send: by their mark, as UTF-8, as Korean CP949, or not at all. Never by guessing."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from pipeline.domain.errors import InputRefused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(path: Path) -> str:
    """The file's text: decoded, line ends as line feeds, NFC.

    Raises:
        InputRefused: the file cannot be read, or is in none of the encodings.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused(
            f"this file cannot be read ({error.strerror})",
            where=str(path),
            remedy="Check the name and your permissions",
        ) from error
    return composed(decoded(content, where=str(path)).replace("\r\n", "\n").replace("\r", "\n"))


def composed(text: str) -> str:
    """The text in NFC, in which a Hangul syllable is one character; macOS writes file names otherwise."""
    return unicodedata.normalize("NFC", text)


def decoded(content: bytes, *, where: str) -> str:
    """The text these bytes hold.

    Raises:
        InputRefused: they are neither UTF-8, UTF-16 with its mark, nor CP949.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for candidate in [encoding] if encoding else ["utf-8", "cp949"]:
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise InputRefused(
        "the text is in no encoding that can be read safely",
        where=where,
        remedy='Open it in your editor and save it again as "UTF-8"',
    )
