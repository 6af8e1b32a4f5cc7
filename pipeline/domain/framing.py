"""Framing: which part of the footage a target of another shape shows, picture by picture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from pipeline.domain.footage import VideoStream
from pipeline.domain.presets import Picture
from pipeline.domain.timing import rounded


@dataclass(frozen=True, slots=True)
class Face:
    """A face that was seen, in shares of the upright picture's width and height.

    Attributes:
        left, top, right, bottom: around it, brow to chin.
        eyes: the row of the eyes.
    """

    left: float
    top: float
    right: float
    bottom: float
    eyes: float

    @property
    def middle(self) -> float:
        """The column of its middle."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at the footage found.

    Attributes:
        file_time: in seconds after the file's zero.
        faces: those seen; none where nobody looked for faces.
        motion: column and row, in shares, about which the picture changed since the glance before; None when it stood
            still or changed everywhere.
    """

    file_time: Fraction
    faces: tuple[Face, ...]
    motion: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Glances:
    """The glances at a stretch of one file, in order."""

    glances: tuple[Glance, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a file's picture that fills a target, in the target's pixels; it can move along one side only.

    Attributes:
        scaled_width_px, scaled_height_px: the whole picture of the file at the target's scale, even.
        width_px, height_px: the target's picture.
    """

    scaled_width_px: int
    scaled_height_px: int
    width_px: int
    height_px: int

    @property
    def moves_across(self) -> bool:
        """Whether it moves to the left and right; else up and down."""
        return self.scaled_width_px - self.width_px >= self.scaled_height_px - self.height_px

    @property
    def travel_px(self) -> int:
        """How far it can move; 0 when nothing is cut off."""
        return max(self.scaled_width_px - self.width_px, self.scaled_height_px - self.height_px)

    @property
    def length_px(self) -> int:
        """Its length along the side it moves on."""
        return self.width_px if self.moves_across else self.height_px


def window_of(video: VideoStream, picture: Picture) -> Window:
    """The window of this footage that fills this target's picture."""
    scale = scale_of(video, picture)
    width, height = (
        max(least, 2 * floor(shown * scale / 2))
        for least, shown in (
            (picture.width_px, video.display_width_px),
            (picture.height_px, video.display_height_px),
        )
    )
    return Window(width, height, picture.width_px, picture.height_px)


def scale_of(video: VideoStream, picture: Picture) -> Fraction:
    """By how much the footage, as it is shown, is enlarged to fill this target's picture."""
    return max(Fraction(picture.width_px, video.display_width_px), Fraction(picture.height_px, video.display_height_px))


def fitted_size(video: VideoStream, picture: Picture) -> tuple[int, int]:
    """Width and height, even, of footage that is fitted whole into a picture, whatever the shape of its pixels."""
    width, height = video.display_width_px, video.display_height_px
    scale = min(Fraction(picture.width_px, width), Fraction(picture.height_px, height))
    return _even(width * scale), _even(height * scale)


def _even(side_px: Fraction) -> int:
    return max(2, 2 * rounded(side_px / 2))


def is_cut_off(video: VideoStream, picture: Picture) -> bool:
    """Whether this target shows only a part of this footage."""
    return picture.fit == "crop" and window_of(video, picture).travel_px > 0


@dataclass(frozen=True, slots=True)
class Waypoint:
    """Where the window stands at one picture; from waypoint to waypoint it moves evenly.

    Attributes:
        frame: the picture, counted from the file's first one at the film's pace.
        at: 0 where the window touches the left (or upper) edge, 1 where it touches the other.
    """

    frame: int
    at: float


@dataclass(frozen=True, slots=True)
class FileFraming:
    """How a file is framed for one target, on the file's own pictures, so that no cut moves it.

    Attributes:
        media_sha256: the file's content.
        waypoints: in order; one at least. Before the first and after the last the window stands.
        whole: half-open ranges of pictures that are shown whole between bars, in order.
    """

    media_sha256: str
    waypoints: tuple[Waypoint, ...]
    whole: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.waypoints:
            raise ValueError("a framing has a waypoint")
        if any(after.frame <= before.frame for before, after in pairwise(self.waypoints)):
            raise ValueError("waypoints follow one another")
        if not all(0 <= waypoint.at <= 1 for waypoint in self.waypoints):
            raise ValueError("the window stays inside the picture")

    def at(self, frame: int) -> float:
        """Where the window stands at this picture."""
        after = bisect_right(self.waypoints, frame, key=lambda waypoint: waypoint.frame)
        if after == 0:
            return self.waypoints[0].at
        before = self.waypoints[after - 1]
        if after == len(self.waypoints):
            return before.at
        beyond = self.waypoints[after]
        return before.at + (beyond.at - before.at) * (frame - before.frame) / (beyond.frame - before.frame)

    def between(self, first: int, end: int) -> Iterator[Waypoint]:
        """The way through these pictures: where it begins, its waypoints, where it ends."""
        yield Waypoint(first, self.at(first))
        yield from (waypoint for waypoint in self.waypoints if first < waypoint.frame < end - 1)
        if end - 1 > first:
            yield Waypoint(end - 1, self.at(end - 1))


@dataclass(frozen=True, slots=True)
class TargetFraming:
    """How one target frames the files of which it shows a part only."""

    target: str
    files: tuple[FileFraming, ...]


@dataclass(frozen=True, slots=True)
class Framing:
    """How each target frames the footage; targets that show all of it are not listed."""

    targets: tuple[TargetFraming, ...] = ()

    def of(self, target: str) -> dict[str, FileFraming]:
        """How this target frames each file, by the file's content."""
        return {file.media_sha256: file for item in self.targets if item.target == target for file in item.files}
