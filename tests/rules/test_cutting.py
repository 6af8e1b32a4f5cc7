"""The cut: whole words, whole frames, and silence taken out only where it is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.footage import Footage
from pipeline.domain.timing import ZERO, TimeRange, merged
from pipeline.domain.transcript import Word
from pipeline.rules.cutting import Cut, cut_from
from tests.examples import PROGRAM, SHOW, SOURCE, footage, rates, span, spoken_words, video, word, words_from

RULES = SHOW.cut
LEAD_IN = 84


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
    silences = [pause for pause in pauses(words) if draw(st.booleans())]
    filmed = footage(*(after - before for before, after in pairwise(borders)), silences=silences, picture=picture)
    parts = st.tuples(st.integers(0, 99), st.integers(1, 40)).map(
        lambda item: TimeRange(length * item[0] / 100, length * (item[0] + item[1]) / 100)
    )
    ranges = st.lists(parts, max_size=3).map(tuple) if told else st.just(())
    return Interview(filmed, words, draw(ranges), draw(ranges), rate)


def pauses(words: Sequence[Word]) -> list[TimeRange]:
    return [
        TimeRange(before.source_range.end, after.source_range.start)
        for before, after in pairwise(words)
        if before.source_range.end < after.source_range.start
    ]


def seen(decided: Cut, part: TimeRange) -> Fraction:
    """How much of some source time the film shows, in seconds."""
    shared = (clip.source_range.intersection(part) for clip in decided.clips)
    return sum((item.duration for item in shared if item), ZERO)


def lost_at_borders(interview: Interview, part: TimeRange) -> Fraction:
    """Frames are whole in each file: up to one is lost on either side of every border in or beside this time."""
    frame = 1 / interview.rate
    borders = [ZERO, *(file.source_range.end for file in interview.filmed.files)]
    return 2 * frame * sum(1 for border in borders if part.start - frame < border < part.end + frame)


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
def test_dead_air_at_both_ends_is_gone(interview: Interview) -> None:
    decided, frame = interview.decided, 1 / interview.rate
    for clip in decided.clips:
        assert clip.source_range.start > interview.words[0].source_range.start - RULES.margin_before_s - frame
        assert clip.source_range.end < interview.words[-1].source_range.end + RULES.margin_after_s + frame


@given(interviews(told=False))
def test_a_pause_is_shortened_only_when_it_is_long_and_silent(interview: Interview) -> None:
    decided, frame = interview.decided, 1 / interview.rate
    for pause in pauses(interview.words):
        lost = lost_at_borders(interview, pause)
        if pause.duration > RULES.max_pause_s and pause in interview.filmed.silences:
            assert RULES.kept_pause_s - lost <= seen(decided, pause) < RULES.kept_pause_s + 2 * frame
        else:
            assert seen(decided, pause) >= pause.duration - lost


@given(interviews(told=True))
def test_what_is_dropped_or_not_kept_is_not_seen(interview: Interview) -> None:
    """But for frames at its edges, and words the story cut through that lie for the better half outside."""
    decided = interview.decided
    for part in interview.drop:
        inside = [item.source_range for item in interview.words if part.holds(item.source_range)]
        assert all(seen(decided, spoken) < 2 / interview.rate for spoken in inside)
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
    decided = decide(footage(60), words_from("하나 둘", at=10, each=1, pause=1))
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
        ([span("2.5", "5.19")], [span("0.6", "7.8")]),
        ([span("2.5", "3.4"), span("3.8", "6")], [span("0.6", "7.8")]),
        ([], [span("0.6", "7.8")]),
    ],
)
def test_a_pause_with_sound_in_it_stays(silences: list[TimeRange], clips: list[TimeRange]) -> None:
    """Four seconds between two words: the middle three go when nine tenths of them are silent; a sob stays."""
    words = (word("하나", 1, 2), word("둘", 6, 7))
    assert clips_of(decide(footage(60, silences=silences), words)) == clips


@pytest.mark.parametrize(("end", "count"), [("4.5", 1), ("4.51", 2)])
def test_a_pause_of_just_the_limit_stays(end: str, count: int) -> None:
    words = (word("하나", 1, 2), word("둘", end, 6))
    assert len(decide(footage(60, silences=[span(0, 60)]), words).clips) == count


@pytest.mark.parametrize(
    ("edge", "moved_to"), [("4.5", "5"), ("4.4", "4"), ("4.6", "5"), ("4", "4"), ("5", "5"), ("5.5", "5.5")]
)
def test_an_edge_inside_a_word_moves_to_its_nearer_end(edge: str, moved_to: str) -> None:
    words = (word("하나", 2, 3), word("둘", 4, 5), word("셋", 6, 7))
    dropped = [item for item in decide(footage(60), words, drop=[span(edge, 20)]).removals if item.reason == "dropped"]
    assert [item.source_range.start for item in dropped] == [Fraction(moved_to)]


def test_a_drop_within_one_word_drops_nothing() -> None:
    assert (
        reasons(decide(footage(60), words_from("하나", at=10, each=2), drop=[span("10.2", "10.6")])) == ["dead-air"] * 2
    )


def test_words_spoken_over_each_other_are_not_parted() -> None:
    """An edge in the first word may not move into the second."""
    words = (word("하나", 2, 5), word("둘", 4, 9), word("셋", 10, 11))
    decided = decide(footage(60), words, drop=[span("4.9", 30)])
    assert clips_of(decided) == [span("1.6", 2)]
    assert clips_of(decide(footage(60), words, keep=[span("4.9", "10.5")])) == [span(2, 11)]


def test_only_what_the_story_keeps_stays() -> None:
    words = words_from("하나 둘 셋 넷", at=10, each=1, pause=1)
    decided = decide(footage(60), words, keep=[span(12, 13), span(16, 70)])
    assert clips_of(decided) == [span(12, 13), span(16, "17.8")]
    assert reasons(decided) == ["dead-air", "not-kept", "not-kept", "dead-air"]


def test_drop_wins_over_keep() -> None:
    words = words_from("하나 둘 셋 넷", at=10, each=1, pause=1)
    assert clips_of(decide(footage(60), words, keep=[span(12, 15)], drop=[span(14, 15)])) == [span(12, 14)]


@pytest.mark.parametrize("wanted", [{"keep": [span(100, 200)]}, {"drop": [span(0, 60)]}, {"keep": [span(0, 5)]}])
def test_nothing_may_be_left(wanted: dict[str, list[TimeRange]]) -> None:
    words = words_from("하나 둘", at=10)
    assert decide(footage(60), words, **wanted).clips == ()


def test_a_clip_never_crosses_a_file_border() -> None:
    """The second file's grid begins at its own first picture: here 20 ms into it."""
    filmed = footage("10.01", 20, picture=video(25, start=Fraction(1, 50)))
    decided = decide(filmed, (word("하나", 9, 11),))
    assert clips_of(decided) == [span("8.58", "9.98"), span("10.03", "11.83")]


def test_removed_time_shorter_than_a_frame_is_shown_once() -> None:
    """Both clips are rounded outward, and the second begins where the first ended."""
    words = (word("하나", 1, 2), word("둘", "2.01", 3))
    clips = clips_of(decide(footage(60), words, drop=[span(2, "2.01")]))
    assert clips == [span("0.6", "2"), span("2", "3.8")]
