"""All fixes together: no word is lost or moved, no error is made, and mending what is mended changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.qc import QcFinding, Severity
from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules import subtitles
from pipeline.rules.subtitles import order
from pipeline.rules.subtitles.base import MILLISECONDS, Rule, Yardstick
from pipeline.rules.subtitles.mending import Change, mended
from pipeline.rules.text_width import untagged
from tests.examples import ENGLISH, FRAME_RATES, HOUSE, KOREAN
from tests.rules.subtitles.written import UNKNOWN, Captions, against, korean, spans_of, texts_of, timed

MARKS = (
    "네...",
    "…그때",
    "갔어요.",
    "-네",
    "- 네",
    "—No",
    "<i>그때",
    "네</i>",
    "{\\an8}",
    "<font color='a b'>네",
    "U.S.",
    "6.25.",
    "그냥..",
    "so..",
    ",and",
    ",",
    ".",
    " ",
    "“가자",
    "가자”",
    '"go',
    "THE",
    "DPRK",
    "{\\pos(1,2)}",
    "so<00:00:00.400><c>",
    "♪",
    "[한숨]",
    "어머니:",
)
BORDERS = (" ", " ", " ", "\n", "\n- ", "\n-", "\n", "  ")
WORDS: dict[Language, tuple[str, ...]] = {"ko": (*KOREAN, *MARKS), "en": (*ENGLISH, *MARKS)}


@st.composite
def lines(draw: st.DrawFn, language: Language) -> tuple[str, ...]:
    words = draw(st.lists(st.sampled_from(WORDS[language]), max_size=10))
    text = "".join(word + draw(st.sampled_from(BORDERS)) for word in words)
    return tuple(text.strip().split("\n")) if text.strip() else ()


@st.composite
def files(draw: st.DrawFn) -> tuple[Captions, Yardstick]:
    """What people send: any order, overlaps, backward times, tags, dashes and dots; and what it is measured against."""
    languages = draw(st.sampled_from((LANGUAGES, ("ko",), ("en",))))
    rate = draw(st.sampled_from((*FRAME_RATES, MILLISECONDS)))
    unit = max(1, int(rate / 10))
    captions: list[Caption] = []
    start = 0
    for number in range(1, draw(st.integers(1, 8)) + 1):
        start = max(0, start + draw(st.integers(-20 * unit, 30 * unit)))
        end = start + draw(st.one_of(st.integers(-5, 12), st.integers(5, 80))) * unit + draw(st.integers(-3, 3))
        texts = {language: draw(lines(language)) for language in languages}
        if captions and draw(st.integers(0, 5)) == 0:
            texts = {language: captions[-1].lines(language) for language in languages}
        place = draw(st.sampled_from(((), (), (), ("1",))))
        captions.append(Caption(number, start, max(0, end), texts.get("ko", ()), texts.get("en", ()), place))
        start = max(start, end) + draw(st.integers(0, 15))
    shots = tuple(sorted(draw(st.sets(st.integers(0, 200), max_size=8))))
    yardstick = Yardstick(HOUSE, rate, languages, draw(st.sampled_from((None, *LANGUAGES))), shots)
    return tuple(sorted(captions, key=lambda item: (item.start_frame, item.number))), yardstick


def words_of(captions: Iterable[Caption], language: Language) -> list[str]:
    """Letters and digits, word by word: what no fix may touch."""
    text = " ".join(untagged(" ".join(caption.lines(language))) for caption in captions)
    bare = (re.sub(r"[-‐‑–—.…。,]+", "", word) for word in text.split())
    return [word for word in bare if word]


def tags_of(captions: Iterable[Caption], language: Language) -> Counter[str]:
    text = " ".join(" ".join(caption.lines(language)) for caption in captions)
    return Counter(re.findall(r"<font[^>]*>|\{\\an8\}", text))


def broken(found: Iterable[QcFinding], severity: Severity) -> Counter[tuple[str, str]]:
    return Counter((item.rule, item.where) for item in found if item.severity == severity)


def without_taken_away(captions: Captions, after: Sequence[Caption]) -> Captions:
    """The captions that are still there."""
    kept = {caption.number for caption in after}
    return tuple(caption for caption in captions if caption.number in kept)


@given(files())
def test_mending_twice_is_mending_once(file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    once = mended(captions, yardstick)
    again = mended(once.captions, yardstick)
    assert again.captions == once.captions
    assert {change.rule for change in again.changes} <= {order.RULE.name}


@given(files())
def test_no_word_is_lost_changed_or_moved(file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    after = mended(captions, yardstick).captions
    before = without_taken_away(captions, after)
    for old, new in zip(before, after, strict=True):
        for language in LANGUAGES:
            assert words_of([new], language) == words_of([old], language)
            assert tags_of([new], language) == tags_of([old], language)


@given(files())
def test_every_letter_and_digit_stays_in_its_caption_and_in_order(file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    after = {caption.number: caption for caption in mended(captions, yardstick).captions}
    for old in captions:
        for language in LANGUAGES:
            assert signs_of(after.get(old.number), language) == signs_of(old, language)


def signs_of(caption: Caption | None, language: Language) -> list[str]:
    text = untagged(" ".join(caption.lines(language))) if caption else ""
    return [sign for sign in text if sign.isalnum() or sign in "?!\"'“”’"]


@given(files())
def test_no_caption_breaks_any_rule_more_often_than_before(file: tuple[Captions, Yardstick]) -> None:
    """But for captions that show nothing: when they are gone, those around them follow each other."""
    captions, yardstick = file
    after = mended(captions, yardstick).captions
    before = subtitles.findings(without_taken_away(captions, after), yardstick)
    assert counted(subtitles.findings(after, yardstick)) <= counted(before)


@given(files())
def test_what_is_left_is_what_is_still_found(file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    after = mended(captions, yardstick)
    mends = {rule.name for rule in subtitles.RULES if rule.fix} - {order.RULE.name}
    found = subtitles.findings(after.captions, yardstick)
    assert {(item.rule, f"cue {item.number}") for item in after.left} == {
        (item.rule, item.where) for item in found if item.rule in mends
    }


def counted(found: Iterable[QcFinding]) -> Counter[tuple[str, str]]:
    return Counter((item.rule, item.where) for item in found)


@settings(max_examples=25)
@pytest.mark.parametrize("rule", [rule for rule in subtitles.RULES if rule.fix], ids=lambda rule: rule.name)
@given(files())
def test_each_fix_alone_is_done_once_and_makes_no_error(rule: Rule, file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    assert rule.fix is not None
    once = rule.fix(captions, yardstick)
    assert rule.fix(once, yardstick) == once
    errors = broken(subtitles.findings(captions, yardstick), "error")
    assert broken(subtitles.findings(once, yardstick), "error") <= errors


@given(files())
def test_every_change_is_listed(file: tuple[Captions, Yardstick]) -> None:
    captions, yardstick = file
    after = mended(captions, yardstick)
    kept = {caption.number: caption for caption in after.captions}
    changed = {item.number for item in captions if kept.get(item.number) != item}
    listed = {change.number for change in after.changes if change.rule != order.RULE.name}
    assert changed <= listed
    assert all(change.before and change.after for change in after.changes)


def test_changes_are_told_in_plain_words() -> None:
    first, second, third, fourth = korean("네...", "네…", "아니요. / 그", "<i></i>")
    captions = (first, replace(second, number=4), replace(third, number=3), replace(fourth, number=5))
    assert mended(captions, against("ko")).changes == (
        Change("subtitle-order", 3, "before cue 4", "after cue 4"),
        Change("subtitle-empty", 5, "no text", "taken away"),
        Change("subtitle-ellipsis", 1, "네...", "네…"),
    )


def test_times_are_told_as_times() -> None:
    captions = timed((0, 60), (50, 100))
    (change,) = mended(captions, against("ko")).changes
    assert change == Change("subtitle-overlap", 1, "00:00:00.000 to 00:00:02.400", "00:00:00.000 to 00:00:01.920")


def test_a_good_file_stays_as_it_is() -> None:
    captions = korean("저는 아주 작은 마을에서 / 태어났습니다", "네", "- 네 / - 아니요")
    assert mended(captions, against("ko", rate=Fraction(25))) == mended(captions, against("ko"))
    assert mended(captions, against("ko")).captions == captions
    assert mended(captions, against("ko")).changes == ()


def test_captions_come_in_any_order() -> None:
    first, second = timed((0, 1000), (2000, 3000))
    after = mended((second, first), UNKNOWN)
    assert spans_of(after.captions) == [(0, 1000), (2000, 3000)]
    assert texts_of(after.captions, "ko") == texts_of((first, second), "ko")
