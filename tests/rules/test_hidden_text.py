"""Remarks and drawings of ASS wear the shape of a tag, and are written back as what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.hidden_text import as_tags, as_written, hides_something, without_hidden
from pipeline.rules.text_width import untagged

PIECES = (
    "{",
    "}",
    "\\p1",
    "\\p0",
    "\\i1",
    "\\N",
    "{번역 메모: 네}",
    "{\\p1}",
    "{\\p0}",
    "m 0 0 l 5 5",
    "안녕",
    " ",
    "\\",
)


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        (["{번역 메모: 뜻이 다름}안녕"], ["안녕"]),
        (["{\\p1}m 0 0 l 100 0 100 100{\\p0}"], [""]),
        (["{\\p2}m 0 0", "l 5 5{\\p0}안녕"], ["", "안녕"]),
        (["{\\pos(10,20)}안녕"], ["안녕"]),
        (["{a{b}안녕{}"], ["안녕"]),
        (["{\\i1}안녕{\\i0}"], ["안녕"]),
        (["{안녕"], ["{안녕"]),
    ],
)
def test_only_what_is_shown_is_text(lines: list[str], seen: list[str]) -> None:
    assert [untagged(line) for line in as_tags(lines)] == seen


def test_plain_tags_stay_as_they_are_and_hide_nothing() -> None:
    assert as_tags(["{\\an8}안녕"]) == ["{\\an8}안녕"]
    assert not hides_something(["{\\an8}안녕"])
    (hidden,) = as_tags(["{메모}안녕"])
    assert hides_something([hidden])
    assert without_hidden(hidden) == "안녕"


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=3))
def test_everything_is_written_back_as_it_was(lines: list[str]) -> None:
    assert [as_written(line) for line in as_tags(lines)] == lines
