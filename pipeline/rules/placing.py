"""Finds the showings of sentences that people's corrections belong to, in the film as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.domain.corrections import Correction, Occurrence, Showing
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import ZERO, TimeRange
from pipeline.rules.recognising import same_time


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a correction is to stand.

    Attributes:
        origin: the correction as it is known, by number.
        correction: what is to stand there.
        at: the showings whose captions it replaces, by index, in order.
    """

    origin: int
    correction: Correction
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where all corrections are to stand.

    Attributes:
        placements: in the order of the corrections.
        homeless: corrections, by number, whose sentences are in the film and which belong to no place in it.
        unplaced: why, in plain words.
    """

    placements: tuple[Placement, ...]
    homeless: tuple[int, ...]
    unplaced: tuple[str, ...]


def shown_in(track: SubtitleTrack, showings: Sequence[Showing]) -> tuple[tuple[int, ...], ...]:
    """For each cue, the showings in it, by index.

    Args:
        track: as the program makes it: each sentence's cues one after another, sentences in the order of the showings.
        showings: in program order.
    """
    found: list[tuple[int, ...]] = []
    at = -1
    for cue in track.cues:
        count, span = len(cue.sentence_ids), track.program_range(cue)
        ways = [
            way
            for start in (at, at + 1)
            if start >= 0
            for way in (tuple(range(start, start + count)),)
            if tuple(item.sentence_id for item in showings[start : start + count]) == cue.sentence_ids
        ]
        if not ways:
            raise ValueError("a cue shows sentences that are heard nowhere near it")
        best = max(ways, key=lambda way: sum(_shared(showings[index].program_range, span) for index in way))
        found.append(best)
        at = best[-1]
    return tuple(found)


def _shared(one: TimeRange | None, two: TimeRange) -> float:
    shared = one.intersection(two) if one else None
    return float(shared.duration if shared else ZERO)


def occurrences(showings: Sequence[Showing]) -> list[Occurrence]:
    """Which of its sentence's showings each one is."""
    counts = Counter(item.sentence_id for item in showings)
    seen: Counter[str] = Counter()
    found: list[Occurrence] = []
    for item in showings:
        found.append(Occurrence(seen[item.sentence_id], counts[item.sentence_id]))
        seen[item.sentence_id] += 1
    return found


def placed(corrections: Sequence[Correction], showings: Sequence[Showing]) -> Placed:
    """Where the corrections are to stand.

    One stands at the showing that it was made of. Where a sentence is shown more often or less often than then, it
    stands at every showing, if all were corrected alike: nobody can know which of them is which.
    """
    placing = _Placing(corrections, showings)
    found, homeless, unplaced = [], [], []
    for number in range(len(corrections)):
        places = placing.places(number)
        if isinstance(places, str):
            homeless.append(number)
            unplaced.append(places)
        else:
            found += places
    return Placed(tuple(found), tuple(homeless), tuple(unplaced))


class _Placing:
    """Corrections and the film they are to stand in."""

    def __init__(self, corrections: Sequence[Correction], showings: Sequence[Showing]) -> None:
        self._corrections, self._ids = corrections, [item.sentence_id for item in showings]
        self._where: dict[str, list[int]] = {}
        for index, sentence_id in enumerate(self._ids):
            self._where.setdefault(sentence_id, []).append(index)
        self._siblings: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for number, item in enumerate(corrections):
            self._siblings.setdefault((item.language, item.sentence_ids), []).append(number)

    def places(self, number: int) -> list[Placement] | str:
        """Where a correction is to stand: nowhere when its sentences are not in the film; or why nobody can tell."""
        correction = self._corrections[number]
        meant = _meant(correction)
        present = tuple((item, which) for item, which in meant if item in self._where)
        if not present:
            return []
        names = f"{', '.join(dict.fromkeys(correction.sentence_ids))}"
        if all(which.count == len(self._where[item]) for item, which in present):
            at = tuple(self._where[item][which.number] for item, which in present)
            if not _in_a_row(at):
                return self._parted(names, correction)
            return [Placement(number, correction, at)]
        alike = self._alike(number)
        if alike is None:
            return (
                f"{names}: it is shown more often, or less often, than when its captions were corrected, and not each "
                f"time alike ({correction.language})"
            )
        if alike != number:
            return []
        windows = self._windows(tuple(item for item, _ in present))
        if {index for at in windows for index in at} != {index for item, _ in present for index in self._where[item]}:
            return self._parted(names, correction)
        return [Placement(number, correction, at) for at in windows]

    def _parted(self, names: str, correction: Correction) -> str:
        return (
            f"{names}: a caption that came back holds them together, and they do not follow each other so now "
            f"({correction.language})"
        )

    def _alike(self, number: int) -> int | None:
        """The first of the corrections that make the same of every showing; None when they do not."""
        correction = self._corrections[number]
        siblings = [
            other
            for other in self._siblings[correction.language, correction.sentence_ids]
            if _same(self._corrections[other], correction)
        ]
        for place, (_, which) in enumerate(_meant(correction)):
            numbers = {_meant(self._corrections[other])[place][1] for other in siblings}
            if {item.number for item in numbers if item.count == which.count} != set(range(which.count)):
                return None
        return siblings[0]

    def _windows(self, ids: tuple[str, ...]) -> list[tuple[int, ...]]:
        """Where the film shows these sentences in this order, one right after another."""
        starts = [index for index in self._where[ids[0]] if tuple(self._ids[index : index + len(ids)]) == ids]
        return [tuple(range(start, start + len(ids))) for start in starts]


def _meant(correction: Correction) -> list[tuple[str, Occurrence]]:
    """The sentences of a correction, each with the showing that is meant."""
    which = correction.occurrences or (Occurrence(0, 1),) * len(correction.sentence_ids)
    return list(zip(correction.sentence_ids, which, strict=True))


def _in_a_row(at: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(at))


def _same(one: Correction, two: Correction) -> bool:
    """Whether two corrections make the same of two showings of the same footage."""
    return (
        len(one.cues) == len(two.cues)
        and one.own_mark == two.own_mark
        and all(
            a.lines == b.lines
            and a.retimed == b.retimed
            and (not a.retimed or _same_footage(a.source_ranges, b.source_ranges))
            for a, b in zip(one.cues, two.cues, strict=True)
        )
    )


def _same_footage(one: Sequence[TimeRange], two: Sequence[TimeRange]) -> bool:
    return len(one) == len(two) and all(same_time(a, b) for a, b in zip(one, two, strict=True))


def one_by_one(correction: Correction) -> list[Correction]:
    """A correction that takes out several sentences' captions as one for each; another one as it is."""
    if not correction.takes_out or len(correction.sentence_ids) == 1:
        return [correction]
    return [
        replace(correction, sentence_ids=(item,), occurrences=(which,), made_from="")
        for item, which in _meant(correction)
    ]


def kept(
    known: Sequence[Correction], placements: Sequence[Placement], showings: Sequence[Showing], left_out: Collection[int]
) -> Iterable[Correction]:
    """The corrections that are not left out, as they stand in this film, and those that wait for their sentences."""
    which, standing = occurrences(showings), set[int]()
    present = {item.sentence_id for item in showings}
    for item in placements:
        standing.add(item.origin)
        if item.origin in left_out:
            continue
        if len(item.at) == len(item.correction.sentence_ids):
            yield replace(item.correction, occurrences=tuple(which[index] for index in item.at))
        else:
            yield item.correction
    for number, correction in enumerate(known):
        if number not in standing and not present.intersection(correction.sentence_ids):
            yield correction


def connected(placements: Sequence[Placement]) -> list[list[Placement]]:
    """The placements, those at the same showings together."""
    leads: dict[int, int] = {}

    def lead(index: int) -> int:
        while leads.setdefault(index, index) != index:
            leads[index] = leads[leads[index]]
            index = leads[index]
        return index

    for item in placements:
        for index in item.at[1:]:
            leads[lead(index)] = lead(item.at[0])
    groups: dict[int, list[Placement]] = {}
    for item in placements:
        groups.setdefault(lead(item.at[0]), []).append(item)
    return list(groups.values())
