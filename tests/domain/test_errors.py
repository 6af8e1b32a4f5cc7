"""Errors say what, where and what to do; what may be logged names no place."""

from __future__ import annotations

import pytest

from pipeline.domain import errors


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [
        (errors.UsageError, 2),
        (errors.InputRefused, 3),
        (errors.ToolMissing, 4),
        (errors.CheckFailed, 5),
        (errors.Held, 6),
        (errors.MachineError, 7),
    ],
)
def test_exit_codes(kind: type[errors.VignetteError], exit_code: int) -> None:
    assert kind("it broke", remedy="Mend it").exit_code == exit_code


def test_a_message_has_the_place_only_where_it_is_private() -> None:
    error = errors.InputRefused("it cannot be read", where="김예린.mp4", remedy="Copy it again")
    assert str(error) == "김예린.mp4: it cannot be read. Copy it again."
    assert error.public_text == "it cannot be read. Copy it again."


@pytest.mark.parametrize("text", ["Why.", "Why?", "Why!"])
def test_no_mark_is_doubled(text: str) -> None:
    assert errors.sentence(text) == text


def test_who_is_waited_for() -> None:
    assert errors.Held("no text", remedy="Write it", waiting_for="translator").waiting_for == "translator"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("titel", 'Did you mean "title"?'),
        ("Title", 'Did you mean "title"?'),
        ("zzz", "Known: code, title"),
        ("", "Known: code, title"),
    ],
)
def test_the_nearest_known_word_is_named_or_all_are(word: str, hint: str) -> None:
    assert errors.nearest(word, ("title", "code")) == hint
