r"""What stands in an ASS text and is never shown as text: remarks in braces and the commands of drawings.

Rules tell tags by their shape, `{\...}`. A remark has no backslash and a drawing no braces, so that both would be read
as words: while rules look at them they wear the shape of a tag, and are written back as what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_REMARK, _DRAWING = "\ue000", "\ue001"
_BRACES = str.maketrans({"{": "\ue002", "}": "\ue003"})
_BRACES_AGAIN = str.maketrans({"\ue002": "{", "\ue003": "}"})

_BLOCK = re.compile(r"\{[^}]*\}")
_SCALE = re.compile(r"\\p(\d+)")
_HIDDEN = re.compile(rf"\{{\\([{_REMARK}{_DRAWING}])([^{{}}]*)\}}")


def as_tags(lines: Iterable[str]) -> list[str]:
    r"""A caption's lines with every remark and drawing in the shape of a tag; a drawing lasts until `\p0`."""
    result: list[str] = []
    is_drawing = False
    for line in lines:
        parts: list[str] = []
        position = 0
        for block in _BLOCK.finditer(line):
            parts += [_text(line[position : block.start()], is_drawing=is_drawing), _tag(block[0])]
            for scale in _SCALE.findall(block[0]):
                is_drawing = scale.strip("0") != ""
            position = block.end()
        parts.append(_text(line[position:], is_drawing=is_drawing))
        result.append("".join(parts))
    return result


def as_written(line: str) -> str:
    """The line with its remarks and drawings as they were written."""
    return _HIDDEN.sub(_original, line) if "\\" in line else line


def without_hidden(line: str) -> str:
    """The line without its remarks and drawings."""
    return _HIDDEN.sub("", line)


def hides_something(lines: Iterable[str]) -> bool:
    """Whether a remark or a drawing stands in the lines."""
    return any(_HIDDEN.search(line) for line in lines)


def _text(text: str, *, is_drawing: bool) -> str:
    return f"{{\\{_DRAWING}{text.translate(_BRACES)}}}" if is_drawing and text else text


def _tag(block: str) -> str:
    inside = block[1:-1]
    is_plain = inside.startswith("\\") and "{" not in inside
    return block if is_plain else f"{{\\{_REMARK}{inside.translate(_BRACES)}}}"


def _original(hidden: re.Match[str]) -> str:
    text = hidden[2].translate(_BRACES_AGAIN)
    return f"{{{text}}}" if hidden[1] == _REMARK else text
