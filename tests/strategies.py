"""What hypothesis draws from in the tests: rates, times, words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Word
from tests.examples import FRAME_RATES, KOREAN

rates = st.sampled_from(FRAME_RATES)
moments = st.integers(0, 600 * 1001).map(lambda number: Fraction(number, 1001))


@st.composite
def ranges(draw: st.DrawFn, *, longest_s: int = 60) -> TimeRange:
    """Any range within the first ten minutes."""
    start = draw(moments)
    return TimeRange(start, start + Fraction(draw(st.integers(1, longest_s * 300)), 300))


@st.composite
def spoken_words(
    draw: st.DrawFn, *, vocabulary: Sequence[str] = KOREAN, min_size: int = 1, max_size: int = 30, start: int = 0
) -> tuple[Word, ...]:
    """Words in order on Whisper's clock of 20 ms, some touching, some with long pauses between."""
    ticks = st.one_of(st.just(0), st.integers(0, 25), st.integers(100, 300))
    moment = Fraction(start) + draw(ticks) * Fraction(1, 50)
    made: list[Word] = []
    for _ in range(draw(st.integers(min_size, max_size))):
        end = moment + draw(st.integers(1, 50)) * Fraction(1, 50)
        made.append(Word(draw(st.sampled_from(vocabulary)), TimeRange(moment, end)))
        moment = end + draw(ticks) * Fraction(1, 50)
    return tuple(made)
