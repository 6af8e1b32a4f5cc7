"""Whom a shot is about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.framing import Face, Glance
from pipeline.rules.main_faces import faces_to_show


def face(middle: float, width: float = 0.1) -> Face:
    return Face(middle - width / 2, 0.3, middle + width / 2, 0.5, 0.38)


def glances(*seen: Sequence[Face], every: Fraction = Fraction(1, 2)) -> list[Glance]:
    return [Glance(number * every, tuple(faces), None) for number, faces in enumerate(seen)]


def shown(found: Sequence[Glance], *, room: float = 0.3) -> list[list[float]]:
    """The middles of the faces that are looked at, glance by glance."""
    by_number = dict(faces_to_show(found, room=room))
    return [[round(item.middle, 3) for item in by_number.get(number, ())] for number in range(len(found))]


def test_without_faces_there_is_nobody_to_show() -> None:
    assert shown(glances((), ())) == [[], []]
    assert faces_to_show([], room=0.3) == []


def test_the_one_who_is_large_and_stays_is_shown() -> None:
    speaker, passer = face(0.3, 0.12), face(0.8, 0.08)
    assert shown(glances((speaker,), (passer, speaker), (speaker, passer), (speaker,))) == [[0.3]] * 4


def test_a_larger_face_that_is_there_for_a_moment_is_not_followed() -> None:
    speaker, passer = face(0.3, 0.1), face(0.8, 0.2)
    assert shown(glances(*[(speaker,)] * 10, (passer, speaker), *[(speaker,)] * 10)) == [[0.3]] * 21


def test_a_speaker_is_followed_when_moving_and_after_being_away() -> None:
    away: list[Sequence[Face]] = [()] * 10
    walked = [(face(0.3 + 0.04 * number),) for number in range(8)]
    back = [(face(0.2),)] * 4
    assert shown(glances(*walked, *away, *back)) == [
        *([round(0.3 + 0.04 * number, 3)] for number in range(8)),
        *[[]] * 10,
        *[[0.2]] * 4,
    ]


def test_two_who_fit_are_shown_together_and_else_the_nearer_one() -> None:
    near, close, far = face(0.4, 0.1), face(0.55, 0.09), face(0.9, 0.09)
    assert shown(glances(*[(near, close)] * 6)) == [[0.4, 0.55]] * 6
    assert shown(glances(*[(near, far)] * 6)) == [[0.4]] * 6
    assert shown(glances(*[(near, face(0.55, 0.04))] * 6)) == [[0.4]] * 6


def test_what_is_taken_for_a_face_once_is_not_company() -> None:
    near = face(0.4)
    assert shown(glances(*[(near,)] * 5, (near, face(0.5)), *[(near,)] * 5)) == [[0.4]] * 11
