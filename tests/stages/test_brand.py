"""What the show adds: the name that may be shown, cards drawn once, chapters where they begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.branding import Branding
from tests.interview import SHOW, STORY, write
from tests.studio import Studio

WITH_NAME = SHOW.replace("lower_third_s = 0", "lower_third_s = 2")
PSEUDONYM = STORY.replace('level = "open"', 'level = "pseudonym"').replace(
    'role.ko = "교사"', 'pseudonym.ko = "봄이"\npseudonym.en = "Bomi"\nrole.ko = "교사"'
)


def branded(studio: Studio) -> Branding:
    ran = studio.make("--until", "brand")
    assert ran.code == 0, ran.said
    return studio.job.load(Branding)


@pytest.mark.parametrize(("story", "name"), [(STORY, ("한바다", "Han Bada")), (PSEUDONYM, ("봄이", "Bomi"))])
def test_the_name_shown_is_the_one_that_may_be(
    studio: Studio, talking: Path, story: str, name: tuple[str, str]
) -> None:
    write(studio.home.presets / "shows" / "tiny.toml", WITH_NAME)
    studio.arrange(talking, story=story)
    (shown,) = branded(studio).lower_thirds
    assert (shown.name_ko, shown.name_en) == name
    assert (shown.start_frame, shown.end_frame) == (25 + 25, 25 + 25 + 50)


def test_a_show_may_name_nobody(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert branded(studio).lower_thirds == ()


def test_cards_are_drawn_once_for_the_same_title(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    first = branded(studio)
    drawn = {path: path.stat().st_mtime_ns for path in (studio.home.cache / "cards").iterdir()}
    write(studio.folder / "story.toml", STORY.replace("Teacher", "Nurse"))
    assert branded(studio).cards == first.cards
    assert {path: path.stat().st_mtime_ns for path in drawn} == drawn
    write(studio.folder / "story.toml", STORY.replace("The Sea Again", "The Sea"))
    second = branded(studio)
    assert second.card("intro", "small") != first.card("intro", "small")
    assert second.card("outro", "small") == first.card("outro", "small")


def test_a_show_without_cards_and_logo_has_none(studio: Studio, talking: Path) -> None:
    show = SHOW.replace("intro_s = 1", 'intro_s = 0\nlogo = ""').replace("outro_s = 1", "outro_s = 0")
    write(studio.home.presets / "shows" / "tiny.toml", show)
    studio.arrange(talking)
    found = branded(studio)
    assert (found.cards, found.logos) == ((), ())
    ran = studio.make()
    assert ran.code == 0, ran.said
