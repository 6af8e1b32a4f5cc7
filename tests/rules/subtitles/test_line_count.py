"""No cue has more than two lines in a language, or three in both together."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.line_count import check
from tests.examples import cue, judged, track


@pytest.mark.parametrize(
    ("ko", "en", "measured"),
    [
        (1, 1, []),
        (2, 1, []),
        (1, 2, []),
        (2, 2, ["4 lines"]),
        (3, 0, ["3 lines"]),
        (0, 3, ["3 lines"]),
        (3, 1, ["3 lines", "4 lines"]),
        (3, 3, ["3 lines", "3 lines", "6 lines"]),
    ],
)
def test_too_many_lines_are_found(ko: int, en: int, measured: list[str]) -> None:
    found = check(*judged(track(cue(0, 50, ko=("네",) * ko, en=("Yes",) * en))))
    assert [finding.measured for finding in found] == measured
    assert all((finding.rule, finding.severity) == ("subtitle-line-count", "error") for finding in found)
