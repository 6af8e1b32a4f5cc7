"""Text files as people send them: decoded for certain, or refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.engines import text_files

TEXT = "안녕하세요.\n로동신문, café\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
    ],
    ids=["UTF-8", "with mark", "UTF-16", "UTF-16 LE", "UTF-16 BE", "CRLF", "CR", "decomposed"],
)
def test_every_usual_way_gives_the_same_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    assert text_files.read(path) == TEXT


def test_korean_windows_files_are_read() -> None:
    assert text_files.decoded("똠방각하, 펲시콜라".encode("cp949"), where="x") == "똠방각하, 펲시콜라"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "1 --> 2", "갊\n-->", "a" * 99 + "\n"])
def test_utf16_without_its_mark_is_told_by_an_arrow_or_its_first_line_end(text: str, encoding: str) -> None:
    found = text_files.decoded_with_encoding(text.encode(encoding), where="x")
    assert found == text_files.Decoded(text, encoding)


@pytest.mark.parametrize("content", [b"a\0b\n", b"ab\n\0\n", b"-\0-\0>", b"\0", b"\n"])
def test_a_nul_elsewhere_makes_no_utf16(content: bytes) -> None:
    assert text_files.decoded_with_encoding(content, where="x").encoding == "utf-8"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_line_that_cannot_be_read_is_named(end: bytes) -> None:
    with pytest.raises(InputRefused, match="line 3: "):
        text_files.decoded(end.join((b"a", b"b", b"c\xff", b"d")), where="x")


@pytest.mark.parametrize(
    "content", [b"\xff\xff\xff", b"\x80 caf\xe9 ", b"\xff\xfe\x00"], ids=["noise", "Latin-1", "half"]
)
def test_what_cannot_be_told_is_refused_not_guessed(content: bytes) -> None:
    with pytest.raises(InputRefused, match="UTF-8") as caught:
        text_files.decoded(content, where="story.toml")
    assert caught.value.where == "story.toml"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        text_files.read(tmp_path / "none.txt")
    with pytest.raises(InputRefused, match="cannot be read"):
        text_files.read(tmp_path)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert text_files.read(tmp_path / "empty") == ""
