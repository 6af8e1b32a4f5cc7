"""Every subtitle rule: one name each, a line in the README, no blame for what is right, fixes that are done once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.presets.library import PresetLibrary
from pipeline.rules.subtitles import RULES, grid
from pipeline.rules.subtitles.base import Rule
from tests.examples import cue, judged, track

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
PROFILES = PresetLibrary().names("subtitles")


def test_every_name_is_given_once() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [*(rule.name for rule in RULES), grid.NAME])
def test_the_readme_names_it(name: str) -> None:
    assert f"| `{name}` |" in README


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("profile", PROFILES)
def test_clean_captions_are_never_blamed_or_changed(rule: Rule, profile: str) -> None:
    clean = track(
        cue(0, 60, ko=("저는 강을",), en=("I crossed the river.",)),
        cue(100, 160, ko=("그랬어요",), en=("So it was.",)),
    )
    captions, yardstick = judged(clean, PresetLibrary().subtitles(profile))
    assert rule.check(captions, yardstick) == []
    assert rule.fix is None or rule.fix(captions, yardstick) == captions
