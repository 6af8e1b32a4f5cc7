"""TOML read strictly: nothing unknown slips through, and the message names the key and the nearest right one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from pipeline.domain.errors import UsageError
from pipeline.domain.presets import Show, SubtitleProfile, Target
from pipeline.presets import tables
from pipeline.presets.story import _StoryTable


@dataclass(frozen=True)
class Inner:
    length_s: Fraction
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner
    many: tuple[Inner, ...] = ()
    maybe: Inner | None = None
    on: date | None = None
    kind: Literal["long", "short"] = "long"
    count: int = 1
    pairs: tuple[tuple[str, str], ...] = ()
    at: str | int = 0

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a name is not empty")


def read(text: str) -> Outer:
    return tables.value_from(tables.parse(text, where="x.toml"), Outer, where="x.toml")


@dataclass(frozen=True)
class Film:
    inner: Inner
    other: str = ""


def test_a_key_of_a_section_that_stands_above_it_is_told_its_section() -> None:
    table = tables.parse("length_s = 1\ninner = {length_s = 1}", where="x.toml")
    with pytest.raises(UsageError) as caught:
        tables.value_from(table, Film, where="x.toml")
    assert caught.value.remedy == "length_s belongs under [inner]"


def test_a_table_becomes_a_value_with_exact_numbers() -> None:
    value = read('name = "a"\non = 2030-01-02\ninner = {length_s = 0.1}\nmany = [{length_s = "1/3", words = ["w"]}]')
    assert value.inner.length_s == Fraction(1, 10)
    assert value.many == (Inner(Fraction(1, 3), ("w",)),)
    assert value.on == date(2030, 1, 2)
    assert value.maybe is None


@pytest.mark.parametrize(
    ("text", "says", "remedy"),
    [
        ('name = "a"\ninner = {lenght_s = 1}', '"inner.lenght_s" is not known', 'Did you mean "length_s"?'),
        ('name = "a"\ninner = {length_s = 1}\nmany = [{wrods = []}]', '"many[1].wrods"', 'Did you mean "words"?'),
        ('name = "a"\ninner = {length_s = 1}\nmaybe = {zzz = 1}', '"maybe.zzz"', "Known: length_s, words"),
        ('name = "a"\ninner = {length_s = "long"}', '"inner.length_s"', "Correct the value"),
        ('name = "a"', '"inner"', "Correct the value"),
        ('name = ""\ninner = {length_s = 1}', "a name is not empty", "Correct the value"),
        ('name = "a\ninner = 1', "line 1", "double quotes"),
        ("name = 5\ninner = {length_s = 1}", '"name" is a text: write it in "double quotes"', "Correct the value"),
        ('name = "a"', '"inner" is not there, and must be', "show every key"),
        ('name = "a"\ncount = 1.5\ninner = {length_s = 1}', '"count" is a whole number', "Correct"),
        ('name = "a"\nkind = "lang"\ninner = {length_s = 1}', "\"kind\" is 'long' or 'short'", "Correct"),
        ('name = "a"\npairs = ["1", "2"]\ninner = {length_s = 1}', '"pairs[1]" is a list', "Correct"),
        ('name = "a"\npairs = [["1"]]\ninner = {length_s = 1}', '"pairs[1][2]" is not there', "Correct"),
        ('name = "a"\npairs = [["1", "2", "3"]]\ninner = {length_s = 1}', '"pairs[1]" holds 2 at most', "Correct"),
        ('name = "a"\ninner = {length_s = 1, count = 2}', '"inner.count" is not known', "above the first [...]"),
        ('name = "a"\nmany = [{length_s = 1, name = "b"}]', '"many[1].name" is not known', "above the first [...]"),
        ('name = "a"\nmany = [{word = []}]', '"many[1].word" is not known', 'Did you mean "words"?'),
        ('name = "a"\ninner = 5', '"inner" has keys of its own (length_s, words)', "Correct"),
        ('name = "a"\ninner = {length_s = 1}\nmany = ["b"]', '"many[1]" has keys of its own (length_s', "Correct"),
        ('name = "a"\ninner = {length_s = 1}\n[many]\nlength_s = 1', "write [[many]] in two brackets", "Correct"),
        ('name = "a"\ninner = {length_s = 1}\non = "soon"', '"on" is a day, such as 2030-12-31', "Correct"),
        ('name = "a"\ninner = {length_s = 1}\nat = [1]', '"at" is a text', "Correct"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(text: str, says: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert says in caught.value.what
    assert remedy in caught.value.remedy
    assert caught.value.where == "x.toml"


WRONG: tuple[object, ...] = (
    5,
    Decimal("1.5"),
    Decimal("NaN"),
    "x",
    True,
    [],
    [5],
    ["x"],
    [[5]],
    {},
    date(2030, 1, 2),
    time(3),
)
"""Values of every kind that TOML knows."""


def wrong_tables(kind: type) -> Iterator[dict[str, Any]]:
    """Tables of this kind with one value each that is there by mistake, at every key down to the deepest."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        yield from ({field.name: value} for value in WRONG)
        inner = hint if is_dataclass(hint) else next(filter(is_dataclass, get_args(hint)), None)
        for below in wrong_tables(inner) if isinstance(inner, type) else ():
            yield {field.name: [below] if get_origin(hint) is tuple else below}


def refusal_of(table: dict[str, Any], kind: type) -> str:
    try:
        tables.value_from(table, kind, where="x.toml")
    except UsageError as error:
        return error.what
    return ""


@pytest.mark.parametrize("kind", [_StoryTable, Show, Target, SubtitleProfile])
def test_whatever_is_wrong_nobody_reads_the_words_of_a_library(kind: type) -> None:
    told = {what for table in wrong_tables(kind) if (what := refusal_of(table, kind))}
    assert told
    assert not [what for what in told if "nput should" in what or "instance" in what or "Datetime" in what]
    assert not [what for what in told if what.split('"')[1].endswith((".str", ".int", ".decimal"))]


@pytest.mark.parametrize(
    ("base", "over", "wanted"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}}, {"a": {"x": 1, "y": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": {"x": 1}}, {"a": 5}, {"a": 5}),
    ],
)
def test_tables_are_merged_key_by_key(base: dict[str, Any], over: dict[str, Any], wanted: dict[str, Any]) -> None:
    before = repr((base, over))
    assert tables.merged(base, over) == wanted
    assert repr((base, over)) == before
