"""A sentence that stands twice in a row is told; nothing that was said is ever joined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.mending import mended
from pipeline.rules.subtitles.repeated import RULE, check
from tests.rules.subtitles.written import UNKNOWN, against, cues, korean


def said(*captions: tuple[int, int, str, str]) -> tuple[Caption, ...]:
    return tuple(
        Caption(number, start, end, ko=(ko,), en=(en,)) for number, (start, end, ko, en) in enumerate(captions, start=1)
    )


SENTENCE = "저는 그 강을 건넜어요"
SPEECH = "I crossed that river."


@pytest.mark.parametrize(
    ("texts", "gap", "expected"),
    [
        ((SENTENCE, SENTENCE), 2, [2]),
        ((SENTENCE, SENTENCE), 12, [2]),
        ((SENTENCE, SENTENCE), 13, []),
        ((SENTENCE, SENTENCE), -10, [2]),
        ((SENTENCE, SENTENCE, SENTENCE), 2, [2, 3]),
        ((SENTENCE, f"{SENTENCE}."), 2, [2]),
        ((f"{SENTENCE}?", SENTENCE), 2, []),
        (("<b>저는 그 강을 건넜어요</b>", "저는 그 강을 / 건넜어요"), 2, [2]),
        (("", ""), 2, []),
        ((SENTENCE, "아니요", SENTENCE), 2, []),
    ],
)
def test_the_same_text_at_once_is_found(texts: tuple[str, ...], gap: int, expected: list[int]) -> None:
    """At 25 frames captions nearer than 13 look like one."""
    found = check(korean(*texts, gap=gap), against("ko"))
    assert cues(found) == expected
    assert all((item.rule, item.severity) == ("subtitle-repeated", "warning") for item in found)


@pytest.mark.parametrize(
    "answer", ["네", "Run!", "No.", "아니요, 아니요", "살려 주세요, 제발!", "Help me, please!", "♪ ♪"]
)
def test_people_say_short_things_twice(answer: str) -> None:
    captions = korean("이름이 뭐예요?", answer, answer)
    assert check(captions, against("ko")) == []
    assert mended(captions, against("ko")).captions == captions


def test_nothing_is_joined_for_nobody_knows_how_often_it_was_said() -> None:
    captions = korean(SENTENCE, SENTENCE)
    assert RULE.fix is None
    assert mended(captions, against("ko")).captions == captions


def test_both_languages_are_the_same() -> None:
    assert cues(check(said((0, 50, SENTENCE, SPEECH), (52, 100, SENTENCE, SPEECH)), against())) == [2]
    assert check(said((0, 50, SENTENCE, SPEECH), (52, 100, SENTENCE, "I crossed the river.")), against()) == []


def test_without_frames_half_a_second_counts_too() -> None:
    near, far = korean(SENTENCE, SENTENCE, gap=499), korean(SENTENCE, SENTENCE, gap=500)
    assert (cues(check(near, UNKNOWN)), cues(check(far, UNKNOWN))) == ([2], [])


def test_a_caption_that_stands_nowhere_is_not_repeated() -> None:
    first, second = korean(SENTENCE, SENTENCE)
    nowhere = replace(first, end_frame=first.start_frame)
    assert check((nowhere, replace(second, start_frame=2)), against("ko")) == []
