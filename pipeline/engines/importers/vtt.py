"""Reads WebVTT, by hand: the libraries drop settings, comments and styles, and read its escapes as text.

A line right above a time line, with a blank line above it, is the cue's name, as the specification says; a name in
digits may follow its caption without a blank line if it counts on from the name above. Blocks that begin with NOTE,
STYLE or REGION are kept and never shown. Any other text with no time line of its own, which the specification would
drop, belongs to the caption above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import dropwhile, groupby, takewhile

from pipeline.domain.timed_text import BYTE_ORDER_MARK, Repair, SubtitleFile, TimedCue, is_blank
from pipeline.engines.importers.base import NumberedLine, in_order, numbered_lines, with_all_breaks
from pipeline.engines.importers.stretches import (
    Stretch,
    caption_text,
    number_in,
    refuse_lost_cue,
    refuse_stray_text,
    stretches,
)
from pipeline.engines.importers.time_lines import Dialect, TimeLine, milliseconds

SIGNATURE = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")

_TIME = r"((?:[0-9]{2,7}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})"
DIALECT = Dialect(
    re.compile(rf"{_TIME} --> {_TIME}((?:[ \t]+[a-zA-Z][^\s:]*:\S+)*)\s*"),
    decimal_mark=".",
    hours_may_lack=True,
    escapes=True,
)
_OF_THE_FILE = re.compile(r"STYLE|REGION")
_UNSHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


def read(text: str, *, where: str) -> SubtitleFile:
    """The file, whole; see `importers.base`."""
    reader = _Reader(where)
    for stretch in stretches(with_all_breaks(numbered_lines(text, where=where), reader.repairs), DIALECT):
        reader.take(stretch)
    return SubtitleFile(
        "vtt",
        tuple(reader.cues),
        head="\n\n".join(reader.head),
        tail="\n\n".join(reader.unshown),
        repairs=in_order(reader.repairs),
    )


class _Reader:
    """Takes a file's stretches in order; remembers the blocks above the next cue, and its name."""

    def __init__(self, where: str) -> None:
        self.cues: list[TimedCue] = []
        self.repairs: list[Repair] = []
        self.head: list[str] = ["WEBVTT"]
        self.unshown: list[str] = []
        self._where = where
        self._identifier = ""

    def take(self, stretch: Stretch) -> None:
        """Make a cue of the stretch, and find the name of the cue that follows and the blocks above it."""
        place = None if stretch.is_last else self._place_of_identifier(stretch)
        own = stretch.beneath[:place]
        if stretch.times is None:
            self._begin(own)
        else:
            self._add(stretch.line, stretch.times, own)
        is_parted = not own or is_blank(own[-1][1])
        self._identifier = "" if place is None else stretch.beneath[place][1].strip().strip(BYTE_ORDER_MARK).strip()
        if not (stretch.is_last or is_parted):
            self.repairs.append(Repair(own[-1][0] + 1, "There is no blank line above this cue."))

    def _begin(self, own: Sequence[NumberedLine]) -> None:
        """Take what stands above the first cue: the header, blocks for the whole file, and blocks like any other."""
        own = tuple(dropwhile(lambda line: is_blank(line[1]), own))
        if own and SIGNATURE.fullmatch(own[0][1]):
            header = tuple(takewhile(lambda line: line[1], own))
            self.head = ["\n".join(text for _, text in header).removeprefix(BYTE_ORDER_MARK)]
            own = own[len(header) :]
        else:
            self.repairs.append(Repair(1, "The first line is not WEBVTT."))
        stray, unshown = _parted(own)
        refuse_stray_text(stray, where=self._where)
        count = next((place for place in range(len(unshown), 0, -1) if _OF_THE_FILE.match(unshown[place - 1])), 0)
        self.head += unshown[:count]
        self.unshown = unshown[count:]

    def _add(self, line: int, times: TimeLine, own: Sequence[NumberedLine]) -> None:
        payload = tuple(takewhile(lambda line: line[1], own))
        shown, unshown = _parted(own[len(payload) :])
        number = number_in(self._identifier)
        if number is not None:
            refuse_lost_cue(shown, number + 1, where=self._where)
        texts = caption_text((*payload, *shown), DIALECT, self.repairs, where=self._where)
        self.repairs += (Repair(line, what) for what in times.mended)
        if any("-->" in text for text in texts):
            self.repairs.append(Repair(line, "There is a `-->` inside this caption."))
        self.cues.append(
            TimedCue(
                line,
                milliseconds(times.start),
                milliseconds(times.end),
                tuple(text.replace("-->", "--&gt;") for text in texts),
                times.settings,
                self._identifier,
                "\n\n".join(self.unshown),
            )
        )
        self.unshown = unshown

    def _place_of_identifier(self, stretch: Stretch) -> int | None:
        """Where beneath the stretch the next cue's name stands; None when it has none."""
        beneath = stretch.beneath
        if not beneath or is_blank(beneath[-1][1]):
            return None
        last = len(beneath) - 1
        number = number_in(beneath[last][1])
        own_number = number_in(self._identifier)
        is_first = stretch.times is None
        counts_on = number is not None and (is_first or (own_number is not None and number == own_number + 1))
        is_header = is_first and SIGNATURE.fullmatch(beneath[last][1])
        stands_alone = not is_header and (is_blank(beneath[last - 1][1]) if last else is_first)
        return last if stands_alone or counts_on else None


def _parted(lines: Iterable[NumberedLine]) -> tuple[list[NumberedLine], list[str]]:
    """The lines to be shown, and the blocks that are not; a line of spaces does not end a block."""
    shown: list[NumberedLine] = []
    unshown: list[str] = []
    for _, group in groupby(lines, key=lambda line: bool(line[1])):
        block = tuple(group)
        if _UNSHOWN.fullmatch(block[0][1]):
            unshown.append("\n".join(text for _, text in block))
        else:
            shown.extend(block)
    return shown, unshown
