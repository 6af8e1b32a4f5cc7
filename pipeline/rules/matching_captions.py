"""Finds which captions of a file that came back stand for which of those that were handed out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

from pipeline.domain.corrections import ReturnedCaption
from pipeline.domain.timing import TimeRange, timecode
from pipeline.rules.recognising import same_time

_NEAR_S = Fraction(2)
"""A caption that lies over none that was handed out belongs to one this near, or nobody knows to which."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cues that were handed out, and the captions that came back in their place, by index."""

    cues: tuple[int, ...]
    captions: tuple[int, ...]


def groups_of(
    spans: Sequence[TimeRange], handed_out: Sequence[str], returned: Sequence[ReturnedCaption]
) -> tuple[list[Group], list[str]]:
    """Which captions stand for which cues; and those that lie where there is none, in plain words.

    A caption with the text and the time of a cue stands for it. Between those, captions are matched by their text in
    order; between those that match, by the time they share.

    Args:
        spans: when the cues are shown, in order.
        handed_out: their texts.
        returned: in order of time.
    """
    matching = _Matching(spans, handed_out, returned)
    before = (0, 0)
    for cue, caption in [*matching.anchors(), (len(spans), len(returned))]:
        matching.match(range(before[0], cue), range(before[1], caption))
        if cue < len(spans):
            matching.groups.append(Group((cue,), (caption,)))
        before = cue + 1, caption + 1
    return matching.groups, matching.unplaced


class _Matching:
    """The cues and captions, and what of them was matched."""

    def __init__(
        self, spans: Sequence[TimeRange], handed_out: Sequence[str], returned: Sequence[ReturnedCaption]
    ) -> None:
        self._spans, self._handed_out, self._returned = spans, handed_out, returned
        self._came_back = [" ".join(item.lines) for item in returned]
        self._starts, self._ends = [span.start for span in spans], [span.end for span in spans]
        self.groups: list[Group] = []
        self.unplaced: list[str] = []

    def anchors(self) -> list[tuple[int, int]]:
        """Cues that came back with their text and time, each with its caption."""
        found: list[tuple[int, int]] = []
        after = 0
        for caption, item in enumerate(self._returned):
            around = bisect_left(self._starts, item.program_range.start)
            for cue in range(max(after, around - 1), min(around + 1, len(self._spans))):
                if self._handed_out[cue] == self._came_back[caption] and same_time(
                    self._spans[cue], item.program_range
                ):
                    found.append((cue, caption))
                    after = cue + 1
                    break
        return found

    def match(self, cues: range, captions: range) -> None:
        """Match the cues and captions between two anchors."""
        there, here = self._keys(cues, captions)
        for kind, first, last, start, end in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
            if kind == "equal":
                self.groups += [Group((cues[first + step],), (captions[start + step],)) for step in range(last - first)]
                continue
            among = range(cues.start + first, cues.start + last)
            if not among:
                among = range(max(0, among.start - 1), min(among.start + 1, len(self._spans)))
            for index in captions[start:end]:
                self._by_time(index, among)
            self.groups += [Group((index,), ()) for index in cues[first:last]]

    def _by_time(self, index: int, among: range) -> None:
        caption = self._returned[index]
        near = self._near(among, caption.program_range)
        if near:
            self.groups.append(Group(near, (index,)))
        elif caption.lines:
            self.unplaced.append(
                f"caption {caption.number} ({timecode(caption.program_range.start)}) lies where the film has no caption"
            )

    def _keys(self, cues: range, captions: range) -> tuple[list[object], list[object]]:
        """What is compared: the texts; of a text that repeats, with the number of the cue that is meant."""
        places: dict[str, list[int]] = {}
        for index in cues:
            places.setdefault(self._handed_out[index], []).append(index)
        back: dict[str, list[int]] = {}
        for index in captions:
            back.setdefault(self._came_back[index], []).append(index)
        meant: dict[int, int] = {}
        for text, some in back.items():
            there = places.get(text, [])
            if there and len(there) == len(some):
                meant.update(zip(some, there, strict=True))
            elif there:
                meant.update({index: self._nearest(there, self._returned[index].program_range) for index in some})
        return [(self._handed_out[index], index) for index in cues], [
            (self._came_back[index], meant.get(index)) for index in captions
        ]

    def _nearest(self, among: Iterable[int], span: TimeRange) -> int:
        """The cue a caption shares most time with, or is nearest to."""
        return max(among, key=lambda index: (_shared_s(self._spans[index], span), -_apart_s(self._spans[index], span)))

    def _near(self, among: range, span: TimeRange) -> tuple[int, ...]:
        """The cues a caption stands for: those it covers by half, else the one it shares most with or is nearest to."""
        if not among:
            return ()
        first = bisect_right(self._ends, span.start, among.start, among.stop)
        end = bisect_left(self._starts, span.end, first, among.stop)
        halves = tuple(
            index
            for index in range(first, end)
            if 2 * _shared_s(self._spans[index], span) >= min(self._spans[index].duration, span.duration)
        )
        if halves:
            return halves
        best = self._nearest(range(max(first - 1, among.start), min(end + 1, among.stop)), span)
        return (best,) if _apart_s(self._spans[best], span) <= _NEAR_S else ()


def _shared_s(one: TimeRange, two: TimeRange) -> Fraction:
    return max(Fraction(0), min(one.end, two.end) - max(one.start, two.start))


def _apart_s(one: TimeRange, two: TimeRange) -> Fraction:
    return max(Fraction(0), one.start - two.end, two.start - one.end)


def hanging_together(groups: Sequence[Group], shown: Sequence[Sequence[int]]) -> list[Group]:
    """The groups, joined where they share a cue, or a sentence's showing; in the order of the film.

    Args:
        groups: in any order.
        shown: for each cue, the showings in it.
    """
    leads = list(range(len(groups)))

    def lead(number: int) -> int:
        while leads[number] != number:
            leads[number] = leads[leads[number]]
            number = leads[number]
        return number

    of_cue: dict[int, int] = {}
    of_showing: dict[int, int] = {}
    for number, group in enumerate(groups):
        for cue in group.cues:
            leads[lead(number)] = lead(of_cue.setdefault(cue, number))
            for showing in shown[cue]:
                leads[lead(number)] = lead(of_showing.setdefault(showing, number))
    joined: dict[int, list[Group]] = {}
    for number, group in enumerate(groups):
        joined.setdefault(lead(number), []).append(group)
    return sorted((_together(some) for some in joined.values()), key=lambda group: group.cues)


def _together(some: Sequence[Group]) -> Group:
    return Group(
        tuple(sorted({index for group in some for index in group.cues})),
        tuple(sorted({index for group in some for index in group.captions})),
    )


_FARTHEST_MOVED = 3
"""Over so many groups words may have moved: an editor that joins and splits again moves them to a neighbour."""


def rejoined(groups: Sequence[Group], handed_out: Sequence[str], came_back: Sequence[str]) -> list[Group]:
    """The groups, joined where words only moved from one to the next: together they say what they said."""

    def says_the_same(group: Group) -> bool:
        before = " ".join(handed_out[index] for index in group.cues)
        return before.split() == " ".join(came_back[index] for index in group.captions).split()

    found: list[Group] = []
    at = 0
    while at < len(groups):
        ways = [_together(groups[at:end]) for end in range(at + 1, min(at + _FARTHEST_MOVED + 1, len(groups)) + 1)]
        best = next((number for number, way in enumerate(ways) if says_the_same(way)), 0)
        found.append(ways[best])
        at += best + 1
    return found
