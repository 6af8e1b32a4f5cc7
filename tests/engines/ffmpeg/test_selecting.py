"""Stretches of a file are read on few entries, and exactly the pictures that are kept come out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.render_plan import Shot
from pipeline.engines.ffmpeg.selecting import Run, kept_expression, runs_of


def shots(*spans: tuple[int, int]) -> list[Shot]:
    return [Shot("0" * 64, first, end - first, None) for first, end in spans]


@pytest.mark.parametrize(
    ("spans", "runs"),
    [
        ([(100, 150)], [Run(100, ((0, 50),))]),
        ([(100, 150), (200, 250)], [Run(100, ((0, 50), (100, 150)))]),
        ([(100, 150), (213, 250)], [Run(100, ((0, 50), (113, 150)))]),
        ([(100, 150), (214, 250)], [Run(100, ((0, 50),)), Run(214, ((0, 36),))]),
        ([(0, 1), (1, 2), (400, 401)], [Run(0, ((0, 1), (1, 2))), Run(400, ((0, 1),))]),
    ],
    ids=["one", "a short gap", "two and a half seconds", "a frame more", "neighbours"],
)
def test_a_long_gap_is_not_read(spans: list[tuple[int, int]], runs: list[Run]) -> None:
    assert runs_of(shots(*spans), Fraction(25)) == tuple(runs)


@st.composite
def ranges(draw: st.DrawFn) -> list[tuple[int, int]]:
    lengths = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=60))
    spans, at = [], 0
    for gap, length in lengths:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return spans


@given(ranges())
def test_the_search_finds_just_what_is_kept(kept: list[tuple[int, int]]) -> None:
    expression = kept_expression(kept)
    python = expression.replace("if(", "either(")
    scope = {
        "either": lambda condition, yes, no: yes if condition else no,
        "lt": lambda one, other: one < other,
        "between": lambda value, low, high: low <= value <= high,
    }
    wanted = {frame for first, end in kept for frame in range(first, end)}
    found = {n for n in range(kept[-1][1] + 10) if eval(python, scope, {"n": n})}  # noqa: S307 - our own text
    assert found == wanted


def test_the_search_is_shallow() -> None:
    kept = [(2 * number, 2 * number + 1) for number in range(1000)]
    deepest = depth = 0
    for sign in kept_expression(kept):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    assert deepest <= 12
