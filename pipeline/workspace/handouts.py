"""Texts that go to people and come back: all that was handed out is remembered, no person's work is overwritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.domain.errors import Held
from pipeline.workspace import artefacts, files, hashing

Value = TypeVar("Value")


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
            mark = self.record / name / hashlib.sha256(text.encode()).hexdigest()
            if about is not None:
                artefacts.save(mark.with_suffix(".json"), about)
            files.write_text(mark, text)
            files.write_text(path, text)
        return path

    def given(self, name: str, kind: type[Value]) -> tuple[Value, ...]:
        """What was said `about` each hand-out of this name, in no particular order."""
        return tuple(artefacts.load(path, kind) for path in sorted((self.record / name).glob("*.json")))

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
