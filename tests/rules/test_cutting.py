"""The cut: whole words, whole frames, nothing taken out by itself but silence, and what is dropped is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import UsageError
from pipeline.domain.footage import Footage
from pipeline.domain.story import Selection
from pipeline.domain.timing import ZERO, TimeRange, merged, without
from pipeline.domain.transcript import Word
from pipeline.rules.cutting import Cut, cut_from, selected_from
from tests.examples import PROGRAM, SHOW, SOURCE, footage, span, video, word, words_from
from tests.strategies import rates, spoken_words

RULES = SHOW.cut
LEAD_IN = 84
CLICK = Fraction(3, 10)
GRAZED = Fraction(1, 20)
QUIET = footage(60, silences=[span(0, 60)])
"""A minute in which nothing is heard but the words."""


@dataclass(frozen=True, slots=True)
class Interview:
    """Footage, what is said in it, and what the story wants of it."""

    filmed: Footage
    words: tuple[Word, ...]
    keep: tuple[TimeRange, ...]
    drop: tuple[TimeRange, ...]
    rate: Fraction

    @property
    def decided(self) -> Cut:
        return cut_from(
            self.filmed,
            self.words,
            RULES,
            keep=self.keep,
            drop=self.drop,
            frame_rate=self.rate,
            lead_in_frames=LEAD_IN,
        )


@st.composite
def interviews(draw: st.DrawFn, *, told: bool) -> Interview:
    """Any interview in one to three files; told: the story keeps and drops parts of it."""
    words = draw(spoken_words(max_size=20))
    length = words[-1].source_range.end + Fraction(draw(st.integers(1, 400)), 100)
    inner = sorted(draw(st.sets(st.integers(1, 99), max_size=2)))
    borders = [ZERO, *(length * part / 100 for part in inner), length]
    rate = draw(rates)
    picture = video(rate, start=draw(st.sampled_from((ZERO, Fraction(1, 30), Fraction(7, 1000)))))
    silences = [gap for gap in gaps(words, TimeRange(ZERO, length)) if draw(st.booleans())]
    filmed = footage(*(after - before for before, after in pairwise(borders)), silences=silences, picture=picture)
    parts = st.tuples(st.integers(0, 99), st.integers(1, 40)).map(
        lambda item: TimeRange(length * item[0] / 100, length * (item[0] + item[1]) / 100)
    )
    ranges = st.lists(parts, max_size=3).map(tuple) if told else st.just(())
    interview = Interview(filmed, words, draw(ranges), draw(ranges), rate)
    try:
        interview.decided  # noqa: B018 - only whether it can be decided
    except UsageError:  # a range that keeps nothing; tested below
        reject()
    return interview


def gaps(words: Sequence[Word], whole: TimeRange) -> tuple[TimeRange, ...]:
    """Where no word is spoken: before the first, between them, after the last."""
    return without([whole], [item.source_range for item in words])


def pauses(interview: Interview) -> list[TimeRange]:
    """The gaps between words."""
    ends = {ZERO, interview.filmed.source_range.end}
    return [gap for gap in gaps(interview.words, interview.filmed.source_range) if not ends & {gap.start, gap.end}]


def seen(decided: Cut, part: TimeRange) -> Fraction:
    """How much of some source time the film shows, in seconds."""
    shared = (clip.source_range.intersection(part) for clip in decided.clips)
    return sum((item.duration for item in shared if item), ZERO)


def lost_at_borders(interview: Interview, part: TimeRange) -> Fraction:
    """Frames are whole in each file and never reach into what is dropped: up to one is lost on either side of every
    border in or beside this time."""
    frame = 1 / interview.rate
    borders = [ZERO, *(file.source_range.end for file in interview.filmed.files)]
    borders += [edge for item in dropped(interview) for edge in (item.start, item.end)]
    return 2 * frame * sum(1 for border in borders if part.start - frame < border < part.end + frame)


def dropped(interview: Interview) -> list[TimeRange]:
    """What was taken out because the story drops it."""
    return [item.source_range for item in interview.decided.removals if item.reason == "dropped"]


@given(interviews(told=True))
def test_clips_lie_end_to_end_and_never_overlap(interview: Interview) -> None:
    clips = interview.decided.clips
    if clips:
        EditDecisionList(SOURCE, PROGRAM, interview.rate, LEAD_IN, 0, clips, ())
    assert all(before.source_range.end <= after.source_range.start for before, after in pairwise(clips))


@given(interviews(told=True))
def test_clips_lie_on_the_frames_of_one_file(interview: Interview) -> None:
    for clip in interview.decided.clips:
        (file,) = [item for item in interview.filmed.files if item.source_range.holds(clip.source_range)]
        first_picture = file.source_range.start + file.video.start
        assert ((clip.source_range.start - first_picture) * interview.rate).denominator == 1


@given(interviews(told=True))
def test_every_word_is_kept_whole_or_gone(interview: Interview) -> None:
    decided = interview.decided
    removed = merged(removal.source_range for removal in decided.removals)
    for item in interview.words:
        spoken = item.source_range
        if any(hole.intersection(spoken) for hole in removed):
            assert any(hole.holds(spoken) for hole in removed), "a removal ends inside a word"
            assert seen(decided, spoken) < 2 / interview.rate
        else:
            assert seen(decided, spoken) >= spoken.duration - lost_at_borders(interview, spoken)


@given(interviews(told=True))
def test_silence_at_both_ends_is_gone(interview: Interview) -> None:
    decided, frame = interview.decided, 1 / interview.rate
    whole, silences = interview.filmed.source_range, interview.filmed.silences
    first, last = interview.words[0].source_range.start, interview.words[-1].source_range.end
    for clip in decided.clips:
        if not first or TimeRange(ZERO, first) in silences:
            assert clip.source_range.start > first - RULES.margin_before_s - frame
        if TimeRange(last, whole.end) in silences:
            assert clip.source_range.end < last + RULES.margin_after_s + frame


@given(interviews(told=False))
def test_what_is_heard_between_words_stays(interview: Interview) -> None:
    decided = interview.decided
    for gap in gaps(interview.words, interview.filmed.source_range):
        if gap not in interview.filmed.silences:
            assert seen(decided, gap) >= gap.duration - CLICK - lost_at_borders(interview, gap)
    assert all(not sound.intersection(item.source_range) for sound in decided.wordless for item in interview.words)


@given(interviews(told=False))
def test_a_pause_is_shortened_only_when_it_is_long_and_silent(interview: Interview) -> None:
    decided, frame = interview.decided, 1 / interview.rate
    for pause in pauses(interview):
        lost = lost_at_borders(interview, pause)
        if pause.duration > RULES.max_pause_s and pause in interview.filmed.silences:
            assert RULES.kept_pause_s - lost <= seen(decided, pause) < RULES.kept_pause_s + 2 * frame
        else:
            assert seen(decided, pause) >= pause.duration - lost


@given(interviews(told=True))
def test_what_is_dropped_is_gone_to_the_frame_with_every_word_it_touches(interview: Interview) -> None:
    decided = interview.decided
    for part in interview.drop:
        assert seen(decided, part) <= 2 * GRAZED
        for item in interview.words:
            shared = part.intersection(item.source_range)
            if shared is not None and shared.duration > GRAZED:
                assert seen(decided, item.source_range) == 0
    assert all(seen(decided, part) == 0 for part in dropped(interview))


@given(interviews(told=True))
def test_what_is_not_kept_is_not_seen(interview: Interview) -> None:
    """But for frames at its edges, and words the story cut through that lie for the better half outside."""
    decided = interview.decided
    for item in interview.words if interview.keep else ():
        if not any(part.intersection(item.source_range) for part in interview.keep):
            assert seen(decided, item.source_range) < 2 / interview.rate


@settings(max_examples=30)
@given(interviews(told=True))
def test_the_same_interview_is_cut_the_same(interview: Interview) -> None:
    assert interview.decided == interview.decided


def decide(
    filmed: Footage,
    words: Sequence[Word],
    *,
    keep: Sequence[TimeRange] = (),
    drop: Sequence[TimeRange] = (),
) -> Cut:
    return cut_from(filmed, words, RULES, keep=keep, drop=drop, frame_rate=Fraction(25), lead_in_frames=LEAD_IN)


def clips_of(decided: Cut) -> list[TimeRange]:
    return [clip.source_range for clip in decided.clips]


def reasons(decided: Cut) -> list[str]:
    return [removal.reason for removal in decided.removals]


def test_margins_stay_at_both_ends() -> None:
    decided = decide(QUIET, words_from("하나 둘", at=10, each=1, pause=1))
    assert clips_of(decided) == [span("9.6", "13.8")]
    assert reasons(decided) == ["dead-air", "dead-air"]
    assert decided.clips[0].program_start_frame == LEAD_IN


def test_speech_at_the_very_ends_keeps_what_there_is() -> None:
    assert clips_of(decide(footage(3), words_from("하나 둘", each="1.5", pause=0))) == [span(0, 3)]


@pytest.mark.parametrize(
    ("silences", "clips"),
    [
        ([span(2, 6)], [span("0.6", "2.52"), span("5.48", "7.8")]),
        ([span("2.5", "5.5")], [span("0.6", "2.52"), span("5.48", "7.8")]),
        ([span("2.5", "3.5"), span("3.8", "6")], [span("0.6", "2.52"), span("5.48", "7.8")]),
        ([span("2.5", "3.4"), span("3.8", "6")], [span("0.6", "7.8")]),
        ([span("2.5", "5.19")], [span("0.6", "2.52"), span("4.68", "7.8")]),
        ([span(2, 3), span("3.2", "3.6"), span("3.8", "6")], [span("0.6", "7.8")]),
        ([], [span("0.6", "7.8")]),
    ],
    ids=["silence", "but for the words' ends", "a click", "a sob", "a breath", "two short sobs", "laughter"],
)
def test_sound_in_a_pause_stays(silences: list[TimeRange], clips: list[TimeRange]) -> None:
    """Four seconds between two words: what is silent is shortened, whether a word ends the silence or a sob."""
    words = (word("하나", 1, 2), word("둘", 6, 7))
    ends = [span(0, 1), span(7, 60)]
    assert clips_of(decide(footage(60, silences=[*ends, *silences]), words)) == clips


@pytest.mark.parametrize(
    ("silences", "clips", "wordless"),
    [
        ([span(0, 20), span(21, 60)], [span("19.6", "21.8")], []),
        ([span(0, 3), span(5, 20), span(21, 60)], [span("2.6", "5.52"), span("19.48", "21.8")], [span(3, 5)]),
        ([span(0, 20), span(21, 40), span(42, 60)], [span("19.6", "21.52"), span("39.48", "42.8")], [span(40, 42)]),
        ([span(0, 3), span("3.3", 20), span(21, 60)], [span("19.6", "21.8")], []),
        ([span(0, 3), span("3.31", 20), span(21, 60)], [span("2.6", "3.84"), span("19.48", "21.8")], [span(3, "3.31")]),
        ([span("1.5", 20), span(21, 60)], [span(0, 2), span("19.48", "21.8")], [span(0, "1.5")]),
        ([span(0, 5), span(21, 60)], [span("4.6", "21.8")], [span(5, "19.6")]),
        ([], [span(0, 60)], [span(0, "19.6"), span("21.8", 60)]),
    ],
    ids=["nothing", "a greeting", "a farewell", "a click", "an answer", "from the start on", "up to the word", "noise"],
)
def test_sound_at_the_ends_that_has_no_words_stays_and_is_told(
    silences: list[TimeRange], clips: list[TimeRange], wordless: list[TimeRange]
) -> None:
    """One word in a minute; the silence between it and what was not written down is shortened like any pause."""
    decided = decide(footage(60, silences=silences), (word("하나", 20, 21),))
    assert clips_of(decided) == clips
    assert list(decided.wordless) == wordless


def test_a_sentence_missed_in_the_middle_of_a_long_silence_stays() -> None:
    """Three seconds in a minute: nine tenths of it are silent, and still somebody spoke."""
    filmed = footage(60, silences=[span(2, 30), span(33, 58)])
    decided = decide(filmed, (word("하나", 1, 2), word("둘", 58, 59)))
    assert any(clip.holds(span(30, 33)) for clip in clips_of(decided))
    assert span(30, 33) in decided.wordless


def test_wordless_sound_is_told_as_far_as_it_is_kept() -> None:
    filmed = footage(60, silences=[span(0, 3), span(9, 20), span(21, 60)])
    decided = decide(filmed, (word("하나", 20, 21),), drop=[span(2, 5), span(8, 10)])
    assert decided.wordless == (span(5, 8),)


@pytest.mark.parametrize(("end", "count"), [("4.5", 1), ("4.51", 2)])
def test_a_pause_of_just_the_limit_stays(end: str, count: int) -> None:
    words = (word("하나", 1, 2), word("둘", end, 6))
    assert len(decide(footage(60, silences=[span(0, 60)]), words).clips) == count


EDGES = ("4", "4.4", "4.5", "4.6", "5", "5.5")
THREE = (word("하나", 2, 3), word("둘", 4, 5), word("셋", 6, 7))


@pytest.mark.parametrize(("edge", "moved_to"), list(zip(EDGES, ("4", "4", "5", "5", "5", "5.5"), strict=True)))
def test_an_edge_of_what_is_kept_moves_out_of_a_word_to_its_nearer_end(edge: str, moved_to: str) -> None:
    gone = [item for item in decide(QUIET, THREE, keep=[span(edge, 20)]).removals if item.reason == "not-kept"]
    assert gone[0].source_range == span(0, moved_to)


@pytest.mark.parametrize(("edge", "moved_to"), list(zip(EDGES, ("4", "4", "4", "4", "5", "5.5"), strict=True)))
def test_what_is_dropped_begins_before_a_word_it_touches(edge: str, moved_to: str) -> None:
    assert gone_of(decide(QUIET, THREE, drop=[span(edge, 20)])) == [span(moved_to, 20)]


@pytest.mark.parametrize(("edge", "moved_to"), list(zip(EDGES, ("4", "5", "5", "5", "5", "5.5"), strict=True)))
def test_what_is_dropped_ends_after_a_word_it_touches(edge: str, moved_to: str) -> None:
    assert gone_of(decide(QUIET, THREE, drop=[span(1, edge)])) == [span(1, moved_to)]


def gone_of(decided: Cut) -> list[TimeRange]:
    return [item.source_range for item in decided.removals if item.reason == "dropped"]


@pytest.mark.parametrize("inside", [("10.1", "10.7"), ("10.9", "11.4"), ("10", "11.5"), ("10.51", "10.52")])
def test_a_drop_within_a_word_takes_the_word(inside: tuple[str, str]) -> None:
    """The only way to take out a spoken name: it must not depend on where in the name the edges lie."""
    words = (word("저는", 8, 9), word("김예린입니다.", 10, "11.5"), word("반갑습니다.", 12, 13))
    decided = decide(QUIET, words, drop=[span(*inside)])
    assert gone_of(decided) == [span(10, "11.5")]
    assert seen(decided, span(10, "11.5")) == 0


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (("10.45", "12.05"), ("10.5", 12)),
        (("10.44", "12.06"), (10, "12.5")),
        (("10.48", "10.52"), (10, 11)),
        (("9.9", "10.04"), ("9.9", 10)),
    ],
)
def test_a_drop_written_to_the_tenth_of_a_second_means_the_words_between(
    told: tuple[str, str], meant: tuple[str, str]
) -> None:
    """It grazes its neighbours by a twentieth of a second, unless there is nothing else it could mean."""
    words = (word("하나", 10, "10.5"), word("둘", "10.5", 11), word("셋", 11, 12), word("넷", 12, "12.5"))
    assert gone_of(decide(QUIET, words, drop=[span(*told)])) == [span(*meant)]


def test_not_a_frame_of_what_is_dropped_is_shown() -> None:
    """The clips beside it are rounded inward there: else a picture of it flashes by."""
    words = (word("하나", 1, 2), word("둘", "4.2", 6))
    decided = decide(QUIET, words, drop=[span("3.01", "3.99")])
    assert clips_of(decided) == [span("0.6", "3"), span("4", "6.8")]


def test_words_spoken_over_each_other_are_not_parted() -> None:
    """An edge in the first word may not move into the second."""
    words = (word("하나", 2, 5), word("둘", 4, 9), word("셋", 10, 11))
    decided = decide(QUIET, words, drop=[span("4.9", 30)])
    assert clips_of(decided) == [span("1.6", 2)]
    assert clips_of(decide(QUIET, words, keep=[span("4.9", "10.5")])) == [span(2, 11)]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"drop": [span(1, 2), span(725, 760)]}, r'"drop" number 2 \(00:12:05.000 to 00:12:40.000\) begins after'),
        ({"keep": [span(60, 61)]}, r'"keep" number 1 \(00:01:00.000 to 00:01:01.000\) begins after'),
        ({"keep": [span("10.1", "10.4")]}, r'"keep" number 1 \(00:00:10.100 to 00:00:10.400\) holds no whole word'),
    ],
)
def test_a_range_that_means_nothing_is_refused_and_named(wanted: dict[str, list[TimeRange]], told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        decide(QUIET, words_from("하나", at=10, each=1), **wanted)
    assert "the footage is 00:01:00.000 long" in caught.value.what
    assert caught.value.where == "story.toml"


def test_a_range_may_reach_beyond_the_end() -> None:
    decided = decide(QUIET, words_from("하나 둘", at=10, each=1, pause=1), keep=[span(12, 900)])
    assert clips_of(decided) == [span(12, "13.8")]


def test_only_what_the_story_keeps_stays() -> None:
    words = words_from("하나 둘 셋 넷", at=10, each=1, pause=1)
    decided = decide(QUIET, words, keep=[span(12, 13), span(16, 70)])
    assert clips_of(decided) == [span(12, 13), span(16, "17.8")]
    assert reasons(decided) == ["dead-air", "not-kept", "not-kept", "dead-air"]


def test_drop_wins_over_keep() -> None:
    words = words_from("하나 둘 셋 넷", at=10, each=1, pause=1)
    assert clips_of(decide(QUIET, words, keep=[span(12, 15)], drop=[span(14, 15)])) == [span(12, 14)]


@pytest.mark.parametrize("wanted", [{"drop": [span(0, 60)]}, {"keep": [span(0, 5)]}])
def test_nothing_may_be_left(wanted: dict[str, list[TimeRange]]) -> None:
    words = words_from("하나 둘", at=10)
    assert decide(QUIET, words, **wanted).clips == ()


def test_a_clip_never_crosses_a_file_border() -> None:
    """The second file's grid begins at its own first picture: here 20 ms into it."""
    filmed = footage("10.01", 20, picture=video(25, start=Fraction(1, 50)), silences=[span(0, "30.01")])
    decided = decide(filmed, (word("하나", 9, 11),))
    assert clips_of(decided) == [span("8.58", "9.98"), span("10.03", "11.83")]


def test_removed_time_shorter_than_a_frame_is_shown_once() -> None:
    """Both clips are rounded outward, and the second begins where the first ended."""
    words = (word("하나", 1, 2), word("둘", "2.01", 3))
    clips = clips_of(decide(QUIET, words, keep=[span(1, 2), span("2.01", 3)]))
    assert clips == [span(1, 2), span(2, 3)]


# A target's own selection


@st.composite
def selections(draw: st.DrawFn) -> tuple[Interview, EditDecisionList, Selection, Cut]:
    """An interview, its film, and what one target shows of it."""
    interview = draw(interviews(told=True))
    decided = interview.decided
    if not decided.clips:
        reject()
    film = EditDecisionList(
        SOURCE, PROGRAM, interview.rate, LEAD_IN, 0, decided.clips, decided.removals, decided.wordless
    )
    length = interview.filmed.source_range.end
    parts = st.tuples(st.integers(0, 99), st.integers(1, 60)).map(
        lambda item: TimeRange(length * item[0] / 100, length * (item[0] + item[1]) / 100)
    )
    ranges = st.lists(parts, max_size=3).map(tuple)
    selection = Selection("shorts", draw(ranges), draw(ranges))
    try:
        return interview, film, selection, selected_from(film, interview.filmed, interview.words, selection)
    except UsageError:  # a range that keeps nothing
        reject()


@given(selections())
def test_a_selection_shows_only_frames_of_the_film_in_its_order(
    given_: tuple[Interview, EditDecisionList, Selection, Cut],
) -> None:
    interview, film, _, part = given_
    if part.clips:
        EditDecisionList(SOURCE, PROGRAM, interview.rate, LEAD_IN, 0, part.clips, ())
    assert all(before.source_range.end <= after.source_range.start for before, after in pairwise(part.clips))
    for clip in part.clips:
        (shown,) = [item for item in film.clips if item.source_range.holds(clip.source_range)]
        assert ((clip.source_range.start - shown.source_range.start) * interview.rate).denominator == 1


@given(selections())
def test_a_selection_takes_whole_words_and_no_other(
    given_: tuple[Interview, EditDecisionList, Selection, Cut],
) -> None:
    interview, film, selection, part = given_
    whole = Cut(film.clips, film.removals, film.wordless)
    gone = merged(item.source_range for item in part.removals if item.reason == "not-selected")
    for item in interview.words:
        spoken = item.source_range
        if any(hole.intersection(spoken) for hole in gone):
            assert any(hole.holds(spoken) for hole in gone), "a selection ends inside a word"
            assert seen(part, spoken) < 2 / interview.rate
        elif seen(whole, spoken) == spoken.duration:
            assert seen(part, spoken) >= spoken.duration - 2 / interview.rate
        if any((shared := drop.intersection(spoken)) and shared.duration > GRAZED for drop in selection.drop):
            assert seen(part, spoken) == 0


def film_of(decided: Cut) -> EditDecisionList:
    return EditDecisionList(SOURCE, PROGRAM, Fraction(25), LEAD_IN, 0, decided.clips, decided.removals)


@pytest.mark.parametrize(
    ("keep", "drop", "clips"),
    [
        ((), (), [span("1.6", "7.8")]),
        ((span("3.5", 20),), (), [span("3.48", "7.8")]),
        ((span("4.4", 20),), (), [span("4", "7.8")]),
        ((), (span("4.6", "5.5"),), [span("1.6", "4"), span("5.52", "7.8")]),
        (
            (span(0, "3.5"), span("5.5", 20)),
            (span("6.1", "6.2"),),
            [span("1.6", "3.52"), span("5.48", 6), span(7, "7.8")],
        ),
        ((span(10, 20),), (), []),
    ],
    ids=["all", "from between words on", "from a word on", "but a word", "both", "nothing of the film"],
)
def test_what_a_selection_shows(
    keep: tuple[TimeRange, ...], drop: tuple[TimeRange, ...], clips: list[TimeRange]
) -> None:
    film = film_of(decide(QUIET, THREE))
    part = selected_from(film, QUIET, THREE, Selection("shorts", keep, drop))
    assert clips_of(part) == clips
    if part.clips:
        assert part.clips[0].program_start_frame == LEAD_IN


def test_the_films_own_keep_and_drop_hold_in_every_selection() -> None:
    film = film_of(decide(QUIET, THREE, drop=[span(4, 5)]))
    part = selected_from(film, QUIET, THREE, Selection("shorts", keep=(span(0, 20),)))
    assert part.clips == film.clips
    assert [item.reason for item in part.removals].count("dropped") == 1
