"""Splits a sentence into the texts of its cues: both languages together, each within its own limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from math import inf
from typing import TypeAlias

from pipeline.domain.presets import LanguageLimits, SubtitleProfile
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language, other
from pipeline.rules.line_breaking import break_cost, lines_from
from pipeline.rules.text_width import width

_EVERY_CUE = 10.0
_SECOND_LINE = 4.0
_OVERFULL = 500.0
_TOO_SHORT = 40.0
_PER_S_OF_HURRY = 12.0
_APART = 30.0
"""Weights of the search: what a cue, a second line, a broken limit, a second too little, and a drift between the two
languages cost. A break's own cost comes from `break_cost`."""

_FARTHEST_APART = Fraction(1, 3)
"""Breaks of the two languages belong to one cue when they lie this share of the sentence apart at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one cue, not timed yet.

    Attributes:
        program_range: from its first spoken word to its last.
        spoken, translated: its lines in each language.
        needed_s: how long it should stand: until both languages are read, and its minimum at least.
    """

    program_range: TimeRange
    spoken: tuple[str, ...]
    translated: tuple[str, ...]
    needed_s: Fraction


def pieces_of(
    words: Sequence[tuple[str, TimeRange]],
    translated: str,
    *,
    until: Fraction,
    language: Language,
    profile: SubtitleProfile,
) -> tuple[Piece, ...]:
    """The sentence as the cheapest series of pieces, found by dynamic programming over both languages' break points.

    Args:
        words: what is heard, with its program time; at least one word.
        translated: its translation; "" for none.
        until: program time at which the next sentence begins; the last piece cannot stand longer.
        language: of the speech.
        profile: the limits.
    """
    heard, given = [text for text, _ in words], translated.split()
    ranges = [program_range for _, program_range in words]
    own, others, reader = profile.limits(language), profile.limits(other(language)), other(language)
    said = _side(heard, language, own, own.max_reading_speed_same_language, profile.max_lines)
    said = _with_times(said, ranges, until, profile)
    read = _side(given, reader, others, others.max_reading_speed, profile.max_lines)

    def piece(start: _Break, end: _Break) -> Piece:
        spoken, shown = said.stretch(start[0], end[0]).lines, read.stretch(start[1], end[1]).lines
        needed_s = max(
            reading_time(spoken, language, own.max_reading_speed_same_language),
            reading_time(shown, reader, others.max_reading_speed),
            profile.min_duration_s,
        )
        return Piece(_whole(ranges[start[0] : end[0]]), spoken, shown, needed_s)

    return tuple(piece(start, end) for start, end in pairwise(_cheapest(said, read, profile)))


def reading_time(lines: Sequence[str], language: Language, speed: float) -> Fraction:
    """Seconds a reader needs for the lines at this many units or characters a second."""
    return Fraction(width(" ".join(lines), language)) / Fraction(str(speed))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some words of one language, one after another.

    Attributes:
        lines: as they are shown.
        needed_s: how long they take to read.
        available_s: how long they can stand.
        overfull: the cost of the limits they break; never less when words are added.
    """

    lines: tuple[str, ...]
    needed_s: float
    available_s: float
    overfull: float


@dataclass(frozen=True, slots=True)
class _Side:
    """One language of the sentence.

    Attributes:
        length: number of words.
        stretch: the words from one position to before another.
        break_costs: what a break costs at each position.
        shares: how much of the text lies before each position, 0 to 1.
    """

    length: int
    stretch: Callable[[int, int], _Stretch]
    break_costs: tuple[float, ...]
    shares: tuple[float, ...]


def _side(words: Sequence[str], language: Language, limits: LanguageLimits, speed: float, max_lines: int) -> _Side:
    @cache
    def stretch(first: int, end: int) -> _Stretch:
        lines = lines_from(" ".join(words[first:end]), max_line=limits.max_line, language=language)
        needed_s = float(reading_time(lines, language, speed))
        return _Stretch(lines, needed_s, inf, _OVERFULL * max(0, len(lines) - max_lines))

    before = tuple(accumulate((width(word, language) for word in words), initial=0.0))
    return _Side(
        len(words),
        stretch,
        tuple(break_cost(words, position, language) for position in range(len(words) + 1)),
        tuple(part / before[-1] if before[-1] else 1.0 for part in before),
    )


def _with_times(side: _Side, ranges: Sequence[TimeRange], until: Fraction, profile: SubtitleProfile) -> _Side:
    """The speech's side: its stretches last as long as they are spoken, and stand until the next words begin."""
    free_until = (*(item.start for item in ranges), until)

    @cache
    def stretch(first: int, end: int) -> _Stretch:
        spoken = _whole(ranges[first:end])
        available = min(free_until[end], spoken.end + profile.linger_s) - spoken.start
        plain = side.stretch(first, end)
        too_long = max(Fraction(0), spoken.duration - profile.max_duration_s)
        return replace(plain, available_s=float(available), overfull=plain.overfull + _OVERFULL * float(too_long))

    return replace(side, stretch=stretch)


def _whole(ranges: Sequence[TimeRange]) -> TimeRange:
    return TimeRange(ranges[0].start, max(item.end for item in ranges))


_Break: TypeAlias = tuple[int, int]
"""A break in both languages: how many words of the speech, and of the translation, lie before it."""


def _breaks(said: _Side, read: _Side) -> list[_Break]:
    """Breaks worth trying, in order: those where both languages are nearly equally far; the end last."""
    if not read.length:
        return [(position, 0) for position in range(1, said.length + 1)]
    near = [
        (spoken, translated)
        for spoken in range(1, said.length)
        for translated in range(1, read.length)
        if abs(Fraction(spoken, said.length) - Fraction(translated, read.length)) <= _FARTHEST_APART
    ]
    return [*near, (said.length, read.length)]


def _cheapest(said: _Side, read: _Side, profile: SubtitleProfile) -> list[_Break]:
    """The breaks of the cheapest series of pieces, from (0, 0) to the end of both."""
    costs: dict[_Break, float] = {(0, 0): 0.0}
    comes_from: dict[_Break, _Break] = {}
    for end in _breaks(said, read):
        cost, start = _best_start(end, costs, said, read, profile)
        if cost < inf:
            apart = abs(said.shares[end[0]] - read.shares[end[1]])
            costs[end] = cost + said.break_costs[end[0]] + read.break_costs[end[1]] + _APART * apart
            comes_from[end] = start
    path = [(said.length, read.length)]
    while path[-1] in comes_from:
        path.append(comes_from[path[-1]])
    return path[::-1]


def _best_start(
    end: _Break, costs: Mapping[_Break, float], said: _Side, read: _Side, profile: SubtitleProfile
) -> tuple[float, _Break]:
    """The break at which the piece before this one best begins, and what all pieces so far then cost.

    Starts are tried from the nearest on. Farther ones hold more words, so once the limits they break cost more than the
    best found, none beyond can be better.
    """
    best = (inf, (0, 0))
    for first in range(end[0] - 1, -1, -1):
        spoken = said.stretch(first, end[0])
        if spoken.overfull > best[0]:
            break
        for start in range(max(end[1] - 1, 0), -1, -1):
            translated = read.stretch(start, end[1])
            if spoken.overfull + translated.overfull > best[0]:
                break
            if (first, start) in costs:
                cost = costs[first, start] + _cost_of_piece(spoken, translated, profile)
                best = min(best, (cost, (first, start)))
    return best


def _cost_of_piece(spoken: _Stretch, translated: _Stretch, profile: SubtitleProfile) -> float:
    lines = len(spoken.lines) + len(translated.lines)
    shortest = float(profile.min_duration_s)
    needed = max(spoken.needed_s, translated.needed_s, shortest)
    cost = _EVERY_CUE + _SECOND_LINE * (lines - 2) + spoken.overfull + translated.overfull
    cost += _OVERFULL * max(0, lines - profile.max_lines_together)
    cost += _PER_S_OF_HURRY * max(0.0, needed - spoken.available_s)
    return cost + _TOO_SHORT * (spoken.available_s < shortest)
