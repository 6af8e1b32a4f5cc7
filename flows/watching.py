"""What a flow lets out: progress without names, failures without places."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.errors import VignetteError
from pipeline.workspace.stage import Progress, Silent, Stage

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


class PublicFailure(Exception):  # noqa: N818 - what Prefect shows
    """An error as everyone with the UI's password may read it: what and what next, never where.

    Attributes:
        kind: the word for the error's class.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


@contextlib.contextmanager
def public_errors() -> Iterator[None]:
    """The only catcher of the flows: keeps file names and spoken text out of states, logs and tracebacks."""
    try:
        yield
    except VignetteError as error:
        raise PublicFailure(error.kind, f"{error.kind}: {error.public_text}") from None


@dataclass(frozen=True, slots=True)
class FlowWatcher:
    """Follows a run in Prefect's log."""

    logger: Logger

    def begin(self, stage: Stage) -> Progress:
        """A stage starts."""
        self.logger.info("%s", stage.title)
        return _Notes(self.logger)

    def skipped(self, stage: Stage) -> None:
        """A stage was finished before."""
        self.logger.info("%s: finished before", stage.title)

    def done(self, stage: Stage) -> None:
        """A stage finished."""
        self.logger.info("%s: done", stage.title)


@dataclass(frozen=True, slots=True)
class _Notes(Silent):
    """Passes a stage's notes on; its bar is not drawn, because every step of one would be a row in the database."""

    logger: Logger

    def note(self, text: str) -> None:
        """Log a line, which holds no name and no spoken text."""
        self.logger.info("%s", text)
