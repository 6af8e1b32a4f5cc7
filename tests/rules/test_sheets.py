"""Sheets that come back: each text finds its sentence, or is named; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.timing import TimeRange, milliseconds
from pipeline.domain.transcript import Flag, Sentence
from pipeline.domain.translation import ReturnedCue
from pipeline.rules.sheets import Matched, corrected, gathered, matched, origin_of, transcript_sheet, translation_sheet
from tests.examples import KOREAN, sentence, span, words_from

LINES = (
    "안녕하세요.",
    "저는 작은 마을에서 태어났습니다.",
    "네.",
    "아버지가 한밤중에 끌려가셨습니다.",
    "네.",
)
ENGLISH = ("Hello.", "I was born in a small village.", "Yes.", "My father was taken away at night.", "Yes.")


def sentences_of(lines: Sequence[str]) -> tuple[Sentence, ...]:
    """The lines as sentences, five seconds apart; no start or end is a whole millisecond."""
    return tuple(
        sentence(number, words_from(line, at=Fraction(5 * number) + Fraction(1, 7), each="1/3", pause=0))
        for number, line in enumerate(lines, start=1)
    )


SENTENCES = sentences_of(LINES)


def in_milliseconds(source_range: TimeRange, *, later_ms: int = 0) -> TimeRange:
    """The range as an SRT file keeps it."""
    return TimeRange(
        Fraction(milliseconds(source_range.start) + later_ms, 1000),
        Fraction(milliseconds(source_range.end) + later_ms, 1000),
    )


def returned(texts: Sequence[str] = ENGLISH, *, of: Sequence[Sentence] = SENTENCES) -> list[ReturnedCue]:
    """The sheet as it comes back from a faithful editor."""
    return [
        ReturnedCue(number, in_milliseconds(line.source_range), line.sentence_id, line.source_text, text)
        for number, (line, text) in enumerate(
            zip(translation_sheet(of, texts={}, unsure={}), texts, strict=True), start=1
        )
    ]


def missing(found: Matched, sentences: Sequence[Sentence] = SENTENCES) -> tuple[str, ...]:
    """The sentences that got no text."""
    return tuple(item.id for item in sentences if item.id not in {line.sentence_id for line in found.lines})


def texts_of(cues: Sequence[ReturnedCue]) -> dict[str, str]:
    return {line.sentence_id: line.text for line in matched(SENTENCES, cues).lines}


WHOLE = {f"s{number:04d}": text for number, text in enumerate(ENGLISH, start=1)}


def test_a_fresh_sheet_has_room_for_every_sentence() -> None:
    for sheet in (transcript_sheet(SENTENCES), translation_sheet(SENTENCES, texts={}, unsure={})):
        assert [(line.sentence_id, line.source_text, line.text) for line in sheet] == [
            (item.id, item.text, "") for item in SENTENCES
        ]


def test_a_faithful_return_is_whole() -> None:
    found = matched(SENTENCES, returned())
    assert {line.sentence_id: line.text for line in found.lines} == WHOLE
    assert (missing(found), found.unsure, found.open, found.unplaced) == ((), (), (), ())
    assert {line.origin for line in found.lines} == {"person"}


def renumbered(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, number=cue.number + 100) for cue in cues]


def reordered(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return cues[::-1]


def times_lost(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, source_range=span(cue.number, cue.number + 1)) for cue in cues]


def echoes_lost(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, source_text="") for cue in cues]


def ids_lost(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, sentence_id=None) for cue in cues]


def heads_lost(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return echoes_lost(ids_lost(cues))


def a_millisecond_later(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, source_range=cue.source_range.shifted(Fraction(1, 1000))) for cue in cues]


def marks_changed(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [replace(cue, source_text=cue.source_text.replace(".", " !").replace(" ", "  ")) for cue in cues]


def doubled(cues: list[ReturnedCue]) -> list[ReturnedCue]:
    return [*cues, *renumbered(cues)]


@pytest.mark.parametrize(
    "edits",
    [
        (renumbered,),
        (reordered,),
        (times_lost,),
        (echoes_lost,),
        (ids_lost,),
        (heads_lost,),
        (a_millisecond_later,),
        (marks_changed,),
        (doubled,),
        (renumbered, reordered, times_lost),
        (times_lost, echoes_lost),
        (a_millisecond_later, heads_lost, reordered),
        (a_millisecond_later, ids_lost),
        (marks_changed, ids_lost, reordered),
    ],
    ids=lambda edits: " + ".join(edit.__name__ for edit in edits),
)
def test_an_editor_may_change_much(edits: Sequence[object]) -> None:
    cues = returned()
    for edit in edits:
        cues = edit(cues)  # type: ignore[operator]
    found = matched(SENTENCES, cues)
    assert {line.sentence_id: line.text for line in found.lines} == WHOLE
    assert (missing(found), found.unsure, found.open, found.unplaced) == ((), (), (), ())


def test_lines_come_in_transcript_order() -> None:
    assert [line.sentence_id for line in matched(SENTENCES, reordered(returned())).lines] == sorted(WHOLE)


def test_a_cue_that_was_split_in_two_is_one_text() -> None:
    cues = returned()
    first = replace(cues[1], source_range=span(10, 11), text="I was born")
    second = replace(cues[1], number=3, source_range=span(11, 12), text="in a small village.")
    assert texts_of([cues[0], first, second, *cues[2:]]) == WHOLE


def test_the_second_half_of_a_split_cue_may_have_lost_its_head() -> None:
    cues = returned()
    first = replace(cues[1], source_range=span(10, 11), text="")
    second = ReturnedCue(3, span(11, 12), None, "", ENGLISH[1])
    found = matched(SENTENCES, [cues[0], first, second, *cues[2:]])
    assert missing(found) == ("s0002",)
    assert found.unplaced == ("cue 3: its first line, which names the sentence, is gone",)


def test_two_texts_at_the_same_time_are_held() -> None:
    cues = [*returned(), replace(returned()[3], number=6, text="My father walked away at night.")]
    found = matched(SENTENCES, cues)
    assert texts_of(cues) == WHOLE
    assert found.unplaced == ("cue 6: [s0004] has another cue with the same time or the same text",)


def test_the_same_text_at_two_times_is_held() -> None:
    """A copy, or a sentence that says it twice? A person knows."""
    found = matched(SENTENCES, [*returned(), replace(returned()[3], number=6, source_range=span(50, 51))])
    assert {line.sentence_id: line.text for line in found.lines} == WHOLE
    assert found.unplaced == ("cue 6: [s0004] has another cue with the same time or the same text",)


def test_blank_cues_are_missing_and_named() -> None:
    found = matched(SENTENCES, returned(("Hello.", "", "Yes.", "", "Yes.")))
    assert missing(found) == found.open == ("s0002", "s0004")
    assert (found.unsure, found.unplaced) == ((), ())


def test_cues_that_are_not_there_are_missing() -> None:
    found = matched(SENTENCES, returned()[2:])
    assert (missing(found), found.open) == (("s0001", "s0002"), ())


def test_the_sheet_of_another_interview_is_not_used() -> None:
    """Its ids are the same, and so are its times; what was said there is not."""
    foreign = sentences_of(
        ("우리는 배를 탔어요.", "형은 군대에 있었고요.", "몰라요.", "그 뒤로 못 봤습니다.", "아니요.")
    )
    found = matched(
        SENTENCES, returned(("We took a boat.", "My brother served.", "?", "Never again.", "No."), of=foreign)
    )
    assert found.lines == ()
    assert len(found.unplaced) == len(foreign)
    assert all(f"[{item.id}] now reads otherwise" in line for item, line in zip(foreign, found.unplaced, strict=True))


def changed_to(now: str) -> tuple[Sentence, ...]:
    """The sentences, the fourth corrected to this."""
    return sentences_of((*LINES[:3], now, LINES[4]))


@pytest.mark.parametrize(
    "now",
    ["어머니가 한밤중에 끌려가셨습니다.", "아버지가 한밤중에 안 끌려가셨습니다.", "아버지가 한밤중에 끌려가셨습니까?"],
)
def test_a_text_is_never_put_under_words_it_was_not_written_for_and_not_lost(now: str) -> None:
    sentences = changed_to(now)
    found = matched(sentences, returned())
    assert missing(found, sentences) == ("s0004",)
    assert [(line.sentence_id, line.source_text, line.text) for line in found.unsure] == [
        ("s0004", LINES[3], ENGLISH[3])
    ]
    assert (found.open, found.unplaced) == ((), ())


@pytest.mark.parametrize("now", ["아버지가 한밤중에 끌려 가셨습니다…", "“아버지가, 한밤중에 끌려가셨습니다!”"])
def test_marks_and_spaces_are_no_change(now: str) -> None:
    found = matched(changed_to(now), returned())
    assert {line.sentence_id: line.text for line in found.lines} == WHOLE
    assert (found.unsure, found.unplaced) == ((), ())


def test_the_text_of_a_sentence_that_became_another_is_kept_where_we_know_how_it_read() -> None:
    """Misheard at first: the words have little in common, and still are the same sentence."""
    sentences = changed_to("전혀 다른 말입니다.")
    found = matched(sentences, returned(), former=origin_of(SENTENCES).lines)
    assert [(line.sentence_id, line.text) for line in found.unsure] == [("s0004", ENGLISH[3])]
    assert found.unplaced == ()


def test_the_text_of_a_sentence_that_became_another_is_named_where_we_do_not() -> None:
    found = matched(changed_to("전혀 다른 말입니다."), returned())
    assert found.unsure == ()
    assert found.unplaced == ("cue 4: [s0004] now reads otherwise than the line it was written under",)


def test_an_older_text_is_handed_out_with_a_mark_and_counts_when_the_mark_is_gone() -> None:
    sentences = changed_to("어머니가 한밤중에 끌려가셨습니다.")
    older = {line.sentence_id: line.text for line in matched(sentences, returned()).unsure}
    (line,) = translation_sheet(sentences[3:4], texts={}, unsure=older)
    assert (line.source_text, line.text) == (sentences[3].text, f"?? {ENGLISH[3]}")
    cue = ReturnedCue(1, in_milliseconds(line.source_range), line.sentence_id, line.source_text, line.text)
    untouched = matched(sentences, [cue])
    assert (untouched.lines, untouched.open, untouched.unplaced) == ((), ("s0004",), ())
    assert [item.text for item in untouched.unsure] == [ENGLISH[3]]
    confirmed = matched(sentences, [replace(cue, text="My mother was taken away at night.")])
    assert [item.text for item in confirmed.lines] == ["My mother was taken away at night."]
    assert (confirmed.unsure, confirmed.open, confirmed.unplaced) == ((), (), ())


@pytest.mark.parametrize("text", ["?? My father.", "??My father.", "??  My father."])
def test_a_translator_may_mark_a_doubt(text: str) -> None:
    found = matched(SENTENCES, returned((*ENGLISH[:3], text, ENGLISH[4])))
    assert missing(found) == found.open == ("s0004",)
    assert [line.text for line in found.unsure] == ["My father."]


@pytest.mark.parametrize("text", ["?", "Who? Me??", "What ?? no."])
def test_other_question_marks_are_text(text: str) -> None:
    assert matched(SENTENCES, returned((*ENGLISH[:3], text, ENGLISH[4]))).unsure == ()


def test_a_doubt_without_words_is_a_blank() -> None:
    found = matched(SENTENCES, returned((*ENGLISH[:3], "??", ENGLISH[4])))
    assert (missing(found), found.unsure) == (("s0004",), ())


def test_several_sheets_are_read_together() -> None:
    first = matched(SENTENCES, returned(("Hello.", "", "Yes.", "", "")))
    second = matched(SENTENCES, returned(("", ENGLISH[1], "", "?? My father.", "")))
    found = gathered([("one.srt", first), ("two.srt", second)])
    assert {line.sentence_id: line.text for line in found.lines} == {
        key: WHOLE[key] for key in ("s0001", "s0002", "s0003")
    }
    assert [line.text for line in found.unsure] == ["My father."]
    assert found.open == ("s0004", "s0005")
    assert found.unplaced == ()


def test_a_text_confirmed_on_a_later_sheet_is_in_doubt_no_more() -> None:
    sentences = changed_to("어머니가 한밤중에 끌려가셨습니다.")
    later = [replace(returned(of=sentences)[3], text="My mother was taken away.")]
    found = gathered([("one.srt", matched(sentences, returned())), ("two.srt", matched(sentences, later))])
    assert missing(found, sentences) == found.open == found.unplaced == ()
    assert found.unsure == ()


def test_two_sheets_that_say_different_things_are_held() -> None:
    other = matched(SENTENCES, returned(("Hi.", *ENGLISH[1:])))
    found = gathered([("one.srt", matched(SENTENCES, returned())), ("two.srt", other)])
    assert found.unplaced == ("[s0001] has one text in one.srt and another in two.srt",)


def test_what_one_of_several_sheets_could_not_place_is_named_with_the_sheet() -> None:
    stray = ReturnedCue(6, span(50, 51), None, "아무도 안 한 말.", "Nobody said so.")
    found = gathered([("one.srt", matched(SENTENCES, returned())), ("two.srt", matched(SENTENCES, [stray]))])
    assert found.unplaced == ("two.srt, cue 6: no sentence reads like its first line",)


def test_a_sentence_that_got_another_id_is_found_by_its_words() -> None:
    renamed = tuple(replace(item, id=f"s{number:04d}") for number, item in enumerate(SENTENCES, start=21))
    found = matched(renamed, returned())
    assert [line.text for line in found.lines] == list(ENGLISH)
    assert found.unplaced == ()


def test_an_echo_that_moved_to_another_sentence_takes_its_text_along() -> None:
    """Somebody pasted a line into the wrong cue: the words decide, not the number."""
    cues = returned()
    cues[1] = replace(cues[1], sentence_id="s0004")
    assert texts_of(cues) == WHOLE


def test_a_line_that_stands_word_for_word_elsewhere_belongs_there_however_like_its_number_is() -> None:
    sentences = sentences_of(("저는 강을 건넜습니다.", "저는 그 강을 건넜습니다."))
    cues = [
        replace(cue, sentence_id="s0001") for cue in returned(("I crossed.", "I crossed that river."), of=sentences)
    ]
    found = matched(sentences, cues)
    assert [line.text for line in found.lines] == ["I crossed.", "I crossed that river."]
    assert found.unsure == ()


def test_a_correction_in_the_line_may_make_it_read_like_another() -> None:
    sentences = sentences_of(("네네 그랬어요.", "네 그랬어요."))
    cues = returned(("", ""), of=sentences)
    cues[0] = replace(cues[0], source_text="네 그랬어요.")
    assert [item.text for item in corrected(sentences, cues).sentences] == ["네 그랬어요.", "네 그랬어요."]


def test_equal_sentences_without_id_and_time_are_not_guessed() -> None:
    found = matched(SENTENCES, ids_lost(times_lost(returned())))
    assert missing(found) == ("s0003", "s0005")
    assert found.unplaced == (
        "cue 3: several sentences read like its first line",
        "cue 5: several sentences read like its first line",
    )


def test_words_nobody_said_are_named() -> None:
    stray = ReturnedCue(6, span(50, 51), None, "아무도 안 한 말.", "Nobody said so.")
    assert matched(SENTENCES, [*returned(), stray]).unplaced == ("cue 6: no sentence reads like its first line",)


@pytest.mark.parametrize(("later_ms", "placed"), [(-2, 0), (-1, 5), (0, 5), (1, 5), (2, 0)])
def test_times_alone_place_a_text_within_a_millisecond(later_ms: int, placed: int) -> None:
    moved = [
        replace(cue, source_range=in_milliseconds(item.source_range, later_ms=later_ms))
        for cue, item in zip(heads_lost(returned()), SENTENCES, strict=True)
    ]
    assert len(matched(SENTENCES, moved).lines) == placed


@given(
    st.lists(st.lists(st.sampled_from(KOREAN), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6),
    st.data(),
)
def test_every_returned_text_is_placed_or_named(lines: list[str], data: st.DataObject) -> None:
    sentences = sentences_of(lines)
    cues = returned([f"text {number}" for number in range(len(lines))], of=sentences)
    edits = (renumbered, reordered, times_lost, echoes_lost, ids_lost, heads_lost, marks_changed, doubled)
    for edit in data.draw(st.lists(st.sampled_from(edits), max_size=3)):
        cues = edit(cues)
    found = matched(sentences, cues)
    placed = {line.sentence_id: line.text for line in found.lines}
    assert set(placed) | set(missing(found, sentences)) == {item.id for item in sentences}
    assert len({cue.text for cue in cues} - set(placed.values())) <= len(found.unplaced)
    assert all(placed[item.id] == f"text {number}" for number, item in enumerate(sentences) if item.id in placed)


def test_a_correction_beneath_the_line_replaces_it() -> None:
    cues = returned(("", "저는 큰 마을에서 태어났습니다.", "", "", ""))
    found = corrected(SENTENCES, cues)
    assert [item.text for item in found.sentences] == [LINES[0], "저는 큰 마을에서 태어났습니다.", *LINES[2:]]
    assert found.unplaced == ()


def test_a_correction_in_the_line_itself_counts_too() -> None:
    cues = returned([""] * 5)
    cues[3] = replace(cues[3], source_text="어머니가 한밤중에 끌려가셨습니다.")
    assert corrected(SENTENCES, cues).sentences[3].text == "어머니가 한밤중에 끌려가셨습니다."


def test_what_a_person_wrote_is_doubted_no_more() -> None:
    doubted = tuple(replace(item, flags=(Flag("low-confidence", "?"),)) for item in SENTENCES)
    found = corrected(doubted, returned(("", "저는 큰 마을에서 태어났습니다.", "", "", ""))).sentences
    assert [bool(item.flags) for item in found] == [True, False, True, True, True]


def test_corrected_words_keep_the_times_of_those_around_them() -> None:
    found = corrected(SENTENCES, returned(("", "저는 큰 마을에서 태어났습니다.", "", "", ""))).sentences[1]
    heard = SENTENCES[1]
    assert [item.source_range for item in found.words] == [item.source_range for item in heard.words]


def test_a_correction_of_another_interview_is_named() -> None:
    cues = returned([""] * 5)
    cues[3] = replace(cues[3], source_text="우리는 배를 탔어요.", text="우리는 배를 탔지요.")
    found = corrected(SENTENCES, cues)
    assert found.sentences == SENTENCES
    assert found.unplaced == ("cue 4: [s0004] now reads otherwise than the line it was written under",)


def test_sentences_that_are_not_on_the_sheet_stay() -> None:
    assert corrected(SENTENCES, returned([""] * 5)[:2]).sentences == SENTENCES


def test_the_same_correction_twice_counts_once() -> None:
    cues = doubled(returned(("", "저는 큰 마을에서 태어났습니다.", "", "", "")))
    assert corrected(SENTENCES, cues).sentences[1].text == "저는 큰 마을에서 태어났습니다."
    assert corrected(SENTENCES, doubled(returned([""] * 5))).sentences == SENTENCES


def test_what_is_no_translation_counts_as_not_written_and_is_named() -> None:
    texts = ["TODO", "저는 작은 마을에서 태어났습니다.", "Yes.", "?? TODO", "xxx"]
    found = matched(SENTENCES, returned(texts), language="en")
    assert [line.sentence_id for line in found.lines] == ["s0003"]
    assert (found.unsure, found.unplaced) == ((), ())
    assert found.open == found.unusable == ("s0001", "s0002", "s0004", "s0005")


def test_a_placeholder_under_words_that_changed_is_not_asked_to_be_confirmed() -> None:
    changed = sentences_of((*LINES[:3], "아버지가 한밤중에 떠나셨습니다.", LINES[4]))
    found = matched(changed, returned(["Hello.", "Born.", "Yes.", "TODO", "Yes."]), language="en")
    assert (found.unsure, found.unusable) == ((), ("s0004",))


def test_what_another_sheet_translates_is_not_told() -> None:
    first = matched(SENTENCES, returned(["TODO", *ENGLISH[1:]]), language="en")
    second = matched(SENTENCES, returned(), language="en")
    assert gathered([("1", first)]).unusable == ("s0001",)
    assert gathered([("1", first), ("2", second)]).unusable == ()
