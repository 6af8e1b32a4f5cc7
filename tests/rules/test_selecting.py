"""A selection that does not fit the film, and a film that does not fit its platform, in words with seconds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.cut import EditDecisionList, Removal
from pipeline.domain.presets import Target
from pipeline.domain.story import Selection
from pipeline.domain.timing import TimeRange
from pipeline.presets.story import story_from
from pipeline.rules.selecting import about_outside, too_long
from tests.examples import YOUTUBE, edl, sentence, span, transcript, words_from

FILM = replace(edl((10, 500), (40, 250)), removals=(Removal(span(30, 40), "dropped"), Removal(span(0, 10), "dead-air")))
"""Source 10 to 30 s and 40 to 50 s."""


@pytest.mark.parametrize(
    ("keep", "drop", "told"),
    [
        ((span(12, 20),), (), []),
        ((span(2, 20),), (), []),
        ((span(12, "30.9"),), (), []),
        ((span(12, 31),), (), ["keep number 1 (00:00:12.000 to 00:00:31.000) holds 1.0 s"]),
        ((span(12, 13), span(20, 45)), (), ["keep number 2 (00:00:20.000 to 00:00:45.000) holds 10.0 s"]),
        ((), (span(29, 35),), []),
        ((), (span(32, 35),), ["drop number 1 (00:00:32.000 to 00:00:35.000) holds nothing that the film has"]),
        ((span(31, 33),), (span(60, 70),), ["keep number 1", "holds nothing", "drop number 1 (00:01:00.000"]),
        (
            (span(2, 9), span(12, 20)),
            (),
            ["keep number 1 (00:00:02.000 to 00:00:09.000) holds nothing that the film has"],
        ),
        ((span(41, "50.9"),), (), []),
        (
            (span(41, 51),),
            (),
            ["keep number 1 (00:00:41.000 to 00:00:51.000) ends after the footage, which is 00:00:50"],
        ),
        ((span(35, 80),), (), ["holds 5.0 s that the film does not have and ends after the footage"]),
    ],
)
def test_what_the_film_does_not_have_is_told(
    keep: tuple[TimeRange, ...], drop: tuple[TimeRange, ...], told: list[str]
) -> None:
    text = about_outside(Selection("shorts", keep, drop), FILM, span(0, 50))
    assert bool(text) == bool(told)
    assert all(part in text for part in told)


SAID = transcript(
    sentence(1, words_from("저는 바다에서 왔습니다", at=10, each=2, pause=0)),
    sentence(2, words_from("노래를 불러 주셨습니다", at=18, each=3, pause=0)),
    sentence(3, words_from("고맙습니다", at=41, each=2, pause=0)),
)


def target(name: str, longest_s: int) -> Target:
    return replace(YOUTUBE, name=name, limits=replace(YOUTUBE.limits, max_duration_s=longest_s))


@pytest.mark.parametrize(("longest_s", "fits"), [(29, False), (30, True), (31, True)])
def test_a_film_of_just_the_limit_fits(longest_s: int, fits: bool) -> None:  # noqa: FBT001 - a table
    found = too_long({"a": FILM}, [target("a", longest_s)], SAID, selected=())
    assert (found is None) == fits


@pytest.mark.parametrize(
    ("frames", "told"),
    [
        (251, "a is 10.1 s long and its platform takes 10 s, so there are 0.1 s to lose"),
        (253, "a is 10.2 s long and its platform takes 10 s, so there are 0.2 s to lose"),
        (375, "a is 15.0 s long and its platform takes 10 s, so there are 5.0 s to lose"),
    ],
)
def test_the_seconds_are_never_told_too_few(frames: int, told: str) -> None:
    found = too_long({"a": edl((10, frames))}, [target("a", 10)], SAID, selected=())
    assert found is not None
    assert told in found.what


def test_all_targets_are_told_at_once_and_which_can_go_on() -> None:
    targets = [target("a", 10), target("b", 60), target("c", 20), target("d", 30)]
    found = too_long(dict.fromkeys("abcd", FILM), targets, SAID, selected=())
    assert found is not None
    assert "a is 30.0 s long" in found.what
    assert "so there are 20.0 s to lose; c is 30.0 s long" in found.what
    assert found.remedy.endswith("go on without it for now: --target b --target d")
    alone = too_long({"a": FILM}, targets[:1], SAID, selected=["a"])
    assert alone is not None
    assert "go on without" not in alone.remedy
    assert alone.remedy.startswith("Keep less in its [[selection]]")


@pytest.mark.parametrize(
    ("longest_s", "cut", "kept"),
    [
        (20, FILM, span(10, 27)),
        (17, FILM, span(10, 16)),
        (3, FILM, span(10, 16)),
        (20, edl((10, 500), (40, 250), lead_in_frames=100), span(10, 16)),
        (7, edl((18, 250)), span(18, 27)),
    ],
    ids=["two sentences", "one", "too long itself", "beside the title", "of a part"],
)
def test_the_example_can_be_pasted_and_holds_whole_sentences(
    longest_s: int, cut: EditDecisionList, kept: TimeRange
) -> None:
    found = too_long({"a": cut}, [target("a", longest_s)], SAID, selected=())
    assert found is not None
    example = found.remedy.partition("For example:\n\n")[2].partition("\n\n")[0]
    assert story_from(example).selections == (Selection("a", keep=(kept,)),)
    assert kept.end <= kept.start + max(Fraction(longest_s), Fraction(9))
