"""Moves the times of captions, one step at a time, and never to any rule's cost: what the timing fixes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.reading_speed import ReadingSpeed, speed_limit
from pipeline.rules.subtitles.timing import Timing

_NONE = -1

Faults = frozenset[tuple[int, str]]
"""What is wrong with the times of some captions, by index and kind."""


class Retiming:
    """Captions whose times are being mended.

    Attributes:
        captions: in the order of their starts.
        timing: the limits.
    """

    def __init__(self, captions: Sequence[Caption], yardstick: Yardstick) -> None:
        """Take the captions, which come in the order of their starts."""
        self.captions = list(captions)
        self.timing = Timing.of(yardstick)
        self._speeds = [
            ReadingSpeed.of(speed_limit(yardstick, language), yardstick.frame_rate, language)
            for language in yardstick.languages
        ]
        self._needs_time = {"short", *(f"speed {speed.language}" for speed in self._speeds)}
        self._before = [_NONE] * (len(captions) + 1)
        self._find_before(0, len(captions))

    def before(self, index: int) -> int | None:
        """The index of the caption before this one that stands longest, or None."""
        found = self._before[index]
        return None if found == _NONE else found

    def move(self, times: Mapping[int, tuple[int, int]]) -> bool:
        """Whether the captions took these times.

        They do when that leaves a fault less, makes no new one, and makes none greater: a caption that is too short or
        too fast does not end sooner, one that is too long does not end later.

        Args:
            times: index to first frame and the frame before which the caption ends.
        """
        old = {index: self.captions[index] for index in times}
        new = {index: replace(old[index], start_frame=start, end_frame=end) for index, (start, end) in times.items()}
        if not self._keeps_order(new):
            return False
        first, stop = min(times), self._end_of_influence(old, new)
        before = self._faults(first, stop)
        self._put(new, first, stop)
        after = self._faults(first, stop)
        if after < before and not any(self._strains(old[index], new[index], index, after) for index in times):
            return True
        self._put(old, first, stop)
        return False

    def end_before(self, index: int) -> bool:
        """Whether the caption before this one took to end the least gap before it."""
        before = self.before(index)
        if before is None:
            return False
        caption = self.captions[before]
        return self.move({before: (caption.start_frame, self.captions[index].start_frame - self.timing.least_gap)})

    def _keeps_order(self, new: Mapping[int, Caption]) -> bool:
        """Whether the captions still come by their starts, and by their numbers where they begin at once."""
        around = range(max(0, min(new) - 1), min(len(self.captions), max(new) + 2))
        captions = [new.get(index, self.captions[index]) for index in around]
        places = [(caption.start_frame, caption.number) for caption in captions]
        return places == sorted(places) and places[0][0] >= 0

    def _end_of_influence(self, old: Mapping[int, Caption], new: Mapping[int, Caption]) -> int:
        """Behind the first caption that stands alone after the moved ones, before and after."""
        reach = max(caption.end_frame for captions in (old, new) for caption in captions.values())
        index = max(new) + 1
        while index < len(self.captions):
            caption = self.captions[index]
            index += 1
            if caption.start_frame >= reach and caption.end_frame > caption.start_frame:
                break
        return index

    def _put(self, captions: Mapping[int, Caption], first: int, stop: int) -> None:
        for index, caption in captions.items():
            self.captions[index] = caption
        self._find_before(first, stop)

    def _find_before(self, first: int, stop: int) -> None:
        longest = self._before[first]
        for index in range(first, stop):
            self._before[index] = longest
            caption = self.captions[index]
            stands = caption.end_frame > caption.start_frame
            if stands and (longest == _NONE or caption.end_frame > self.captions[longest].end_frame):
                longest = index
        self._before[stop] = longest

    def _strains(self, old: Caption, new: Caption, index: int, faults: Faults) -> bool:
        """Whether what stays wrong with a caption's length gets worse."""
        growth = (new.end_frame - new.start_frame) - (old.end_frame - old.start_frame)
        kinds = {kind for place, kind in faults if place == index}
        return (growth > 0 and "long" in kinds) or (growth < 0 and bool(kinds & self._needs_time))

    def _faults(self, first: int, stop: int) -> Faults:
        return frozenset((index, kind) for index in range(first, stop) for kind in self._faults_of(index))

    def _faults_of(self, index: int) -> list[str]:
        caption, timing = self.captions[index], self.timing
        length = caption.end_frame - caption.start_frame
        if length <= 0:
            return ["no time"]
        faults = self._faults_of_gap(index)
        if timing.is_too_short(length):
            faults.append("short")
        if timing.is_too_long(length):
            faults.append("long")
        if timing.snapped_start(caption.start_frame) != caption.start_frame:
            faults.append("start off its shot")
        if timing.snapped_end(caption.end_frame) != caption.end_frame:
            faults.append("end off its shot")
        return faults + [f"speed {speed.language}" for speed in self._speeds if speed.is_exceeded_by(caption)]

    def _faults_of_gap(self, index: int) -> list[str]:
        before = self.before(index)
        if before is None:
            return []
        start = self.captions[index].start_frame
        gap = start - self.captions[before].end_frame
        faults = ["overlap"] if gap < 0 else ["gap"] if self.timing.is_too_narrow(gap) else []
        return [*faults, "flicker"] if self.timing.is_to_be_closed(self.captions[before], start) else faults


def retimed(
    captions: Sequence[Caption], yardstick: Yardstick, step: Callable[[Retiming, int], bool]
) -> tuple[Caption, ...]:
    """The captions after a step was tried at each of them, over and over until none changes anything.

    Captions in different places do not meet; where a step would change their order among each other, none is taken.
    """
    by_place: dict[tuple[str, ...], list[Caption]] = {}
    for caption in captions:
        by_place.setdefault(caption.place, []).append(caption)
    if len(by_place) < 2:
        return _retimed(captions, yardstick, step)
    now = {caption.number: caption for alike in by_place.values() for caption in _retimed(alike, yardstick, step)}
    result = tuple(now[caption.number] for caption in captions)
    places = [(caption.start_frame, caption.number) for caption in result]
    return result if places == sorted(places) else tuple(captions)


def _retimed(
    captions: Sequence[Caption], yardstick: Yardstick, step: Callable[[Retiming, int], bool]
) -> tuple[Caption, ...]:
    film = Retiming(captions, yardstick)
    moved = [True]
    while any(moved):
        moved = [step(film, index) for index in range(len(film.captions))]
    return tuple(film.captions)
