"""Ratios of what programs cost, measured in turn: what else the machine does then falls on all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.costs import Cost

Contender = Callable[[], Cost]


@dataclass(frozen=True)
class Figure:
    """One thing measured.

    Attributes:
        ratio: the median; of memory in MB, where the name ends so, the figure itself.
        limit: what it may be at most; None where it is only reported.
        spread: the highest less the lowest.
        remark: what the ratio is made of, in words.
    """

    ratio: float
    limit: float | None
    spread: float
    remark: str


def in_turn(contenders: Mapping[str, Contender], *, rounds: int) -> dict[str, list[Cost]]:
    """Run all of them once, then all of them again, and so on."""
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            costs[name].append(contender())
    return costs


def figure(ratios: Sequence[float], *, limit: float | None, remark: str) -> Figure:
    """Median and spread of what the rounds gave."""
    return Figure(round(median(ratios), 4), limit, round(max(ratios) - min(ratios), 4), remark)


def cpu_figure(ours: Sequence[Cost], other: Sequence[Cost], *, limit: float | None) -> Figure:
    """Our CPU time over another's, round by round; one cost of each for each round."""
    ratios = [mine.cpu_s / theirs.cpu_s for mine, theirs in zip(ours, other, strict=True)]
    mine_s, their_s = (median(cost.cpu_s for cost in costs) for costs in (ours, other))
    return figure(ratios, limit=limit, remark=f"{mine_s:.1f} against {their_s:.1f} s of CPU time")


def megabytes(cost: Cost) -> float:
    """The most memory that one of its processes held."""
    return cost.peak_bytes / 2**20
