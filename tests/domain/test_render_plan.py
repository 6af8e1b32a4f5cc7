"""A film is chunks end to end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.render_plan import Chunk, Film, RenderPlan, Shot
from tests.examples import YOUTUBE

SHOT = Shot("0" * 64, Fraction(0), None)


def chunk(start: int, count: int) -> Chunk:
    return Chunk(start, count, SHOT, (), "", "key")


def test_chunks_lie_end_to_end() -> None:
    film = Film("youtube", YOUTUBE.picture, (), (chunk(0, 10), chunk(10, 5)))
    assert film.frame_count == 15
    assert RenderPlan(Fraction(25), (film,), ()).film("youtube") is film


@pytest.mark.parametrize("second", [9, 11])
def test_a_gap_or_an_overlap_is_refused(second: int) -> None:
    with pytest.raises(ValueError, match="end to end"):
        Film("youtube", YOUTUBE.picture, (), (chunk(0, 10), chunk(second, 5)))
