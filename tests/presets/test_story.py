"""story.toml: every key a person may write, and what is said when it is wrong."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.cli import asking
from pipeline.domain.errors import UsageError
from pipeline.domain.protection import Consent, ProtectionLevel
from pipeline.domain.story import Bilingual, Chapter, Credit, FramingWish, Selection, Source, Speaker, Story
from pipeline.domain.timing import TimeRange
from pipeline.presets.story import level_from, story_from
from tests.examples import span

EVERY_KEY = """
code = "blue-kite"
title = {ko = "바다", en = "Sea"}
description.ko = "이야기"
language = "ko"
show = "house"
targets = ["youtube", "shorts"]
keep = [["0:30", "1:00:00.5"], [10, 20.25]]
drop = [["2:05", "2:40"]]
tags = ["바다", "sea"]

[[source]]
file = "한.mp4"
role = "camera"

[[speaker]]
name.ko = "한바다"
pseudonym.en = "Bomi"
role.ko = "교사"
protection = "pseudonym"

[protection]
level = "covered"
consent = "form-7"
expires = 2030-12-31

[[selection]]
target = "shorts"
keep = [["1:02", "1:58"]]
drop = [[70, 71.5]]

[[chapters]]
at = "1:15.5"
title.en = "Home"

[[framing]]
start = "1:00"
end = 80
x = 0.25

[[framing]]
start = "2:00"
end = "2:10"
fit = "whole"

[[credit]]
name = "Someone"
role.ko = "목소리"

[[sponsor]]
name = "A friend"
"""


def test_every_key_is_read() -> None:
    assert story_from(EVERY_KEY) == Story(
        code="blue-kite",
        title=Bilingual("바다", "Sea"),
        description=Bilingual("이야기"),
        language="ko",
        show="house",
        targets=("youtube", "shorts"),
        sources=(Source("한.mp4"),),
        speakers=(Speaker(Bilingual("한바다"), Bilingual("", "Bomi"), Bilingual("교사"), ProtectionLevel.PSEUDONYM),),
        level=ProtectionLevel.COVERED,
        consent=Consent("form-7", date(2030, 12, 31)),
        keep=(TimeRange(Fraction(30), Fraction(7201, 2)), TimeRange(Fraction(10), Fraction(81, 4))),
        drop=(TimeRange(Fraction(125), Fraction(160)),),
        selections=(Selection("shorts", (span(62, 118),), (span(70, "71.5"),)),),
        chapters=(Chapter(Fraction(151, 2), Bilingual("", "Home")),),
        tags=("바다", "sea"),
        credits=(Credit(Bilingual("목소리"), "Someone"),),
        sponsors=("A friend",),
        framing=(
            FramingWish(TimeRange(Fraction(60), Fraction(80)), x=0.25),
            FramingWish(TimeRange(Fraction(120), Fraction(130)), whole=True),
        ),
    )


def test_an_empty_story_says_nothing() -> None:
    assert story_from("# only a remark\n") == Story()


def test_texts_are_composed_and_file_names_stay_as_they_are() -> None:
    story = story_from(unicodedata.normalize("NFD", EVERY_KEY))
    assert story.title.ko == "바다"
    assert story.sources[0].file == unicodedata.normalize("NFD", "한.mp4")


@pytest.mark.parametrize("key", ["titel", "speakers", "expire", "target"])
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="is not known") as caught:
        story_from(f'{key} = "x"')
    assert caught.value.remedy.startswith(("Did you mean", "Known:"))


@pytest.mark.parametrize("code", ["Blue-Kite", "blue kite", "-blue", "blue--kite", "../kite", "푸른연", "kite\\n"])
def test_a_code_is_harmless_in_every_path(code: str) -> None:
    with pytest.raises(UsageError, match="code"):
        story_from(f'code = "{code}"')


@pytest.mark.parametrize("word", ["Open", "none", "secret"])
def test_an_unknown_level_is_refused_with_the_known_ones(word: str) -> None:
    with pytest.raises(UsageError, match="open, pseudonym, covered, anonymous"):
        level_from(word, where="--protection")


def test_no_word_is_no_level() -> None:
    assert level_from("", where="--protection") is None


@pytest.mark.parametrize("role", ["sound", "cutaway"])
def test_roles_that_cannot_be_used_yet_are_refused(role: str) -> None:
    with pytest.raises(UsageError, match="cannot be used by this version"):
        story_from(f'[[source]]\nfile = "a.wav"\nrole = "{role}"')


@pytest.mark.parametrize(
    "text",
    [
        'keep = [["0:30", "0:30"]]',
        'drop = [["0:40", "0:30"]]',
        'keep = [["soon", "0:30"]]',
        "keep = [[-1, 2]]",
        'keep = [["0:30"]]',
        "keep = [30, 40]",
    ],
)
def test_a_range_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"keep|drop"):
        story_from(text)


def test_the_questions_of_new_write_a_story_that_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["hidden", "pseudonym", "Blue Kite", "blue-kite", "ko", '그는 "바다"', "C:\\sea"]
    answers += ["한바다", "Han Bada", "봄이", "Bomi", "교사", "teacher", "form-1"]
    monkeypatch.setattr("typer.prompt", lambda question, **_: answers.pop(0))
    asking.ask_story(tmp_path)
    story = story_from((tmp_path / "story.toml").read_text(encoding="utf-8"))
    assert (story.code, story.level) == ("blue-kite", ProtectionLevel.PSEUDONYM)
    assert story.title == Bilingual('그는 "바다"', "C:\\sea")
    assert story.speakers[0].pseudonym == Bilingual("봄이", "Bomi")
    with pytest.raises(UsageError, match="there is a story already"):
        asking.ask_story(tmp_path)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "says nothing of where to look"),
        ('fit = "whole"\ny = 0.5', "and a place to look at"),
        ("x = 1.5", "x and y are between 0 and 1"),
        ('fit = "half"\nx = 0.5', '"framing[1].fit" is'),
        ("z = 0.5", 'the key "framing[1].z" is not known'),
    ],
)
def test_a_framing_that_cannot_be_is_refused(line: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        story_from(f'[[framing]]\nstart = "0:10"\nend = "0:20"\n{line}\n')
    assert says in refused.value.what
    assert refused.value.remedy


def test_a_framing_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match='"framing" has a range from 20 to 10'):
        story_from("[[framing]]\nstart = 20\nend = 10\nx = 0.5\n")


def test_targets_below_a_selection_may_be_its_target_or_stand_too_low() -> None:
    with pytest.raises(UsageError) as refused:
        story_from('[[selection]]\ntarget = "shorts"\nkeep = [[1, 2]]\ntargets = ["youtube"]')
    assert refused.value.remedy == (
        'Did you mean "target"? Or: targets belongs to the top of the file: write it above the first [...]'
    )
