"""Draws a run on the terminal: a line a stage, a bar with the time left, notes beneath."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from pipeline.workspace.stage import Progress as StageProgress
from pipeline.workspace.stage import Stage

_TITLE_WIDTH = 32


class Display:
    """A run's watcher; silent with `quiet`, without bars where nobody looks."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._console = Console(stderr=True, quiet=quiet, highlight=False, emoji=False)
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TaskProgressColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )

    def __enter__(self) -> Display:
        """Start drawing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop drawing and leave the terminal as it was."""
        self._bars.stop()

    def begin(self, stage: Stage) -> StageProgress:
        """A stage starts: its bar appears."""
        task = self._bars.add_task(f"  {stage.title}", total=1.0)
        return _Bar(self, task)

    def skipped(self, stage: Stage) -> None:
        """A stage was finished before."""
        self.line(f"[dim]· {stage.title:<{_TITLE_WIDTH}} finished before[/dim]")

    def done(self, stage: Stage) -> None:
        """A stage finished: its bar becomes a tick."""
        for task in list(self._bars.task_ids):
            self._bars.remove_task(task)
        self.line(f"[green]✓[/green] {stage.title}")

    @contextlib.contextmanager
    def busy(self, title: str) -> Iterator[None]:
        """Show that something goes on of which the end cannot be told, as long as the block runs."""
        task = self._bars.add_task(f"  {title}", total=None)
        try:
            yield
        finally:
            self._bars.remove_task(task)

    def line(self, text: str) -> None:
        """A line above the bars, in rich's markup."""
        self._console.print(text, soft_wrap=True)

    def advance(self, task: TaskID, share: float) -> None:
        """Move a bar."""
        self._bars.update(task, completed=share)


@dataclass(frozen=True, slots=True)
class _Bar:
    """Where one stage tells its progress."""

    display: Display
    task: TaskID

    def advance(self, share: float) -> None:
        """Move the bar."""
        self.display.advance(self.task, share)

    def note(self, text: str) -> None:
        """Say a line beneath the stage."""
        self.display.line(f"    [dim]{escape(text)}[/dim]")
