"""Every letter of the captions is in the font."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.engines import fonts
from pipeline.rules.subtitles.letters import check
from tests.examples import cue, judged, track


@pytest.mark.parametrize(
    ("ko", "en", "missing"),
    [
        ("《로동신문》 뷁 ㅋㅋ…", "“Yes,” said O’Brien — 50% café.", ""),
        ("家에서", "At home", "家"),
        ("家와 國", "家", "家 國"),
        ("안녕 😀", "Hi 👨\u200d👩\u200d👧 ❤\ufe0f", "😀 👨\u200d👩\u200d👧 ❤\ufe0f"),
        ("<i>가</i>{\\an8}", "<b>a</b>", ""),
        ("가\u200d\ufe0f나", "a\u200bb", ""),
    ],
)
def test_a_letter_that_the_font_lacks_is_named_once(ko: str, en: str, missing: str) -> None:
    captions, yardstick = judged(track(cue(0, 50), cue(52, 99, ko=(ko,), en=(en,))))
    found = check(captions, replace(yardstick, typeface=fonts.typeface()))
    assert [(item.where, item.severity) for item in found] == [("cue 2", "error")] * bool(missing)
    assert all(item.measured.endswith(missing) and missing in item.message for item in found)


def test_no_font_no_finding() -> None:
    assert check(*judged(track(cue(0, 50, ko=("家",))))) == []
