"""A cue stands 5/6 to 7 seconds, judged in whole frames as the guide tables them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.rules.subtitles.duration import check, fix
from tests.rules.subtitles.figures import TIMINGS, Timing
from tests.rules.subtitles.written import UNKNOWN, Spans, against, measured, spans_of, timed


@pytest.mark.parametrize(("rate", "timing"), TIMINGS.items(), ids=[str(rate) for rate in TIMINGS])
def test_the_limits_at_every_frame_rate(rate: Fraction, timing: Timing) -> None:
    def judged(frames: int) -> list[tuple[str, str]]:
        return [(item.measured, item.limit) for item in check(timed((3, 3 + frames)), against(rate=rate))]

    shortest, longest = timing.shortest, timing.longest
    assert judged(shortest) == judged(longest) == []
    assert judged(shortest - 1) == [(f"{shortest - 1} frames", f"{shortest} frames")]
    assert judged(longest + 1) == [(f"{longest + 1} frames", f"{longest} frames")]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (833, []),
        (823, []),
        (822, ["822 ms"]),
        (7007, []),
        (7010, []),
        (7011, ["7011 ms"]),
        (0, ["0 ms"]),
        (-500, ["-500 ms"]),
    ],
)
def test_without_frames_the_rounding_of_files_is_allowed(length: int, expected: list[str]) -> None:
    """Hundredths of a second in ASS; Subtitle Edit writes 7 s at 23.976 frames as 7007 ms."""
    assert measured(check, timed((1000, 1000 + length)), UNKNOWN) == expected


@pytest.mark.parametrize(
    ("span", "words"),
    [((100, 105), "join"), ((100, 500), "split"), ((100, 90), "ends before it begins"), ((100, 100), "nobody")],
)
def test_what_to_do_differs(span: tuple[int, int], words: str) -> None:
    (found,) = check(timed(span), against())
    assert words in found.message
    assert (found.rule, found.severity) == ("subtitle-duration", "error")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 10), (50, 100)], [(0, 21), (50, 100)]),
        ([(0, 10), (23, 100)], [(0, 21), (23, 100)]),
        ([(0, 10), (22, 100)], [(0, 10), (22, 100)]),
        ([(0, 10), (30, 100)], [(0, 28), (30, 100)]),
        ([(0, 10), (12, 20)], [(0, 10), (12, 33)]),
        ([(0, 0), (50, 100)], [(0, 21), (50, 100)]),
        ([(0, 50), (40, 45)], [(0, 50), (40, 61)]),
        ([(50, 20), (60, 100)], [(50, 20), (60, 100)]),
        ([(0, 300)], [(0, 300)]),
    ],
    ids=str,
)
def test_a_short_caption_stands_longer_where_there_is_room(spans: Spans, expected: Spans) -> None:
    assert spans_of(fix(timed(*spans), against())) == expected


def test_without_frames_it_leaves_the_gap_of_the_slowest_film() -> None:
    assert spans_of(fix(timed((0, 100), (917, 2000)), UNKNOWN)) == [(0, 833), (917, 2000)]
    assert spans_of(fix(timed((0, 100), (916, 2000)), UNKNOWN)) == [(0, 100), (916, 2000)]
