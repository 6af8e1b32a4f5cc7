"""How far many pieces are together: several progresses told as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.workspace.stage import Progress


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a larger progress: from `start` to `end` of it, 0 to 1."""

    whole: Progress
    start: float
    end: float

    def advance(self, share: float) -> None:
        """Tell how far this part is."""
        self.whole.advance(self.start + share * (self.end - self.start))

    def note(self, text: str) -> None:
        """Pass a line on."""
        self.whole.note(text)


class Shares:
    """Adds up how far the pieces of a stage are; each tells its own share, from whatever thread."""

    def __init__(self, progress: Progress, weights: Sequence[float]) -> None:
        """Take where the sum is told, and how much work each piece is beside the others."""
        self._progress = progress
        self._weights = weights
        self._shares = [0.0] * len(weights)

    def of(self, number: int) -> Progress:
        """Where piece `number`, from 0, tells its progress."""
        return _Share(self, number)

    def set(self, number: int, share: float) -> None:
        """One piece is this far, 0 to 1."""
        self._shares[number] = share
        done = sum(weight * share for weight, share in zip(self._weights, self._shares, strict=True))
        self._progress.advance(done / sum(self._weights))

    def note(self, text: str) -> None:
        """Pass a line on."""
        self._progress.note(text)


@dataclass(frozen=True, slots=True)
class _Share:
    """One piece's progress."""

    shares: Shares
    number: int

    def advance(self, share: float) -> None:
        """Tell how far the piece is."""
        self.shares.set(self.number, share)

    def note(self, text: str) -> None:
        """Pass a line on."""
        self.shares.note(text)
