"""TOML read strictly: nothing unknown slips through, and the message names the key and the nearest right one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import pytest

from pipeline.domain.errors import UsageError
from pipeline.presets import tables


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
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(text: str, says: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert says in caught.value.what
    assert remedy in caught.value.remedy
    assert caught.value.where == "x.toml"


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
