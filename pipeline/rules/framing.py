"""Decides where a target of another shape looks: at the speaker's face, else where something moves, else the middle."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor
from statistics import median

from pipeline.domain.errors import UsageError
from pipeline.domain.footage import SourceFile
from pipeline.domain.framing import Face, FileFraming, Glance, Waypoint, Window, window_of
from pipeline.domain.presets import Picture
from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import FramingWish
from pipeline.domain.timing import TimeRange, frames, timecode
from pipeline.rules.camera import Travel, Wish, way_through
from pipeline.rules.main_faces import faces_to_show

_FASTEST = 0.004
"""The window moves by no more than this share of the target's width from picture to picture: a faster move is felt. The
pace is whole pixels, so that rounding makes no step longer."""

_FREE = 0.1
"""A face may be this share of the window off the middle before the window follows: people sway when they talk."""

_EDGE = 0.02
"""Faces keep this share of the window from its edges: what is found of a face is without ears and hair."""

_FREE_FOR_MOTION = 0.2
"""Motion says less exactly where somebody is."""

_MOTION_WEIGHT = 0.3
"""And counts less."""

_MOTION_OVER = 4
"""Its place is the median of this many glances to each side: hands and passers-by come and go, people stay."""

_EYE_LINE = 0.36
"""The eyes' place in a window that moves up and down, from above: about the upper third, with room over the head."""

_BOTH_FIT = 0.8
"""Two faces are shown together when they take no more than this share of the window."""

_MUST = 100.0
"""The weight of what a person asked for."""


def faces_may_be_used(level: ProtectionLevel | None) -> bool:
    """Whether footage may be searched for faces: only where they may be shown."""
    return level in {ProtectionLevel.OPEN, ProtectionLevel.PSEUDONYM}


def require_inside(asked: Sequence[FramingWish], footage: TimeRange) -> None:
    """Refuse a framing of a time that the footage does not have.

    Raises:
        UsageError: names it by its number in the story.
    """
    for number, wish in enumerate(asked, start=1):
        if wish.source_range.intersection(footage) is None:
            asked_for = f"{timecode(wish.source_range.start)} to {timecode(wish.source_range.end)}"
            raise UsageError(
                f'"framing" number {number} ({asked_for}) lies after the end of the footage; '
                f"the footage is {timecode(footage.end)} long",
                where="story.toml",
                remedy="Correct its times: they count from the start of the first file, as in draft/transcript.*.srt",
            )


def framing_of(
    file: SourceFile,
    glances: Sequence[Glance],
    asked: Sequence[FramingWish],
    *,
    picture: Picture,
    frame_rate: Fraction,
) -> FileFraming:
    """How a target frames a file. It follows from these alone: nothing the cut does changes it.

    Args:
        file: of whose picture the target shows a part.
        glances: at the file, in order.
        asked: what the story asks for, in source time.
        picture: the target's.
        frame_rate: of the film.
    """
    window = window_of(file.video, picture)
    pace_px = max(1, floor(_FASTEST * picture.width_px))
    travel = Travel(frame_rate, window.travel_px / window.length_px, pace_px / window.travel_px)
    end = frames(file.source_range.duration, frame_rate) + 1
    borders = [0, *(border for border in _shot_frames(file, frame_rate) if 0 < border < end), end]
    seen = [file.video.frame_at(glance.file_time, frame_rate) for glance in glances]
    demands = [tuple(_demands(wish, file, window, frame_rate)) for wish in asked if not wish.whole]
    waypoints: list[Waypoint] = []
    for first, after in pairwise(borders):
        inside = slice(bisect_left(seen, first), bisect_left(seen, after))
        wishes = _wishes(glances[inside], seen[inside], window)
        for demand in demands:
            wishes = _with(wishes, [wish for wish in demand if first <= wish.frame < after])
        waypoints += way_through(wishes, first=first, end=after, travel=travel)
    whole = [_frames_of(wish.source_range, file, frame_rate) for wish in asked if wish.whole]
    return FileFraming(file.sha256, tuple(waypoints), tuple(span for span in whole if span))


def _shot_frames(file: SourceFile, frame_rate: Fraction) -> Iterator[int]:
    for moment in file.shots or ():
        yield file.video.frame_at(moment - file.source_range.start, frame_rate)


def _wishes(glances: Sequence[Glance], seen: Sequence[int], window: Window) -> list[Wish]:
    """What is wished for in one shot: its faces, else its motion."""
    room = _BOTH_FIT * window.width_px / window.scaled_width_px
    faces = faces_to_show(glances, room=room)
    reach = window.length_px / window.travel_px
    if faces:
        return [_wish_for(shown, seen[number], window) for number, shown in faces]
    moved = [
        (frame, _along(glance.motion, window)) for frame, glance in zip(seen, glances, strict=True) if glance.motion
    ]
    steady = [
        median(place for _, place in moved[max(n - _MOTION_OVER, 0) : n + _MOTION_OVER + 1]) for n in range(len(moved))
    ]
    return [
        Wish(frame, _place(middle, window), _FREE_FOR_MOTION * reach, _MOTION_WEIGHT)
        for (frame, _), middle in zip(moved, steady, strict=True)
    ]


def _along(point: tuple[float, float], window: Window) -> float:
    return point[0] if window.moves_across else point[1]


def _middle_of(faces: Sequence[Face], window: Window) -> float:
    """Where the window's middle should be so that these faces stand well in it, as a share of the picture."""
    if window.moves_across:
        return (min(face.left for face in faces) + max(face.right for face in faces)) / 2
    eyes = sum(face.eyes for face in faces) / len(faces)
    return eyes + (0.5 - _EYE_LINE) * window.length_px / window.scaled_height_px


def _wish_for(faces: Sequence[Face], frame: int, window: Window) -> Wish:
    """These faces in the middle, and whole."""
    at, free = _place(_middle_of(faces, window), window), _FREE * window.length_px / window.travel_px
    if not window.moves_across:
        return Wish(frame, at, free)
    edge_px = _EDGE * window.length_px
    left_px = min(face.left for face in faces) * window.scaled_width_px - edge_px
    right_px = max(face.right for face in faces) * window.scaled_width_px + edge_px
    lowest, highest = ((right_px - window.length_px) / window.travel_px, left_px / window.travel_px)
    if lowest > highest:  # they are wider than the window, which then follows only their middle
        return Wish(frame, at, free)
    return Wish(frame, at, free, lowest=min(1.0, max(0.0, lowest)), highest=min(1.0, max(0.0, highest)))


def _place(middle: float, window: Window) -> float:
    """The place whose window has its middle here, or as near as the picture's edges let it."""
    scaled_px = window.travel_px + window.length_px
    return min(1.0, max(0.0, (middle * scaled_px - window.length_px / 2) / window.travel_px))


def _demands(wish: FramingWish, file: SourceFile, window: Window, frame_rate: Fraction) -> Iterator[Wish]:
    """What a person asked for, four times a second."""
    span = _frames_of(wish.source_range, file, frame_rate)
    if span is None:
        return
    place = _place(_along((wish.x, wish.y), window), window)
    every = max(1, frames(Fraction(1, 4), frame_rate))
    for frame in dict.fromkeys([*range(*span, every), span[1] - 1]):
        yield Wish(frame, place, 0.0, _MUST)


def _frames_of(source_range: TimeRange, file: SourceFile, frame_rate: Fraction) -> tuple[int, int] | None:
    """The file's pictures in a source range; None when it lies elsewhere."""
    common = source_range.intersection(file.source_range)
    if common is None:
        return None
    start = file.source_range.start
    first, end = (file.video.frame_at(moment - start, frame_rate) for moment in (common.start, common.end))
    return (max(first, 0), end) if max(first, 0) < end else None


def _with(wishes: Sequence[Wish], demands: Sequence[Wish]) -> list[Wish]:
    """The wishes, and what was asked for instead of those it covers."""
    if not demands:
        return list(wishes)
    first, last = demands[0].frame, demands[-1].frame
    others = [wish for wish in wishes if not first <= wish.frame <= last]
    return sorted([*others, *demands], key=lambda wish: wish.frame)
