"""Protection: how much of a person may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class ProtectionLevel(IntEnum):
    """How much is hidden; a higher level hides all that a lower one does."""

    OPEN = 0
    """Face, voice and name may be shown."""
    PSEUDONYM = 1
    """The name is hidden."""
    COVERED = 2
    """Face and name are hidden."""
    ANONYMOUS = 3
    """Face, voice, name and places are hidden."""

    @property
    def word(self) -> str:
        """The word people write in story.toml and on the command line."""
        return self.name.lower()


AS_THE_STORY_SAYS = "story"
"""The word that takes back what command lines asked for: what the story says counts again."""

ENFORCEABLE = frozenset({ProtectionLevel.OPEN, ProtectionLevel.PSEUDONYM})
"""What this version can enforce; the others wait for masks and voices that are built and proved."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The signed form behind a film.

    Attributes:
        reference: the form's reference id; "" when none was given.
        expires: the last day it holds; None when it does not end.
    """

    reference: str = ""
    expires: date | None = None


NO_CONSENT = Consent()
"""No form was named."""


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A name that may appear nowhere in what is delivered.

    Attributes:
        text: NFC, as the story writes it.
        whose: "speaker 1", "speaker 2"...: how messages refer to it.
        given: its given name, in every reading; it may stand alone in no text either.
    """

    text: str
    whose: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protection:
    """What the gate decided for one film.

    Attributes:
        level: the strictest of command line, story and speakers; None when nobody stated one.
        consent: the form it rests on.
        hidden_names: names that must not be delivered.
        holds: why nothing may be delivered, in plain words; empty when the gate is open.
    """

    level: ProtectionLevel | None
    consent: Consent
    hidden_names: tuple[HiddenName, ...]
    holds: tuple[str, ...]

    @property
    def deliverable(self) -> bool:
        """Whether a film may leave the job's folder."""
        return not self.holds
