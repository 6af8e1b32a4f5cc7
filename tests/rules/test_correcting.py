"""People's captions come back as editors leave them, and stay through a changed cut, transcript and translation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.corrections import CaptionHandOut, Correction, ReturnedCaption, Showing, words_of
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import TimeRange, milliseconds
from pipeline.domain.transcript import LANGUAGES, Language, Transcript
from pipeline.domain.translation import Translation
from pipeline.rules.correcting import Answers, CorrectedTrack, with_corrections
from pipeline.rules.cue_search import Utterance
from pipeline.rules.cues import track_from
from pipeline.rules.placing import shown_in
from pipeline.rules.recognising import captions_of, likeliest
from pipeline.rules.returned_captions import Returned, corrections_in, same_changes
from pipeline.rules.spoken import spoken_in
from pipeline.rules.utterances import as_corrected, showings_of, utterances_from
from tests.examples import HOUSE, edl, sentence, transcript, translation, words_from

SPOKEN = transcript(
    sentence(1, words_from("저는 작은 마을에서 태어났습니다.", at=1)),
    sentence(2, words_from("어머니와 함께 강을 건너서 중국으로 갔는데 아버지는 집에 남아 계셨습니다.", at=5)),
    sentence(3, words_from("지금은 서울에서 살고 있습니다.", at=14)),
)
TRANSLATED = translation(
    SPOKEN,
    "I was born in a small village.",
    "I crossed the river to China with my mother, but my father stayed behind at home.",
    "Now I live in Seoul.",
)
CUT = edl((0, 500))


Edit = Callable[[list[ReturnedCaption]], list[ReturnedCaption]]


@dataclass(frozen=True, slots=True)
class Film:
    """A cut, what is said in it, and the other language."""

    cut: EditDecisionList = CUT
    spoken: Transcript = SPOKEN
    translated: Translation = TRANSLATED

    def hand_out(self, corrections: Sequence[Correction] = (), *, answers: Answers | None = None) -> CaptionHandOut:
        """What people get: the captions with these corrections in them."""
        made = self.made(corrections, answers=answers)
        return CaptionHandOut(made.track, self.cut, self.showings, made.shown, made.kept)

    @property
    def showings(self) -> tuple[Showing, ...]:
        heard = spoken_in(self.cut, self.spoken)
        return showings_of(heard, self.translated, HOUSE, spoken=self.spoken.language, speakers={})

    def utterances(self, corrections: Sequence[Correction]) -> tuple[Utterance, ...]:
        alone = {sentence_id for item in corrections for sentence_id in item.sentence_ids}
        heard = spoken_in(self.cut, self.spoken)
        return utterances_from(heard, self.translated, HOUSE, spoken=self.spoken.language, speakers={}, alone=alone)

    def made(self, corrections: Sequence[Correction], *, answers: Answers | None = None) -> CorrectedTrack:
        track = track_from(self.cut, self.utterances(corrections), HOUSE, spoken=self.spoken.language)
        return with_corrections(track, corrections, self.showings, cut=self.cut, profile=HOUSE, answers=answers or {})


FILM = Film()


def file_of(hand_out: CaptionHandOut, language: Language) -> list[ReturnedCaption]:
    """The captions as a subtitle file has them: in whole milliseconds."""
    found = []
    for number, cue in enumerate(hand_out.track.cues, start=1):
        span = hand_out.track.program_range(cue)
        start, end = (Fraction(milliseconds(moment), 1000) for moment in (span.start, span.end))
        found.append(ReturnedCaption(number, TimeRange(start, end), cue.lines(language)))
    return found


def shown(track: SubtitleTrack, language: Language) -> list[str]:
    return [" / ".join(cue.lines(language)) for cue in track.cues]


def grid(track: SubtitleTrack) -> list[tuple[int, int]]:
    return [(cue.start_frame, cue.end_frame) for cue in track.cues]


def text(item: ReturnedCaption, *lines: str) -> ReturnedCaption:
    return replace(item, lines=lines)


def moved(item: ReturnedCaption, *, start: str = "0", end: str = "0") -> ReturnedCaption:
    span = item.program_range
    return replace(item, program_range=TimeRange(span.start + Fraction(start), span.end + Fraction(end)))


def split(item: ReturnedCaption, *parts: str) -> list[ReturnedCaption]:
    """As an editor splits: the time in equal parts."""
    step = item.program_range.duration / len(parts)
    begin = item.program_range.start
    return [
        ReturnedCaption(item.number, TimeRange(begin + step * index, begin + step * (index + 1)), (part,))
        for index, part in enumerate(parts)
    ]


def joined(first: ReturnedCaption, second: ReturnedCaption) -> ReturnedCaption:
    whole = TimeRange(first.program_range.start, second.program_range.end)
    return ReturnedCaption(first.number, whole, (*first.lines, *second.lines))


def returned(language: Language, edit: Edit) -> Returned:
    hand_out = FILM.hand_out()
    return corrections_in(hand_out, language, edit(file_of(hand_out, language)))


def edited(language: Language, edit: Edit) -> tuple[Correction, ...]:
    result = returned(language, edit)
    assert result.unplaced == ()
    return result.corrections


def test_the_film_begins_with_four_captions() -> None:
    assert [line.replace(" /", "") for line in shown(FILM.hand_out().track, "en")] == [
        "I was born in a small village.",
        "I crossed the river to China with my mother,",
        "but my father stayed behind at home.",
        "Now I live in Seoul.",
    ]


# What came back as it was


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda cues: cues, id="untouched"),
        pytest.param(lambda cues: [replace(cue, number=900 - cue.number) for cue in cues], id="renumbered"),
        pytest.param(lambda cues: cues[::-1], id="in another order"),
        pytest.param(lambda cues: [moved(cue, start="1/200", end="-1/200") for cue in cues], id="in centiseconds"),
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_not_changed_is_no_correction(language: Language, edit: Edit) -> None:
    assert edited(language, edit) == ()


# Each thing people do, and what must be left of it whatever changes around it

REWORDED = edited("en", lambda cues: [text(cues[0], "I come from a tiny village."), *cues[1:]])
LINES = edited(
    "en", lambda cues: [cues[0], text(cues[1], "I crossed", "the river to China with my mother,"), *cues[2:]]
)
SPLIT = edited("en", lambda cues: [*split(cues[0], "I was born", "in a small village."), *cues[1:]])
JOINED = edited("en", lambda cues: [cues[0], joined(cues[1], cues[2]), cues[3]])
RETIMED = edited("ko", lambda cues: [*cues[:3], moved(cues[3], start="2/5", end="3/5")])
TAKEN_OUT = edited("ko", lambda cues: cues[1:]) + edited("en", lambda cues: cues[1:])

CORRECTIONS = {
    "reworded": REWORDED,
    "lines": LINES,
    "split": SPLIT,
    "joined": JOINED,
    "re-timed": RETIMED,
    "taken out": TAKEN_OUT,
}


def kept(name: str, film: Film, made: CorrectedTrack) -> bool:
    """Whether what the person did is there to be seen, whatever the words are now."""
    track = made.track
    english = shown(track, "en")
    cues = {number: [cue for cue in track.cues if cue.sentence_ids == (f"s000{number}",)] for number in (1, 2, 3)}
    match name:
        case "reworded":
            return english[0] == "I come from a tiny village."
        case "lines":
            return "I crossed / the river to China with my mother," in english
        case "split":
            return len(cues[1]) == 2
        case "joined":
            return len(cues[2]) == 1
        case "re-timed":
            return cues[3][0].start_frame - spoken_in(film.cut, film.spoken)[-1].words[0][1].start * 25 == 10
        case _:
            return cues[1] == []


def words(film: Film, language: Language) -> list[str]:
    return [word for item in film.showings for word in words_of(item.text(language))]


SHORTER = edl((0, 100), ("4.4", 390))
"""The same film with four tenths of a second cut out between the first two sentences."""

OTHER_KOREAN = replace(
    SPOKEN,
    sentences=tuple(
        replace(item, words=tuple(replace(word, text=word.text.replace("습니다", "어요")) for word in item.words))
        for item in SPOKEN.sentences
    ),
)
OTHER_ENGLISH = translation(
    SPOKEN,
    "I was born in a very small fishing village.",
    "With my mother I crossed the river to China, but my father remained behind at home.",
    "These days I live in Seoul.",
)

CHANGED = {
    "nothing": FILM,
    "the cut": Film(cut=SHORTER),
    "the transcript": Film(spoken=OTHER_KOREAN),
    "the translation": Film(translated=OTHER_ENGLISH),
}

REWORDS_OF_OTHER = {("reworded", "the translation")}
"""Where only a person can say what the caption is to be now."""

BREAKS_OF_OTHER = {("lines", "the translation")}
"""Where the words that the person broke into lines are gone."""


@pytest.mark.parametrize("name", CORRECTIONS)
@pytest.mark.parametrize("change", CHANGED)
def test_a_correction_outlives_what_changes_around_it(name: str, change: str) -> None:
    film = CHANGED[change]
    made = film.made(CORRECTIONS[name])
    if (name, change) in REWORDS_OF_OTHER:
        (conflict,) = made.conflicts
        assert (conflict.sentence_ids, conflict.language) == (("s0001",), "en")
        assert conflict.now == "I was born in a very small fishing village."
        assert conflict.corrected == "I come from a tiny village."
        return
    assert (made.conflicts, made.unplaced) == ((), ())
    assert kept(name, film, made) or (name, change) in BREAKS_OF_OTHER
    for language in ("ko", "en"):
        reworded = name in {"reworded", "taken out"} and (language == "en" or name == "taken out")
        assert reworded or words_of(" ".join(shown(made.track, language)).replace(" /", "")) == words(film, language)


def test_an_answer_ends_a_conflict() -> None:
    film = CHANGED["the translation"]
    answers: Answers = {("en", ("s0001",)): "I come from a tiny fishing village."}
    made = film.made(REWORDED, answers=answers)
    assert made.conflicts == ()
    assert shown(made.track, "en")[0] == "I come from a tiny fishing village."


def test_the_person_and_the_sheet_saying_the_same_is_no_conflict() -> None:
    film = Film(
        translated=translation(SPOKEN, "I come from a tiny village.", *(item.text for item in TRANSLATED.lines[1:]))
    )
    assert film.made(REWORDED).conflicts == ()


def test_a_sentence_that_was_cut_out_keeps_its_correction_until_it_is_back() -> None:
    without = Film(cut=edl(("4.5", 380)))
    made = without.made(REWORDED)
    assert (made.track, made.kept, made.held) == (without.made(()).track, REWORDED, ())
    assert kept("reworded", FILM, FILM.made(REWORDED))


def test_what_is_shown_twice_is_corrected_twice() -> None:
    twice = Film(cut=edl((0, 90), (13, 120), (0, 90)))
    english = shown(twice.made(REWORDED).track, "en")
    assert english == ["I come from a tiny village.", "Now I live in Seoul.", "I come from a tiny village."]
    english = shown(twice.made(SPLIT).track, "en")
    assert english == ["I was born", "in a small village.", "Now I live in Seoul.", "I was born", "in a small village."]


TWICE = Film(cut=edl((0, 90), (13, 120), (0, 90)))
TINY = "I come from a tiny village."
BORN, LIVE = "I was born in a small village.", "Now I live in Seoul."


def returned_to(film: Film, language: Language, edit: Edit, hand_out: CaptionHandOut | None = None) -> Returned:
    base = hand_out or film.hand_out()
    return corrections_in(base, language, edit(file_of(base, language)))


def english(film: Film, corrections: Sequence[Correction]) -> list[str]:
    """The English captions, their lines as one; nothing of them may be unplaced."""
    made = film.made(corrections)
    assert (made.conflicts, made.unplaced) == ((), ())
    return [line.replace(" /", "") for line in shown(made.track, "en")]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        pytest.param(lambda cues: [text(cues[0], TINY), *cues[1:]], [TINY, LIVE, BORN], id="the first"),
        pytest.param(lambda cues: [*cues[:2], text(cues[2], TINY)], [BORN, LIVE, TINY], id="the second"),
        pytest.param(
            lambda cues: [text(cues[0], TINY), cues[1], text(cues[2], TINY)], [TINY, LIVE, TINY], id="both alike"
        ),
        pytest.param(
            lambda cues: [text(cues[0], TINY), cues[1], text(cues[2], "I am from a village.")],
            [TINY, LIVE, "I am from a village."],
            id="each otherwise",
        ),
        pytest.param(
            lambda cues: [*split(cues[0], "I was born", "in a small village."), *cues[1:]],
            ["I was born", "in a small village.", LIVE, BORN],
            id="the first split",
        ),
        pytest.param(lambda cues: [moved(cues[0], end="-1/5"), *cues[1:]], [BORN, LIVE, BORN], id="the first re-timed"),
    ],
)
def test_each_time_that_a_sentence_is_shown_may_be_corrected_by_itself(edit: Edit, wanted: list[str]) -> None:
    found = returned_to(TWICE, "en", edit).corrections
    assert english(TWICE, found) == wanted
    again = returned_to(TWICE, "en", lambda cues: cues, TWICE.hand_out(found)).corrections
    assert english(TWICE, again) == wanted


@pytest.mark.parametrize("gone", [0, 2])
def test_one_of_two_showings_can_be_taken_out(gone: int) -> None:
    found = [
        item
        for language in LANGUAGES
        for item in returned_to(TWICE, language, lambda cues: [*cues[:gone], *cues[gone + 1 :]]).corrections
    ]
    assert english(TWICE, found) == ([LIVE, BORN] if gone == 0 else [BORN, LIVE])
    taken_out = TWICE.hand_out(found)
    back: list[Correction] = []
    for language in LANGUAGES:
        caption = file_of(TWICE.hand_out(), language)[gone]
        back += corrections_in(taken_out, language, [*file_of(taken_out, language), caption]).corrections
    assert english(TWICE, back) == [BORN, LIVE, BORN]
    shapes = as_corrected(
        TWICE.utterances(()), TWICE.made(found).track, TWICE.made(()).track, shown=TWICE.made(found).shown
    )
    assert [item.sentence_ids for item in shapes] == (
        [("s0003",), ("s0001",)] if gone == 0 else [("s0001",), ("s0003",)]
    )


ONCE_MORE = Film(cut=edl((0, 90), (13, 120), (0, 90), (0, 90)))


@pytest.mark.parametrize("film", [pytest.param(FILM, id="once"), pytest.param(ONCE_MORE, id="three times")])
def test_a_film_that_shows_a_sentence_more_or_less_often_takes_what_was_corrected_alike(film: Film) -> None:
    alike = returned_to(TWICE, "en", lambda cues: [text(cues[0], TINY), cues[1], text(cues[2], TINY)]).corrections
    made = film.made(alike)
    wanted = [TINY if cue.sentence_ids == ("s0001",) else " ".join(cue.en) for cue in made.track.cues]
    assert english(film, alike) == wanted
    assert english(TWICE, film.hand_out(alike).corrections) == [TINY, LIVE, TINY]
    one = returned_to(TWICE, "en", lambda cues: [text(cues[0], TINY), *cues[1:]]).corrections
    (reason,) = film.made(one).unplaced
    assert reason.startswith("s0001: it is shown more often, or less often, than when its captions were corrected")
    assert (film.made(one).track, film.made(one).held, film.made(one).kept) == (film.made(()).track, one, ())


def test_one_showing_right_after_another_is_another() -> None:
    film = Film(cut=edl((0, 90), (0, 90), (13, 120)))
    assert english(film, REWORDED) == [TINY, TINY, LIVE]
    assert english(film, SPLIT) == ["I was born", "in a small village."] * 2 + [LIVE]


def test_a_caption_never_stands_over_another_clip() -> None:
    film = Film(cut=edl((0, 90), (60, 40), (0, 90), (13, 100)))
    late = edited("en", lambda cues: [moved(cues[0], start="1/2", end="1/2"), *cues[1:]])
    made = film.made(late)
    assert english(film, late) == [BORN, BORN, LIVE]
    (first, end), (second, _), _ = grid(made.track)
    assert (second - first, end) == (130, 90)


def test_a_caption_goes_on_over_a_joint_where_the_footage_goes_on() -> None:
    late = edited("en", lambda cues: [moved(cues[0], end="1/2"), *cues[1:]])
    whole, joint = FILM.made(late), Film(cut=edl((0, 88), ("3.52", 412))).made(late)
    assert grid(joint.track)[0] == grid(whole.track)[0]


def test_captions_over_two_sentences_are_held_where_the_film_turns_them_round() -> None:
    together = edited("en", lambda cues: [joined(cues[0], cues[1]), *cues[2:]])
    film = Film(cut=edl((4, 250), (0, 90), (13, 100)))
    made = film.made(together)
    assert made.unplaced == (
        "s0001, s0002: a caption that came back holds them together, and they do not follow each other so now (en)",
    )
    assert made.track == film.made(()).track or shown(made.track, "en") == shown(film.made(()).track, "en")


# Short answers that repeat

ANSWERS = transcript(*(sentence(number, words_from("네.", at=4 * number - 3)) for number in (1, 2, 3)))
YES = Film(spoken=ANSWERS, translated=translation(ANSWERS, "Yes.", "Yes.", "Yes."))


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("late", ["0", "1/10", "1"])
def test_of_answers_that_repeat_the_one_that_was_changed_is_changed(number: int, late: str) -> None:
    def edit(cues: list[ReturnedCaption]) -> list[ReturnedCaption]:
        return [moved(text(cue, "No.") if at == number else cue, start=late, end=late) for at, cue in enumerate(cues)]

    found = returned_to(YES, "en", edit).corrections
    wanted = ["No." if at == number else "Yes." for at in range(3)]
    assert english(YES, found) == wanted
    assert [item.sentence_ids for item in found if item.rewords] == [(f"s000{number + 1}",)]


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("late", ["0", "1/10", "1"])
def test_of_answers_that_repeat_the_one_that_was_taken_out_is_gone(number: int, late: str) -> None:
    def edit(cues: list[ReturnedCaption]) -> list[ReturnedCaption]:
        return [moved(cue, start=late, end=late) for at, cue in enumerate(cues) if at != number]

    found = [item for language in LANGUAGES for item in returned_to(YES, language, edit).corrections]
    gone = [item.sentence_ids for item in found if item.takes_out]
    assert gone == [(f"s000{number + 1}",)] * 2
    assert english(YES, found) == ["Yes.", "Yes."]


def test_an_hour_of_captions_that_are_all_reworded_is_read_at_once() -> None:
    """Each is compared with its neighbours in time, not with all of them: this took minutes."""
    count = 1500
    said = transcript(
        *(sentence(item, words_from(f"저는 {item}번 집에서 살았습니다.", at=3 * item)) for item in range(count))
    )
    film = Film(edl((0, 75 * count)), said, translation(said, *(f"I lived in house {item}." for item in range(count))))
    track = track_from(film.cut, film.utterances(()), HOUSE, spoken="ko")
    hand_out = CaptionHandOut(track, film.cut, film.showings, shown_in(track, film.showings), ())
    file = [text(item, f"Number {item.number} was my home.") for item in file_of(hand_out, "en")]
    begun = process_time()
    found = corrections_in(hand_out, "en", file).corrections
    made = with_corrections(track, found, film.showings, cut=film.cut, profile=HOUSE, answers={})
    assert process_time() - begun < 10
    assert (len(found), made.unplaced) == (count, ())


# Times

FRAME = "1/25"


def test_times_that_two_editors_rounded_to_neighbouring_frames_are_one_grid() -> None:
    english_split = edited("en", lambda cues: [*split(cues[0], "I was born", "in a small village."), *cues[1:]])

    def korean(shift: str) -> tuple[Correction, ...]:
        def edit(cues: list[ReturnedCaption]) -> list[ReturnedCaption]:
            first, second = split(cues[0], "저는", "작은 마을에서 태어났습니다")
            return [moved(first, end=shift), moved(second, start=shift), *cues[1:]]

        return edited("ko", edit)

    assert FILM.made(english_split + korean(FRAME)).unplaced == ()
    (reason,) = FILM.made(english_split + korean("3/25")).unplaced
    assert reason.startswith("s0001: the captions in the two languages came back with different times")


@pytest.mark.parametrize(("shift", "is_retimed"), [("19/1000", False), ("1/10", True)])
def test_a_tenth_of_a_second_is_a_time_that_a_person_chose(shift: str, *, is_retimed: bool) -> None:
    (found,) = edited("en", lambda cues: [moved(text(cues[0], TINY), start=shift), *cues[1:]])
    assert [cue.retimed for cue in found.cues] == [is_retimed]


def test_a_caption_between_two_that_stand_belongs_to_those_between_them() -> None:
    """Its time lies over the next caption, which came back as it was."""
    (found,) = edited("en", lambda cues: [moved(text(cues[0], TINY), start="4", end="4"), *cues[1:]])
    assert found.sentence_ids == ("s0001",)


def test_where_two_captions_clash_the_others_stay_corrected() -> None:
    before = FILM.hand_out()
    cues = file_of(before, "en")
    there = replace(cues[0], program_range=TimeRange(cues[1].program_range.start, cues[0].program_range.end + 4))
    found = corrections_in(before, "en", [there, *cues[1:3], text(cues[3], "Seoul is my home.")]).corrections
    made = FILM.made(found)
    (reason,) = made.unplaced
    assert reason == "s0001, s0002: two of their captions begin at the same time, or almost, at 00:00:05.000"
    assert [item.sentence_ids for item in made.held] == [("s0001",)]
    assert [line for line in shown(made.track, "en") if "Seoul" in line] == ["Seoul is my home."]
    assert grid(made.track)[:3] == grid(before.track)[:3]


def test_words_that_go_into_a_persons_cues_have_the_full_stops_of_the_profile() -> None:
    korean_split = edited("ko", lambda cues: [*split(cues[0], "저는", "작은 마을에서 태어났습니다"), *cues[1:]])
    made = CHANGED["the transcript"].made(korean_split)
    assert shown(made.track, "ko")[:2] == ["저는 작은 마을에서", "태어났어요"]


def test_a_sentence_that_people_corrected_shares_no_cue() -> None:
    alone = {item.sentence_ids: item.alone for item in FILM.utterances(REWORDED)}
    assert alone == {("s0001",): True, ("s0002",): False, ("s0003",): False}


# Several speakers


def test_whoever_goes_on_after_words_of_nobody_known_is_not_marked() -> None:
    film = Film(spoken=spoken_by(1, 0, 2), cut=edl((0, 90), (4, 225), (0, 90), (13, 120)))
    assert [item.en_mark for item in film.showings] == ["-", "", "", "-"]
    assert [item.translated[0][0] == "-" for item in film.utterances(())] == [True, False, False, True]


def spoken_by(*speakers: int) -> Transcript:
    sentences = zip(SPOKEN.sentences, speakers, strict=True)
    return replace(SPOKEN, sentences=tuple(replace(item, speaker=speaker) for item, speaker in sentences))


def test_a_turn_that_begins_elsewhere_is_no_other_text() -> None:
    """With the second sentence cut out, the third begins its speaker's turn."""
    before = Film(spoken=spoken_by(1, 2, 2))
    found = returned_to(before, "en", lambda cues: [*cues[:-1], text(cues[-1], "Seoul is my home.")]).corrections
    assert english(before, found)[-1] == "Seoul is my home."
    assert english(replace(before, cut=edl((0, 100), (13, 120))), found)[-1] == "-Seoul is my home."


def test_a_turn_that_began_there_may_begin_before() -> None:
    before = Film(spoken=spoken_by(1, 2, 2), cut=edl((0, 100), (13, 120)))
    found = returned_to(before, "en", lambda cues: [*cues[:-1], text(cues[-1], "-Seoul is my home.")]).corrections
    assert english(before, found)[-1] == "-Seoul is my home."
    assert english(replace(before, cut=CUT), found)[-1] == "Seoul is my home."


def test_a_dash_that_a_person_took_away_stays_away() -> None:
    film = Film(spoken=spoken_by(1, 2, 2))
    assert english(film, ())[1].startswith("-I crossed")
    found = returned_to(
        film, "en", lambda cues: [cues[0], text(cues[1], cues[1].lines[0][1:], *cues[1].lines[1:]), *cues[2:]]
    )
    assert english(film, found.corrections)[1].startswith("I crossed")
    assert not any(item.rewords for item in found.corrections)


def test_both_languages_may_come_back_changed() -> None:
    both = edited("en", lambda cues: [*split(cues[0], "I was born", "in a small village."), *cues[1:]]) + edited(
        "ko", lambda cues: [*split(cues[0], "저는", "작은 마을에서 태어났습니다."), *cues[1:]]
    )
    made = FILM.made(both)
    assert made.unplaced == ()
    assert shown(made.track, "ko")[:2] == ["저는", "작은 마을에서 태어났습니다."]


def test_different_times_in_both_languages_are_held() -> None:
    both = edited("en", lambda cues: [*split(cues[0], "I was born", "in a small village."), *cues[1:]]) + edited(
        "ko", lambda cues: [*split(cues[0], "저는", "작은", "마을에서 태어났습니다."), *cues[1:]]
    )
    (reason,) = FILM.made(both).unplaced
    assert reason.startswith("s0001: the captions in the two languages")


def test_a_caption_over_nothing_is_held() -> None:
    stray = ReturnedCaption(9, TimeRange(Fraction(19), Fraction(20)), ("Subscribe!",))
    (reason,) = returned("en", lambda cues: [*cues, stray]).unplaced
    assert reason == "caption 9 (00:00:19.000) lies where the film has no caption"


def test_a_second_return_adds_to_the_first() -> None:
    """The person takes the captions with her first corrections in them, and goes on."""
    second = FILM.hand_out(SPLIT)
    cues = file_of(second, "en")
    again = corrections_in(second, "en", [*cues[:-1], text(cues[-1], "I live in Seoul now.")])
    english = shown(FILM.made(again.corrections).track, "en")
    assert (english[:2], english[-1]) == (["I was born", "in a small village."], "I live in Seoul now.")


def test_a_correction_can_be_taken_back() -> None:
    second = FILM.hand_out(REWORDED)
    cues = file_of(second, "en")
    again = corrections_in(second, "en", [text(cues[0], "I was born in a small village."), *cues[1:]])
    assert shown(FILM.made(again.corrections).track, "en") == shown(FILM.made(()).track, "en")


def test_times_a_person_chose_stay_when_only_words_change_later() -> None:
    second = FILM.hand_out(RETIMED)
    cues = file_of(second, "ko")
    again = corrections_in(second, "ko", [*cues[:-1], text(cues[-1], "지금은 서울에 살아요.")])
    assert kept("re-timed", FILM, FILM.made(again.corrections))


def origin(
    returned: Sequence[ReturnedCaption], *hand_outs: CaptionHandOut, language: Language = "en"
) -> CaptionHandOut:
    return likeliest(returned, [(item, captions_of(item, language)) for item in hand_outs])[0]


def test_the_hand_out_a_file_was_made_from_is_recognised() -> None:
    first, later = FILM.hand_out(), Film(cut=SHORTER).hand_out()
    changed = [text(item, *(["Changed."] if item.number == 1 else item.lines)) for item in file_of(first, "en")]
    assert origin(changed, later, first) is first
    assert origin(file_of(later, "en"), first, later) is later


def test_it_is_recognised_by_its_words_where_all_times_were_moved() -> None:
    first, later = FILM.hand_out(), Film(translated=OTHER_ENGLISH).hand_out()
    late = [moved(item, start="1/5", end="1/5") for item in file_of(later, "en")]
    assert origin(late, first, later) is later


def test_of_several_that_are_equally_near_the_newest_counts_first() -> None:
    first, later, last = FILM.hand_out(), FILM.hand_out(SPLIT), FILM.hand_out()
    assert origin(file_of(later, "ko"), first, later, language="ko") is later
    assert origin(file_of(last, "en"), first, later, last) is last
    tiny = Film(
        translated=translation(SPOKEN, "I was born in a tiny village.", *(item.text for item in TRANSLATED.lines[1:]))
    )
    other, cues = tiny.hand_out(), file_of(first, "en")
    assert origin([text(cues[0], "I was born in a tiny place."), *cues[1:]], other, first) is other
    both = likeliest(file_of(last, "en"), [("first", captions_of(first, "en")), ("last", captions_of(last, "en"))])
    assert both == ("last", "first")


def in_centiseconds(item: ReturnedCaption) -> ReturnedCaption:
    """As ASS has it."""
    start, end = (Fraction(round(moment * 100), 100) for moment in (item.program_range.start, item.program_range.end))
    return replace(item, program_range=TimeRange(start, end))


@pytest.mark.parametrize("late", ["0", "1/10", "-1/10"])
@pytest.mark.parametrize("made_from", [0, 1])
def test_it_is_recognised_through_another_clock_and_a_shift(made_from: int, late: str) -> None:
    """A film at 29.97 frames a second comes back as ASS, with a word changed."""
    rate = "30000/1001"
    given = [Film(cut=edl(*clips, rate=rate)).hand_out() for clips in ([(0, 440)], [(0, 110), ("4.5", 330)])]
    file = [moved(in_centiseconds(item), start=late, end=late) for item in file_of(given[made_from], "en")]
    assert origin([text(file[0], "I come from a small village."), *file[1:]], *given) is given[made_from]


def test_a_text_that_reads_as_a_later_hand_out_does_not_outweigh_the_times() -> None:
    """The person wrote what the translation says since then."""
    film = Film(translated=OTHER_ENGLISH, cut=SHORTER)
    first, later = FILM.hand_out(), film.hand_out()
    cues = file_of(first, "en")
    assert origin([text(cues[0], *first_lines(later)), *cues[1:]], first, later) is first


def first_lines(hand_out: CaptionHandOut) -> tuple[str, ...]:
    return hand_out.track.cues[0].en


def test_hand_outs_that_tell_the_same_changes_are_told_from_those_that_do_not() -> None:
    change: Edit = lambda cues: [text(cues[0], TINY), *cues[1:]]  # noqa: E731 - as the other edits
    one = returned_to(FILM, "en", change)
    assert same_changes(one, one)
    assert same_changes(one, replace(one, found=()))
    assert not same_changes(one, Returned((), ()))
    assert not same_changes(Returned((), ()), one)
    assert not same_changes(one, returned_to(FILM, "en", lambda cues: [text(cues[0], LIVE), *cues[1:]]))


def test_captions_of_another_shape_say_what_people_wrote() -> None:
    made, by_program = FILM.made((*REWORDED, *JOINED)), FILM.made(()).track
    again = as_corrected(FILM.utterances(()), made.track, by_program, shown=made.shown)
    assert [item.sentence_ids for item in again] == [("s0001",), ("s0002",), ("s0003",)]
    assert " ".join(again[0].translated) == "I come from a tiny village."
    without = FILM.made(TAKEN_OUT)
    without_first = as_corrected(FILM.utterances(()), without.track, by_program, shown=without.shown)
    assert without_first[0].sentence_ids == ("s0002",)


def test_a_border_of_a_person_is_one_in_captions_of_another_shape() -> None:
    by_program = FILM.made(()).track

    def shapes(corrections: Sequence[Correction]) -> list[str]:
        made = FILM.made(corrections)
        again = as_corrected(FILM.utterances(()), made.track, by_program, shown=made.shown)
        return [" ".join(item.translated) for item in again if item.sentence_ids != ("s0003",)]

    assert shapes(SPLIT)[:2] == ["I was born", "in a small village."]
    moved_words = edited(
        "en",
        lambda cues: [
            cues[0],
            text(cues[1], "I crossed the river to China with my mother, but my"),
            text(cues[2], "father stayed behind at home."),
            cues[3],
        ],
    )
    assert shapes(moved_words)[1:] == [
        "I crossed the river to China with my mother, but my",
        "father stayed behind at home.",
    ]
    one_of_two = edited("en", lambda cues: [*cues[:2], text(cues[2], "but my father remained."), cues[3]])
    assert len(shapes(one_of_two)) == 2


# What of the words did not come back


def losing(language: Language, edit: Edit) -> list[tuple[tuple[str, ...], list[str]]]:
    """The sentences that would be shown in part, with the captions whose words are gone."""
    hand_out = FILM.hand_out()
    names = {hand_out.track.program_range(cue).start: " ".join(cue.lines(language)) for cue in hand_out.track.cues}
    found = returned(language, edit)
    return [(item.sentence_ids, [names[moment] for moment in item.moments]) for item in found.partial]


MOTHER, FATHER = "I crossed the river to China with my mother,", "but my father stayed behind at home."


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda cues: [*cues[:2], cues[3]], id="taken out"),
        pytest.param(lambda cues: [*cues[:2], text(cues[2]), cues[3]], id="emptied"),
        pytest.param(
            lambda cues: [cues[0], text(joined(cues[1], cues[2]), *cues[1].lines), cues[3]], id="joined, words dropped"
        ),
        pytest.param(
            lambda cues: [cues[0], text(cues[1], "I went over the river to China with my mother."), cues[3]],
            id="taken out, the other reworded",
        ),
        pytest.param(
            lambda cues: [cues[0], *split(cues[1], "I crossed the river", "to China with my mother,"), cues[3]],
            id="taken out, the other split",
        ),
    ],
)
def test_half_a_sentence_that_is_gone_is_named(edit: Edit) -> None:
    assert losing("en", edit) == [(("s0002",), [FATHER])]


def test_half_a_sentence_that_is_gone_is_no_correction() -> None:
    assert returned("en", lambda cues: [*cues[:2], cues[3]]).corrections == ()


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda cues: [cues[0], joined(cues[1], cues[2]), cues[3]], id="joined"),
        pytest.param(
            lambda cues: [cues[0], text(cues[1], *cues[1].lines, *cues[2].lines), cues[3]], id="joined, time unchanged"
        ),
        pytest.param(
            lambda cues: [cues[0], text(joined(cues[1], cues[2]), "Mum and I went to China; Dad stayed."), cues[3]],
            id="joined and reworded",
        ),
        pytest.param(lambda cues: [*cues[:2], text(cues[2], "not father."), cues[3]], id="shortened"),
        pytest.param(
            lambda cues: [cues[0], text(cues[1], "My father stayed behind"), text(cues[2], "when I left."), cues[3]],
            id="reworded in both",
        ),
        pytest.param(lambda cues: [cues[0], cues[3]], id="the whole sentence"),
        pytest.param(lambda cues: cues[1:], id="a sentence of one caption"),
        pytest.param(
            lambda cues: [text(joined(cues[0], cues[1]), *cues[1].lines), *cues[2:]], id="its time given to the next"
        ),
    ],
)
def test_a_reword_or_a_whole_sentence_is_no_half(edit: Edit) -> None:
    assert losing("en", edit) == []


def test_two_sentences_joined_without_half_of_one_are_named() -> None:
    assert (
        losing(
            "en",
            lambda cues: [*cues[:2], text(joined(cues[2], cues[3]), "but my father stayed", "I live"), cues[3]][:3],
        )
        == []
    )
    assert losing("en", lambda cues: [*cues[:2], text(joined(cues[2], cues[3]), *cues[3].lines)]) == [
        (("s0002",), [FATHER])
    ]


def test_a_sentence_whose_time_went_to_the_next_is_taken_out() -> None:
    found = edited("en", lambda cues: [text(joined(cues[0], cues[1]), *cues[1].lines), *cues[2:]])
    assert [(item.sentence_ids, item.takes_out) for item in found] == [(("s0001",), True), (("s0002",), False)]
    assert not any(item.rewords for item in found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sentence_is_taken_out_of_both_languages_or_of_none(language: Language) -> None:
    made = FILM.made(edited(language, lambda cues: cues[1:]))
    name, other_name = ("Korean", "English") if language == "ko" else ("English", "Korean")
    assert made.unplaced == (
        f"s0001: its {name} caption was taken out, and its {other_name} one still stands: take out both, or neither",
    )
    assert made.track == FILM.made(made.held).track
    assert len(made.held) == 1


def test_a_sentence_that_was_taken_out_can_be_brought_back() -> None:
    """The person goes on from the captions without it."""
    first = {language: file_of(FILM.hand_out(), language)[0] for language in ("ko", "en")}
    second = FILM.hand_out(TAKEN_OUT)
    again = [
        found
        for language in ("ko", "en")
        for found in corrections_in(second, language, [first[language], *file_of(second, language)]).corrections
    ]
    assert grid(FILM.made(again).track) == grid(FILM.made(()).track)
    for language in ("ko", "en"):
        assert shown(FILM.made(again).track, language) == shown(FILM.made(()).track, language)


def test_a_part_of_a_sentence_that_was_taken_out_is_not_brought_back() -> None:
    second = FILM.hand_out(TAKEN_OUT)
    part = text(file_of(FILM.hand_out(), "en")[0], "small village.")
    (reason,) = corrections_in(second, "en", [part, *file_of(second, "en")]).unplaced
    assert reason.endswith("shows a part of s0001, whose captions were taken out: write all of its words back, or none")


# Anything people may do


@st.composite
def edits(draw: st.DrawFn, language: Language) -> list[ReturnedCaption]:
    """The file after a few steps in an editor that keep all its words."""
    cues = file_of(FILM.hand_out(), language)
    for _ in range(draw(st.integers(0, 5))):
        index = draw(st.integers(0, len(cues) - 1))
        match draw(st.sampled_from(["split", "join", "move", "break"])):
            case "split" if len(" ".join(cues[index].lines).split()) > 1:
                said = " ".join(cues[index].lines).split()
                at = draw(st.integers(1, len(said) - 1))
                cues[index : index + 1] = split(cues[index], " ".join(said[:at]), " ".join(said[at:]))
            case "join" if index + 1 < len(cues):
                cues[index : index + 2] = [joined(cues[index], cues[index + 1])]
            case "move":
                cues[index] = moved(cues[index], start=draw(st.sampled_from(["-1/5", "0", "1/5"])))
            case _:
                cues[index] = text(cues[index], *" ".join(cues[index].lines).split(maxsplit=1))
    return cues


@settings(max_examples=150)
@given(edits("en"), st.sampled_from(sorted(CHANGED)))
def test_whatever_an_editor_did_no_word_is_lost_and_the_grids_are_one(file: list[ReturnedCaption], change: str) -> None:
    result = corrections_in(FILM.hand_out(), "en", file)
    assert result.unplaced == ()
    film = CHANGED[change]
    made = film.made(result.corrections)
    assert made.conflicts == ()
    if not made.unplaced:
        for language in ("ko", "en"):
            assert words_of(" ".join(shown(made.track, language)).replace(" /", "")) == words(film, language)
        assert all(cue.ko and cue.en for cue in made.track.cues)


@st.composite
def edits_without(draw: st.DrawFn, language: Language) -> tuple[list[ReturnedCaption], set[int]]:
    """The file after some captions were taken out, then others split and joined; and which were taken out."""
    handed_out = file_of(FILM.hand_out(), language)
    gone = draw(st.sets(st.integers(0, len(handed_out) - 1), min_size=1, max_size=len(handed_out) - 1))
    cues = [item for index, item in enumerate(handed_out) if index not in gone]
    for _ in range(draw(st.integers(0, 2))):
        index = draw(st.integers(0, len(cues) - 1))
        said = " ".join(cues[index].lines).split()
        at = draw(st.integers(1, len(said))) if len(said) > 1 else 1
        if at < len(said):
            cues[index : index + 1] = split(cues[index], " ".join(said[:at]), " ".join(said[at:]))
    for _ in range(draw(st.integers(0, 2))):
        index = draw(st.integers(0, len(cues) - 1))
        if index + 1 < len(cues):
            cues[index : index + 2] = [joined(cues[index], cues[index + 1])]
    return cues, gone


@given(st.sampled_from(LANGUAGES).flatmap(lambda item: st.tuples(st.just(item), edits_without(item))))
def test_whatever_is_taken_out_is_a_whole_sentence_or_named(
    returned_file: tuple[Language, tuple[list[ReturnedCaption], set[int]]],
) -> None:
    language, (file, gone) = returned_file
    hand_out = FILM.hand_out()
    result = corrections_in(hand_out, language, file)
    cues = hand_out.track.cues
    left_out = {cues[index].sentence_ids[0] for index in gone}
    still_there = {cue.sentence_ids[0] for index, cue in enumerate(cues) if index not in gone}
    taken_out = {sentence_id for item in result.corrections if item.takes_out for sentence_id in item.sentence_ids}
    named = {sentence_id for item in result.partial for sentence_id in item.sentence_ids}
    assert result.unplaced == ()
    assert named == left_out & still_there
    assert taken_out <= left_out - still_there
    if not named:
        assert taken_out == left_out - still_there
