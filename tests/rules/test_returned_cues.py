"""What editors do to a sheet's cues is undone where the words leave no doubt; else the cue is named."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.story import Bilingual, Speaker
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Sentence
from pipeline.domain.translation import FormerLine, ReturnedCue
from pipeline.rules.returned_cues import Kind, readings
from pipeline.rules.sheets import corrected, matched
from pipeline.rules.speakers import marks_of
from tests.examples import KOREAN, sentence, span, words_from

LONG = "저는 고향을 떠나지 않겠다고 어머니에게 굳게 약속했지만 결국 떠났습니다."
HALVES = ("저는 고향을 떠나지 않겠다고 어머니에게", "굳게 약속했지만 결국 떠났습니다.")
THANKS = "고맙습니다."
MARKS = marks_of([Speaker(Bilingual("한바다", "Han Bada")), Speaker(Bilingual("이가온", "Lee Gaon"))])


def sentences_of(*lines: str) -> tuple[Sentence, ...]:
    """The lines as sentences of three seconds, five seconds apart."""
    return tuple(
        sentence(number, words_from(line, at=5 * number, each=Fraction(3, len(line.split())), pause=0))
        for number, line in enumerate(lines, start=1)
    )


SENTENCES = sentences_of(LONG, THANKS)


def cue(number: int, line: str, text: str = "", *, at: TimeRange | None = None, mark: bool = True) -> ReturnedCue:
    """A cue as the reader of sheets gives it: with the mark of the sentence of its number, or without."""
    when = at or SENTENCES[number - 1].source_range
    return ReturnedCue(number, when, f"s{number:04d}" if mark else None, line, text)


def translated(*cues: ReturnedCue, former: Sequence[FormerLine] = ()) -> tuple[dict[str, str], tuple[str, ...]]:
    found = matched(SENTENCES, cues, former=former)
    return {line.sentence_id: line.text for line in found.lines}, found.unplaced


def spoken(*cues: ReturnedCue, former: Sequence[FormerLine] = ()) -> tuple[list[str], tuple[str, ...]]:
    found = corrected(SENTENCES, cues, former=former, marks=MARKS)
    return [item.text for item in found.sentences], found.unplaced


UNCHANGED = [LONG, THANKS]


@pytest.mark.parametrize("cut", range(1, len(LONG.split())))
def test_a_wrapped_line_is_no_correction(cut: int) -> None:
    words = LONG.split()
    wrapped = cue(1, " ".join(words[:cut]), " ".join(words[cut:]))
    assert spoken(wrapped) == (UNCHANGED, ())


def test_beneath_a_wrapped_line_the_text_is_found() -> None:
    now = LONG.replace("결국", "끝내")
    assert spoken(cue(1, HALVES[0], f"{HALVES[1]} {now}")) == ([now, THANKS], ())
    assert translated(cue(1, HALVES[0], f"{HALVES[1]} I left home.")) == ({"s0001": "I left home."}, ())
    assert translated(cue(1, HALVES[0], f'{HALVES[1]} "Go," she said.')) == ({"s0001": '"Go," she said.'}, ())


def test_the_marks_at_the_end_of_a_wrapped_line_are_no_text() -> None:
    quoted = sentences_of("그는 우리에게 말했어요, “가자.”")
    returned = [ReturnedCue(1, span(5, 8), "s0001", "그는 우리에게", "말했어요, “가자.” “Go,” he said.")]
    assert [line.text for line in matched(quoted, returned).lines] == ["“Go,” he said."]


@pytest.mark.parametrize("mark", [True, False])
def test_a_wrapped_line_names_its_sentence(mark: bool) -> None:  # noqa: FBT001
    wrapped = cue(1, HALVES[0], f"{HALVES[1]} I left home.", at=span(90, 91), mark=mark)
    assert translated(wrapped) == ({"s0001": "I left home."}, ())


@pytest.mark.parametrize(
    "text",
    [
        "굳게 약속했지만 결국 떠났어요.",
        "굳게 다짐했지만 결국 떠났습니다.",
        "굳게 약속했지만 결국 떠났습니다. 정말로.",
    ],
)
def test_a_line_that_was_wrapped_and_corrected_is_held(text: str) -> None:
    texts, unplaced = spoken(cue(1, HALVES[0], text))
    assert texts == UNCHANGED
    assert len(unplaced) == 1
    assert unplaced[0].startswith("cue 1: its first line")


def test_the_rest_of_a_longer_line_is_never_taken_for_its_translation() -> None:
    """The sheet was made when the sentence went on; where it ended then is not known."""
    texts, unplaced = translated(cue(1, HALVES[0], f"{HALVES[1]} 정말입니다. I left home, really."))
    assert texts == {}
    assert unplaced == ("cue 1: its first line is broken in two, and its rest cannot be told from the text beneath",)
    former = [FormerLine("s0001", f"{LONG} 정말입니다.")]
    found = matched(SENTENCES, [cue(1, HALVES[0], f"{HALVES[1]} 정말입니다. I left home, really.")], former=former)
    assert [line.text for line in found.unsure] == ["I left home, really."]
    assert (found.lines, found.unplaced) == ((), ())


def test_an_english_line_is_wrapped_too() -> None:
    english = sentences_of("I promised my mother that I would never leave.")
    returned = [
        ReturnedCue(1, span(5, 8), "s0001", "I promised my mother", "that I would never leave. KBS에서 약속했어요.")
    ]
    assert [line.text for line in matched(english, returned).lines] == ["KBS에서 약속했어요."]


@pytest.mark.parametrize("text", ["저는 떠났습니다.", "고향을 떠났습니다, 어머니."])
def test_a_whole_line_may_have_any_correction_beneath(text: str) -> None:
    assert spoken(cue(1, LONG, text)) == ([text, THANKS], ())


def test_cues_joined_into_one_are_parted_at_their_marks() -> None:
    both = TimeRange(SENTENCES[0].source_range.start, SENTENCES[1].source_range.end)
    assert spoken(cue(1, LONG, f"> [s0002] {THANKS}", at=both)) == (UNCHANGED, ())
    joined = cue(1, LONG, f"I left. > [s0002] {THANKS} Thank you.", at=both)
    assert translated(joined) == ({"s0001": "I left.", "s0002": "Thank you."}, ())
    wrapped = cue(1, HALVES[0], f"{HALVES[1]} I left. > [s0002] {THANKS} Thank you.", at=both)
    assert translated(wrapped) == ({"s0001": "I left.", "s0002": "Thank you."}, ())
    assert spoken(cue(1, LONG, f"> [s0002] {THANKS} 고맙습니다, 여러분.", at=both)) == (
        [LONG, "고맙습니다, 여러분."],
        (),
    )


@pytest.mark.parametrize("head", ["- > [s0002] ", "&gt; [s0002] ", "[s0002] ", ">> [s0002]", "-[s0002] "])
def test_a_mangled_mark_is_no_text(head: str) -> None:
    mangled = ReturnedCue(2, SENTENCES[1].source_range, None, "", f"{head}{THANKS} Thank you.")
    assert translated(mangled) == ({"s0002": "Thank you."}, ())
    assert spoken(ReturnedCue(2, SENTENCES[1].source_range, None, "", f"{head}{THANKS}")) == (UNCHANGED, ())


@pytest.mark.parametrize(
    ("returned", "why"),
    [
        (cue(1, LONG, f"> [s0002] {THANKS} I left. Thank you."), "not every line has its text"),
        (cue(1, LONG, "I left. > [s0002] 감사합니다. Thank you."), "behind the mark [s0002]"),
        (cue(1, LONG, "I left. > [s0009] 고맙습니다. Thank you."), "behind the mark [s0009]"),
        (cue(1, f"{LONG} > [s0002] {THANKS}", "I left. Thank you."), "two first lines run into each other"),
        (cue(1, "", f"I left. > [s0002] {THANKS} Thank you.", mark=False), "what stands above its first mark"),
    ],
)
def test_a_mark_amid_a_text_never_gets_into_a_caption(returned: ReturnedCue, why: str) -> None:
    texts, unplaced = translated(returned)
    assert "[s0" not in " ".join(texts.values())
    assert any(why in item for item in unplaced)
    assert "[s0" not in " ".join(spoken(returned)[0])


def test_a_correction_beneath_two_joined_lines_is_held() -> None:
    texts, unplaced = spoken(cue(1, LONG, f"> [s0002] {THANKS} 저는 고향을 떠나지 않겠다고 했습니다."))
    assert texts == UNCHANGED
    assert unplaced


def test_a_cue_that_was_split_is_one_again() -> None:
    first, second = span(5, "6.4"), span("6.5", 8)
    halves = [cue(1, HALVES[0], at=first), ReturnedCue(2, second, None, "", f"{HALVES[1]} I left home.")]
    assert translated(*halves) == ({"s0001": "I left home."}, ())
    assert spoken(cue(1, HALVES[0], at=first), ReturnedCue(2, second, None, "", HALVES[1])) == (UNCHANGED, ())
    thirds = [
        cue(1, LONG, "I left", at=span(5, 6)),
        ReturnedCue(2, span(6, 7), None, "", "my"),
        ReturnedCue(3, span(7, 8), None, "", "home."),
    ]
    assert translated(*thirds) == ({"s0001": "I left my home."}, ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (span(5, "6.4"), span(12, 13)),
        (span(5, "6.4"), span("6.4", 9)),
        (span(5, 7), span(6, 8)),
        (span(4, 6), span(6, 8)),
    ],
)
def test_a_text_without_a_line_outside_its_sentences_time_is_named(first: TimeRange, second: TimeRange) -> None:
    _, unplaced = translated(cue(1, LONG, "I left", at=first), ReturnedCue(2, second, None, "", "home."))
    assert unplaced == ("cue 2: its first line, which names the sentence, is gone",)


def test_a_line_nobody_touched_is_no_correction_of_what_it_became() -> None:
    former = [FormerLine("s0001", LONG.replace("결국", "벌써")), FormerLine("s0002", "아무 말도 안 했어요.")]
    assert spoken(*(cue(number, line.text) for number, line in enumerate(former, start=1)), former=former) == (
        UNCHANGED,
        (),
    )
    texts, _ = spoken(cue(2, former[1].text, "정말 고맙습니다."), former=former)
    assert texts == [LONG, "정말 고맙습니다."]


@pytest.mark.parametrize(
    ("line", "text", "said", "speaker"),
    [
        ("2: 고맙습니다.", "", THANKS, 2),
        (THANKS, "이가온:", THANKS, 2),
        (THANKS, "Han Bada: 감사합니다.", "감사합니다.", 1),
        ("한바다：고맙습니다.", "", "한바다：고맙습니다.", 0),
        ("한바다： 고맙습니다.", "", THANKS, 1),
        ("1: 고맙습니다.", "2: 감사합니다.", "감사합니다.", 2),
        ("1: 고맙습니다.", "감사합니다.", "감사합니다.", 1),
        (THANKS, "그는 말했다: 고맙습니다.", "그는 말했다: 고맙습니다.", 0),
        ("3: 고맙습니다.", "", "3: 고맙습니다.", 0),
    ],
)
def test_a_mark_says_who_speaks_and_is_no_word(line: str, text: str, said: str, speaker: int) -> None:
    found = corrected(SENTENCES, [cue(2, line, text)], marks=MARKS)
    assert (found.sentences[1].text, found.sentences[1].speaker) == (said, speaker)
    assert found.sentences[1].id == "s0002"
    assert found.unplaced == ()


def test_a_mark_that_was_handed_out_is_no_word_of_a_person() -> None:
    former = [FormerLine("s0002", THANKS, speaker=1)]
    for line, speaker in ((f"1: {THANKS}", 0), (f"2: {THANKS}", 2)):
        assert corrected(SENTENCES, [cue(2, line)], former=former, marks=MARKS).sentences[1].speaker == speaker
    assert corrected(SENTENCES, [cue(2, f"1: {THANKS}", "1:")], former=former, marks=MARKS).sentences[1].speaker == 1


def test_a_mark_survives_what_editors_do() -> None:
    both = TimeRange(SENTENCES[0].source_range.start, SENTENCES[1].source_range.end)
    found = corrected(SENTENCES, [cue(1, f"1: {LONG}", f"> [s0002] 2: {THANKS}", at=both)], marks=MARKS)
    assert [(item.text, item.speaker) for item in found.sentences] == [(LONG, 1), (THANKS, 2)]
    found = corrected(SENTENCES, [cue(1, f"1: {HALVES[0]}", f"{HALVES[1]} 2:")], marks=MARKS)
    assert (found.sentences[0].text, found.sentences[0].speaker) == (LONG, 2)


def test_one_sentence_has_one_speaker() -> None:
    halves = [cue(2, THANKS, "1: 고맙", at=span(10, 11)), cue(2, THANKS, "2: 습니다.", at=span(11, 12))]
    assert corrected(SENTENCES, halves, marks=MARKS).unplaced == ("cue 2: [s0002] is given to two speakers",)


sheets_text = st.lists(
    st.lists(st.sampled_from(KOREAN), min_size=2, max_size=8).map(" ".join), min_size=1, max_size=5, unique=True
)


@given(sheets_text, st.data())
def test_wrapping_and_joining_lose_nothing(lines: list[str], data: st.DataObject) -> None:
    """Each line is wrapped somewhere, and some cues are joined to the one before: every text comes to its sentence."""
    said = sentences_of(*lines)
    cues: list[ReturnedCue] = []
    for number, item in enumerate(said, start=1):
        words, cut = item.text.split(), data.draw(st.integers(1, len(item.text.split())))
        line, rest = " ".join(words[:cut]), " ".join([*words[cut:], f"Text {number}."])
        joined: bool = data.draw(st.booleans())
        if cues and joined:
            last = cues.pop()
            whole = f"{last.text} > [{item.id}] {line} {rest}"
            cues.append(ReturnedCue(last.number, last.source_range, last.sentence_id, last.source_text, whole))
        else:
            cues.append(ReturnedCue(number, item.source_range, item.id, line, rest))
    found = matched(said, cues)
    assert [line.text for line in found.lines] == [f"Text {number}." for number in range(1, len(lines) + 1)]
    assert found.unplaced == ()


@given(
    sheets_text,
    st.lists(
        st.tuples(st.sampled_from(("s0001", "s0002", "s0009", None)), st.text(max_size=30), st.text(max_size=30)),
        max_size=6,
    ),
    st.sampled_from(("transcript", "translation")),
)
def test_whatever_comes_back_is_read_or_named(
    lines: list[str], parts: list[tuple[str | None, str, str]], kind: Kind
) -> None:
    cues = [
        ReturnedCue(number, span(number, number + 1), mark, line.strip(), " ".join(text.split()))
        for number, (mark, line, text) in enumerate(parts, start=1)
    ]
    read = readings(sentences_of(*lines), cues, kind=kind, marks=MARKS)
    named = {int(item.split(":")[0].removeprefix("cue ")) for item in read.unplaced}
    assert {item.number for item in cues} == {item.cue.number for item in read.found} | named
