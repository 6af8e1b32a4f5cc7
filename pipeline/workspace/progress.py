"""How far many pieces are together: several progresses told as one."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.workspace.stage import Progress


class Shares:
    """Adds up how far the pieces of a stage are; each tells its own share, from whatever thread."""

    def __init__(self, progress: Progress, count: int) -> None:
        """Take where the sum is told, and how many pieces there are."""
        self._progress = progress
        self._shares = [0.0] * count

    def of(self, number: int) -> Progress:
        """Where piece `number`, from 0, tells its progress."""
        return _Share(self, number)

    def set(self, number: int, share: float) -> None:
        """One piece is this far, 0 to 1."""
        self._shares[number] = share
        self._progress.advance(sum(self._shares) / len(self._shares))

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
