"""Whole interviews become the captions that were read and found good; every weight of the search has a say in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules import cue_search, cue_text
from pipeline.rules.line_breaking import SPLITS, break_cost
from tests.goldens.interviews import PROFILES, as_text, captions, golden, spoken_and_translated

WEIGHTS = [
    *(
        (cue_search, name)
        for name in (
            "_EVERY_CUE",
            "_SECOND_LINE",
            "_NEARLY_EMPTY",
            "_TOO_SHORT",
            "_HURRIED",
            "_PER_S_OF_SILENCE",
            "_SHOT_INSIDE",
            "_SENTENCES_JOINED",
            "_APART",
            "_ANCHOR_APART",
        )
    ),
    (cue_text, "_TORN"),
    (cue_text, "_FORBIDDEN"),
    (cue_text, "_UNWELCOME"),
]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_as_they_were_read(language: Language, profile: str) -> None:
    """`python -m tests.goldens.interviews` writes them anew."""
    assert as_text(captions(language, profile)) == golden(language, profile).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_caption_ends_inside_a_word_group_where_the_screen_is_wide(language: Language) -> None:
    track = captions(language, "house")
    assert [pair for of in LANGUAGES for pair in torn(track, of)] == []


def torn(track: SubtitleTrack, language: Language) -> list[str]:
    """Where a word group is parted by the end of a caption."""
    found = []
    for before, after in pairwise(track.cues):
        if before.sentence_ids == after.sentence_ids:
            said, following = (" ".join(cue.lines(language)).split() for cue in (before, after))
            if break_cost([*said, *following], len(said), language) > SPLITS:
                found.append(f"{said[-1]} | {following[0]}")
    return found


@pytest.mark.parametrize(("module", "weight"), WEIGHTS, ids=[name for _, name in WEIGHTS])
def test_every_weight_has_a_say(module: object, weight: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, weight, 0.0)
    assert any(
        as_text(captions(language, profile)) != golden(language, profile).read_text(encoding="utf-8")
        for language in LANGUAGES
        for profile in PROFILES
    )


def test_the_interviews_are_long_enough_to_tell() -> None:
    assert sum(len(spoken_and_translated(language)) for language in LANGUAGES) >= 90
