"""A film is chunks end to end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.render_plan import Chunk, Film, RenderPlan, Shot, Tools
from tests.examples import YOUTUBE


def shot(first: int, count: int, media: str = "0") -> Shot:
    return Shot(media * 64, first, count, None)


def chunk(start: int, count: int) -> Chunk:
    return Chunk(start, (shot(0, count),), (), "", "key")


def test_chunks_lie_end_to_end() -> None:
    film = Film("youtube", YOUTUBE.picture, (), (chunk(0, 10), chunk(10, 5)))
    assert film.frame_count == 15
    assert RenderPlan(Fraction(25), Tools("", ""), 1, (film,)).film("youtube") is film


@pytest.mark.parametrize("second", [9, 11])
def test_a_gap_or_an_overlap_is_refused(second: int) -> None:
    with pytest.raises(ValueError, match="end to end"):
        Film("youtube", YOUTUBE.picture, (), (chunk(0, 10), chunk(second, 5)))


@pytest.mark.parametrize(
    ("shots", "why"),
    [
        ((), "one file"),
        ((shot(0, 10), shot(20, 5, "1")), "one file"),
        ((shot(20, 5), shot(0, 10)), "in order"),
        ((shot(0, 10), shot(9, 5)), "in order"),
    ],
)
def test_a_chunk_shows_one_file_in_its_order(shots: tuple[Shot, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Chunk(0, shots, (), "", "key")
