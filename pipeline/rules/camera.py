"""Moves a window over the picture as a good operator moves a camera: it stands, and when it must move, it glides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, inf

from pipeline.domain.framing import Waypoint

_STEP_S = Fraction(1, 2)
"""The way is sought in steps of this length."""

_EASE_S = 1
"""A move takes this long to come to its pace, and to end."""

_PICTURES_APART = 4
"""Between waypoints of a move: over so few pictures nobody tells a curve from a line."""

_LONGEST_GAP_S = 3
"""Between two wishes no further apart than this, what is wished for is taken to have moved evenly."""

_DISTURBING = 0.1
"""Outside the free zone, being off by this share of the window for one step costs 1; twice as much, four times that."""

_CUTTING = 0.02
"""Cutting off this share of the window from a face costs 1 besides. Measured on a man in a car who leans to and fro,
his face as wide as two thirds of a 9:16 window: whole in all pictures, in 83 of 100 without."""

_MOST = 40.0
"""No step costs more: one wrong wish cannot drag the window away."""

_SETTLING = 0.01
"""What being at the edge of the free zone costs a step: so much that a move ends in the middle, and that a speaker who
has sat there for a minute and a half is centred."""

_TURN = 0.8
"""What starting and what stopping costs: a move is worth it when somebody sits off for more than a second or two."""

_MOVE = 0.02
"""What a step of movement costs besides."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the window should stand at one picture.

    Attributes:
        frame: the picture, counted from the file's first one at the film's pace.
        at: the place, 0 to 1 of the window's travel.
        free: how far from it is just as good, likewise.
        weight: how much it counts, 1 for a face.
        lowest, highest: the places between which all that should be seen is inside the window.
    """

    frame: int
    at: float
    free: float
    weight: float = 1.0
    lowest: float = 0.0
    highest: float = 1.0


@dataclass(frozen=True, slots=True)
class Travel:
    """How a window can move.

    Attributes:
        frame_rate: of the film.
        windows: how far it can move, in lengths of the window.
        per_frame: how far it may move from picture to picture, in shares of its travel.
    """

    frame_rate: Fraction
    windows: float
    per_frame: float


def way_through(wishes: Sequence[Wish], *, first: int, end: int, travel: Travel) -> tuple[Waypoint, ...]:
    """The window's way through one shot: at the middle of the picture where nothing is wished for.

    Args:
        wishes: in order, inside the shot.
        first, end: the shot's pictures, half-open.
        travel: how it can move.
    """
    place = _one_place(wishes)
    if place is None:
        return _eased(_positions(wishes, first, end, travel), first, travel.frame_rate)
    return _standing(place, first, end)


def _one_place(wishes: Sequence[Wish]) -> float | None:
    """The place that serves all wishes, as near to the middle one as can be; None when there is none."""
    if not wishes:
        return 0.5
    lowest = max(max(wish.at - wish.free, wish.lowest) for wish in wishes)
    highest = min(min(wish.at + wish.free, wish.highest) for wish in wishes)
    middle = sorted(wish.at for wish in wishes)[len(wishes) // 2]
    return min(max(middle, lowest, 0.0), highest, 1.0) if lowest <= highest else None


def _standing(place: float, first: int, end: int) -> tuple[Waypoint, ...]:
    frames = dict.fromkeys((first, end - 1))
    return tuple(Waypoint(frame, round(place, 5)) for frame in frames)


def _positions(wishes: Sequence[Wish], first: int, end: int, travel: Travel) -> list[float]:
    """Where the window stands at each picture of the shot, before its moves are eased."""
    step = max(1, round(_STEP_S * travel.frame_rate))
    steps = range(first, end + step, step)
    cells = max(1, ceil(1 / (travel.per_frame * step)))
    wished = _at_each(steps, wishes, travel.frame_rate)
    costs = [_costs(wish, cells, travel) for wish in wished]
    stops = [cell / cells for cell in _cheapest_way(costs, cells)]
    found = [before + (after - before) * n / step for before, after in pairwise(stops) for n in range(step)]
    return found[: end - first]


def _at_each(frames: Sequence[int], wishes: Sequence[Wish], frame_rate: Fraction) -> list[Wish | None]:
    """What is wished for at these pictures; None where it is not known."""
    longest = _LONGEST_GAP_S * frame_rate
    found: list[Wish | None] = []
    for frame in frames:
        number = bisect_left(wishes, frame, key=lambda wish: wish.frame)
        before, after = wishes[max(number - 1, 0)], wishes[min(number, len(wishes) - 1)]
        gap = after.frame - before.frame
        if before.frame <= frame <= after.frame and 0 < gap <= longest:
            part = (frame - before.frame) / gap
            at, lowest, highest = (
                one + (other - one) * part
                for one, other in (
                    (before.at, after.at),
                    (before.lowest, after.lowest),
                    (before.highest, after.highest),
                )
            )
            free, weight = min(before.free, after.free), min(before.weight, after.weight)
            found.append(Wish(frame, at, free, weight, lowest, highest))
        else:
            nearest = min((before, after), key=lambda wish: abs(wish.frame - frame))
            found.append(nearest if abs(nearest.frame - frame) <= _STEP_S * frame_rate else None)
    return found


def _costs(wish: Wish | None, cells: int, travel: Travel) -> list[float]:
    """What standing at each place costs for one step."""
    if wish is None:
        return [0.0] * (cells + 1)
    found: list[float] = []
    for cell in range(cells + 1):
        off = abs(cell / cells - wish.at)
        beyond = max(0.0, off - wish.free) * travel.windows / _DISTURBING
        cut = max(0.0, wish.lowest - cell / cells, cell / cells - wish.highest) * travel.windows / _CUTTING
        settling = _SETTLING * min(1.0, off / wish.free) if wish.free else 0.0
        found.append(wish.weight * (min(_MOST, beyond * beyond + cut * cut) + settling))
    return found


def _cheapest_way(costs: Sequence[Sequence[float]], cells: int) -> list[int]:
    """The cell at each step: a way on which the window stands, or goes one cell a step to either side.

    The cheapest of all ways, by dynamic programming over place and movement; it begins standing.
    """
    places = range(cells + 1)
    best = [[inf] * (cells + 1), list(costs[0]), [inf] * (cells + 1)]
    came: list[list[list[int]]] = []
    for cost in costs[1:]:
        now = [[inf] * (cells + 1) for _ in range(3)]
        source = [[1] * (cells + 1) for _ in range(3)]
        for movement in range(3):
            shift, price = movement - 1, _MOVE * abs(movement - 1)
            for place in places[max(0, -shift) : cells + 1 - max(0, shift)]:
                value, before = min((best[other][place] + _TURN * abs(other - movement), other) for other in range(3))
                now[movement][place + shift] = value + price + cost[place + shift]
                source[movement][place + shift] = before
        best = now
        came.append(source)
    _, movement, place = min((best[movement][place], movement, place) for movement in range(3) for place in places)
    way = [place]
    for source in reversed(came):
        place, movement = place - (movement - 1), source[movement][place]
        way.append(place)
    return way[::-1]


def _eased(positions: Sequence[float], first: int, frame_rate: Fraction) -> tuple[Waypoint, ...]:
    """The way, each picture's place the mean of a second: no faster, no further, and without corners."""
    half = round(_EASE_S * frame_rate / 2)
    padded = [positions[0]] * half + list(positions) + [positions[-1]] * half
    sums = list(accumulate(padded, initial=0.0))
    length = 2 * half + 1
    means = [round((sums[n + length] - sums[n]) / length, 5) for n in range(len(positions))]
    last = len(means) - 1
    stands = [before == after for before, after in pairwise(means)]
    kept = [
        n
        for n in range(len(means))
        if n in {0, last} or stands[n - 1] != stands[n] or (not stands[n] and n % _PICTURES_APART == 0)
    ]
    return tuple(Waypoint(first + n, means[n]) for n in kept)
