"""Captions stand in the file in the order in which they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.order import check, fix
from tests.rules.subtitles.written import against, cues, timed


def numbered(*numbers: int) -> tuple[Caption, ...]:
    """Captions in the order of their starts, with the places they have in their file."""
    captions = timed(*((100 * index, 100 * index + 50) for index in range(len(numbers))))
    return tuple(replace(caption, number=number) for caption, number in zip(captions, numbers, strict=True))


@pytest.mark.parametrize(
    ("numbers", "misplaced"),
    [
        ((), []),
        ((1,), []),
        ((1, 2, 3), []),
        ((1, 3, 7), []),
        ((1, 3, 2, 4), [2]),
        ((3, 1, 2), [1, 2]),
        ((4, 3, 5, 2, 6), [3, 2]),
    ],
)
def test_misplaced_captions_are_found(numbers: tuple[int, ...], misplaced: list[int]) -> None:
    found = check(numbered(*numbers), against())
    assert cues(found) == misplaced
    assert all((finding.rule, finding.severity) == ("subtitle-order", "error") for finding in found)


def test_the_caption_that_comes_first_is_named() -> None:
    (found,) = check(numbered(1, 3, 2), against())
    assert "cue 3" in found.message
    assert found.measured == "before cue 3 in the file"


def test_captions_are_sorted_by_their_starts() -> None:
    first, second, third = timed((0, 50), (100, 150), (100, 120))
    assert fix((third, first, second), against()) == (first, second, third)
