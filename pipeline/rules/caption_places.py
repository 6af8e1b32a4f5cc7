r"""Where captions of a file stand: signs in places of their own may stand while the dialogue does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.domain.timed_text import SubtitleFile, TimedCue

_BLOCK = re.compile(r"\{[^}]*\}")
_ALIGNED = re.compile(r"\\a(?:n([1-9])|(\d{1,2}))(?=[\\}\s])")
_POINT = re.compile(r"\\(?:pos|move)\([^)]*\)")
_OLD_ALIGNMENTS = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
r"""How SSA and `\a` count the nine places that ASS counts as on a telephone's keys."""

_HEIGHT = re.compile(r"([0-9]{1,4})(?:\.[0-9]*)?(%?)(?:,|$)")
_MIDDLE_PERCENT, _MIDDLE_LINE = 50, 8
"""Where the lower half of a picture begins, in the two ways in which WebVTT places lines; browsers have about 16."""

_BELOW = 2
_PLAIN = ("0", _BELOW, "", "0")

_Place = tuple[str, int, str, str]
"""An event's layer, alignment, point and distance from the edge."""


def is_placed(text: str) -> bool:
    r"""Whether tags put the text elsewhere than in the middle below: `\pos`, `\move`, or `\an` other than 2."""
    if "{\\" not in text:
        return False
    blocks = "".join(_BLOCK.findall(text))
    return _POINT.search(blocks) is not None or (_alignment(blocks) or _BELOW) != _BELOW


def places_of(file: SubtitleFile) -> tuple[tuple[str, ...], ...]:
    """Each cue's place, in the file's order; empty where most of the text stands; equal ones are the same."""
    if file.format == "ass":
        styles = _styles(file.head)
        found = [_place_in_ass(cue, styles) for cue in file.cues]
    else:
        found = [_place_by_settings(cue) for cue in file.cues]
    counts = Counter(place for place, cue in zip(found, file.cues, strict=True) if file.plain_lines(cue))
    usual = max(counts, key=lambda place: (counts[place], place == _PLAIN), default=_PLAIN)
    return tuple(() if place == usual else tuple(map(str, place)) for place in found)


def _place_by_settings(cue: TimedCue) -> _Place:
    blocks = "".join(block for line in cue.lines for block in _BLOCK.findall(line))
    settings = dict(setting.partition(":")[::2] for setting in cue.settings)
    corner = " ".join(settings[name] for name in ("X1", "Y1", "region", "vertical") if name in settings)
    top = _is_at_top(settings.get("line", ""))
    return ("0", _alignment(blocks) or (8 if top else _BELOW), f"{_point(blocks)}{corner}", "0")


def _is_at_top(line: str) -> bool:
    """Whether a WebVTT line setting is in the upper half: below 50 %, or counted from the top."""
    found = _HEIGHT.match(line)
    return found is not None and (int(found[1]) < _MIDDLE_PERCENT if found[2] else int(found[1]) < _MIDDLE_LINE)


def _place_in_ass(cue: TimedCue, styles: Mapping[str, tuple[int, str]]) -> _Place:
    blocks = "".join(block for line in cue.lines for block in _BLOCK.findall(line))
    known = dict(setting.partition(":")[::2] for setting in cue.settings)
    settings = {name.lower(): value.strip() for name, value in known.items()}
    alignment, margin = styles.get(settings.get("style", "").lstrip("*"), (_BELOW, "0"))
    own_margin = settings.get("marginv", "").lstrip("0")
    return (settings.get("layer", "0") or "0", _alignment(blocks) or alignment, _point(blocks), own_margin or margin)


def _alignment(blocks: str) -> int | None:
    """The first one, as renderers take it; None when the tags give none."""
    found = _ALIGNED.search(blocks)
    if found is None:
        return None
    return int(found[1]) if found[1] else _OLD_ALIGNMENTS.get(int(found[2]))


def _point(blocks: str) -> str:
    found = _POINT.search(blocks)
    return found[0] if found else ""


def _styles(head: str) -> dict[str, tuple[int, str]]:
    """Each style's alignment and distance from the edge, by its name."""
    styles: dict[str, tuple[int, str]] = {}
    names: Sequence[str] = ()
    is_old = False
    for line in head.split("\n"):
        key, _, values = line.strip().partition(":")
        if key.startswith("["):
            is_old = key.lower() == "[v4 styles]"
        elif key == "Format":
            names = [name.strip().lower() for name in values.split(",")]
        elif key == "Style" and names:
            style = dict(zip(names, (value.strip() for value in values.split(",")), strict=False))
            number = int(style["alignment"]) if style.get("alignment", "").isdecimal() else _BELOW
            alignment = _OLD_ALIGNMENTS.get(number, _BELOW) if is_old else number
            styles[style.get("name", "").lstrip("*")] = (alignment, style.get("marginv", "0").lstrip("0") or "0")
    return styles
