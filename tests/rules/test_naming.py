"""The name stands while its person speaks, and never over another's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.branding import ChapterTitle
from pipeline.rules.naming import when_named
from pipeline.rules.spoken import spoken_in
from tests.examples import edl, sentence, transcript, words_from

CUT = edl((0, 750), lead_in_frames=50, tail_frames=25)
"""Half a minute at 25 frames a second, with an intro of two seconds."""

Who = Sequence[tuple[int, str, int]]
"""The speaker of each sentence, when it begins in seconds, and how many words of half a second it has."""


def named(said: Who, *, length: int = 5, titles: Sequence[tuple[int, int]] = ()) -> tuple[float, float] | None:
    """When the name stands, in seconds after the intro."""
    heard = transcript(
        *(
            replace(sentence(number, words_from("네 " * count, at=at, pause=0)), speaker=speaker)
            for number, (speaker, at, count) in enumerate(said, start=1)
        )
    )
    shown = [ChapterTitle("", "First", 50 + 25 * start, 50 + 25 * end) for start, end in titles]
    frames = when_named(CUT, spoken_in(CUT, heard), length=Fraction(length), titles=shown)
    return frames and ((frames[0] - 50) / 25, (frames[1] - 50) / 25)


@pytest.mark.parametrize(
    ("said", "when"),
    [
        pytest.param([(0, "1/2", 4), (0, "5", 4)], (1, 6), id="nobody is known"),
        pytest.param([(1, "3", 4), (1, "6", 4)], (3, 8), id="one speaks"),
        pytest.param([(1, "1/5", 4), (1, "6", 4)], (1, 6), id="first the face"),
        pytest.param([(2, "1/2", 4), (1, "4", 4), (1, "7", 4)], (4, 9), id="the second one speaks first"),
        pytest.param([(0, "1/2", 4), (1, "4", 4), (1, "7", 4)], (4, 9), id="nobody knows who speaks first"),
        pytest.param([(1, "2", 2), (2, "4", 4), (1, "8", 4)], (8, 13), id="the first answer is too short"),
        pytest.param([(1, "2", 2), (2, "4", 9), (1, "8", 4)], (8.52, 13.52), id="the other speaks into it"),
        pytest.param([(1, "2", 2), (2, "5", 4), (1, "8", 4), (2, "12", 20)], (8, 12), id="never long enough"),
        pytest.param([(1, "2", 2), (2, "3", 50)], None, id="not long enough to be read"),
        pytest.param([(2, "2", 2), (3, "5", 4)], None, id="never heard"),
    ],
)
def test_the_name_stands_while_its_person_speaks(said: Who, when: tuple[float, float] | None) -> None:
    assert named(said) == when


@pytest.mark.parametrize(
    ("said", "titles", "when"),
    [
        pytest.param([(1, "1", 50)], [(0, 4)], (4, 9), id="after the title"),
        pytest.param([(0, "1", 50)], [(0, 4)], (4, 9), id="nobody is known"),
        pytest.param([(1, "1", 50)], [(0, 4), (8, 12)], (12, 17), id="no room between two"),
        pytest.param([(1, "1", 50)], [(0, 4), (9, 13)], (4, 9), id="just room between two"),
        pytest.param([(1, "1", 50)], [(7, 11)], (1, 6), id="before it"),
        pytest.param([(1, "1", 14), (2, "8", 40)], [(0, 4)], (1, 6), id="with it, for then another speaks"),
        pytest.param([(1, "1", 50)], [(0, 4), (7, 11), (13, 17), (18, 30)], (1, 6), id="with it, for titles go on"),
        pytest.param([(1, "8", 40)], [(0, 4)], (8, 13), id="long before"),
    ],
)
def test_the_name_waits_until_a_title_is_gone_where_its_person_goes_on(
    said: Who, titles: Sequence[tuple[int, int]], when: tuple[float, float]
) -> None:
    assert named(said, titles=titles) == when


def test_it_ends_with_the_film() -> None:
    assert named([(1, "27", 4)]) == (27, 30)
    assert named([(0, "27", 4)], length=60) == (1, 30)
