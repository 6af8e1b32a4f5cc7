"""What of the story is drawn, and under which key it stands."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import Bilingual, Chapter, Credit, Speaker, Story
from pipeline.rules.story_texts import story_texts

STORY = Story(
    code="blue-kite",
    title=Bilingual("다시 바다를", "The Sea Again"),
    description=Bilingual("한 사람의 이야기 🌊", "One person's story 🌊"),
    tags=("脫北",),
    speakers=(
        Speaker(Bilingual("한바다", "Han Bada"), Bilingual("봄이", "Bomi"), Bilingual("교사", "Teacher")),
        Speaker(role=Bilingual(en="Interviewer")),
    ),
    chapters=(Chapter(Fraction(16), Bilingual("어린 시절")), Chapter(Fraction(41), Bilingual("서울", "Seoul"))),
    credits=(Credit(Bilingual("통역", "Interpreter"), "Han Bom"),),
    sponsors=("Blue House", "Red House"),
)


def test_everything_that_is_drawn_is_named_by_its_key() -> None:
    assert story_texts(STORY, ProtectionLevel.OPEN) == (
        ("title.ko", "다시 바다를"),
        ("title.en", "The Sea Again"),
        ("speaker 1 name.ko", "한바다"),
        ("speaker 1 name.en", "Han Bada"),
        ("speaker 1 role.ko", "교사"),
        ("speaker 1 role.en", "Teacher"),
        ("speaker 2 role.en", "Interviewer"),
        ("chapters 1 title.ko", "어린 시절"),
        ("chapters 2 title.ko", "서울"),
        ("chapters 2 title.en", "Seoul"),
        ("credit 1 role.ko", "통역"),
        ("credit 1 role.en", "Interpreter"),
        ("credit 1 name", "Han Bom"),
        ("sponsor 1 name", "Blue House"),
        ("sponsor 2 name", "Red House"),
    )


@pytest.mark.parametrize("level", [None, ProtectionLevel.PSEUDONYM, ProtectionLevel.COVERED, ProtectionLevel.ANONYMOUS])
def test_a_hidden_name_is_not_drawn(level: ProtectionLevel | None) -> None:
    texts = dict(story_texts(STORY, level))
    assert (texts["speaker 1 pseudonym.ko"], texts["speaker 1 pseudonym.en"]) == ("봄이", "Bomi")
    assert not {"한바다", "Han Bada"} & set(texts.values())


def test_an_empty_story_draws_nothing() -> None:
    assert story_texts(Story(), None) == ()
