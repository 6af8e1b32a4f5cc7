"""Speech and its translation are divided into cues: no word lost, together where they belong, within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language
from pipeline.rules.cue_search import Piece, Utterance, pieces_of, reading_time
from pipeline.rules.line_breaking import lines_from
from tests.examples import ENGLISH, HOUSE, KOREAN, span, words_from
from tests.strategies import spoken_words

Spoken = tuple[tuple[str, TimeRange], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, its translation, and when the next one begins."""

    words: Spoken
    translated: str
    until: Fraction

    @property
    def pieces(self) -> tuple[Piece, ...]:
        utterance = Utterance(("s0001",), self.words, tuple(self.translated.split()))
        return pieces_of([utterance], until=self.until, language="ko", profile=HOUSE)


@st.composite
def sayings(draw: st.DrawFn) -> Said:
    words = draw(spoken_words(vocabulary=KOREAN, max_size=15))
    read = draw(st.lists(st.sampled_from(ENGLISH), max_size=15))
    until = words[-1].source_range.end + draw(st.integers(-10, 100)) * Fraction(1, 50)
    return Said(tuple((item.text, item.source_range) for item in words), " ".join(read), until)


def said(korean: str, english: str, *, each: str = "1/2") -> Said:
    words = words_from(korean, each=each)
    return Said(
        tuple((item.text, item.source_range) for item in words), english, words[-1].source_range.end + Fraction(2)
    )


def shown(lines: Sequence[tuple[str, ...]]) -> list[str]:
    return " ".join(line for cue in lines for line in cue).split()


@settings(max_examples=40)
@given(sayings())
def test_pieces_hold_every_word_of_both_languages(saying: Said) -> None:
    pieces = saying.pieces
    assert shown([piece.spoken for piece in pieces]) == [text for text, _ in saying.words]
    assert shown([piece.translated for piece in pieces]) == saying.translated.split()


@settings(max_examples=40)
@given(sayings())
def test_a_piece_lasts_as_long_as_its_words(saying: Said) -> None:
    words = iter(saying.words)
    for piece in saying.pieces:
        spans = [next(words)[1] for line in piece.spoken for _ in line.split()]
        assert piece.program_range == TimeRange(spans[0].start, spans[-1].end)
        assert piece.needed_s >= HOUSE.min_duration_s


@settings(max_examples=40)
@given(sayings())
def test_every_piece_has_something_to_read_in_both_languages(saying: Said) -> None:
    assert all(piece.spoken for piece in saying.pieces)
    assert all(piece.translated for piece in saying.pieces) or not saying.translated


@settings(max_examples=40)
@given(sayings())
def test_no_line_is_too_many_where_two_cues_could_hold_all(saying: Said) -> None:
    if any(all(fits(piece) for piece in pieces) for pieces in in_two(saying)):
        assert all(line_count_fits(piece) for piece in saying.pieces)


def line_count_fits(piece: Piece) -> bool:
    lines = (len(piece.spoken), len(piece.translated))
    return max(lines) <= HOUSE.max_lines and sum(lines) <= HOUSE.max_lines_together


def fits(piece: Piece) -> bool:
    return line_count_fits(piece) and piece.program_range.duration <= HOUSE.max_duration_s


def in_two(saying: Said) -> Iterator[tuple[Piece, Piece]]:
    """Every way to make two cues of the sentence whose breaks lie about equally far in both languages."""
    read = saying.translated.split()
    for spoken in range(1, len(saying.words)):
        for translated in range(1, len(read)):
            if abs(Fraction(spoken, len(saying.words)) - Fraction(translated, len(read))) <= Fraction(1, 3):
                yield (
                    as_one(saying.words[:spoken], read[:translated]),
                    as_one(saying.words[spoken:], read[translated:]),
                )


def as_one(words: Spoken, read: Sequence[str]) -> Piece:
    """A single piece, however much it is."""
    spoken = lines_from(" ".join(text for text, _ in words), max_line=HOUSE.ko.max_line, language="ko")
    translated = lines_from(" ".join(read), max_line=HOUSE.en.max_line, language="en")
    span_of_all = TimeRange(words[0][1].start, words[-1][1].end)
    return Piece(("s0001",), span_of_all, spoken, translated, Fraction(0), "sentence")


def test_one_word_is_one_piece() -> None:
    (piece,) = said("네.", "Yes.").pieces
    assert piece == Piece(("s0001",), span(0, "1/2"), ("네.",), ("Yes.",), HOUSE.min_duration_s, "sentence")


def test_a_translation_of_one_word_cannot_be_split() -> None:
    assert len(said(" ".join(KOREAN), "Yes.").pieces) == 1


def test_without_a_translation_the_speech_is_split_alone() -> None:
    pieces = said("저는 강을 건너 중국으로 갔는데 어머니는 집에 남아 계셨습니다.", "").pieces
    assert [piece.spoken for piece in pieces] == [("저는 강을 건너 중국으로 갔는데", "어머니는 집에 남아 계셨습니다.")]


def test_both_languages_say_the_same_at_the_same_time() -> None:
    pieces = said(
        "우리는 북한에서 아무것도 없이 살았고 아버지는 광산에서 일하셨으며 어머니는 장마당에서 두부를 파셨습니다.",
        "We lived in the North with nothing, my father worked in a mine, and my mother sold tofu at the market.",
    ).pieces
    assert [(piece.spoken, piece.translated) for piece in pieces] == [
        (("우리는 북한에서", "아무것도 없이 살았고"), ("We lived in the North with nothing,",)),
        (("아버지는 광산에서 일하셨으며",), ("my father worked in a mine,",)),
        (("어머니는 장마당에서", "두부를 파셨습니다."), ("and my mother sold tofu at the market.",)),
    ]


def test_speech_longer_than_a_cue_may_stand_is_split() -> None:
    pieces = said("저는 강을 건넜고 어머니는 남았습니다.", "I crossed the river and my mother stayed.", each="3").pieces
    assert len(pieces) > 1
    assert all(piece.program_range.duration <= HOUSE.max_duration_s for piece in pieces)


def uttered(*sayings: tuple[str, str, str, str], speakers: Sequence[int] = ()) -> list[Utterance]:
    """Sentences, each given as its Korean, its English, when it begins and how long each word lasts."""
    return [
        Utterance(
            (f"s{number:04d}",),
            tuple((item.text, item.source_range) for item in words_from(korean, at=at, each=each, pause=0)),
            tuple(english.split()),
            speaker,
        )
        for number, ((korean, english, at, each), speaker) in enumerate(
            zip(sayings, speakers or [0] * len(sayings), strict=True), start=1
        )
    ]


def shared(utterances: list[Utterance], *, until: str = "60") -> list[tuple[str, ...]]:
    pieces = pieces_of(utterances, until=Fraction(until), language="ko", profile=HOUSE)
    return [piece.sentence_ids for piece in pieces]


def test_a_sentence_gone_before_it_is_seen_shares_a_cue_with_its_neighbour() -> None:
    assert shared(uttered(("네.", "Yes.", "1", "1/4"), ("그랬어요.", "It was so.", "1.3", "1"))) == [("s0001", "s0002")]


def test_sentences_that_can_stand_alone_do() -> None:
    assert shared(uttered(("네.", "Yes.", "1", "1/4"), ("그랬어요.", "It was so.", "2", "1"))) == [
        ("s0001",),
        ("s0002",),
    ]


def test_two_people_never_share_a_cue() -> None:
    both = uttered(("네.", "Yes.", "1", "1/4"), ("그랬어요?", "Was it?", "1.3", "1"), speakers=(1, 2))
    assert shared(both) == [("s0001",), ("s0002",)]


def test_a_sentence_without_translation_keeps_out_of_its_neighbours_words() -> None:
    pieces = pieces_of(
        uttered(("네.", "", "1", "1/4"), ("그랬어요.", "It was so.", "1.3", "1")),
        until=Fraction(60),
        language="ko",
        profile=HOUSE,
    )
    assert shown([piece.translated for piece in pieces]) == ["It", "was", "so."]
    assert shown([piece.spoken for piece in pieces]) == ["네.", "그랬어요."]


def test_a_long_silence_in_a_sentence_ends_the_cue() -> None:
    """What is said after it must not be read before it."""
    first = words_from("저는 그때", at=0, each="1/2", pause=0)
    second = words_from("너무 무서웠어요.", at=4, each="1/2", pause=0)
    saying = Said(
        tuple((item.text, item.source_range) for item in (*first, *second)), "Back then I was so scared.", Fraction(8)
    )
    assert [(piece.spoken, piece.ends_for) for piece in saying.pieces] == [
        (("저는 그때",), "pause"),
        (("너무 무서웠어요.",), "sentence"),
    ]


def test_a_change_of_picture_is_a_good_place_for_a_break() -> None:
    words = "저는 그때 강을 건너고 어머니는 집에 남았어요."
    english = "I crossed the river then and my mother stayed home."
    pieces = pieces_of(
        uttered((words, english, "0", "1/2")), until=Fraction(9), language="ko", profile=HOUSE, shots=[Fraction(2)]
    )
    assert [piece.program_range.start for piece in pieces][1:] == [Fraction(2)]


def test_numbers_stand_in_the_same_cue_in_both_languages() -> None:
    pieces = said(
        "2009년 겨울에 강을 건너서 중국으로 갔고 거기에서 숨어 살다가 한국에는 2015년에 왔습니다.",
        "I crossed the river to China in the winter of 2009 and lived there in hiding until I came to Korea in 2015.",
    ).pieces
    assert len(pieces) > 1
    for piece in pieces:
        korean, english = " ".join(piece.spoken), " ".join(piece.translated)
        assert ("2009" in korean, "2015" in korean) == ("2009" in english, "2015" in english)


@pytest.mark.parametrize(
    ("lines", "language", "speed", "seconds"),
    [
        (("가나다라마바사아자차카타파하거너",), "ko", 12, Fraction(4, 3)),
        (("가나다라마바사아자차카타파하거너",), "ko", 14, Fraction(8, 7)),
        (("x" * 42,), "en", 20, Fraction(21, 10)),
        (("x" * 42, "x" * 41), "en", 20, Fraction(84, 20)),
        (("x" * 17,), "en", 8.5, Fraction(2)),
        ((), "en", 20, Fraction(0)),
    ],
)
def test_reading_time(lines: tuple[str, ...], language: Language, speed: float, seconds: Fraction) -> None:
    assert reading_time(lines, language, speed) == seconds


def test_where_a_grammar_sees_a_sentence_end_a_cue_ends() -> None:
    """An ending that rules do not know as final; by length alone another break is as good."""
    korean, english = "장마당에 나가서 떡을 팔았지 그때 나는 열 살", "I sold rice cakes at the market I was ten then"
    words = tuple((item.text, item.source_range) for item in words_from(korean))
    pieces = pieces_of(
        [Utterance(("s0001",), words, tuple(english.split()), korean_ends=frozenset({4}))],
        until=words[-1][1].end + 2,
        language="ko",
        profile=HOUSE,
    )
    assert [" ".join(piece.spoken) for piece in pieces] == ["장마당에 나가서 떡을 팔았지", "그때 나는 열 살"]
