"""How a run ends, in words that everyone with the UI's password may read."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from pipeline.domain.errors import Held, UsageError, VignetteError
from pipeline.rules.privacy import without_paths

HELD = "Held"
"""The state of a run that did all it could and waits for a person. It is of type COMPLETED: nothing broke, nothing
stays open, and when the person has acted, a new run goes on. Its own name gives it its own event to be told by."""

_QUOTED = re.compile("[\"'].*[\"']", re.DOTALL)
"""An error in arguments, a preset or a story repeats in quotes what a person wrote there, which may be a name."""

_FRAMES_TOLD = 3

P = ParamSpec("P")


def in_public(work: Callable[P, State[None]]) -> Callable[P, State[None]]:
    """The same work, in which every error ends as a state.

    The only catcher of the flows. Prefect logs what is raised with its traceback, and stores it with its message; both
    may name files and repeat what was said, so nothing is raised to it.
    """

    @wraps(work)
    def ended(*args: P.args, **kwargs: P.kwargs) -> State[None]:
        try:
            return work(*args, **kwargs)
        except VignetteError as error:
            message = f"{error.kind}: {public(error)}. {without_paths(error.remedy)}"
            return Completed(name=HELD, message=message) if isinstance(error, Held) else Failed(message=message)
        except Exception as error:  # noqa: BLE001 - its own words may hold a name, so only its place in the code is told
            return Failed(message=_unexpected(error))

    return ended


def stops(state: State[None]) -> bool:
    """Whether a stage that ended so is the run's last."""
    return not state.is_completed() or state.name == HELD


def same_ending(state: State[None]) -> State[None]:
    """A stage's ending as the run's own; Prefect would count a task's state itself as one of many."""
    return State(type=state.type, name=state.name, message=state.message)


def public(error: VignetteError) -> str:
    """What happened, without paths and without what people wrote."""
    return without_paths(_QUOTED.sub("…", error.what) if isinstance(error, UsageError) else error.what)


def _unexpected(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_TOLD:]
    places = ", ".join(f"{Path(frame.filename).name} line {frame.lineno}" for frame in reversed(frames))
    return f"unexpected {type(error).__name__} ({places}). `vignette make --job` on a terminal tells all of it"
