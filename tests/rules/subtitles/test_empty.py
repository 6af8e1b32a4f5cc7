"""Both languages have something to read in every cue."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.empty import check
from tests.examples import cue, judged, track


@pytest.mark.parametrize(
    ("ko", "en", "missing"),
    [
        (("네",), ("Yes",), []),
        ((), ("Yes",), ["Korean"]),
        (("네",), (), ["English"]),
        (("", " "), ("Yes",), ["Korean"]),
        ((), (), ["Korean", "English"]),
    ],
)
def test_a_blank_language_is_found(ko: tuple[str, ...], en: tuple[str, ...], missing: list[str]) -> None:
    found = check(*judged(track(cue(0, 50), cue(60, 110, ko=ko, en=en))))
    assert [finding.where for finding in found] == ["cue 2"] * len(missing)
    assert all(f"in {language}" in finding.message for language, finding in zip(missing, found, strict=True))
    assert all((finding.rule, finding.severity) == ("subtitle-empty", "error") for finding in found)
