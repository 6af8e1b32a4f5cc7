"""Each track holds its own language; names, titles, loan-words, acronyms and quotations are never blamed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.subtitles import Caption
from pipeline.domain.transcript import Language
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.subtitles.language import check
from tests.examples import HOUSE
from tests.rules.subtitles.written import against, shown

OTHER: tuple[tuple[Language, str], ...] = (
    ("ko", "I was born in a small village."),
    ("ko", "Thank you."),
    ("ko", "I'm home."),
    ("ko", "My mother / sang songs to me."),
    ("ko", "I went home."),
    ("ko", "<i>What happened?</i>"),
    ("ko", "People died of hunger."),
    ("ko", "저는 갔습니다 / I went there alone."),
    ("ko", "Yes, but he didn’t know."),
    ("en", "네"),
    ("en", "저는 작은 마을에서 / 태어났습니다."),
    ("en", "저는 CD를 봤어요"),
    ("en", "I went there alone. / 저는 혼자 갔습니다"),
    ("en", "저는 CD를 보고 / 갔습니다"),
    ("en", "<i>안녕하세요</i>"),
)
OWN: tuple[tuple[Language, str], ...] = (
    ("ko", ""),
    ("ko", "CD"),
    ("ko", "USB, DVD, MP3"),
    ("ko", "John Smith"),
    ("ko", "New York Times"),
    ("ko", "The Lord of the Rings"),
    ("ko", "Gone with the Wind"),
    ("ko", "We Are the World"),
    ("ko", "I Am Legend"),
    ("ko", "iPhone and iPad"),
    ("ko", "OK"),
    ("ko", "Hello!"),
    ("ko", "www.example.com"),
    ("ko", "me@example.com is.it"),
    ("ko", "“I will come back.”"),
    ("ko", '그가 말했어요 / "I will come back to you."'),
    ("ko", "저는 I love you라고 했어요"),
    ("ko", "그가 말했어요 / “I will come / back to you.”"),
    ("ko", "저는 New York Times를 / 읽었어요"),
    ("ko", "아이폰으로 / iPhone을 샀어요"),
    ("ko", "♪ I will always love you ♪"),
    ("ko", "K-pop하고 YouTube를 봤어요"),
    ("ko", "Dr. Kim"),
    ("en", ""),
    ("en", "Yes."),
    ("en", "They called it “고난의 행군.”"),
    ("en", "“고난의 행군”"),
    ("en", "We say 김치 for that."),
    ("en", "The word 동무 means comrade."),
    ("en", "고난의 행군 means Arduous March."),
    ("en", "동무, 동지, 선생님 mean friends."),
    ("en", "(김 선생님)"),
    ("en", "Café, naïve… “so”"),
    ("en", "♪ 아리랑 아리랑 아라리요 ♪"),
    ("en", "1997"),
    ("en", "고난의 행군 / was very hard"),
)


@pytest.mark.parametrize(("language", "text"), OTHER)
def test_a_sentence_of_the_other_language_is_found(language: Language, text: str) -> None:
    (found,) = check(shown(language, text), against(language))
    assert (found.rule, found.severity, found.where) == ("subtitle-language", "error", "cue 1")
    assert (found.measured, found.limit) == (("English", "Korean") if language == "ko" else ("Korean", "English"))


@pytest.mark.parametrize(("language", "text"), OWN)
def test_a_foreign_word_is_no_other_language(language: Language, text: str) -> None:
    assert check(shown(language, text), against(language)) == []


def test_only_the_tracks_that_are_there_are_judged() -> None:
    assert check(shown("en", "네"), against("ko")) == []


def test_opening_marks_alone_cost_no_more_than_their_length() -> None:
    """Searched through anew for each of them, a text of this length would take minutes."""
    hostile = Caption(1, 0, 50, ko=("(" * 100_000 + "“" * 100_000,))
    assert check([hostile], Yardstick(HOUSE, Fraction(25))) == []
