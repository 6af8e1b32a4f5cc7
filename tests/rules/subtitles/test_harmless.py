"""No fix at another rule's cost: what cannot be mended so is left, with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.rules.subtitles.base import MILLISECONDS
from pipeline.rules.subtitles.mending import Left, mended
from tests.rules.subtitles.written import UNKNOWN, against, english, spans_of, texts_of, timed


def test_a_caption_that_is_too_short_is_not_shortened_further() -> None:
    full = "가나다라마바사아자차카타파하 가나다라마바사아자차카타파하"
    captions = tuple(replace(item, ko=(full[:14], full[15:])) for item in timed((0, 400), (300, 4000)))
    after = mended(captions, UNKNOWN)
    assert after.captions == captions
    assert {item.rule for item in after.left} == {"subtitle-overlap", "subtitle-duration"}
    assert Left("subtitle-overlap", 2, after.left[0].why) in after.left
    assert all(item.why.endswith(".") for item in after.left)


@pytest.mark.parametrize("length", [1000, 833, 834, 1500])
def test_no_caption_is_made_too_fast(length: int) -> None:
    text = "가" * 14
    first = Caption(1, 0, length + 100, ko=(text,))
    captions = (first, Caption(2, length, length + 2000, ko=("네",)))
    ((_, end), _) = spans_of(mended(captions, against("ko", rate=MILLISECONDS)).captions)
    assert end in {length + 100, length - 84}
    assert end == length + 100 or 12 * end >= 14_000


def test_a_dash_that_would_make_it_too_fast_is_left() -> None:
    captions = (Caption(1, 0, 25, ko=("-" + "가" * 6, "-" + "가" * 6)),)
    after = mended(captions, against("ko", spoken="ko"))
    assert after.captions == captions
    assert [(item.rule, item.number) for item in after.left] == [("subtitle-speakers", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "THE DEMOCRATIC PEOPLE'S / REPUBLIC OF KOREA",
        "HYESAN / NORTH KOREA / 1997",
        "{\\an8}Hyesan / on the / border",
        "{\\pos(10,20)}The / man",
        "{\\an8}The market where my mother used to sell her noodles every single day",
    ],
)
def test_titles_and_signs_keep_their_lines(text: str) -> None:
    captions = english(text)
    assert mended(captions, against("en")).captions == captions


def test_captions_in_a_place_of_their_own_keep_their_lines_too() -> None:
    (plain,) = english("Hyesan / on the / border")
    sign = replace(plain, place=("0", "8", "", "0"))
    assert mended((sign,), against("en")).captions == (sign,)
    assert texts_of(mended((plain,), against("en")).captions, "en") == ["Hyesan on the border"]


def test_korean_words_in_capitals_are_no_title() -> None:
    (caption,) = timed((0, 50))
    lines = replace(caption, ko=("USB", "하고", "CD"))
    assert mended((lines,), against("ko")).captions[0].ko == ("USB 하고 CD",)
