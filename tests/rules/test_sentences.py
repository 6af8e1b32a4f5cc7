"""Words become sentences, and a sentence keeps its id through corrections, insertions and deletions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.transcript import Sentence, Transcript, Word
from pipeline.rules.sentences import grouped, identified, letters, similarity
from tests.examples import ENGLISH, KOREAN, SOURCE, word, words_from
from tests.strategies import spoken_words

MARKED = (*KOREAN, "갔습니다.", "왜?", "그래요…", "Mr.", '네!"')
LINES = (
    "저는 강을 건넜습니다.",
    "어머니는 집에 남았어요.",
    "We had nothing to eat.",
    "겨울이 왔는데 추웠지요.",
    "My father was taken away.",
    "그때 저는 열두 살이었습니다.",
)
VERSIONS = ("저는 강을 건넜어요.", "저는 그 강을 건넜지요.", "저희는 강을 건넜습니까?", "어머니는 집에 안 남았어요.")
"""Lines so like some of the others that either may be a correction of the other."""


def texts(groups: Sequence[Sequence[Word]]) -> list[str]:
    return [" ".join(item.text for item in group) for group in groups]


def group(text: str) -> tuple[Word, ...]:
    return words_from(text)


def heard(lines: Sequence[str], before: Transcript | None = None) -> Transcript:
    """The transcript of these lines, with ids kept from the one before."""
    sentences, following = identified([group(line) for line in lines], [()] * len(lines), before=before)
    return Transcript(SOURCE, "ko", "from_file", sentences, following)


def ids(transcript: Transcript) -> list[str]:
    return [sentence.id for sentence in transcript.sentences]


@given(spoken_words(vocabulary=MARKED, min_size=0))
def test_grouping_keeps_every_word_in_order(words: tuple[Word, ...]) -> None:
    groups = grouped(words)
    assert tuple(chain.from_iterable(groups)) == words
    assert all(groups)


@given(spoken_words(vocabulary=MARKED, max_size=60))
def test_no_sentence_is_longer_than_twenty_seconds(words: tuple[Word, ...]) -> None:
    for item in grouped(words):
        assert item[-1].source_range.end - item[0].source_range.start <= 20 or len(item) < 4


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("저는 갔어요. 네.", ["저는 갔어요.", "네."]),
        ("왜 갔어요? 몰라요", ["왜 갔어요?", "몰라요"]),
        ("그래서… 울었어요", ["그래서…", "울었어요"]),
        ('"가자." 했어요', ['"가자."', "했어요"]),
        ("I met Dr. Kim. He left", ["I met Dr. Kim.", "He left"]),
        ("J. Smith came", ["J. Smith came"]),
        ("Gen. Kim sent us to Mt. Paektu. We", ["Gen. Kim sent us to Mt. Paektu.", "We"]),
        ("the U.S. Army came at 5 p.m. sharp", ["the U.S. Army came at 5 p.m. sharp"]),
        ("No. I did not", ["No.", "I did not"]),
        ("Camp No. 15 was", ["Camp No. 15 was"]),
        ("저는 갔습니다 그리고 왔습니다", ["저는 갔습니다 그리고 왔습니다"]),
    ],
)
def test_marks_end_sentences(text: str, sentences: list[str]) -> None:
    assert texts(grouped(words_from(text))) == sentences


@pytest.mark.parametrize(
    ("text", "pause", "sentences"),
    [
        ("갔습니다 그리고", "0.69", ["갔습니다 그리고"]),
        ("at 5 p.m. Then", "0.7", ["at 5 p.m.", "Then"]),
        ("갔습니다 그리고", "0.7", ["갔습니다", "그리고"]),
        ("강을 건너서", "0.7", ["강을 건너서"]),
        ("강을 건너서", "1.99", ["강을 건너서"]),
        ("강을 건너서", "2", ["강을", "건너서"]),
    ],
)
def test_pauses_end_sentences_sooner_after_a_final_ending(text: str, pause: str, sentences: list[str]) -> None:
    assert texts(grouped(words_from(text, pause=pause))) == sentences


@pytest.mark.parametrize(
    ("ends", "sentences"),
    [
        ((), ["저는 강을 건넜습니다 그리고 왔습니다"]),
        ((3,), ["저는 강을 건넜습니다", "그리고 왔습니다"]),
        ((2,), ["저는 강을 건넜습니다 그리고 왔습니다"]),
    ],
)
def test_a_grammars_end_counts_after_a_final_ending(ends: tuple[int, ...], sentences: list[str]) -> None:
    words = words_from("저는 강을 건넜습니다 그리고 왔습니다", pause=0)
    assert texts(grouped(words, grammar_ends=ends)) == sentences


def test_a_long_sentence_is_split_at_its_longest_pause() -> None:
    words = [word(f"말{number}", number, number + 1) for number in range(12)]
    words += [word(f"말{number}", f"{number}.5", f"{number + 1}.5") for number in range(12, 24)]
    assert [len(item) for item in grouped(words)] == [12, 12]


def test_without_pauses_a_long_sentence_is_halved() -> None:
    """Many recognisers let each word last until the next one begins; no word may be left alone for that."""
    assert [len(item) for item in grouped(words_from(" ".join(["말이"] * 50), each=1, pause=0))] == [12, 13, 12, 13]


def test_a_speech_without_end_is_split_too() -> None:
    lengths = [len(item) for item in grouped(words_from(" ".join(["말이"] * 3000), each=1, pause=0))]
    assert sum(lengths) == 3000
    assert min(lengths) >= 10


def test_a_first_transcript_counts_from_one() -> None:
    first = heard(LINES[:3])
    assert ids(first) == ["s0001", "s0002", "s0003"]
    assert first.next_sentence_number == 4


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (LINES[:4], ["s0001", "s0002", "s0003", "s0004"]),
        (LINES[1:4], ["s0002", "s0003", "s0004"]),
        ((LINES[0], LINES[2], LINES[3]), ["s0001", "s0003", "s0004"]),
        ((LINES[4], *LINES[:4]), ["s0005", "s0001", "s0002", "s0003", "s0004"]),
        ((*LINES[:2], LINES[5], *LINES[2:4]), ["s0001", "s0002", "s0005", "s0003", "s0004"]),
        (("저는 강을 건넜어요.", *LINES[1:4]), ["s0001", "s0002", "s0003", "s0004"]),
        ((LINES[0], "어머니와 집에 남았어요!", *LINES[2:4]), ["s0001", "s0002", "s0003", "s0004"]),
        ((LINES[0], "아무 상관도 없는 말.", *LINES[2:4]), ["s0001", "s0005", "s0003", "s0004"]),
        ((f"{LINES[0]} {LINES[1]}", *LINES[2:4]), ["s0002", "s0003", "s0004"]),
        ((LINES[0], "We had", "nothing to eat.", LINES[3]), ["s0001", "s0005", "s0003", "s0004"]),
        ((LINES[5],), ["s0005"]),
    ],
)
def test_ids_stick_to_their_sentences(lines: tuple[str, ...], kept: list[str]) -> None:
    assert ids(heard(lines, before=heard(LINES[:4]))) == kept


changes = st.lists(
    st.tuples(
        st.sampled_from(("insert", "delete", "correct", "join", "keep")),
        st.integers(0, 20),
        st.lists(st.sampled_from((*KOREAN, *ENGLISH)), min_size=1, max_size=6).map(" ".join),
    ),
    max_size=12,
)


def changed(lines: list[str], kind: str, place: int, text: str) -> list[str]:
    position = place % (len(lines) + 1) if kind == "insert" else place % max(len(lines), 1)
    if kind == "insert":
        return [*lines[:position], text, *lines[position:]]
    if kind == "delete" and len(lines) > 1:
        return [*lines[:position], *lines[position + 1 :]]
    if kind == "correct":
        return [*lines[:position], f"{lines[position]} {text.split()[0]}", *lines[position + 1 :]]
    if kind == "join" and position + 1 < len(lines):
        return [*lines[:position], f"{lines[position]} {lines[position + 1]}", *lines[position + 2 :]]
    return lines


@given(changes)
def test_no_id_is_ever_used_again(steps: list[tuple[str, int, str]]) -> None:
    lines = list(LINES[:4])
    transcript = heard(lines)
    ever = set(ids(transcript))
    for kind, place, text in steps:
        lines = changed(lines, kind, place, text)
        following = heard(lines, before=transcript)
        new = set(ids(following)) - set(ids(transcript))
        assert len(set(ids(following))) == len(lines)
        assert not new & ever, "a number that some sentence had before came back"
        assert following.next_sentence_number >= transcript.next_sentence_number
        assert all(int(item[1:]) < following.next_sentence_number for item in ids(following))
        ever |= new
        transcript = following


alike = st.lists(st.sampled_from((*LINES, *VERSIONS)), min_size=1, max_size=8)


@given(alike, alike)
def test_kept_ids_keep_their_order(old: list[str], new: list[str]) -> None:
    before = heard(old)
    kept = [item for item in ids(heard(new, before=before)) if item in ids(before)]
    assert kept == sorted(kept)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_hearing_the_same_again_changes_nothing(lines: list[str]) -> None:
    first = heard(lines)
    assert heard(lines, before=first) == first


def test_sentences_keep_their_words_and_doubts() -> None:
    words = words_from("저는 갔어요.")
    (sentence,), _ = identified([words], [()], before=None)
    assert sentence == Sentence("s0001", words, ())


def test_marks_spaces_and_case_are_matters_of_taste() -> None:
    assert letters("“Hello,  World!”") == letters("hello world") == "helloworld"
    assert similarity("불러주셨습니다.", "불러 주셨습니다") == 1
    assert similarity("저는 갔습니다", "저는 안 갔습니다") < 1


def test_a_pause_is_measured_exactly() -> None:
    words = (word("갔습니다", 0, Fraction(1, 3)), word("그리고", Fraction(1, 3) + Fraction(7, 10), 2))
    assert len(grouped(words)) == 2
