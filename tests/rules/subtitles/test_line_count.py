"""No cue has more than two lines in a language, or three in both together."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.line_count import check, fix
from pipeline.rules.subtitles.mending import mended
from tests.examples import cue, judged, track
from tests.rules.subtitles.written import against, korean, texts_of


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


@pytest.mark.parametrize(
    ("text", "mended_text"),
    [
        ("저는 / 강을 건너서 / 중국으로 갔습니다", "저는 강을 건너서 / 중국으로 갔습니다"),
        (f"네 / 네 / {'가' * 17}", f"네 네 / {'가' * 17}"),
        ("저는 / 갔어요", "저는 / 갔어요"),
        ("- 네 / - 아니요 / - 네", "- 네 / - 아니요 / - 네"),
    ],
)
def test_the_words_of_too_many_lines_are_broken_anew(text: str, mended_text: str) -> None:
    assert texts_of(fix(korean(text), against("ko")), "ko") == [mended_text]


def test_the_change_is_listed_under_this_rule() -> None:
    (change,) = mended(korean("저는 / 강을 건너서 / 중국으로 갔습니다"), against("ko")).changes
    assert change.rule == "subtitle-line-count"


def test_two_lines_of_both_become_three_where_one_language_fits_on_one() -> None:
    both = cue(0, 50, ko=("저는", "갔어요"), en=("I went there alone", "on foot through the snow in January."))
    captions, yardstick = judged(track(both))
    (fitted,) = fix(captions, yardstick)
    assert (fitted.ko, fitted.en) == (("저는 갔어요",), both.en)
    assert check((fitted,), yardstick) == []
