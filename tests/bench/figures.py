"""The figures of the render benchmark: what is compared with what, and what each ratio may be."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import av

from tests.bench import by_moviepy, commands, filming, whole_run
from tests.bench.edits import EDITS, Edit
from tests.bench.measuring import Contender, Figure, cpu_figure, figure, in_turn, megabytes
from tests.costs import Cost, cost_of

LIMITS = {
    "floor": 1.30,
    "hand_written": 1.05,
    "four_passes": 0.38,
    "moviepy": 0.45,
    "one_cue": 0.06,
    "nothing_changed": 0.01,
    "memory_500_cuts": 1.2,
    "memory_one_encode_mb": 700,
}
CORRECTIONS, CORRECTIONS_A_ROUND = 20, 7
"""Captions that are corrected: twenty at most, and fewer where there are few rounds."""

_Group = Callable[[Path, frozenset[str], int], dict[str, Figure]]


def _child(module: str, folder: Path, *arguments: str) -> Cost:
    cost = cost_of(sys.executable, "-m", f"tests.bench.{module}", str(folder), *arguments, timeout_s=3600)
    assert cost.code == 0, cost.complaints
    return cost


def ours(folder: Path, name: str) -> Cost:
    """What the program takes for an edit of which nothing is there yet; its film has every frame that was planned."""
    made = folder / name.replace(" ", "-")
    shutil.rmtree(made, ignore_errors=True)
    cost = _child("ours", folder, name)
    _require_frames(EDITS[name], made / "film.mp4")
    return cost


def _require_frames(edit: Edit, film: Path) -> None:
    with av.open(str(film)) as container:
        made = container.streams.video[0].frames
    assert made == edit.frame_count, f"{film.name} has {made} frames instead of {edit.frame_count}"


def a_minute(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """A minute in twelve cuts, against one command and against the encoder alone; and the most that a process holds."""
    name = "a minute"
    edit = _filmed(name, folder)
    others: dict[str, Contender] = {"ours": lambda: ours(folder, name)}
    if "hand_written" in wanted:
        others["hand_written"] = lambda: commands.hand_written(edit, folder)
    rounds += 1  # these come nearest to their limits
    costs = _beside_the_floor(edit, folder, others, rounds) if "floor" in wanted else in_turn(others, rounds=rounds)
    if "hand_written" in wanted:
        _require_frames(edit, folder / "hand-written.mp4")
    figures: dict[str, Figure] = {
        other: _against(costs, other) for other in ("hand_written", "floor") if other in wanted
    }
    if (memory := "memory_one_encode_mb") in wanted:
        peaks = [round(megabytes(cost)) for cost in costs["ours"]]
        figures[memory] = figure(peaks, limit=LIMITS[memory], remark="1920 x 1080, chunk by chunk")
    return figures


def a_still_minute(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """The same minute before a wall that does not move, which an encoder hardly looks at: reported only."""
    name = "a still minute"
    costs = _beside_the_floor(_filmed(name, folder), folder, {"ours": lambda: ours(folder, name)}, _fewer(rounds))
    return {"floor_of_a_still_picture": cpu_figure(costs["ours"], costs["floor"], limit=None)}


def _beside_the_floor(edit: Edit, folder: Path, others: Mapping[str, Contender], rounds: int) -> dict[str, list[Cost]]:
    """What they and the encoder alone take, in turn."""
    alone = [_floor(edit, folder, part) for part in commands.floor_parts(edit)]
    costs = in_turn(_spread_out(alone, others), rounds=rounds)
    parts = zip(*(costs.pop(f"floor {number}") for number in range(len(alone))), strict=True)
    return {**costs, "floor": [commands.together(list(part)) for part in parts]}


def _floor(edit: Edit, folder: Path, part: int) -> Contender:
    return lambda: commands.floor(edit, folder, part)


def _spread_out(parts: Sequence[Contender], others: Mapping[str, Contender]) -> dict[str, Contender]:
    """The floor's parts before, between and after the others: a busy minute then falls on both."""
    turns: dict[str, Contender] = {}
    for number, (part, other) in enumerate(zip_longest(parts, others.items())):
        turns |= {f"floor {number}": part} if part else {}
        turns |= dict([other]) if other else {}
    return turns


def longer_ways(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """The same minute, against what takes several times as long."""
    name = "a minute"
    edit = _filmed(name, folder)
    others: dict[str, Contender] = {}
    if "four_passes" in wanted:
        others["four_passes"] = lambda: commands.four_passes(edit, folder)
    if "moviepy" in wanted:
        by_moviepy.draw_captions(edit, folder)
        others["moviepy"] = lambda: _child("by_moviepy", folder, name)
    if "auto_editor" in wanted and shutil.which("auto-editor"):
        others["auto_editor"] = lambda: commands.auto_editor(edit, folder)
    if not others:
        return {}
    costs = in_turn({"ours": lambda: ours(folder, name), **others}, rounds=_fewer(rounds))
    return {other: _against(costs, other) for other in others}


def _fewer(rounds: int) -> int:
    """Rounds for what takes long, or varies little."""
    return max(1, rounds - 1)


def _against(costs: Mapping[str, list[Cost]], other: str) -> Figure:
    return cpu_figure(costs["ours"], costs[other], limit=LIMITS.get(other))


def one_cue(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """Ten minutes at 640 x 360, and again after a word was changed in one caption, for captions drawn by lot."""
    name = "ten minutes"
    edit = _filmed(name, folder)
    whole = ours(folder, name)
    numbers = random.Random(1).sample(range(edit.cue_count), min(CORRECTIONS, CORRECTIONS_A_ROUND * rounds))  # noqa: S311 - a lot, not a secret
    again = [_child("ours", folder, name, str(number)) for number in numbers]
    _require_frames(edit, folder / name.replace(" ", "-") / "film.mp4")
    remark = f"{len(again)} captions of ten minutes; the whole: {whole.cpu_s:.1f} s of CPU time"
    ratios = [cost.cpu_s / whole.cpu_s for cost in again]
    return {"one_cue": figure(ratios, limit=LIMITS["one_cue"], remark=remark)}


def nothing_changed(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """A whole run that delivers a minute, and the same command again."""
    footage = filming.film(filming.INTERVIEW, folder)
    root = folder / "studio"
    shutil.rmtree(root, ignore_errors=True)
    studio = whole_run.arranged(footage, filming.INTERVIEW, root)
    first = whole_run.make(studio)
    again = [whole_run.make(studio) for _ in range(3)]
    assert all("Nothing to do" in cost.complaints for cost in again)
    remark = f"the first run: {first.cpu_s:.1f} s of CPU time"
    ratios = [cost.cpu_s / first.cpu_s for cost in again]
    return {"nothing_changed": figure(ratios, limit=LIMITS["nothing_changed"], remark=remark)}


def memory_of_cuts(folder: Path, wanted: frozenset[str], rounds: int) -> dict[str, Figure]:
    """Two hundred seconds at 320 x 180, kept in 500 pieces and in twelve."""
    names = ("12 cuts", "500 cuts")
    for name in names:
        _filmed(name, folder)
    few, many = in_turn({name: lambda name=name: ours(folder, name) for name in names}, rounds=_fewer(rounds)).values()  # type: ignore[misc]
    ratios = [more.peak_bytes / less.peak_bytes for more, less in zip(many, few, strict=True)]
    remark = f"{megabytes(many[0]):.0f} against {megabytes(few[0]):.0f} MB"
    return {"memory_500_cuts": figure(ratios, limit=LIMITS["memory_500_cuts"], remark=remark)}


def _filmed(name: str, folder: Path) -> Edit:
    edit = EDITS[name]
    filming.film(edit.shooting, folder)
    edit.footage(folder)
    return edit


GROUPS: dict[_Group, tuple[str, ...]] = {
    a_minute: ("hand_written", "floor", "memory_one_encode_mb"),
    a_still_minute: ("floor_of_a_still_picture",),
    longer_ways: ("four_passes", "moviepy", "auto_editor"),
    one_cue: ("one_cue",),
    nothing_changed: ("nothing_changed",),
    memory_of_cuts: ("memory_500_cuts",),
}
"""What is measured together, so that our own runs serve several comparisons."""
