"""Decodes the text files people send: by marks, as UTF-8, as Korean CP949, or not at all. Never by guessing."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.errors import InputRefused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF16 = ("utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, as written, and the encoding it was in, by Python's name."""

    text: str
    encoding: str


def read(path: Path) -> str:
    """The file's text: decoded, line ends as line feeds, NFC.

    Raises:
        InputRefused: the file cannot be read, or is in none of the encodings.
    """
    return composed(read_as_written(path).text.replace("\r\n", "\n").replace("\r", "\n"))


def read_as_written(path: Path) -> Decoded:
    """The file's text with its own line ends, and its encoding; raises as `read` does."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused(
            f"this file cannot be read ({error.strerror})",
            where=str(path),
            remedy="Check the name and your permissions",
        ) from error
    return decoded_with_encoding(content, where=str(path))


def composed(text: str) -> str:
    """The text in NFC, in which a Hangul syllable is one character; macOS writes file names otherwise."""
    return unicodedata.normalize("NFC", text)


def decoded(content: bytes, *, where: str) -> str:
    """The text these bytes hold; raises as `decoded_with_encoding` does."""
    return decoded_with_encoding(content, where=where).text


def decoded_with_encoding(content: bytes, *, where: str) -> Decoded:
    """The text these bytes hold, and the encoding they are in.

    Raises:
        InputRefused: they are neither UTF-8, UTF-16 nor CP949; names the first line that cannot be read.
    """
    certain = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _utf16_without_mark(content)
    candidates = (certain,) if certain else ("utf-8", "cp949")
    failures: list[UnicodeDecodeError] = []
    for candidate in candidates:
        try:
            return Decoded(content.decode(candidate), candidate)
        except UnicodeDecodeError as error:
            failures.append(error)
    line = _line_of(content[: failures[0].start].decode(candidates[0], errors="ignore"))
    raise InputRefused(
        f"line {line}: the text is in no encoding that can be read safely",
        where=where,
        remedy='Open it in your editor and save it again as "UTF-8"',
    ) from failures[0]


def _utf16_without_mark(content: bytes) -> str | None:
    """The kind of UTF-16 in which a time arrow stands in the bytes, or their first line feed; None when in neither."""
    if len(content) % 2 or b"\0" not in content:
        return None
    for encoding in _UTF16:
        place = content.find("-->".encode(encoding))
        while place >= 0:
            if place % 2 == 0:
                return encoding
            place = content.find("-->".encode(encoding), place + 1)
    first = content.find(b"\n") // 2 * 2
    return next((item for item in _UTF16 if content[first : first + 2] == "\n".encode(item)), None)


def _line_of(text_before: str) -> int:
    return text_before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
