"""Both languages come and go together."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.base import MILLISECONDS
from pipeline.rules.subtitles.grid import NAME, differences
from tests.rules.subtitles.written import Spans, against, timed

FIRST, SECOND, THIRD = (0, 50), (60, 110), (120, 170)


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ([], [], []),
        ([FIRST, SECOND], [FIRST, SECOND], []),
        ([FIRST], [(1, 50)], [("warning", "cue 1", "00:00:00.040 to 00:00:02.000")]),
        ([FIRST, SECOND], [FIRST], [("error", "cue 2", "Korean only")]),
        ([SECOND], [FIRST, SECOND], [("error", "cue 1", "English only")]),
        ([], [FIRST], [("error", "cue 1", "English only")]),
        ([FIRST, THIRD], [SECOND, THIRD], [("error", "cue 1", "Korean only"), ("error", "cue 1", "English only")]),
        (
            [(0, 110)],
            [(0, 20), (22, 110)],
            [("error", "cue 1", "English only"), ("warning", "cue 1", "00:00:00.880 to 00:00:04.400")],
        ),
        (
            [(0, 20), (22, 110)],
            [(0, 110)],
            [("error", "cue 1", "Korean only"), ("warning", "cue 2", "00:00:00.000 to 00:00:04.400")],
        ),
        (
            [(0, 90), (92, 110)],
            [(0, 110)],
            [("warning", "cue 1", "00:00:00.000 to 00:00:04.400"), ("error", "cue 2", "Korean only")],
        ),
    ],
    ids=str,
)
def test_differences_are_found(ko: Spans, en: Spans, expected: list[tuple[str, str, str]]) -> None:
    found = differences(timed(*ko), timed(*en), against())
    assert [(item.severity, item.where, item.measured) for item in found] == expected
    assert all(item.rule == NAME and item.message.endswith(".") for item in found)


@pytest.mark.parametrize(("off", "count"), [(10, 0), (11, 1)])
def test_without_frames_times_may_be_rounded(off: int, count: int) -> None:
    yardstick = against(rate=MILLISECONDS)
    assert len(differences(timed((1000, 2000)), timed((1000 + off, 2000)), yardstick)) == count


def test_captions_that_do_not_run_forward_are_compared_as_well() -> None:
    assert differences(timed((50, 20)), timed((50, 20)), against()) == []
    assert len(differences(timed((50, 20)), timed((0, 50)), against())) == 2
