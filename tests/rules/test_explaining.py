"""Why a second was kept or cut, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipeline.domain.cut import EditDecisionList, Removal
from pipeline.domain.transcript import Flag
from pipeline.rules.cutting import cut_from
from pipeline.rules.explaining import REASONS, lines_about
from tests.examples import PROGRAM, SHOW, SOURCE, cue, edl, footage, sentence, span, track, transcript, words_from

DOUBT = Flag("low-confidence", "The recogniser was unsure.")
HEARD = transcript(replace(sentence(1, words_from("저는 강을 건넜습니다.", at=11)), flags=(DOUBT,)))
CUT = replace(
    edl((10, 100), lead_in_frames=50),
    removals=(Removal(span(0, 10), "dead-air"), Removal(span(14, 20), "dropped")),
)

CAPTIONS = track(cue(75, 118, ko=("저는 강을 건넜습니다.",), en=("I crossed the river.",)))


def about(moment: str | None, *, captioned: bool = True) -> list[str]:
    return list(lines_about(CUT, HEARD, CAPTIONS if captioned else None, Fraction(moment) if moment else None))


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
    assert list(lines_about(cut, HEARD, None, Fraction("13.7")))[-1] == (
        "00:00:13.500 - 00:00:14.000  heard: no word was written for this sound; it stays until the story drops it"
    )
    assert len(list(lines_about(cut, HEARD, None, Fraction(13)))) == 1


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
    assert {removal.reason for removal in cut.removals} == set(REASONS)
    assert len(list(lines_about(cut, HEARD, None, None))) == len(cut.clips) + len(cut.removals)
