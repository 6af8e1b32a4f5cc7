"""Bilingual cues: no word lost in either language, one grid for both, and every broken limit reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.corrections import words_of
from pipeline.domain.cut import EditDecisionList, TimeBaseError
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeBase, TimeRange, frames_up
from pipeline.domain.transcript import LANGUAGES, Language, Transcript
from pipeline.domain.translation import Translation
from pipeline.rules import subtitles
from pipeline.rules.spoken import spoken_in
from pipeline.rules.text_width import width
from tests.examples import (
    ENGLISH,
    HOUSE,
    KOREAN,
    captioned,
    edl,
    judged,
    sentence,
    span,
    transcript,
    translation,
    word,
    words_from,
)
from tests.strategies import rates, spoken_words

few = settings(max_examples=40)

LIMITS = {"subtitle-line-length", "subtitle-line-count", "subtitle-reading-speed", "subtitle-duration"}


@dataclass(frozen=True, slots=True)
class Film:
    """A cut, what is said in its footage, and the other language."""

    cut: EditDecisionList
    spoken: Transcript
    translated: Translation

    @property
    def track(self) -> SubtitleTrack:
        return captioned(self.cut, self.spoken, self.translated)


@st.composite
def films(draw: st.DrawFn, *, whole: bool) -> Film:
    """Any film; whole: all of the footage is in it, else one to three stretches, which may part words and sentences."""
    language: Language = draw(st.sampled_from(LANGUAGES))
    said, read = (KOREAN, ENGLISH) if language == "ko" else (ENGLISH, KOREAN)
    words = draw(spoken_words(vocabulary=said, max_size=24))
    ends = sorted(draw(st.sets(st.integers(1, len(words)), max_size=4)) | {len(words)})
    groups = [words[first:last] for first, last in pairwise([0, *ends])]
    spoken = transcript(*(sentence(number, group) for number, group in enumerate(groups, 1)), language=language)
    texts = st.lists(st.sampled_from(read), min_size=1, max_size=15).map(" ".join)
    translated = translation(spoken, *(draw(texts) for _ in groups))
    rate = draw(rates)
    length = frames_up(words[-1].source_range.end, rate) + draw(st.integers(0, 50))
    stretches = [(0, length)] if whole else draw(parts_of(length))
    cut = edl(
        *((first / rate, count) for first, count in stretches),
        rate=rate,
        lead_in_frames=draw(st.integers(0, 90)),
        tail_frames=draw(st.integers(0, 90)),
    )
    return Film(cut, spoken, translated)


@st.composite
def parts_of(draw: st.DrawFn, length: int) -> list[tuple[int, int]]:
    """Stretches of the footage in order, as first frame and number of frames."""
    borders = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
    return [(first, last - first) for first, last in pairwise(borders)][:: draw(st.integers(1, 2))]


def read_in(track: SubtitleTrack, language: Language) -> list[str]:
    """The words, without the full stops that Korean captions leave away."""
    return words_of(" ".join(line for cue in track.cues for line in cue.lines(language)))


@few
@given(films(whole=False))
def test_every_heard_word_is_shown_in_order(film: Film) -> None:
    heard = [text for spoken in spoken_in(film.cut, film.spoken) for text, _ in spoken.words]
    assert read_in(film.track, film.spoken.language) == words_of(" ".join(heard))


@few
@given(films(whole=False))
def test_every_word_of_the_translation_is_shown_in_order(film: Film) -> None:
    shown = [film.translated.text_of(spoken.sentence.id) or "" for spoken in spoken_in(film.cut, film.spoken)]
    assert read_in(film.track, film.translated.language) == words_of(" ".join(shown))


@given(films(whole=True))
def test_in_the_whole_footage_every_sentence_is_whole(film: Film) -> None:
    spoken = spoken_in(film.cut, film.spoken)
    assert [item.sentence for item in spoken] == list(film.spoken.sentences)
    assert all(item.complete for item in spoken)


@given(films(whole=False))
def test_a_sentence_is_complete_when_half_of_each_word_is_heard(film: Film) -> None:
    complete = {item.sentence.id for item in spoken_in(film.cut, film.spoken) if item.complete}
    for item in film.spoken.sentences:
        times = [film.cut.to_program(part.source_range, of=film.spoken.time_base) for part in item.words]
        heard = [sum(part.duration for part in parts) for parts in times]
        halves = [share >= part.source_range.duration / 2 for share, part in zip(heard, item.words, strict=True)]
        assert (item.id in complete) <= all(halves)


@few
@given(films(whole=False))
def test_cues_keep_their_gap_and_stay_between_intro_and_outro(film: Film) -> None:
    cues = film.track.cues
    assert all(after.start_frame - before.end_frame >= HOUSE.min_gap_frames for before, after in pairwise(cues))
    for cue in cues:
        assert film.cut.lead_in_frames <= cue.start_frame
        assert cue.end_frame <= film.cut.frame_count - film.cut.tail_frames or length(cue) == 1


def length(cue: Cue) -> int:
    return cue.end_frame - cue.start_frame


@few
@given(films(whole=False))
def test_a_cue_is_short_only_where_the_next_one_needs_the_room(film: Film) -> None:
    shortest = frames_up(HOUSE.min_duration_s, film.cut.frame_rate)
    speech_end = film.cut.frame_count - film.cut.tail_frames
    cues = film.track.cues
    limits = [*(cue.start_frame - HOUSE.min_gap_frames for cue in cues[1:]), speech_end]
    for cue, limit in zip(cues, limits, strict=False):
        assert length(cue) >= shortest or cue.end_frame >= limit
        assert length(cue) <= HOUSE.max_duration_s * film.cut.frame_rate


@few
@given(films(whole=True))
def test_a_cue_begins_with_its_words_or_half_a_second_earlier(film: Film) -> None:
    """Later only where the one before it, which may have come as early, needs a frame and the gap."""
    rate = film.cut.frame_rate
    words = iter(item for spoken in spoken_in(film.cut, film.spoken) for item in spoken.words)
    for before, cue in zip([None, *film.track.cues], film.track.cues, strict=False):
        (_, first), *_ = [next(words) for line in cue.lines(film.spoken.language) for _ in line.split()]
        early = first.start - cue.start_frame / rate
        assert early <= Fraction(1, 2) + 1 / rate
        if early < -1 / rate:
            assert before is not None
            assert cue.start_frame - before.start_frame <= rate / 2 + 1 + 1 + HOUSE.min_gap_frames


@few
@given(films(whole=False))
def test_every_broken_limit_is_reported(film: Film) -> None:
    track, rate = film.track, film.cut.frame_rate
    found = {(finding.rule, finding.where) for finding in subtitles.findings(*judged(track))}
    reported = {item for item in found if item[0] in LIMITS}
    broken = set()
    for number, cue in enumerate(track.cues, start=1):
        for language in LANGUAGES:
            limits, lines = HOUSE.limits(language), cue.lines(language)
            if any(width(line, language) > limits.max_line for line in lines):
                broken.add(("subtitle-line-length", f"cue {number}"))
            if len(lines) > 2 or len(cue.ko) + len(cue.en) > 3:
                broken.add(("subtitle-line-count", f"cue {number}"))
            same = language == track.spoken
            speed = limits.max_reading_speed_same_language if same else limits.max_reading_speed
            if Fraction(width(" ".join(lines), language)) * rate > Fraction(speed) * length(cue):
                broken.add(("subtitle-reading-speed", f"cue {number}"))
        if length(cue) < round(HOUSE.min_duration_s * rate) or length(cue) > HOUSE.max_duration_s * rate:
            broken.add(("subtitle-duration", f"cue {number}"))
    assert reported == broken


@few
@given(films(whole=False))
def test_the_same_film_is_captioned_the_same(film: Film) -> None:
    assert film.track == film.track


def of_one(text: str, english: str, *, each: str = "1/2", pause: str = "1/10", rate: str = "25") -> SubtitleTrack:
    """The captions of one sentence, said slowly enough to be read."""
    spoken = transcript(sentence(1, words_from(text, at=1, each=each, pause=pause)))
    count = int((spoken.sentences[0].source_range.end + 2) * Fraction(rate))
    return Film(edl((0, count), rate=rate), spoken, translation(spoken, english)).track


def test_a_short_sentence_is_one_cue() -> None:
    (cue,) = of_one("저는 강을 건넜습니다.", "I crossed the river.").cues
    assert cue == Cue(25, 68, ("s0001",), ("저는 강을 건넜습니다",), ("I crossed the river.",))


def test_a_long_sentence_is_split_where_both_languages_breathe() -> None:
    track = of_one(
        "저는 강을 건너 중국으로 갔는데 어머니는 집에 남아 계셨습니다.",
        "I crossed the river into China, but my mother stayed behind at home.",
    )
    assert [(cue.ko, cue.en) for cue in track.cues] == [
        (("저는 강을 건너 중국으로 갔는데",), ("I crossed the river into China,",)),
        (("어머니는 집에 남아 계셨습니다",), ("but my mother stayed behind at home.",)),
    ]
    assert subtitles.findings(*judged(track)) == ()


def test_a_sentence_that_cannot_be_split_is_shown_whole_and_reported() -> None:
    track = of_one(" ".join(KOREAN), "Yes.")
    assert read_in(track, "ko") == list(KOREAN)
    assert "subtitle-line-count" in {finding.rule for finding in subtitles.findings(*judged(track))}


def test_a_missing_translation_is_empty_and_reported() -> None:
    spoken = transcript(sentence(1, words_from("저는 강을 건넜습니다.", at=1)))
    track = captioned(edl((0, 200)), spoken, replace(translation(spoken, "x"), lines=()))
    assert read_in(track, "ko") == ["저는", "강을", "건넜습니다"]
    assert [finding.rule for finding in subtitles.findings(*judged(track))] == ["subtitle-empty"]


@pytest.mark.parametrize(("rate", "longest"), [("24000/1001", 167), ("25", 175), ("30000/1001", 209), ("60", 420)])
def test_a_cue_never_stands_longer_than_the_rule_allows(rate: str, longest: int) -> None:
    track = of_one("아…", "Ah…", each="9", rate=rate)
    assert [length(cue) for cue in track.cues] == [longest]
    assert subtitles.findings(*judged(track)) == ()


@pytest.mark.parametrize(("pause", "gap"), [("0.2", 2), ("0.7", 2), ("0.74", 13), ("1", 20)])
def test_gaps_under_half_a_second_are_closed_to_two_frames(pause: str, gap: int) -> None:
    """The first cue is read after frame 88; the second begins with its words, the last of these with frame 108."""
    first = words_from("저는 그때 강을 건넜습니다.", at=1)
    ends = first[-1].source_range.end
    spoken = transcript(sentence(1, first), sentence(2, words_from("정말 추웠어요.", at=ends + Fraction(pause))))
    english = translation(spoken, "At that time I walked across the river on the ice.", "It was very cold.")
    before, after = captioned(edl((0, 250)), spoken, english).cues
    assert after.start_frame - before.end_frame == gap


def test_sentences_spoken_at_once_get_cues_one_after_another() -> None:
    """Three people answer together: nothing is lost, and what cannot be read in time is reported."""
    spoken = transcript(*(replace(sentence(number, [word("네.", 1, "1.02")]), speaker=number) for number in (1, 2, 3)))
    track = captioned(edl((0, 250)), spoken, translation(spoken, "Yes.", "No.", "Well."))
    assert [cue.sentence_ids for cue in track.cues] == [("s0001",), ("s0002",), ("s0003",)]
    assert {finding.rule for finding in subtitles.findings(*judged(track))} >= {"subtitle-duration"}


def test_sentences_spoken_over_each_other_stay_whole() -> None:
    first, second = words_from("저는 그때 강을 건넜습니다.", at=1), words_from("아니 정말 그랬어요?", at=2)
    spoken = transcript(sentence(1, first), sentence(2, second))
    heard = spoken_in(edl((0, 250)), spoken)
    assert [(item.sentence.id, item.complete) for item in heard] == [("s0001", True), ("s0002", True)]


def test_a_sentence_may_span_two_clips() -> None:
    """The pause in its middle was cut out, so that its words follow each other in the film."""
    words = (*words_from("저는 그때", at=1), *words_from("강을 건넜습니다.", at=10))
    spoken = transcript(sentence(1, words))
    (heard,) = spoken_in(edl((0, 75), (9, 75)), spoken)
    assert heard.complete
    assert [item.start for _, item in heard.words] == [Fraction(start) for start in ("1", "1.6", "4", "4.6")]


def test_words_that_begin_at_once_keep_their_order() -> None:
    spoken = transcript(sentence(1, [word("저는", 1, 3), word("강을", 1, 2), word("건넜습니다.", 3, 4)]))
    (heard,) = spoken_in(edl((0, 125)), spoken)
    assert [text for text, _ in heard.words] == ["저는", "강을", "건넜습니다."]


def test_a_word_across_a_joint_is_heard_once() -> None:
    spoken = transcript(sentence(1, [word("저는", 1, 3)]))
    (heard,) = spoken_in(edl((0, 50), (2, 50)), spoken)
    assert heard.words == (("저는", span(1, 3)),)


@pytest.mark.parametrize(("from_s", "whole"), [("1.24", True), ("1.28", False), ("1.8", False)])
def test_half_a_word_is_enough_to_count_as_heard(from_s: str, whole: bool) -> None:  # noqa: FBT001
    spoken = transcript(sentence(1, words_from("저는 강을 건넜습니다.", at=1)))
    (heard,) = spoken_in(edl((from_s, 100)), spoken)
    assert heard.complete is whole


def test_a_sentence_that_was_cut_out_is_not_heard() -> None:
    spoken = transcript(sentence(1, words_from("저는 갔습니다.", at=1)), sentence(2, words_from("네.", at=20)))
    assert [item.sentence.id for item in spoken_in(edl((19, 100)), spoken)] == ["s0002"]


def test_a_sentence_that_is_shown_twice_comes_twice() -> None:
    """A film may open with its strongest line."""
    spoken = transcript(sentence(1, words_from("저는 갔습니다.", at=1)), sentence(2, words_from("네.", at=20)))
    cut = edl((20, 50), (0, 100), (19, 100))
    heard = spoken_in(cut, spoken)
    assert [(item.sentence.id, item.complete) for item in heard] == [("s0002", True), ("s0001", True), ("s0002", True)]
    track = captioned(cut, spoken, translation(spoken, "I went.", "Yes."))
    assert read_in(track, "en") == ["Yes", "I", "went", "Yes"]


def test_a_word_that_is_shown_twice_in_a_row_comes_twice() -> None:
    spoken = transcript(sentence(1, [word("네.", 1, 2)]))
    heard = spoken_in(edl((1, 25), (1, 25)), spoken)
    assert [item.words for item in heard] == [(("네.", span(0, 1)),), (("네.", span(1, 2)),)]


def test_a_part_that_is_shown_again_begins_a_new_sentence() -> None:
    spoken = transcript(sentence(1, words_from("저는 강을 건넜습니다.", at=1)))
    whole, part = spoken_in(edl((0, 100), ("1.6", 50)), spoken)
    assert whole.complete
    assert [text for text, _ in part.words] == ["강을", "건넜습니다."]
    assert not part.complete


def test_a_film_without_speech_has_no_cues() -> None:
    spoken = transcript(sentence(1, words_from("저는 갔습니다.", at=1)))
    assert captioned(edl((30, 100)), spoken, translation(spoken, "I went.")).cues == ()


def test_a_cue_waits_for_the_end_of_the_intro() -> None:
    """It would come earlier, so as to stand long enough, but the title card stands there."""
    spoken = transcript(
        sentence(1, [word("네.", "0.04", "0.2")]),
        replace(sentence(2, words_from("저는 강을 건넜습니다.", at="0.7")), speaker=2),
    )
    track = captioned(edl((0, 200), lead_in_frames=50), spoken, translation(spoken, "Yes.", "I crossed."))
    assert track.cues[0].start_frame == 50


def test_times_of_other_footage_are_refused() -> None:
    spoken = replace(transcript(sentence(1, words_from("네.", at=1))), time_base=TimeBase("source", "other"))
    with pytest.raises(TimeBaseError):
        spoken_in(edl((0, 100)), spoken)


def film_of(sentences: int, heard: int, read: int) -> Film:
    """An interview of sentences of so many words, spoken without a pause inside them."""
    made, start = [], Fraction(1)
    for number in range(sentences):
        text = " ".join(KOREAN[(number + index) % len(KOREAN)] for index in range(heard - number % 4))
        made.append(sentence(number + 1, words_from(text, at=start, each="2/5", pause=0)))
        start = made[-1].source_range.end + Fraction(3, 5)
    spoken = transcript(*made)
    english = [
        " ".join(ENGLISH[(number + index) % len(ENGLISH)] for index in range(read)) for number in range(sentences)
    ]
    return Film(edl((0, int(start * 25))), spoken, translation(spoken, *english))


@pytest.mark.parametrize(
    ("film", "limit_s"), [(film_of(300, 10, 14), 20), (film_of(1, 48, 56), 10)], ids=["300 sentences", "a long one"]
)
def test_captions_take_seconds(film: Film, limit_s: int) -> None:
    before = process_time()
    assert len(film.track.cues) > 1
    assert process_time() - before < limit_s


def test_spoken_times_are_program_times() -> None:
    spoken = transcript(sentence(1, words_from("저는 갔습니다.", at=11)))
    (heard,) = spoken_in(edl((10, 100), lead_in_frames=50), spoken)
    assert [item for _, item in heard.words] == [TimeRange(Fraction(3), Fraction("3.5")), span("3.6", "4.1")]
