"""Two captions that look like one are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.repeated import check, fix
from tests.rules.subtitles.written import UNKNOWN, against, cues, korean, spans_of


def said(*captions: tuple[int, int, str, str]) -> tuple[Caption, ...]:
    return tuple(
        Caption(number, start, end, ko=(ko,), en=(en,)) for number, (start, end, ko, en) in enumerate(captions, start=1)
    )


@pytest.mark.parametrize(
    ("texts", "gap", "expected"),
    [
        (("네", "네"), 2, [2]),
        (("네", "네"), 12, [2]),
        (("네", "네"), 13, []),
        (("네", "네"), -10, [2]),
        (("네", "네", "네"), 2, [2, 3]),
        (("네", "네."), 2, []),
        (("<b>저는 갔어요</b>", "저는 / 갔어요"), 2, [2]),
        (("", ""), 2, []),
        (("네", "아니요", "네"), 2, []),
    ],
)
def test_the_same_text_at_once_is_found(texts: tuple[str, ...], gap: int, expected: list[int]) -> None:
    """At 25 frames captions nearer than 13 look like one."""
    found = check(korean(*texts, gap=gap), against("ko"))
    assert cues(found) == expected
    assert all((item.rule, item.severity) == ("subtitle-repeated", "warning") for item in found)


def test_both_languages_are_the_same() -> None:
    assert cues(check(said((0, 50, "네", "Yes"), (52, 100, "네", "Yes")), against())) == [2]
    assert check(said((0, 50, "네", "Yes"), (52, 100, "네", "Right")), against()) == []


def test_captions_of_the_same_text_are_joined_as_long_as_they_may_stand() -> None:
    captions = korean("네", "네", "네", "네", "아니요")
    joined = fix(captions, against("ko"))
    assert spans_of(joined) == [(0, 154), (156, 206), (208, 258)]
    assert [caption.number for caption in joined] == [1, 4, 5]


def test_a_caption_inside_another_is_joined_to_it() -> None:
    outer, inner = korean("네", "네")
    inner = replace(inner, start_frame=10, end_frame=20)
    assert spans_of(fix((outer, inner), against("ko"))) == [(0, 50)]


def test_without_frames_half_a_second_counts_too() -> None:
    near, far = korean("네", "네", gap=499), korean("네", "네", gap=500)
    assert (cues(check(near, UNKNOWN)), cues(check(far, UNKNOWN))) == ([2], [])


def test_a_caption_that_stands_nowhere_is_not_repeated_and_does_not_make_another_longer() -> None:
    first, second = korean("네", "네")
    nowhere = replace(first, end_frame=first.start_frame)
    near = replace(second, start_frame=2)
    assert check((nowhere, near), against("ko")) == []
    assert fix((nowhere, near), against("ko")) == (nowhere, near)
    assert fix((first, replace(second, end_frame=second.start_frame)), against("ko")) == (first,)
