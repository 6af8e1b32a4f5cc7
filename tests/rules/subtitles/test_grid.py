"""Both languages come and go together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import MILLISECONDS
from pipeline.rules.subtitles.grid import NAME, differences
from pipeline.rules.subtitles.pairing import Lone, Pair, paired
from tests.rules.subtitles.written import Spans, against, timed

FIRST, SECOND, THIRD = (0, 50), (60, 110), (120, 170)


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ([], [], []),
        ([FIRST, SECOND], [FIRST, SECOND], []),
        ([FIRST], [(1, 50)], [("ko", "warning", "cue 1", "00:00:00.000 to 00:00:02.000")]),
        ([FIRST, SECOND], [FIRST], [("ko", "error", "cue 2", "Korean only")]),
        ([SECOND], [FIRST, SECOND], [("en", "error", "cue 1", "English only")]),
        ([], [FIRST], [("en", "error", "cue 1", "English only")]),
        (
            [FIRST, THIRD],
            [SECOND, THIRD],
            [("ko", "error", "cue 1", "Korean only"), ("en", "error", "cue 1", "English only")],
        ),
        ([(0, 110)], [(0, 20), (22, 110)], [("en", "warning", "cue 1", "00:00:00.000 to 00:00:00.800")]),
        ([(0, 110)], [(0, 80), (82, 110)], [("en", "warning", "cue 2", "00:00:03.280 to 00:00:04.400")]),
        ([(0, 20), (22, 110)], [(0, 110)], [("ko", "warning", "cue 1", "00:00:00.000 to 00:00:00.800")]),
        ([(0, 90), (92, 110)], [(0, 110)], [("ko", "warning", "cue 2", "00:00:03.680 to 00:00:04.400")]),
        (
            [(0, 60), (62, 80), (82, 110)],
            [(0, 110)],
            [
                ("ko", "warning", "cue 2", "00:00:02.480 to 00:00:03.200"),
                ("ko", "warning", "cue 3", "00:00:03.280 to 00:00:04.400"),
            ],
        ),
        (
            [(0, 110)],
            [(0, 20), (22, 100)],
            [
                ("en", "warning", "cue 1", "00:00:00.000 to 00:00:00.800"),
                ("ko", "warning", "cue 1", "00:00:00.000 to 00:00:04.400"),
            ],
        ),
    ],
    ids=str,
)
def test_differences_are_found(ko: Spans, en: Spans, expected: list[tuple[str, str, str, str]]) -> None:
    found = differences(timed(*ko), timed(*en), against())
    assert [(language, item.severity, item.where, item.measured) for language, item in found] == expected
    assert all(item.rule == NAME and item.message.endswith(".") for _, item in found)


def test_a_split_says_what_will_happen() -> None:
    ((language, found),) = differences(timed((0, 110)), timed((0, 20), (22, 110)), against())
    assert (language, found.severity) == ("en", "warning")
    assert "Korean cue 1" in found.message
    assert "its words in the other language will be split with it" in found.message


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(-5, 120)), max_size=8), st.data())
def test_every_caption_is_paired_or_named_once(spans: list[tuple[int, int]], data: st.DataObject) -> None:
    """And an error means that nothing at all stands beside it."""
    others = data.draw(st.lists(st.tuples(st.integers(0, 300), st.integers(-5, 120)), max_size=8))
    ko, en = (timed(*((start, start + length) for start, length in sorted(track))) for track in (spans, others))
    items = paired(ko, en, 0)
    korean = [item.ko if isinstance(item, Pair) else item.caption for item in items if _holds(item, "ko")]
    english = [item.en if isinstance(item, Pair) else item.caption for item in items if _holds(item, "en")]
    assert (sorted(item.number for item in korean), sorted(item.number for item in english)) == (
        [item.number for item in ko],
        [item.number for item in en],
    )
    for item in items:
        if isinstance(item, Lone):
            beside = [one for one in (en if item.language == "ko" else ko) if _stand_together(one, item.caption)]
            assert (item.beside in beside) if beside else item.beside is None


def _holds(item: Pair | Lone, language: Language) -> bool:
    return isinstance(item, Pair) or item.language == language


def _stand_together(one: Caption, other: Caption) -> bool:
    return min(one.end_frame, other.end_frame) > max(one.start_frame, other.start_frame)


@pytest.mark.parametrize(("off", "count"), [(10, 0), (11, 1)])
def test_without_frames_times_may_be_rounded(off: int, count: int) -> None:
    yardstick = against(rate=MILLISECONDS)
    assert len(differences(timed((1000, 2000)), timed((1000 + off, 2000)), yardstick)) == count


def test_captions_that_do_not_run_forward_are_compared_as_well() -> None:
    assert differences(timed((50, 20)), timed((50, 20)), against()) == []
    assert len(differences(timed((50, 20)), timed((0, 50)), against())) == 2
