"""The list of stages: in order, each only when it must, and the job remembers how it ended."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from pipeline import run as running
from pipeline.cli.making import STAGE_WORDS
from pipeline.domain.errors import (
    CheckFailed,
    Held,
    InputRefused,
    MachineError,
    ToolMissing,
    UsageError,
    VignetteError,
)
from pipeline.domain.settings import Settings
from pipeline.opening import Wishes, given_from, open_job, settings_for
from pipeline.preparing import prepared
from pipeline.run import STEPS, Unwatched, pieces_left, run, stage_named, steps_for
from pipeline.workspace.job import Job, JobState
from pipeline.workspace.lease import standing
from pipeline.workspace.stage import Piece, Progress, Silent, Spread, Stage
from tests.studio import Studio

TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()


@dataclass
class Workshop:
    """Stages that only write down what they do.

    Attributes:
        done: what was done, in order.
        shape: what shapes each stage.
        unshaped: what a stage ends with before it begins.
        failing: what a stage ends with.
        forgotten: which stages forgot what they keep.
    """

    done: list[str] = field(default_factory=list)
    shape: dict[str, int] = field(default_factory=dict)
    unshaped: dict[str, BaseException] = field(default_factory=dict)
    failing: dict[str, BaseException] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def stage(self, name: str, *, spread: Spread | None = None) -> Stage:
        def shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
            if name in self.unshaped:
                raise self.unshaped[name]
            return {"shape": self.shape.get(name, 0)}

        def work(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
            self.done.append(name)
            if name in self.failing:
                raise self.failing[name]
            path = job.work / f"{name}.txt"
            path.write_text(name, encoding="utf-8")
            return (path,)

        return Stage(name, 1, name, shaped_by, work, spread, lambda job, settings: self.forgotten.append(name))


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch) -> Workshop:
    made = Workshop()
    monkeypatch.setattr(running, "STEPS", tuple(made.stage(name) for name in ("first", "second", "third")))
    return made


@pytest.fixture
def opened(studio: Studio, talking: Path) -> tuple[Job, Settings]:
    studio.arrange(talking)
    given = given_from([studio.folder], story=None)
    return prepared(open_job(studio.home, given), Wishes(), story=given.story, today=TODAY)


def test_the_pipeline_reads_as_a_list() -> None:
    assert [stage.name for stage in STEPS] == [
        *("intake", "transcribe", "cut", "translate", "subtitle"),
        *("protect", "reframe", "brand", "render", "check", "deliver"),
    ]


def test_a_draft_ends_with_the_render(opened: tuple[Job, Settings]) -> None:
    job, settings = opened
    assert steps_for(settings, until=None) == STEPS
    draft = settings_for(job, Wishes(draft=True), today=TODAY)
    assert steps_for(draft, until=None)[-1].name == "render"
    assert steps_for(draft, until="cut")[-1].name == "cut"
    with pytest.raises(UsageError, match="intake"):
        stage_named("shine")


@pytest.mark.parametrize("until", ["check", "deliver"])
def test_a_draft_never_comes_to_the_check_or_the_delivery(opened: tuple[Job, Settings], until: str) -> None:
    """They read the film that is to be delivered: it may be an older one, with a name that is hidden by now."""
    draft = settings_for(opened[0], Wishes(draft=True), today=TODAY)
    with pytest.raises(UsageError, match="a draft is not delivered"):
        run(opened[0], draft, watcher=Unwatched(), until=until)
    assert steps_for(draft, until="render") == steps_for(draft, until=None)


def test_stages_run_in_order_and_once(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    outcome = run(*opened, watcher=Unwatched())
    assert (outcome.worked, outcome.skipped) == (("first", "second", "third"), ())
    outcome = run(*opened, watcher=Unwatched())
    assert (outcome.worked, outcome.skipped) == ((), ("first", "second", "third"))
    assert workshop.done == ["first", "second", "third"]
    assert opened[0].state.name == "delivered"


def test_only_what_is_shaped_otherwise_is_done_again(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    run(*opened, watcher=Unwatched())
    workshop.shape["second"] = 1
    assert run(*opened, watcher=Unwatched()).worked == ("second",)


def test_a_stage_can_be_done_again_and_the_run_can_stop_early(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    assert run(*opened, watcher=Unwatched(), until="second").worked == ("first", "second")
    outcome = run(*opened, watcher=Unwatched(), until="second", redo="first")
    assert (outcome.worked, outcome.skipped) == (("first",), ("second",))
    assert workshop.forgotten == ["first"]


def test_a_run_that_was_to_stop_early_says_so(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    assert run(*opened, watcher=Unwatched(), until="first").ended == "stopped"
    found = standing(opened[0])
    assert (found.name, found.stage, found.message) == ("stopped", "first", "the run was to end after this stage")
    assert found.remedy == "Run `vignette make` to go on"
    assert run(*opened, watcher=Unwatched()).ended == "delivered"


@pytest.mark.parametrize("name", ["delivered", "held"])
def test_a_run_with_nothing_to_do_before_its_end_leaves_the_job_as_it_stood(
    workshop: Workshop, opened: tuple[Job, Settings], name: str
) -> None:
    if name == "held":
        workshop.failing["third"] = Held("the sheet", remedy="write it")
    with contextlib.suppress(Held):
        run(*opened, watcher=Unwatched())
    before = opened[0].state
    assert run(*opened, watcher=Unwatched(), until="second").worked == ()
    assert standing(opened[0]) == before
    assert before.name == name


def test_a_crash_before_it_counts_as_stopped_early(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    run(*opened, watcher=Unwatched(), until="first")
    opened[0].set_state(JobState("working", "first"))
    run(*opened, watcher=Unwatched(), until="first")
    assert standing(opened[0]).remedy == "Run `vignette make` to go on"


@pytest.mark.parametrize(
    ("error", "state", "waiting_for"),
    [
        (Held("the sheet", remedy="write it", waiting_for="translator"), "held", "translator"),
        (InputRefused("no film", remedy="copy it"), "refused", "editor"),
        (CheckFailed("too fast", remedy="shorten"), "failed", "editor"),
        (MachineError("full", remedy="make room"), "failed", ""),
    ],
)
def test_the_job_remembers_why_it_stopped_and_goes_on_from_there(
    workshop: Workshop, opened: tuple[Job, Settings], error: VignetteError, state: str, waiting_for: str
) -> None:
    workshop.failing["second"] = error
    with pytest.raises(type(error)):
        run(*opened, watcher=Unwatched())
    found = opened[0].state
    assert (found.name, found.stage, found.message, found.remedy) == (state, "second", error.what, error.remedy)
    assert found.waiting_for == waiting_for
    workshop.failing.clear()
    assert run(*opened, watcher=Unwatched()).worked == ("second", "third")


@pytest.mark.parametrize("word", ["Render", "Make the film", "rendr"])
def test_a_stage_is_known_by_what_people_read(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        stage_named(word)
    assert refused.value.remedy == 'Did you mean "render"?'


def test_the_help_names_all_stages() -> None:
    assert [stage.name for stage in STEPS] == STAGE_WORDS.split(", ")


@pytest.mark.parametrize("error", [ToolMissing("no logo", remedy="bring it"), FileNotFoundError(2, "No such file")])
def test_a_stage_that_cannot_begin_is_remembered_too(
    workshop: Workshop, opened: tuple[Job, Settings], error: Exception
) -> None:
    workshop.unshaped["second"] = error
    with pytest.raises((ToolMissing, MachineError)):
        run(*opened, watcher=Unwatched())
    assert (opened[0].state.name, opened[0].state.stage) == ("failed", "second")


def test_a_state_names_no_path(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    workshop.failing["first"] = ToolMissing("none can do it (/home/Han Bada/ffmpeg)", remedy="Look at /home/Han Bada")
    with pytest.raises(ToolMissing):
        run(*opened, watcher=Unwatched())
    assert (opened[0].state.message, opened[0].state.remedy) == ("none can do it (…", "Look at …")


def test_a_refusal_of_the_operating_system_is_the_machines(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    workshop.failing["second"] = NotADirectoryError(20, "Not a directory", "/private/name")
    with pytest.raises(MachineError) as caught:
        run(*opened, watcher=Unwatched())
    assert caught.value.where == "/private/name"
    assert opened[0].state.name == "failed"
    assert "private" not in opened[0].state.message


def test_a_fault_of_the_program_is_remembered_and_not_hidden(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    workshop.failing["second"] = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        run(*opened, watcher=Unwatched())
    assert opened[0].state.name == "failed"


def test_pieces_are_made_before_their_stage_and_forgotten_with_it(
    workshop: Workshop, opened: tuple[Job, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    here: set[str] = set()

    def make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
        progress.advance(1.0)
        here.add(piece_id)
        workshop.done.append(piece_id)
        return True

    def pieces(job: Job, settings: Settings, progress: Progress) -> tuple[Piece, ...]:
        return tuple(Piece(name, 1) for name in {"a", "b"} - here)

    spread = Spread(pieces, make, lambda job, settings: here.clear(), 0.9)
    monkeypatch.setattr(running, "STEPS", (workshop.stage("film", spread=spread),))
    run(*opened, watcher=Unwatched())
    assert sorted(workshop.done[:2]) == ["a", "b"]
    assert workshop.done[2] == "film"
    run(*opened, watcher=Unwatched(), redo="film")
    assert len(workshop.done) == 6


def test_a_piece_that_fails_ends_the_stage(
    workshop: Workshop, opened: tuple[Job, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
        raise MachineError("ffmpeg ended", remedy="again")

    spread = Spread(
        lambda job, settings, progress: (Piece("a", 1), Piece("b", 1)), make, lambda job, settings: None, 0.9
    )
    monkeypatch.setattr(running, "STEPS", (workshop.stage("film", spread=spread),))
    with pytest.raises(MachineError):
        run(*opened, watcher=Unwatched())
    assert workshop.done == []
    assert opened[0].state.name == "failed"


def test_what_another_program_makes_is_left_to_it_until_nothing_else_is_to_be_done(
    workshop: Workshop, opened: tuple[Job, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
        workshop.done.append(piece_id)
        return piece_id != "b" or workshop.done.count("b") == 3

    spread = Spread(
        lambda job, settings, progress: tuple(Piece(name, 1) for name in "abc"), make, lambda job, settings: None, 0.9
    )
    monkeypatch.setattr(running, "STEPS", (workshop.stage("film", spread=spread),))
    run(*opened, watcher=Unwatched(), jobs=1)
    assert workshop.done == ["a", "b", "c", "b", "b", "film"]


@pytest.mark.parametrize(("pieces", "shares"), [("ab", [0.4, 0.8, 1.0]), ("", [1.0])])
def test_the_bar_gives_pieces_their_share_where_there_are_any(
    workshop: Workshop, opened: tuple[Job, Settings], monkeypatch: pytest.MonkeyPatch, pieces: str, shares: list[float]
) -> None:
    told: list[float] = []

    class Bar(Silent):
        def advance(self, share: float) -> None:
            told.append(share)

    class Watcher(Unwatched):
        def begin(self, stage: Stage) -> Progress:
            return Bar()

    def make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
        progress.advance(1)
        return True

    def join(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
        progress.advance(1)
        return ()

    spread = Spread(lambda *_: tuple(Piece(name, 1) for name in pieces), make, lambda job, settings: None, 0.8)
    monkeypatch.setattr(running, "STEPS", (replace(workshop.stage("film", spread=spread), run=join),))
    run(*opened, watcher=Watcher(), jobs=1)
    assert told == pytest.approx(shares)


def test_as_many_pieces_are_made_at_once_as_was_asked_for(
    workshop: Workshop, opened: tuple[Job, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each piece waits until all four are begun."""
    together = Barrier(4, timeout=20)

    def make(job: Job, settings: Settings, piece_id: str, progress: Progress) -> bool:
        together.wait()
        return True

    spread = Spread(
        lambda job, settings, progress: tuple(Piece(name, 1) for name in "abcd"), make, lambda job, settings: None, 0.9
    )
    monkeypatch.setattr(running, "STEPS", (workshop.stage("film", spread=spread),))
    assert run(*opened, watcher=Unwatched(), jobs=4).worked == ("film",)


def test_a_stage_that_cannot_begin_has_no_pieces_left(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    """The stage itself then tells why, where the job remembers it."""
    spread = Spread(
        lambda job, settings, progress: (Piece("a", 1),), lambda *_, **__: True, lambda job, settings: None, 0.9
    )
    stage = workshop.stage("film", spread=spread)
    assert pieces_left(*opened, stage, Silent()) == ("a",)
    workshop.unshaped["film"] = MachineError("the disk is full", remedy="make room")
    assert pieces_left(*opened, stage, Silent()) == ()


def test_the_watcher_hears_of_every_stage(workshop: Workshop, opened: tuple[Job, Settings]) -> None:
    @dataclass
    class Watcher:
        heard: list[str] = field(default_factory=list)

        def begin(self, stage: Stage) -> Progress:
            self.heard.append(f"begin {stage.name}")
            return Silent()

        def skipped(self, stage: Stage) -> None:
            self.heard.append(f"skipped {stage.name}")

        def done(self, stage: Stage) -> None:
            self.heard.append(f"done {stage.name}")

    watcher = Watcher()
    run(*opened, watcher=watcher, until="first")
    run(*opened, watcher=watcher, until="second")
    assert watcher.heard == ["begin first", "done first", "skipped first", "begin second", "done second"]
