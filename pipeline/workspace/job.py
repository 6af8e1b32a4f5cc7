"""A job: one interview's folder, its sources, what is finished in it and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from pipeline.domain.digest import digest
from pipeline.workspace import artefacts
from pipeline.workspace.handouts import HandOuts
from pipeline.workspace.hashing import HashMemory

if TYPE_CHECKING:
    from pipeline.workspace.home import Home

Value = TypeVar("Value")
StateName = Literal["working", "stopped", "held", "refused", "failed", "draft", "delivered"]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A file of the interview: where it lies (private) and what it holds."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class JobRecord:
    """What a job is about.

    Attributes:
        id: random, "v-" and hexadecimal digits; holds no name.
        sources: in source time order.
        beside: the interview's own folder, where people may put sheets; private; "" for none.
        story: the story.toml that was read last; private; "" for none.
        code: the harmless nickname it gives; "" for none.
        title: the titles it gives, for a terminal only; "" for none.
        asked_protection: the strictest level that was asked for on a command line, in its word; "" for none.
    """

    id: str
    sources: tuple[SourceEntry, ...]
    beside: str
    story: str = ""
    code: str = ""
    title: str = ""
    asked_protection: str = ""


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands.

    Attributes:
        name: one of the words of the README's table.
        stage: the stage it concerns; "" before the first.
        message, remedy: what happened and what to do, free of names.
        waiting_for: who must act; "" for nobody.
        since: when it came about, UTC.
    """

    name: StateName
    stage: str = ""
    message: str = ""
    remedy: str = ""
    waiting_for: str = ""
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A finished stage.

    Attributes:
        key: the hash of everything that shaped the result.
        outputs: path to SHA-256 of each file it wrote; relative to the home folder.
    """

    key: str
    outputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """One interview's folder.

    Attributes:
        home: the home folder it lies in.
        record: what it is about.
    """

    home: Home
    record: JobRecord

    @property
    def id(self) -> str:
        """Its id."""
        return self.record.id

    @property
    def folder(self) -> Path:
        """Where everything of it lies."""
        return self.home.jobs / self.id

    @property
    def draft(self) -> Path:
        """What the program writes for people."""
        return self.folder / "draft"

    @property
    def edits(self) -> Path:
        """What people write; the program only reads here."""
        return self.folder / "edits"

    @property
    def work(self) -> Path:
        """The program's own files."""
        return self.folder / "work"

    @property
    def story_file(self) -> Path:
        """What people said about this interview, as it was when the last run began."""
        return self.folder / "story.toml"

    def film_path(self, target: str, *, draft: bool = False) -> Path:
        """Where a target's finished film waits for its check, or its marked draft for a person."""
        return self.draft / f"draft.{target}.mp4" if draft else self.work / "films" / f"{target}.mp4"

    @property
    def speech_wav(self) -> Path:
        """What the recogniser hears: 16 kHz mono on the source time axis."""
        return self.work / "speech.wav"

    @property
    def newest_captions(self) -> Path:
        """The captions that were made last, whether or not the film may have them."""
        return self.work / "captions-made-last.json"

    @property
    def code(self) -> str:
        """The story's harmless nickname; "" when it has none."""
        return self.record.code

    @property
    def title(self) -> str:
        """The story's titles, for this terminal only; "" when it has none."""
        return self.record.title

    @property
    def source_paths(self) -> tuple[Path, ...]:
        """Where the footage lies."""
        return tuple(Path(entry.path) for entry in self.record.sources)

    def artefact_path(self, kind: type) -> Path:
        """Where the artefact of this type is saved."""
        return self.folder / ARTEFACT_FILES[kind.__name__]

    def save(self, value: object) -> Path:
        """Save an artefact and give its path."""
        path = self.artefact_path(type(value))
        artefacts.save(path, value)
        return path

    def load(self, kind: type[Value]) -> Value:
        """The artefact of this type; raises InputRefused when it is not there."""
        return artefacts.load(self.artefact_path(kind), kind)

    def hash_of(self, kind: type) -> str:
        """The hash of an artefact's file, for the keys of the stages that read it; "" when it is not there."""
        return self.hash_if_there(self.artefact_path(kind))

    def hash_if_there(self, path: Path) -> str:
        """The hash of a file; "" when it is not there."""
        return self.hashes.sha256(path) if path.is_file() else ""

    @property
    def hashes(self) -> HashMemory:
        """The hashes remembered on this machine."""
        return self.home.hashes

    def media(self) -> dict[str, Path]:
        """SHA-256 of each source to where it lies."""
        return {entry.sha256: Path(entry.path) for entry in self.record.sources}

    # What people say about it

    @property
    def story_copies(self) -> HandOuts:
        """The job's copies of the story, each as it was when a run began; a person may change the one that is there."""
        return HandOuts(self.folder, (), self.work / "handed-out")

    # What goes to people and comes back

    @property
    def hand_outs(self) -> HandOuts:
        """The texts that go to people and come back."""
        beside = (Path(self.record.beside),) if self.record.beside else ()
        return HandOuts(self.draft, (self.edits, *beside), self.work / "handed-out")

    def hand_out(self, name: str, text: str, *, about: object | None = None) -> Path:
        """Write a text for people into `draft/`; see `HandOuts.give`."""
        return self.hand_outs.give(name, text, about=about)

    def people_file(self, *names: str) -> Path | None:
        """A file that a person wrote; see `HandOuts.returned`."""
        return self.hand_outs.returned(*names)

    def hashes_of_people_files(self, *names: str) -> str:
        """The hash of the file `people_file` finds; "" for none."""
        path = self.people_file(*names)
        return self.hash_if_there(path) if path else ""

    # What is finished

    def is_done(self, stage_name: str, key: str) -> bool:
        """Whether the stage finished with this key and everything it wrote is still there, unchanged."""
        path = self._record_path(stage_name)
        if not path.is_file():
            return False
        record = artefacts.load(path, StageRecord)
        return record.key == key and all(
            (self.home.root / name).is_file() and self.hashes.sha256(self.home.root / name) == sha256
            for name, sha256 in record.outputs.items()
        )

    def mark_done(self, stage_name: str, key: str, outputs: Sequence[Path]) -> None:
        """Remember that the stage finished and what it wrote."""
        hashed = {str(path.relative_to(self.home.root)): self.hashes.sha256(path) for path in outputs}
        artefacts.save(self._record_path(stage_name), StageRecord(key, hashed))

    def forget(self, stage_name: str) -> None:
        """Have the stage done again."""
        self._record_path(stage_name).unlink(missing_ok=True)

    def _record_path(self, stage_name: str) -> Path:
        return self.work / "stages" / f"{stage_name}.json"

    # Where it stands

    @property
    def state(self) -> JobState:
        """Where it stands now."""
        path = self.work / "state.json"
        return artefacts.load(path, JobState) if path.is_file() else JobState("working")

    def set_state(self, state: JobState) -> None:
        """Remember where it stands; `since` is kept while nothing but the clock changed."""
        before = self.state
        if replace(before, since=state.since) != state:
            artefacts.save(self.work / "state.json", replace(state, since=datetime.now(UTC)))


ARTEFACT_FILES = {
    "JobRecord": "job.json",
    "Footage": "footage.json",
    "Transcript": "transcript.json",
    "EditDecisionList": "cut.json",
    "TargetCuts": "cut.targets.json",
    "Translation": "translation.json",
    "SubtitleTrack": "subtitles.json",
    "ReflowedSubtitles": "subtitles.reflowed.json",
    "Protection": "protection.json",
    "Framing": "framing.json",
    "Branding": "brand.json",
    "RenderPlan": "plan.json",
    "QcReport": "qc.json",
    "UploadPack": "upload.json",
    "TargetUploads": "upload.targets.json",
    "Delivery": "delivery.json",
}
"""Artefact type to its file in the job's folder."""


def stage_key(name: str, version: int, shaped_by: object) -> str:
    """The key a stage's result is filed under: the hash of all that shaped it."""
    return digest({"stage": name, "version": version, "shaped_by": shaped_by})
