"""What a recogniser may have invented is flagged, and nothing is dropped for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Word
from pipeline.rules.doubts import KNOWN_HALLUCINATIONS, doubts
from tests.examples import span, words_from


def rules(*texts: str, silences: Sequence[TimeRange] = ()) -> list[set[str]]:
    """The rules that flag each of these sentences, said one a minute."""
    groups = [words_from(text, at=60 * number) for number, text in enumerate(texts)]
    return [{flag.rule for flag in flags} for flags in doubts(groups, silences=silences)]


@pytest.mark.parametrize(
    "text",
    [
        "시청해 주셔서 감사합니다.",
        "오늘도 시청해주셔서 감사합니다!",
        "구독과 좋아요 부탁드려요",
        "MBC 뉴스 이덕영입니다",
        "한글자막 by 한효정",
        "Thanks for watching!",
        "THANK YOU FOR WATCHING",
        "Please subscribe.",
    ],
)
def test_known_inventions(text: str) -> None:
    assert rules(text) == [{"known-hallucination"}]


def test_known_inventions_are_compared_by_their_letters() -> None:
    assert all(phrase and phrase == phrase.casefold() and " " not in phrase for phrase in KNOWN_HALLUCINATIONS)


@pytest.mark.parametrize(
    "text", ["저는 강을 건넜습니다.", "I was watching the river.", "감사합니다.", "뉴스를 봤어요", "네, 네."]
)
def test_plain_speech_is_not_doubted(text: str) -> None:
    assert rules(text) == [set()]


@pytest.mark.parametrize(
    ("text", "looped"),
    [
        ("네 네 네", True),
        ("아니 네, 네. 네!", True),
        ("네 네 아니 네", False),
        ("그리고 저는 그리고 저는 그리고 저는", True),
        ("그리고 저는 그리고 저는 그리고", False),
        ("하나 둘 셋 넷 다섯 여섯 하나 둘 셋 넷 다섯 여섯 하나 둘 셋 넷 다섯 여섯", True),
    ],
)
def test_words_in_a_loop(text: str, looped: bool) -> None:  # noqa: FBT001
    assert rules(text) == [{"loop"} if looped else set()]


def test_the_same_sentence_three_times_in_a_row() -> None:
    assert rules("그랬지요.", "그랬지요", "그랬지요!", "아니요.") == [{"loop"}, {"loop"}, {"loop"}, set()]
    assert rules("그랬지요.", "그랬지요.", "아니요.", "그랬지요.") == [set()] * 4


@pytest.mark.parametrize(
    ("silence", "doubted"), [(span(0, 60), True), (span("0.1", "0.5"), True), (span("0.11", "0.5"), False)]
)
def test_words_where_there_is_no_sound(silence: TimeRange, doubted: bool) -> None:  # noqa: FBT001
    """Four fifths of a word of half a second are 0.4 s."""
    assert rules("네", silences=[silence]) == [{"words-in-silence"} if doubted else set()]


def test_pauses_between_words_do_not_count_as_silent_words() -> None:
    assert rules("네 네", silences=[span("0.5", "0.6"), span("1.1", "60")]) == [set()]


@pytest.mark.parametrize(
    ("beliefs", "doubted"), [((0.3, 0.3), True), ((0.1, 0.9), False), ((0.34, None), True), ((None, None), False)]
)
def test_unsure_words(beliefs: tuple[float | None, ...], doubted: bool) -> None:  # noqa: FBT001
    group: tuple[Word, ...] = tuple(
        replace(item, probability=belief) for item, belief in zip(words_from("강을 건너"), beliefs, strict=True)
    )
    assert [flag.rule for flag in doubts([group], silences=())[0]] == (["low-confidence"] if doubted else [])
