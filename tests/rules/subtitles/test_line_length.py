"""No line is longer than its language's limit: 16 units of Korean, 42 characters of English."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.line_length import check
from tests.examples import cue, judged, track

FULL = "가나다라마바사아자차카타파하거너"


@pytest.mark.parametrize(
    ("ko", "en", "measured"),
    [
        ((FULL,), ("x" * 42,), []),
        ((FULL + ".",), ("x",), ["16.5 units"]),
        (("네",), ("x" * 43,), ["43 characters"]),
        (("네", FULL + "가"), ("x" * 44, "x"), ["17 units", "44 characters"]),
        (("a" * 32,), ("x",), []),
        (("a" * 33,), ("x",), ["16.5 units"]),
    ],
)
def test_a_long_line_is_found(ko: tuple[str, ...], en: tuple[str, ...], measured: list[str]) -> None:
    found = check(*judged(track(cue(0, 50, ko=ko, en=en))))
    assert [finding.measured for finding in found] == measured
    assert all(finding.where == "cue 1" and finding.severity == "error" for finding in found)
    assert {finding.limit for finding in found} <= {"16 units", "42 characters"}
