"""The pipeline as a list of stages, and how one job goes through it; no Prefect here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from pipeline.domain.errors import CheckFailed, Held, InputRefused, UsageError, VignetteError, closest
from pipeline.domain.settings import Settings
from pipeline.engines import machine, process
from pipeline.rules.concurrency import chunks_at_once
from pipeline.rules.privacy import without_paths
from pipeline.stages import (
    brand,
    check,
    cut,
    deliver,
    intake,
    protect,
    reframe,
    render,
    subtitle,
    transcribe,
    translate,
)
from pipeline.workspace import cache, deliveries, files
from pipeline.workspace.job import Job, JobState, StateName, stage_key
from pipeline.workspace.progress import Shares, Span
from pipeline.workspace.stage import Progress, Silent, Spread, Stage

STEPS: tuple[Stage, ...] = (
    intake.STAGE,
    transcribe.STAGE,
    cut.STAGE,
    translate.STAGE,
    subtitle.STAGE,
    protect.STAGE,
    reframe.STAGE,
    brand.STAGE,
    render.STAGE,
    check.STAGE,
    deliver.STAGE,
)
"""All stages, in order."""

DRAFT_ENDS_WITH = render.STAGE
"""What comes after it reads the film that is to be delivered, which a draft is not."""

_OLD_S = 24 * 3600.0


class Watcher(Protocol):
    """Who follows a run: the command line's bars, a flow's log."""

    def begin(self, stage: Stage) -> Progress:
        """A stage starts; gives where it tells its progress."""

    def skipped(self, stage: Stage) -> None:
        """A stage was finished before and is not done again."""

    def done(self, stage: Stage) -> None:
        """A stage finished."""


class Unwatched:
    """A run that nobody follows."""

    def begin(self, stage: Stage) -> Progress:
        """Give a progress that says nothing."""
        return Silent()

    def skipped(self, stage: Stage) -> None:
        """Say nothing."""

    def done(self, stage: Stage) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        worked: the stages it worked through, by name.
        skipped: those it found finished.
        ended: "delivered", "draft", or "stopped" where it was told to stop.
    """

    worked: tuple[str, ...]
    skipped: tuple[str, ...]
    ended: StateName


def stage_named(name: str) -> Stage:
    """The stage of this name; raises UsageError, which knows the names that people read while it runs, too."""
    for stage in STEPS:
        if stage.name == name:
            return stage
    words = {stage.name: stage.name for stage in STEPS} | {stage.title.lower(): stage.name for stage in STEPS}
    meant = words.get(closest(name.lower(), words))
    remedy = f'Did you mean "{meant}"?' if meant else f"Write one of: {', '.join(stage.name for stage in STEPS)}"
    raise UsageError(f'there is no stage "{name}"', remedy=remedy)


def steps_for(settings: Settings, *, until: str | None) -> tuple[Stage, ...]:
    """The stages of one run: all, or those up to `until`; a draft is never checked or delivered.

    Raises:
        UsageError: there is no such stage, or a draft never comes to it.
    """
    end = DRAFT_ENDS_WITH if settings.draft else STEPS[-1]
    last = stage_named(until) if until is not None else end
    if settings.draft and STEPS.index(last) > STEPS.index(end):
        raise UsageError(
            f'a draft is not delivered, so it never comes to the stage "{last.name}"',
            remedy="Leave --draft away to deliver the film, or leave --until away to make the draft",
        )
    return STEPS[: STEPS.index(last) + 1]


def run(
    job: Job,
    settings: Settings,
    *,
    watcher: Watcher,
    until: str | None = None,
    redo: str | None = None,
    jobs: int | None = None,
) -> Outcome:
    """Take a job through its stages; what finished before with the same inputs is not done again.

    Args:
        job: whose folder is worked in, alone: whoever calls holds its lease.
        settings: what people decided.
        watcher: who follows.
        until: the last stage to run.
        redo: a stage to do again even though it is finished.
        jobs: how many pieces of a stage are made at the same time; None for what this machine can do.

    Raises:
        VignetteError: why the work stopped; the job remembers it.
    """
    steps = steps_for(settings, until=until)
    again = stage_named(redo) if redo is not None else None
    tidy(job, settings)
    if again is not None:
        forget(job, settings, again)
    worked: list[str] = []
    skipped: list[str] = []
    for stage in steps:
        (worked if run_stage(job, settings, stage, watcher=watcher, jobs=jobs) else skipped).append(stage.name)
    ended = finish(job, settings, steps[-1], idle=not worked)
    return Outcome(tuple(worked), tuple(skipped), ended)


def tidy(job: Job, settings: Settings) -> None:
    """Remove what a crash left half done; everything finished stays."""
    files.tidy(job.folder)
    files.tidy(job.home.cache, older_than_s=_OLD_S)
    deliveries.tidy(job.home.deliver, slug=settings.slug(job.id), older_than_s=_OLD_S)


def forget(job: Job, settings: Settings, stage: Stage) -> None:
    """Have a stage done again from the start: what it keeps, or one of its pieces, may be what went wrong."""
    job.forget(stage.name)
    stage.forget(job, settings)
    if stage.spread is not None:
        stage.spread.forget(job, settings)


def finish(job: Job, settings: Settings, last: Stage, *, idle: bool) -> StateName:
    """Remember that a run came to its end, and give how.

    Args:
        job: which was worked on.
        settings: what people decided.
        last: the run's last stage.
        idle: whether there was nothing to do; a run that was to stop early then leaves the job standing where it stood.
    """
    if last is STEPS[-1]:
        state = JobState("delivered", last.name)
    elif settings.draft and last is DRAFT_ENDS_WITH:
        state = JobState("draft", last.name)
    else:
        state = JobState("stopped", last.name, "the run was to end after this stage", "Run `vignette make` to go on")
    if state.name != "stopped" or not idle or job.state.name == "working":
        job.set_state(state)
    return state.name


def run_stage(job: Job, settings: Settings, stage: Stage, *, watcher: Watcher, jobs: int | None = None) -> bool:
    """Do one stage unless it is finished; gives whether there was anything to do.

    Raises:
        VignetteError: why it stopped; the job remembers it.
    """
    with _remembered(job, stage):
        key = key_of(job, settings, stage)
        if job.is_done(stage.name, key):
            watcher.skipped(stage)
            return False
        job.set_state(JobState("working", stage=stage.name))
        progress = watcher.begin(stage)
        if stage.spread is not None:
            made = _make_pieces(job, settings, stage.spread, progress, at_once=jobs or pieces_at_once())
            progress = Span(progress, stage.spread.share if made else 0, 1)
        job.mark_done(stage.name, key, stage.run(job, settings, progress))
    watcher.done(stage)
    return True


@contextlib.contextmanager
def _remembered(job: Job, stage: Stage) -> Iterator[None]:
    """A block whose failure the job remembers; the operating system's refusals are explained."""
    try:
        with files.explained():
            yield
    except VignetteError as error:
        job.set_state(_state_after(error, stage))
        raise
    except Exception:
        job.set_state(JobState("failed", stage.name, "the program stopped unexpectedly", "Run the same command again"))
        raise


def pieces_left(job: Job, settings: Settings, stage: Stage, progress: Progress) -> tuple[str, ...]:
    """The ids of a stage's pieces that are still to be made.

    None when it is finished, is not spread, or cannot begin: the stage itself then tells why, and the job remembers.
    """
    with contextlib.suppress(VignetteError):
        if stage.spread is not None and not job.is_done(stage.name, key_of(job, settings, stage)):
            return tuple(piece.id for piece in stage.spread.pieces(job, settings, progress))
    return ()


def key_of(job: Job, settings: Settings, stage: Stage) -> str:
    """What the stage's result is filed under."""
    return stage_key(stage.name, stage.version, stage.shaped_by(job, settings))


def pieces_at_once() -> int:
    """How many pieces of a stage are made at the same time on this machine."""
    return chunks_at_once(cores=machine.cores(), memory_bytes=machine.memory_bytes())


def _make_pieces(job: Job, settings: Settings, spread: Spread, progress: Progress, *, at_once: int) -> bool:
    """Make a stage's pieces, and give whether there were any to make.

    Each is a program of its own, so threads are enough to wait for them. What another program is at is left to it, and
    looked for again when nothing else is to be done.
    """
    pieces = spread.pieces(job, settings, progress)
    shares = Shares(Span(progress, 0, spread.share), [piece.weight for piece in pieces])
    left = list(enumerate(pieces))
    while left:
        works = [partial(spread.make, job, settings, piece.id, shares.of(number)) for number, piece in left]
        there = _all_done(works, at_once=at_once)
        left = [entry for entry, made in zip(left, there, strict=True) if not made]
        if left:
            time.sleep(cache.LOOK_AGAIN_S)
    return bool(pieces)


def _all_done(works: Sequence[Callable[[], bool]], *, at_once: int) -> list[bool]:
    """Do all of these, a few at once, and give what each gave; the first that fails ends them all."""
    with ThreadPoolExecutor(max_workers=at_once) as pool, process.scope():
        futures = [pool.submit(copy_context().run, work) for work in works]
        try:
            _require_results(futures)
        finally:
            for future in futures:
                future.cancel()
    return [future.result() for future in futures]


_LOOK_UP_S = 0.2
"""How often the main thread looks up while it waits: it would see a Ctrl-C that comes just as it goes to sleep only
when a piece is done."""


def _require_results(futures: Sequence[Future[bool]]) -> None:
    """Wait for all pieces; the first that failed ends the wait."""
    pending = set(futures)
    while pending:
        done, pending = wait(pending, timeout=_LOOK_UP_S, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()


def _state_after(error: VignetteError, stage: Stage) -> JobState:
    name: StateName = "failed"
    waiting_for = ""
    if isinstance(error, Held):
        name, waiting_for = "held", error.waiting_for
    elif isinstance(error, InputRefused):
        name, waiting_for = "refused", "editor"
    elif isinstance(error, CheckFailed | UsageError):
        waiting_for = "editor"
    return JobState(name, stage.name, without_paths(error.what), without_paths(error.remedy), waiting_for)
