"""The errors a person meets: each says what happened, where, and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class VignetteError(Exception):
    """What stopped the work, in words for the person who can mend it.

    Attributes:
        exit_code: what the command line ends with.
        kind: one word for the error's class, as shown to people and listed in the README.
        what: what happened, one sentence without a full stop.
        where: the file, key or sentence it happened to; private, so it is shown on a terminal and never logged.
        remedy: what to do next, one sentence.
    """

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(self, what: str, *, remedy: str, where: str = "") -> None:
        super().__init__(what, remedy, where)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.public_text}"

    @property
    def public_text(self) -> str:
        """The message without the place, which may hold a person's or a file's name."""
        return f"{sentence(self.what)} {sentence(self.remedy)}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a remedy: the known word closest to this one, or all known words when none is close."""
    known = sorted(known)
    close = closest(word, known)
    return f'Did you mean "{close}"?' if close else f"Known: {', '.join(known)}"


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is meant by this one; "" when none is close."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")


class UsageError(VignetteError):
    """Arguments, a preset or a story are wrong."""

    exit_code = 2
    kind = "wrong arguments, preset or story"


class InputRefused(VignetteError):  # noqa: N818 - the word people meet in receipts and the README
    """The footage, or a text a person sent, cannot be used."""

    exit_code = 3
    kind = "input refused"


class ToolMissing(VignetteError):  # noqa: N818 - the word people meet
    """A program, font or model is not there, or cannot do what is needed."""

    exit_code = 4
    kind = "tool, font or model missing"


class CheckFailed(VignetteError):  # noqa: N818 - the word people meet
    """The finished film broke a rule; nothing was delivered."""

    exit_code = 5
    kind = "a check failed"


class Held(VignetteError):  # noqa: N818 - the word people meet
    """A person must decide or bring something before the work can go on.

    Attributes:
        waiting_for: who is waited for: "translator", "editor" or "producer".
    """

    exit_code = 6
    kind = "held"

    def __init__(self, what: str, *, remedy: str, where: str = "", waiting_for: str = "editor") -> None:
        super().__init__(what, remedy=remedy, where=where)
        self.waiting_for = waiting_for


class MachineError(VignetteError):
    """The machine could not do it: disk full, no memory, no permission, a program crashed."""

    exit_code = 7
    kind = "the machine"
