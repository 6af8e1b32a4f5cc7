"""What was measured of a part of a film, so that the same part need not be decoded again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Pictures one after another, half-open, counted from a part's or a film's first one."""

    start_frame: int
    end_frame: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_frame < self.end_frame:
            raise ValueError("a stretch runs forward from 0 or later")

    def shifted(self, frame_count: int) -> Stretch:
        """The same pictures, this many later."""
        return Stretch(self.start_frame + frame_count, self.end_frame + frame_count)


@dataclass(frozen=True, slots=True)
class MeasuredPicture:
    """A part's pictures, decoded without a complaint.

    A picture stands still while it is like the one it is compared to: the first that differed from the one before that
    was compared to. So a part that follows a still picture is measured after it.

    Attributes:
        frame_count: how many there are.
        black: every stretch without light, however short.
        still: every stretch of two or more pictures that are like its first one.
        like_before: how many pictures at the start are like the one that the part before ended with; they are in no
            `still`.
    """

    frame_count: int
    black: tuple[Stretch, ...]
    still: tuple[Stretch, ...]
    like_before: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.like_before <= self.frame_count or self.frame_count < 1:
            raise ValueError("a part has pictures, and no more of them are like another")
        if self.still and self.still[0].start_frame < self.like_before:
            raise ValueError("what is like the picture before stands still with that one")
        for stretches in (self.black, self.still):
            if any(after.start_frame < before.end_frame for before, after in pairwise(stretches)):
                raise ValueError("stretches lie one after another")
            if stretches and stretches[-1].end_frame > self.frame_count:
                raise ValueError("stretches lie inside the part")

    @property
    def compared_to(self) -> int | None:
        """The picture of this part that what follows is compared to; None when it is an earlier part's still."""
        if self.like_before == self.frame_count:
            return None
        lasts = self.still and self.still[-1].end_frame == self.frame_count
        return self.still[-1].start_frame if lasts else self.frame_count - 1


@dataclass(frozen=True, slots=True)
class MeasuredSound:
    """A film's sound, decoded without a complaint.

    Attributes:
        integrated_lufs: loudness by EBU R128; None when nothing rises above its gate.
        true_peak_dbtp: highest peak between samples; None in digital silence.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class UsedMeasurements:
    """By which measurements a job's films were checked the last time, by their keys."""

    keys: tuple[str, ...]
