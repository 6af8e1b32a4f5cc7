"""Texts that go to people and come back: all that was handed out is remembered, no person's work is overwritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.domain.errors import Held
from pipeline.workspace import artefacts, files, hashing

Value = TypeVar("Value")

_RETURNS = "returned"
"""The folder, beside what was handed out under a name, in which lies what is known of what came back."""


@dataclass(frozen=True, slots=True)
class HandOuts:
    """What one job gives to people and gets from them.

    Attributes:
        draft: where the program writes, and where a person may change a text in place.
        returns: where else people put texts, the first that counts: `edits/`, and the interview's own folder.
        record: the program's memory of everything it ever handed out, by hash.
    """

    draft: Path
    returns: tuple[Path, ...]
    record: Path

    def give(self, name: str, text: str, *, about: object | None = None) -> Path:
        """Write a text for people into `draft/`; one that somebody changed there stays as it is.

        It is remembered before it is written: a crash in between leaves nothing that looks like a person's work.

        Args:
            name: of the file.
            text: its content.
            about: what a return has to be compared with; saved beside the memory.

        Returns:
            Where it lies.
        """
        path = self.draft / name
        if not self.is_changed(path):
            self.remember(name, text, about=about)
            files.write_text(path, text)
        return path

    def remember(self, name: str, text: str, *, about: object | None = None) -> None:
        """Remember a text as the program's own, and what a return of it has to be compared with."""
        mark = self.record / name / hashlib.sha256(text.encode()).hexdigest()
        if about is not None:
            self._note(mark, about)
        files.write_text(mark, text)

    def _note(self, mark: Path, about: object) -> None:
        """Save what is said about a text; what was said before about the same text stays beside it."""
        said = sorted(mark.parent.glob("*.json"))
        if not any(path.stem.endswith(mark.name) and artefacts.load(path, type(about)) == about for path in said):
            artefacts.save(mark.with_name(f"{len(said) + 1:06d}.{mark.name}.json"), about)

    def given(self, name: str, kind: type[Value]) -> tuple[Value, ...]:
        """What was said `about` each hand-out of this name, the oldest first."""
        return tuple(self.given_by_key(name, kind).values())

    def given_by_key(self, name: str, kind: type[Value]) -> dict[str, Value]:
        """What was said `about` each hand-out of this name, the oldest first, each under a key that stays."""
        return {path.stem: artefacts.load(path, kind) for path in sorted((self.record / name).glob("*.json"))}

    def about(self, name: str, key: str, kind: type[Value]) -> Value | None:
        """What was said `about` the hand-out with this key; None when there is none."""
        path = self.record / name / f"{key}.json"
        return artefacts.load(path, kind) if path.is_file() else None

    # What is remembered of texts that came back

    def note_return(self, name: str, path: Path, value: object) -> None:
        """Remember something about a text that came back; it is found again wherever a person copies the text to."""
        artefacts.save(self._return(name, path), value)

    def noted(self, name: str, path: Path, kind: type[Value]) -> Value | None:
        """What was remembered about this text when it came back under this name before; None when it never did."""
        record = self._return(name, path)
        return artefacts.load(record, kind) if record.is_file() else None

    def returns_noted(self, name: str, kind: type[Value]) -> tuple[Value, ...]:
        """What was remembered about all texts that came back under this name, in no particular order."""
        return tuple(artefacts.load(path, kind) for path in sorted((self.record / name / _RETURNS).glob("*.json")))

    def _return(self, name: str, path: Path) -> Path:
        return self.record / name / _RETURNS / f"{hashing.sha256_of(path)}.json"

    def returned(self, *names: str) -> Path | None:
        """A file that a person wrote: the first name that is there, in a folder of people's or changed in `draft/`.

        Raises:
            Held: it is there in several places with different texts, and nobody can know which one is meant.
        """
        for name in names:
            found = [path for path in self._places(name) if path.is_file()]
            if self.is_changed(self.draft / name):
                found.append(self.draft / name)
            if len({hashing.sha256_of(path) for path in found}) > 1:
                raise Held(
                    f"there are {len(found)} different files {name}, and only one can be used",
                    where=", ".join(str(path.parent) for path in found),
                    remedy="Keep the one that is right and delete the others",
                    waiting_for="editor",
                )
            if found:
                return found[0]
        return None

    def is_changed(self, path: Path) -> bool:
        """Whether a person made this file what it is: the program never wrote it so."""
        return path.is_file() and not (self.record / path.name / hashing.sha256_of(path)).is_file()

    def _places(self, name: str) -> list[Path]:
        return [folder / name for folder in self.returns]
