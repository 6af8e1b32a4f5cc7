"""What a translator is told: what is left, where, and how."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from pipeline.domain.translation import TranslatedLine
from pipeline.rules.sheets import Matched, gathered
from pipeline.rules.translating import Left, superseded, what_to_do, why_held
from tests.examples import sentence, words_from

SENTENCES = tuple(sentence(number, words_from("네")) for number in range(1, 5))


def line(number: int, text: str = "Yes.") -> TranslatedLine:
    return TranslatedLine(f"s{number:04d}", "네", text, "person")


def sheet(
    *,
    sure: Collection[int] = (),
    unsure: Collection[int] = (),
    room: Collection[int] = (),
    unplaced: Collection[str] = (),
    unusable: Collection[int] = (),
) -> Matched:
    """What a sheet gave, by the numbers of the sentences."""
    return Matched(
        tuple(line(number) for number in sure),
        tuple(line(number, "Was.") for number in unsure),
        tuple(f"s{number:04d}" for number in room),
        tuple(unplaced),
        tuple(f"s{number:04d}" for number in unusable),
    )


def left(returned: Mapping[int, Matched]) -> Left:
    found = gathered([(f"{number}.srt", item) for number, item in returned.items()])
    sure = {item.sentence_id for item in found.lines}
    return Left("ko", len(SENTENCES), [item for item in SENTENCES if item.id not in sure], returned, found)


@pytest.mark.parametrize(
    ("returned", "number"),
    [
        ({}, None),
        ({1: sheet(sure=(1, 2), room=(3, 4))}, 1),
        ({1: sheet(sure=(1, 2), room=(3,))}, None),
        ({1: sheet(sure=(1, 2), unsure=(3,), room=(4,))}, None),
        ({1: sheet(sure=(1, 2), unsure=(3,), room=(3, 4))}, 1),
        ({1: sheet(sure=(1, 2), room=(3,)), 2: sheet(room=(4,))}, 2),
        ({1: sheet(sure=(1, 2), room=(3, 4)), 2: sheet()}, 1),
        ({1: sheet(sure=(1, 2, 3, 4), unplaced=["cue 9: ?"]), 2: sheet()}, 1),
        ({1: sheet(sure=(1, 2, 3, 4)), 2: sheet()}, 2),
    ],
)
def test_where_there_is_room(returned: Mapping[int, Matched], number: int | None) -> None:
    assert left(returned).sheet_with_room == number


def test_why_a_film_waits() -> None:
    assert why_held(left({}), ()) == "the English sheet is to be written: 4 of 4 sentences without English text"
    assert why_held(left({}), ("s0001",)) == (
        "the English sheet is to be written: 3 of 4 sentences without English text; "
        "1 sentence by a machine that no person has looked at"
    )
    assert why_held(left({1: sheet(sure=(1,), unsure=(2, 3), unplaced=["cue 9: ?"])}), ()) == (
        "the English sheet that came back is not complete: 1 of 4 sentences without English text; "
        "the English of 2 sentences (s0002, s0003) is to be confirmed, because the Korean was changed or somebody was "
        "unsure; missing: s0004; cue 9: ?"
    )
    assert why_held(left({1: sheet(sure=(1, 2, 3, 4), unplaced=["cue 9: ?"])}), ()) == (
        "the English sheet that came back is not complete: cue 9: ?"
    )
    assert why_held(left({1: sheet(sure=(1, 2), room=(3, 4), unusable=(4,))}), ()) == (
        "the English sheet that came back is not complete: 2 of 4 sentences without English text; "
        "missing: s0003, s0004; what stands under s0004 is a placeholder, or not English"
    )


@pytest.mark.parametrize(
    ("returned", "fresh", "words"),
    [
        ({}, True, {"under each line", "edits/"}),
        ({1: sheet(sure=(1, 2), room=(3, 4))}, False, {"where there is none"}),
        ({1: sheet(sure=(1, 2, 3), unsure=(4,))}, True, {"??", "leave the sheet"}),
        ({1: sheet(sure=(1, 2, 3, 4), unplaced=["?"])}, False, {"was not placed"}),
        ({1: sheet(sure=(1, 2, 3), room=(4,), unusable=(4,))}, False, {"where there is none", "replace placeholders"}),
    ],
)
def test_what_a_translator_does_next(returned: Mapping[int, Matched], fresh: bool, words: set[str]) -> None:  # noqa: FBT001
    told = what_to_do(left(returned), sheet="translation.en.srt", fresh=fresh)
    every = {"under each line", "edits/", "where there is none", "??", "leave the sheet", "was not placed"}
    every.add("replace placeholders")
    assert {item for item in every if item in told} == words


def test_older_texts_that_differ_from_those_that_count_are_told() -> None:
    newer, older = sheet(sure=(1, 2)), Matched((), (line(1), line(2, "No."), line(3, "No.")), (), ())
    assert superseded([older, newer], newer) == 1
