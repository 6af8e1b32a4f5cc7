"""Reading speed: a warning only, slower limits for captions in another language than the speech."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.reading_speed import check
from tests.examples import cue, judged, track
from tests.rules.subtitles.written import against
from tests.strategies import rates


@pytest.mark.parametrize(
    ("ko", "en", "spoken", "measured"),
    [
        ("가" * 14, "x" * 20, "ko", []),
        ("가" * 14 + ".", "x" * 20, "ko", ["14.5 units/s"]),
        ("가" * 14, "x" * 20, "en", ["14.0 units/s"]),
        ("가" * 12, "x" * 20, "en", []),
        ("가", "x" * 21, "ko", ["21.0 characters/s"]),
        ("가" * 12 + ".", "x" * 21, "en", ["12.5 units/s", "21.0 characters/s"]),
    ],
)
def test_fast_cues_are_warned_of(ko: str, en: str, spoken: Language, measured: list[str]) -> None:
    found = check(*judged(track(cue(0, 25, ko=(ko,), en=(en,)), spoken=spoken)))
    assert [finding.measured for finding in found] == measured
    assert all((finding.where, finding.severity) == ("cue 1", "warning") for finding in found)


@pytest.mark.parametrize(("spoken", "units", "count"), [(None, 14, 0), (None, 15, 1), ("ko", 14, 0), ("en", 13, 1)])
def test_what_may_be_right_is_not_blamed(spoken: Language | None, units: int, count: int) -> None:
    captions = (Caption(1, 0, 25, ko=("가" * units,)),)
    assert len(check(captions, against("ko", spoken=spoken))) == count


def test_a_line_break_is_read_like_a_space() -> None:
    found = check(*judged(track(cue(0, 5, ko=("가나", "다"), en=("x",)))))
    assert [finding.measured for finding in found] == ["17.5 units/s"]


@given(rates, st.integers(1, 400), st.integers(1, 84))
def test_a_speed_of_just_the_limit_passes(rate: Fraction, frames: int, characters: int) -> None:
    """However the division falls out in floating point."""
    fast = check(*judged(track(cue(0, frames, ko=("가",), en=("x" * characters,)), rate=rate)))
    too_fast = characters * rate > 20 * frames
    assert ("characters/s" in " ".join(finding.measured for finding in fast)) == too_fast
