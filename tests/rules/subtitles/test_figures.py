"""Every number of the guides, by frame rate and by language: the house style keeps them all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.presets import LanguageLimits
from pipeline.domain.transcript import Language
from pipeline.rules.cue_search import reading_time
from pipeline.rules.subtitles.timing import Timing
from pipeline.rules.text_width import korean_units
from tests.examples import FRAME_RATES, HOUSE
from tests.rules.subtitles import figures
from tests.rules.subtitles.figures import TIMINGS, LanguageFigures
from tests.rules.subtitles.figures import Timing as Figures
from tests.rules.subtitles.written import UNKNOWN, against, timed

BY_RATE = pytest.mark.parametrize(("rate", "expected"), TIMINGS.items(), ids=[str(rate) for rate in TIMINGS])


def test_the_tables_know_every_frame_rate() -> None:
    assert tuple(TIMINGS) == FRAME_RATES


@BY_RATE
def test_the_limits_in_frames(rate: Fraction, expected: Figures) -> None:
    timing = Timing.of(against(rate=rate))
    assert (timing.shortest, timing.longest) == (expected.shortest, expected.longest)
    assert (timing.least_gap, timing.chained_below) == (expected.gap, expected.half_second)
    assert f"{float(expected.gap / rate * 1000):.1f}" == expected.gap_ms
    assert timing.judges_frames
    assert timing.rounding == 0


@BY_RATE
def test_the_gaps_that_are_closed(rate: Fraction, expected: Figures) -> None:
    timing = Timing.of(against(rate=rate))
    (before,) = timed((0, 100))
    closed = [gap for gap in range(2 * expected.half_second) if timing.is_to_be_closed(before, 100 + gap)]
    assert (closed[0], closed[-1]) == expected.chained
    assert closed == list(range(closed[0], closed[-1] + 1))


def test_without_frames_times_may_be_rounded_and_gaps_are_not_judged() -> None:
    timing = Timing.of(UNKNOWN)
    assert (timing.shortest, timing.longest, timing.rounding, timing.least_gap) == (833, 7000, 10, 84)
    assert not timing.judges_frames


@pytest.mark.parametrize(
    ("limits", "expected"), [(HOUSE.ko, figures.KOREAN), (HOUSE.en, figures.ENGLISH)], ids=["ko", "en"]
)
def test_the_limits_of_each_language(limits: LanguageLimits, expected: LanguageFigures) -> None:
    assert (
        LanguageFigures(
            adult=int(limits.max_reading_speed),
            same_language=int(limits.max_reading_speed_same_language),
            line=int(limits.max_line),
            dash=limits.speaker_dash,
            italics=limits.italics,
            full_stops=limits.full_stops,
        )
        == expected
    )


def test_the_limits_of_a_caption() -> None:
    assert HOUSE.max_lines == figures.MAX_LINES
    assert (HOUSE.min_duration_s, HOUSE.max_duration_s) == (figures.MIN_DURATION_S, figures.MAX_DURATION_S)
    assert (HOUSE.chain_below_s, HOUSE.linger_s) == (figures.CHAIN_BELOW_S, figures.LINGER_S)


@pytest.mark.parametrize(("text", "units"), figures.KOREAN_UNITS.items())
def test_korean_is_counted_in_units(text: str, units: float) -> None:
    assert korean_units(text) == units


@pytest.mark.parametrize(("language", "speed", "lines", "seconds"), figures.READING_S)
def test_full_lines_take_so_long_to_read(language: Language, speed: int, lines: int, seconds: str) -> None:
    line = "가" * figures.KOREAN.line if language == "ko" else "x" * figures.ENGLISH.line
    taken = reading_time([line], language, speed) * lines
    assert f"{float(taken):.2f}" == seconds
