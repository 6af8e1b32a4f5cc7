"""Why a second was kept or cut, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.cut import EditDecisionList, Removal
from pipeline.domain.story import Selection
from pipeline.domain.transcript import Flag
from pipeline.rules.cutting import cut_from, selected_from
from pipeline.rules.explaining import REASONS, Moment, at_film_time, at_footage_time, lines_about
from tests.examples import PROGRAM, SHOW, SOURCE, cue, edl, footage, sentence, span, track, transcript, words_from

DOUBT = Flag("low-confidence", "The recogniser was unsure.")
HEARD = transcript(replace(sentence(1, words_from("저는 강을 건넜습니다.", at=11)), flags=(DOUBT,)))
CUT = replace(
    edl((10, 100), lead_in_frames=50),
    removals=(Removal(span(0, 10), "dead-air"), Removal(span(14, 20), "dropped")),
)

CAPTIONS = track(cue(75, 118, ko=("저는 강을 건넜습니다.",), en=("I crossed the river.",)))


def told(moment: Moment | None, *, captioned: bool = True) -> list[str]:
    return list(lines_about(CUT, HEARD, CAPTIONS if captioned else None, moment))


def about(moment: str | None, *, captioned: bool = True) -> list[str]:
    """What is said of a time in the footage, without the line that tells the clocks."""
    return told(at_footage_time(CUT, Fraction(moment)) if moment else None, captioned=captioned)[1:]


def test_everything_in_source_order() -> None:
    assert about(None) == [
        "00:00:00.000 - 00:00:10.000  cut: silence before the first sound or after the last",
        "00:00:10.000 - 00:00:14.000  kept: film 00:00:02.000 - 00:00:06.000",
        "00:00:14.000 - 00:00:20.000  cut: the story says drop",
    ]


def test_a_moment_that_was_kept() -> None:
    assert about("11.5") == [
        "00:00:10.000 - 00:00:14.000  kept: film 00:00:02.000 - 00:00:06.000",
        "sentence s0001: 저는 강을 건넜습니다.",
        "  doubt (low-confidence): The recogniser was unsure.",
        "  caption 1, film 00:00:03.000 - 00:00:04.720: 저는 강을 건넜습니다. / I crossed the river.",
        "    it begins with its first word",
        "    it ends with its last word",
        "    its text ends with the sentence",
    ]


def test_before_captions_are_made() -> None:
    assert about("11.5", captioned=False)[-1].startswith("  doubt")


def test_a_moment_that_was_cut() -> None:
    assert about("15") == ["00:00:14.000 - 00:00:20.000  cut: the story says drop"]


def test_a_moment_that_is_heard_and_has_no_words() -> None:
    cut = replace(CUT, wordless=(span("13.5", 14),))
    assert list(lines_about(cut, HEARD, None, at_footage_time(cut, Fraction("13.7"))))[-1] == (
        "00:00:13.500 - 00:00:14.000  heard: no word was written for this sound; it stays until the story drops it"
    )
    assert len(list(lines_about(cut, HEARD, None, at_footage_time(cut, Fraction(13))))) == 2


def test_a_moment_outside_the_footage() -> None:
    assert about("100") == []


def test_every_reason_a_cut_may_have_is_explained() -> None:
    words = (*words_from("하나 둘", at=10), *words_from("셋 넷", at=20), *words_from("다섯", at=40))
    filmed = footage(60, silences=[span(0, 60)])
    decided = cut_from(
        filmed,
        words,
        SHOW.cut,
        keep=[span(5, 35)],
        drop=[span(20, "20.5")],
        frame_rate=Fraction(25),
        lead_in_frames=0,
    )
    cut = EditDecisionList(SOURCE, PROGRAM, Fraction(25), 0, 0, decided.clips, decided.removals)
    part = selected_from(cut, filmed, words, Selection("shorts", keep=(span(5, "20.5"),)))
    own = EditDecisionList(SOURCE, PROGRAM, Fraction(25), 0, 0, part.clips, part.removals)
    assert {removal.reason for removal in own.removals} == set(REASONS)
    for each in (cut, own):
        assert len(list(lines_about(each, HEARD, None, None))) == 1 + len(each.clips) + len(each.removals)


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (None, 'all times are those of the footage, but those behind the word "film"'),
        (at_footage_time(CUT, Fraction(11)), "footage 00:00:11.000 (as asked) = film 00:00:03.000"),
        (at_footage_time(CUT, Fraction(15)), "footage 00:00:15.000 (as asked) = not in the film"),
        (at_film_time(CUT, Fraction(3)), "film 00:00:03.000 (as asked) = footage 00:00:11.000"),
        (
            at_film_time(CUT, Fraction(1)),
            "film 00:00:01.000 (as asked): no footage is shown then, but title or credits",
        ),
    ],
)
def test_both_clocks_are_told(moment: Moment | None, line: str) -> None:
    assert told(moment)[0] == line


def test_a_moment_of_the_film_is_the_same_as_its_moment_of_the_footage() -> None:
    assert told(at_film_time(CUT, Fraction(7, 2)))[1:] == about("11.5")


def test_what_is_shown_twice_has_two_times_in_the_film() -> None:
    twice = edl((10, 50), (10, 50))
    assert at_footage_time(twice, Fraction(11)).in_words.endswith("= film 00:00:01.000, 00:00:03.000")
    assert at_film_time(twice, Fraction(3)).source == 11


def test_a_caption_that_stands_before_or_after_its_words_is_told() -> None:
    """It ends at 4.72 in the film, its last word in the footage lies before."""
    late = told(at_film_time(CUT, Fraction("4.7")))
    assert "sentence s0001: 저는 강을 건넜습니다." in late
    assert "sentence s0001: 저는 강을 건넜습니다." not in told(at_film_time(CUT, Fraction(5)))
