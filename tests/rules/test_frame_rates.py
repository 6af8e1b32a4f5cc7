"""The film's frame rate: the camera's, halved or doubled until a platform takes it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.frame_rates import ACCEPTED, program_frame_rate
from tests.examples import FRAME_RATES


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_common_cameras_keep_their_rate(rate: Fraction) -> None:
    assert program_frame_rate(rate, at_most=Fraction(60)) == rate


@pytest.mark.parametrize(
    ("camera", "at_most", "film"),
    [
        ("48", "60", "48"),
        ("60", "30", "30"),
        ("60000/1001", "30", "30000/1001"),
        ("50", "30", "25"),
        ("120", "60", "60"),
        ("120000/1001", "60", "60000/1001"),
        ("240", "60", "60"),
        ("48", "30", "24"),
        ("15", "60", "30"),
        ("12", "60", "24"),
        ("29.87", "60", "30000/1001"),
        ("29.995", "60", "30"),
        ("24.02", "60", "24"),
        ("25", "24", "24"),
    ],
)
def test_other_cameras(camera: str, at_most: str, film: str) -> None:
    assert program_frame_rate(Fraction(camera), at_most=Fraction(at_most)) == Fraction(film)


@given(st.fractions(min_value=1, max_value=1000, max_denominator=1001), st.sampled_from(ACCEPTED))
def test_the_film_has_an_accepted_rate_the_target_takes(camera: Fraction, at_most: Fraction) -> None:
    film = program_frame_rate(camera, at_most=at_most)
    assert film in ACCEPTED
    assert film <= at_most
