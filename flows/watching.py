"""What a flow tells while it runs: lines in Prefect's log, free of names."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from pipeline.workspace.stage import Progress, Silent, Stage

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


@dataclass(frozen=True, slots=True)
class FlowWatcher:
    """Follows a run in Prefect's log; that a stage ended stands in its task's state."""

    logger: Logger

    def begin(self, stage: Stage) -> Progress:
        """A stage starts."""
        self.logger.info("%s", stage.title)
        return Notes(self.logger)

    def skipped(self, stage: Stage) -> None:
        """Say nothing."""

    def done(self, stage: Stage) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Notes(Silent):
    """Passes a stage's notes on; its bar is not drawn, because every step of one would be a row in the database."""

    logger: Logger

    def note(self, text: str) -> None:
        """Log a line, which holds no name and no spoken text."""
        self.logger.info("%s", text)
