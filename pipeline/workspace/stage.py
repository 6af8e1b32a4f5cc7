"""What a stage is to those who run it: a name, a version, what shapes its result, and a plain function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.domain.settings import Settings
from pipeline.workspace.job import Job


class Progress(Protocol):
    """Where a stage says how far it is; the command line draws it, a flow logs it."""

    def advance(self, share: float) -> None:
        """The share of the stage that is done, 0 to 1."""

    def note(self, text: str) -> None:
        """A line worth telling; holds no name and no spoken text."""


class Silent:
    """A progress that nobody watches."""

    def advance(self, share: float) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""


Run = Callable[[Job, Settings, Progress], tuple[Path, ...]]
Forget = Callable[[Job, Settings], None]


def keeps_nothing(job: Job, settings: Settings) -> None:
    """Forget nothing: the stage keeps nothing beside what it wrote."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a stage: its id, and how much work it is beside the others."""

    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The part of a stage that is many independent pieces, for pools of processes and mapped tasks.

    Attributes:
        pieces: the pieces still to be made, in order; tells why.
        make: makes the piece of this id, unless another program does, and gives whether it is there; safe in parallel
            and after a crash.
        forget: removes the pieces that were made last with these settings, so that they are made again.
        share: of the stage's time, what its pieces take when all of them are to be made.
    """

    pieces: Callable[[Job, Settings, Progress], tuple[Piece, ...]]
    make: Callable[[Job, Settings, str, Progress], bool]
    forget: Forget
    share: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One arrow of the pipeline.

    Attributes:
        name: the word of `--until`, `--redo` and the Prefect task.
        version: raised when the code gives another result for the same inputs.
        title: what a person reads while it runs.
        shaped_by: everything else its result depends on, as JSON-able values; hashed into its key.
        run: does the work and gives the files it wrote.
        spread: pieces to make before `run`; None when there are none.
        forget: removes what the stage keeps to save itself work (pieces aside), so that it is done from the start.
    """

    name: str
    version: int
    title: str
    shaped_by: Callable[[Job, Settings], Mapping[str, object]]
    run: Run
    spread: Spread | None = None
    forget: Forget = keeps_nothing
