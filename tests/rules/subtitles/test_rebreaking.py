"""A caption's own words broken anew; turns and verses stay as they are."""

from __future__ import annotations

import pytest

from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.rebreaking import has_turns, rebroken, too_long
from tests.examples import HOUSE


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "저는 / 갔어요", "저는 갔어요"),
        ("ko", "저는 강을 건너서 중국으로 / 갔습니다", "저는 강을 건너서 / 중국으로 갔습니다"),
        ("ko", "<b>저는 강을 건너서 중국으로 / 갔습니다</b>", "<b>저는 강을 건너서 / 중국으로 갔습니다</b>"),
        ("ko", "저는 /  / 갔어요", "저는 갔어요"),
        ("ko", "{\\an8}", "{\\an8}"),
        (
            "en",
            '<font color="red">I was born in the / North.</font>',
            '<font color="red">I was born in the North.</font>',
        ),
        ("en", "-Yes. / -No.", "-Yes. / -No."),
        ("en", "♪ I remember / ♪ that song", "♪ I remember / ♪ that song"),
        ("en", "KIM: Yes. / MS LEE: No.", "KIM: Yes. / MS LEE: No."),
        ("ko", "저는 / 갔어요 / I went there alone.", "저는 / 갔어요 / I went there alone."),
        ("en", "It was / 10:30 then.", "It was 10:30 then."),
    ],
)
def test_words_in_as_few_lines_as_they_fit(language: Language, text: str, expected: str) -> None:
    lines = text.split(" / ")
    assert " / ".join(rebroken(lines, language, HOUSE.limits(language))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("- 네", "- 아니요"), True),
        (("네", "<i>- 아니요</i>"), True),
        (("기자: 네", "아니요"), True),
        (("- 네",), False),
        (("네", "아니요"), False),
        (("-5도", "아니요"), False),
    ],
)
def test_turns(lines: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001
    assert has_turns(lines) is expected


def test_long_lines_are_measured_without_tags() -> None:
    full = "가" * 16
    assert too_long((f"<b>{full}</b>", full + ".", full + "가"), "ko", HOUSE.ko) == [16.5, 17.0]
