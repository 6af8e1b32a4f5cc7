"""Moves the times of captions, one step at a time, and never to any rule's cost: what the timing fixes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.reading_speed import ReadingSpeed
from pipeline.rules.subtitles.timing import Timing

_NONE = -1

Faults = tuple[frozenset[tuple[int, str]], frozenset[tuple[int, str]]]
"""What is wrong with the times of some captions, by index and kind: errors, and warnings."""


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
        self._speeds = [ReadingSpeed.of(yardstick, language) for language in yardstick.languages]
        self._before = [_NONE] * (len(captions) + 1)
        self._find_before(0, len(captions))

    def before(self, index: int) -> int | None:
        """The index of the caption before this one that stands longest, or None."""
        found = self._before[index]
        return None if found == _NONE else found

    def move(self, times: Mapping[int, tuple[int, int]]) -> bool:
        """Whether the captions took these times.

        They do when that leaves an error less and makes no new one; or a warning less, and neither makes.

        Args:
            times: index to first frame and the frame before which the caption ends.
        """
        old = {index: self.captions[index] for index in times}
        new = {index: replace(old[index], start_frame=start, end_frame=end) for index, (start, end) in times.items()}
        if not self._keeps_order(new):
            return False
        first, stop = min(times), self._end_of_influence(old, new)
        errors, warnings = self._faults(first, stop)
        self._put(new, first, stop)
        new_errors, new_warnings = self._faults(first, stop)
        if new_errors < errors or (new_errors == errors and new_warnings < warnings):
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

    def _faults(self, first: int, stop: int) -> Faults:
        errors: set[tuple[int, str]] = set()
        warnings: set[tuple[int, str]] = set()
        for index in range(first, stop):
            wrong, unwelcome = self._faults_of(index)
            errors.update((index, kind) for kind in wrong)
            warnings.update((index, kind) for kind in unwelcome)
        return frozenset(errors), frozenset(warnings)

    def _faults_of(self, index: int) -> tuple[list[str], list[str]]:
        caption, timing = self.captions[index], self.timing
        length = caption.end_frame - caption.start_frame
        if length <= 0:
            return ["no time"], []
        errors, warnings = self._faults_of_gap(index)
        if timing.is_too_short(length):
            errors.append("short")
        if timing.is_too_long(length):
            errors.append("long")
        if timing.snapped_start(caption.start_frame) != caption.start_frame:
            warnings.append("start off its shot")
        if timing.snapped_end(caption.end_frame) != caption.end_frame:
            warnings.append("end off its shot")
        warnings += [f"speed {speed.language}" for speed in self._speeds if speed.is_exceeded_by(caption)]
        return errors, warnings

    def _faults_of_gap(self, index: int) -> tuple[list[str], list[str]]:
        before = self.before(index)
        if before is None:
            return [], []
        start = self.captions[index].start_frame
        gap = start - self.captions[before].end_frame
        errors = ["overlap"] if gap < 0 else ["gap"] if self.timing.is_too_narrow(gap) else []
        return errors, ["flicker"] if self.timing.is_to_be_closed(self.captions[before], start) else []


def retimed(
    captions: Sequence[Caption], yardstick: Yardstick, step: Callable[[Retiming, int], bool]
) -> tuple[Caption, ...]:
    """The captions after a step was tried at each of them, over and over until none changes anything."""
    film = Retiming(captions, yardstick)
    moved = [True]
    while any(moved):
        moved = [step(film, index) for index in range(len(film.captions))]
    return tuple(film.captions)
