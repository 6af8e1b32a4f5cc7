"""Captions that people corrected: what was accepted once stays accepted, what is lost is named, all is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import Language, Transcript
from pipeline.rules.correction_notes import without_caption
from pipeline.rules.spoken import spoken_in
from pipeline.workspace import artefacts
from tests.desk import SAID, Caption, Captions, Desk, Edit, read


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.make()
    return made


def index(captions: Captions, text: str) -> int:
    return next(number for number, item in enumerate(captions) if text in " ".join(item.lines))


def korean(captions: Captions) -> Captions:
    """The thanks are split, the words of the wish are given to other captions."""
    thanks, sea = index(captions, "들려주셔서"), index(captions, "가족과 함께")
    whole = captions[thanks]
    middle = (whole.start_ms + whole.end_ms) // 2
    captions[sea] = captions[sea].says("가족과 함께")
    captions[sea + 1] = captions[sea + 1].says("다시 바다를 보고 싶습니다")
    captions[thanks : thanks + 1] = [
        Caption(whole.start_ms, middle, ("오늘 이야기를",)),
        Caption(middle + 67, whole.end_ms, ("들려주셔서 감사합니다",)),
    ]
    return captions


def english(captions: Captions) -> Captions:
    """The thanks are reworded in one caption, the wish follows the Korean."""
    thanks, sea = index(captions, "Thank you for telling"), index(captions, "see the sea")
    captions[thanks] = captions[thanks].says("Thank you so much for sharing", "your story with us today.")
    captions[sea] = captions[sea].says("Together with my family,")
    captions[sea + 1] = captions[sea + 1].says("I want to see the sea again.")
    return captions


@pytest.fixture
def accepted(desk: Desk) -> Desk:
    """A desk at which both files came back and were taken."""
    desk.edit("ko", korean)
    desk.edit("en", english)
    desk.make()
    return desk


def require_corrected(desk: Desk) -> None:
    texts = desk.of_sentences()
    assert [ko for ko, _ in texts[("s0002",)]] == ["오늘 이야기를", "들려주셔서 감사합니다"]
    assert " ".join(en for _, en in texts[("s0002",)]) == "Thank you so much for sharing your story with us today."
    assert texts[("s0019",)] == [
        ("가족과 함께", "Together with my family,"),
        ("다시 바다를 보고 싶습니다", "I want to see the sea again."),
    ]


def test_what_was_accepted_stays_accepted_when_it_is_made_again(accepted: Desk) -> None:
    require_corrected(accepted)
    before = accepted.track
    accepted.make()
    assert accepted.track == before


def test_it_stays_accepted_when_another_sentence_is_dropped(accepted: Desk) -> None:
    before = accepted.of_sentences(but=[10])
    accepted.dropped = {10}
    accepted.make()
    require_corrected(accepted)
    assert accepted.of_sentences() == before


def test_half_a_sentence_that_was_taken_out_is_held_and_named(desk: Desk) -> None:
    desk.edit("ko", lambda cues: [item for item in cues if "시장에 갔습니다" not in item.lines])
    desk.edit("en", lambda cues: [item for item in cues if "with my grandmother." not in item.lines])
    why = desk.held()
    assert "s0008: the Korean and English words at 00:00:" in why
    assert "grandmother" not in why


def test_a_caption_that_was_taken_out_of_one_file_is_held_in_plain_words(desk: Desk) -> None:
    desk.edit("ko", lambda cues: [item for item in cues if item.lines != ("안녕하세요",)])
    assert (
        "s0003: its Korean caption was taken out, and its English one still stands: take out both, or neither"
        in desk.held()
    )


def test_two_sentences_joined_without_half_of_one_are_held(desk: Desk) -> None:
    def join(captions: Captions) -> Captions:
        school = index(captions, "지금은 학교에서")
        first, second = captions[school : school + 2]
        assert first.lines == ("지금은 학교에서", "아이들을 가르치고 있습니다")
        captions[school : school + 2] = [Caption(first.start_ms, second.end_ms, (first.lines[0], *second.lines))]
        return captions

    desk.edit("ko", join)
    assert "s0016: the Korean words at" in desk.held()


def without(text: str) -> Edit:
    return lambda captions: [item for item in captions if text not in " ".join(item.lines)]


def test_a_whole_sentence_may_be_taken_out_and_is_told(desk: Desk) -> None:
    before = desk.of_sentences(but=[10])
    desk.edit("ko", without("그 노래를"))
    desk.edit("en", without("I remember that song"))
    notes = desk.make()
    assert "1 sentence heard without a caption, as people took theirs out: s0010" in notes.told
    assert desk.of_sentences() == before
    (found,) = without_caption(spoken_in(desk.cut(), desk.job.load(Transcript)), desk.track)
    assert (found.rule, found.severity, found.measured) == ("speech-without-caption", "warning", "s0010")


def test_every_reworded_sentence_is_told(accepted: Desk) -> None:
    told = " ".join(accepted.make().told)
    assert "2 sentences reworded in the captions: s0002 (English), s0019 (English)" in told


def test_captions_that_follow_are_to_look_at_only(desk: Desk) -> None:
    desk.targets = ("youtube", "shorts")
    desk.make()
    path = desk.job.draft / "captions.shorts.ko.srt"
    texts = [" ".join(item.lines) for item in read(path)]
    assert texts == [" ".join(cue.ko) for cue in desk.reflowed("shorts").cues]
    key = desk.key()
    path.write_text(path.read_text(encoding="utf-8").replace("안녕하세요", "안녕"), encoding="utf-8")
    assert desk.key() != key
    assert desk.held().startswith(
        "captions.shorts.ko.srt was changed, and its captions follow from captions.ko.srt: they are made anew from it"
    )
    assert "안녕\n" in path.read_text(encoding="utf-8")
    path.unlink()
    desk.make()
    assert [" ".join(item.lines) for item in read(path)] == texts


def test_a_caption_of_its_own_ends_where_it_does_in_captions_that_follow(accepted: Desk) -> None:
    accepted.targets = ("youtube", "shorts")
    accepted.make()
    for number, borders in (
        (2, ("오늘 이야기를", "들려주셔서 감사합니다")),
        (19, ("가족과 함께", "다시 바다를 보고 싶습니다")),
    ):
        cues = [cue for cue in accepted.reflowed("shorts").cues if cue.sentence_ids == (f"s{number:04d}",)]
        texts = [" ".join(cue.ko) for cue in cues]
        ends = [" ".join(texts[:end]) for end in range(1, len(texts) + 1)]
        assert borders[0] in ends
        assert ends[-1] == " ".join(borders)


def test_what_was_made_last_is_kept_even_where_it_is_held(desk: Desk) -> None:
    desk.edit("ko", without("시장에 갔습니다"))
    desk.english[10] = "I remember that song to this day."
    desk.held()
    newest = artefacts.load(desk.job.newest_captions, SubtitleTrack)
    assert "I remember that song to this day." in [" ".join(cue.en) for cue in newest.cues]
    assert "I remember that song to this day." not in desk.shown("en")


# Targets with a cut of their own


def selected(desk: Desk, target: str, *numbers: int) -> Desk:
    """The desk, with a target that shows these sentences."""
    desk.targets = ("youtube", target)
    desk.selected = {target: set(numbers)}
    return desk


def texts_of(desk: Desk, target: str) -> list[tuple[str, str]]:
    """What a target's captions say, sentence by sentence, in both languages."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for cue in desk.reflowed(target).cues:
        ko, en = found.get(cue.sentence_ids, ("", ""))
        found[cue.sentence_ids] = (f"{ko} {' '.join(cue.ko)}".strip(), f"{en} {' '.join(cue.en)}".strip())
    return list(found.values())


@pytest.mark.parametrize("target", ["square", "shorts"])
def test_a_part_has_the_words_that_people_gave_its_sentences(accepted: Desk, target: str) -> None:
    selected(accepted, target, 2, 10, 19).make()
    assert texts_of(accepted, target) == [
        ("오늘 이야기를 들려주셔서 감사합니다", "Thank you so much for sharing your story with us today."),
        ("그 노래를 지금도 기억합니다", "I remember that song even now."),
        ("가족과 함께 다시 바다를 보고 싶습니다", "Together with my family, I want to see the sea again."),
    ]
    require_corrected(accepted)


@pytest.mark.parametrize("target", ["square", "shorts"])
@pytest.mark.parametrize("numbers", [(1,), (22,), (3, 5, 7, 9), (6, 7, 8, 9, 10), tuple(range(1, 23))])
def test_a_part_shows_all_that_is_heard_in_it_and_no_other_word(
    desk: Desk, target: str, numbers: tuple[int, ...]
) -> None:
    selected(desk, target, *numbers).make()
    said = [(SAID[number - 1][1].rstrip("."), SAID[number - 1][2]) for number in numbers]
    shown = texts_of(desk, target)
    assert " ".join(ko.replace(".", "") for ko, _ in shown).split() == " ".join(ko for ko, _ in said).split()
    assert " ".join(en for _, en in shown).split() == " ".join(en for _, en in said).split()
    cut = desk.cut(target)
    assert all(cut.lead_in_frames <= cue.start_frame for cue in desk.reflowed(target).cues)
    assert all(cue.end_frame <= cut.frame_count - cut.tail_frames for cue in desk.reflowed(target).cues)


def test_a_parts_captions_stand_on_its_own_clock_as_long_as_in_the_film(accepted: Desk) -> None:
    selected(accepted, "square", 2, 19).make()
    ids = [("s0002",), ("s0019",)]
    in_film = [cue for cue in accepted.track.cues if cue.sentence_ids in ids]
    in_part = accepted.reflowed("square").cues
    assert [(cue.ko, cue.en) for cue in in_part] == [(cue.ko, cue.en) for cue in in_film]
    cut, part = accepted.cut(), accepted.cut("square")
    for one, other in zip(in_film, in_part, strict=True):
        seen = cut.to_source(accepted.track.program_range(one)), part.to_source(accepted.track.program_range(other))
        assert abs(seen[0][0].start - seen[1][0].start) <= 1 / cut.frame_rate
        assert other.end_frame <= part.frame_count - part.tail_frames


def test_a_sentence_whose_captions_were_taken_out_has_none_in_a_part(desk: Desk) -> None:
    desk.edit("ko", without("그 노래를"))
    desk.edit("en", without("I remember that song"))
    selected(desk, "shorts", 9, 10).make()
    assert texts_of(desk, "shorts") == [
        ("밤에는 어머니가 노래를 불러 주셨습니다", "At night my mother sang songs to me.")
    ]


def joined(desk: Desk, language: Language, *, says: str = "") -> None:
    """Somebody puts the third and the fourth sentence into one caption."""

    def join(captions: Captions) -> Captions:
        at = index(captions, "반갑습니다" if language == "ko" else "nice to meet you") - 1
        one, two = captions[at : at + 2]
        line = says or " ".join((*one.lines, *two.lines))
        captions[at : at + 2] = [Caption(one.start_ms, two.end_ms, (line,))]
        return captions

    desk.edit(language, join)


def test_of_two_sentences_in_one_caption_a_part_shows_the_one_that_is_heard(desk: Desk) -> None:
    joined(desk, "ko")
    joined(desk, "en")
    selected(desk, "square", 2, 4).make()
    assert ("s0003", "s0004") in desk.of_sentences()
    assert texts_of(desk, "square")[1:] == [("만나서 반갑습니다", "It is nice to meet you.")]


def test_two_sentences_that_were_worded_together_are_not_shown_for_one_of_them(desk: Desk) -> None:
    joined(desk, "ko")
    joined(desk, "en", says="Hello, how nice to meet you.")
    why = selected(desk, "square", 2, 4).held()
    assert why.startswith("corrected captions do not fit what square shows: s0003, s0004: ")
    assert "nice" not in why
    selected(desk, "square", 2, 3, 4).make()
    assert texts_of(desk, "square")[1:] == [("안녕하세요 만나서 반갑습니다", "Hello, how nice to meet you.")]


def test_a_parts_captions_are_to_look_at_only(desk: Desk) -> None:
    selected(desk, "square", 2, 4).make()
    path = desk.job.draft / "captions.square.en.srt"
    assert [" ".join(item.lines) for item in read(path)] == [en for _, en in texts_of(desk, "square")]
    key = desk.key()
    path.write_text(path.read_text(encoding="utf-8").replace("nice", "good"), encoding="utf-8")
    assert desk.key() != key
    assert desk.held().startswith("captions.square.en.srt was changed")


def test_another_selection_makes_the_captions_anew(desk: Desk) -> None:
    key = selected(desk, "square", 2, 4).key()
    assert selected(desk, "square", 2, 5).key() != key
