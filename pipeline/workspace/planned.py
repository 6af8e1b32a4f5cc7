"""Remembers how each film of a job was planned last, drafts apart, so that the next run can say what has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.domain.errors import InputRefused, UsageError
from pipeline.domain.render_plan import Film, RenderPlan
from pipeline.workspace import artefacts
from pipeline.workspace.job import Job


def before(job: Job, target: str, *, draft: bool) -> RenderPlan | None:
    """The plan of this one film; None when it was never planned, or that cannot be read."""
    return _read(_path(job, target, draft=draft))


def remember(job: Job, plan: RenderPlan, *, draft: bool) -> None:
    """Note how each film of the plan is planned, and what became of it."""
    for film in plan.films:
        path, alone = _path(job, film.target, draft=draft), replace(plan, films=(film,))
        if _read(path) != alone:
            artefacts.save(path, alone)


def forget(job: Job, targets: Iterable[str], *, draft: bool) -> tuple[Film, ...]:
    """Note that a person has the chunks of these targets' films removed; gives the films as they were planned last."""
    gone: list[Film] = []
    for target in targets:
        if (plan := before(job, target, draft=draft)) is not None:
            artefacts.save(_path(job, target, draft=draft), replace(plan, state="forgotten"))
            gone += plan.films
    return tuple(gone)


def knows_any(job: Job) -> bool:
    """Whether it is known of any film how it was planned; jobs of earlier versions only have their last plan."""
    return any(_folder(job).glob("*.json"))


def _folder(job: Job) -> Path:
    return job.work / "planned"


def _path(job: Job, target: str, *, draft: bool) -> Path:
    return _folder(job) / f"{target}{'.draft' if draft else ''}.json"


def _read(path: Path) -> RenderPlan | None:
    with contextlib.suppress(InputRefused, UsageError):
        return artefacts.load(path, RenderPlan)
    return None
