"""Whom to look at: of all faces in a shot the one it is about, or two that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.framing import Face, Glance

_LONGEST_ABSENCE_S = 3
"""A face that was gone for longer than this and comes back is another one until it turns out to be the main one."""

_LEAP = 1.5
"""From one glance to the next a face moves by no more than this many of its widths."""

_GROWTH = 1.8
"""And grows or shrinks by no more than this."""

_COMPANY_SHARE = 0.5
"""A second face is company when it is there at this share of the glances at the main one, and this large beside it."""


@dataclass(slots=True)
class _Track:
    """One face through the glances of a shot."""

    seen: dict[int, Face]
    last: Fraction

    @property
    def weight(self) -> float:
        """How much a shot is about it: long in the picture, large, near the middle."""
        return sum(face.width * (1 - abs(face.middle - 0.5)) for face in self.seen.values())

    @property
    def width(self) -> float:
        """Its mean width."""
        return sum(face.width for face in self.seen.values()) / len(self.seen)

    @property
    def middle(self) -> float:
        """Where it was seen last."""
        return self.seen[max(self.seen)].middle

    def could_be(self, face: Face, file_time: Fraction) -> bool:
        """Whether this may be the same face, seen at this time."""
        known = self.seen[max(self.seen)]
        larger, smaller = max(face.width, known.width), min(face.width, known.width)
        return (
            file_time - self.last <= _LONGEST_ABSENCE_S
            and larger <= _GROWTH * smaller
            and max(abs(face.middle - known.middle), abs(face.top - known.top)) <= _LEAP * larger
        )


def faces_to_show(glances: Sequence[Glance], *, room: float) -> list[tuple[int, tuple[Face, ...]]]:
    """The faces to look at, with the number of the glance: always the same one, or two where both fit.

    Args:
        glances: at one shot, in order.
        room: how much of the picture's width two faces may take together, with what is between them.
    """
    tracks = sorted(_tracks(glances), key=lambda track: track.weight, reverse=True)
    if not tracks:
        return []
    main: dict[int, Face] = {}
    rest: list[_Track] = []
    for track in tracks:
        if main and (track.seen.keys() & main.keys() or track.width < _COMPANY_SHARE * tracks[0].width):
            rest.append(track)
        else:
            main |= track.seen
    other = next((track for track in rest if _is_company(track, main, room)), None)
    company = other.seen if other else {}
    return [
        (number, (face, company[number]) if number in company else (face,)) for number, face in sorted(main.items())
    ]


def _tracks(glances: Sequence[Glance]) -> list[_Track]:
    tracks: list[_Track] = []
    for number, glance in enumerate(glances):
        for face, track in _recognised(glance, tracks):
            if track is None:
                tracks.append(_Track({number: face}, glance.file_time))
            else:
                track.seen[number] = face
                track.last = glance.file_time
    return tracks


def _recognised(glance: Glance, tracks: Sequence[_Track]) -> list[tuple[Face, _Track | None]]:
    """Each face of a glance with the track it goes on, what moved least first; None for a face not seen before."""
    pairs = sorted(
        (abs(track.middle - face.middle), place, which)
        for place, face in enumerate(glance.faces)
        for which, track in enumerate(tracks)
        if track.could_be(face, glance.file_time)
    )
    found: dict[int, int] = {}
    for _, place, which in pairs:
        if place not in found and which not in found.values():
            found[place] = which
    return [(face, tracks[found[place]] if place in found else None) for place, face in enumerate(glance.faces)]


def _is_company(track: _Track, main: dict[int, Face], room: float) -> bool:
    """Whether a face is there as long as the main one, of its size, and never too far away to be shown with it."""
    both = [(track.seen[number], main[number]) for number in track.seen.keys() & main.keys()]
    main_width = sum(face.width for face in main.values()) / len(main)
    return (
        len(both) >= _COMPANY_SHARE * len(main)
        and track.width >= _COMPANY_SHARE * main_width
        and all(max(one.right, two.right) - min(one.left, two.left) <= room for one, two in both)
    )
