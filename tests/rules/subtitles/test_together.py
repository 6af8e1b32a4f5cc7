"""Both files of a film side by side: what only both languages together break."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles import line_count
from pipeline.rules.subtitles.together import findings_together
from tests.rules.subtitles.written import against


def made(language: str, *counts: int, start: int = 0) -> tuple[Caption, ...]:
    captions = (
        Caption(number, start + 60 * number, start + 60 * number + 50, ko=("네",) * count)
        for number, count in enumerate(counts, start=1)
    )
    return tuple(item if language == "ko" else replace(item, ko=(), en=item.ko) for item in captions)


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ((1, 1), (1, 2), []),
        ((2,), (1,), []),
        ((2,), (2,), [("en", "cue 1")]),
        ((1, 2, 1), (1, 2, 1), [("en", "cue 2")]),
        ((3,), (1,), [("ko", "cue 1")]),
    ],
)
def test_lines_are_counted_as_the_film_counts_them(
    ko: tuple[int, ...], en: tuple[int, ...], expected: list[tuple[str, str]]
) -> None:
    found = findings_together(made("ko", *ko), made("en", *en), against())
    assert [(language, item.where) for language, item in found] == expected
    for _, item in found:
        assert (item.rule, item.severity) == (line_count.RULE.name, "error")
        assert (item.measured, item.limit) == ("4 lines", "3 lines")
        assert "burned-in picture" in item.message


def test_other_times_do_not_hide_it_and_a_split_is_left_to_the_film() -> None:
    assert len(findings_together(made("ko", 2), made("en", 2, start=10), against())) == 1
    whole = (Caption(1, 0, 100, ko=("네", "네")),)
    parts = (Caption(1, 0, 48, en=("Yes", "yes")), Caption(2, 50, 100, en=("Yes",)))
    assert findings_together(whole, parts, against()) == []
