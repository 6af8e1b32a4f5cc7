"""How far many pieces are together."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from pipeline.workspace.progress import Shares, Span


@dataclass
class Told:
    """What was told."""

    shares: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def advance(self, share: float) -> None:
        self.shares.append(share)

    def note(self, text: str) -> None:
        self.notes.append(text)


def test_the_pieces_shares_are_added_up() -> None:
    told = Told()
    shares = Shares(told, [1, 1, 2, 4])
    first, last = shares.of(0), shares.of(3)
    first.advance(0.5)
    last.advance(1.0)
    first.advance(1.0)
    assert told.shares == pytest.approx([0.0625, 0.5625, 0.625])


def test_a_part_of_a_progress_lies_within_its_span() -> None:
    told = Told()
    Shares(Span(told, 0.2, 0.7), [1, 3]).of(1).advance(1.0)
    Span(told, 0.7, 1).advance(0.5)
    assert told.shares == pytest.approx([0.575, 0.85])


def test_a_pieces_note_is_passed_on() -> None:
    told = Told()
    Shares(told, [1]).of(0).note("joined")
    assert told.notes == ["joined"]
