"""The home folder: where jobs, deliveries and caches lie, and how a job is found."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pipeline.domain.delivery import Delivery
from pipeline.domain.errors import UsageError
from pipeline.workspace import artefacts
from pipeline.workspace.hashing import HashMemory
from pipeline.workspace.job import Job, JobRecord, SourceEntry

_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything lies.

    Attributes:
        root: VIGNETTE_HOME; `inbox/`, `desk/` and `deliver/` in it may be shared, the rest stays with the team.
        local: VIGNETTE_LOCAL; this machine only: models, remembered hashes.
    """

    root: Path
    local: Path

    @property
    def jobs(self) -> Path:
        """One folder a job; private."""
        return self.root / "jobs"

    @property
    def deliver(self) -> Path:
        """What is finished, and nothing that was not agreed to."""
        return self.root / "deliver"

    @property
    def cache(self) -> Path:
        """Chunks and cards by content; safe to delete."""
        return self.root / "cache"

    def card(self, key: str, *, suffix: str = "mp4") -> Path:
        """Where a drawn card or a sized logo of this key lies."""
        return self.cache / "cards" / f"{key}.{suffix}"

    def chunk(self, key: str) -> Path:
        """Where the encoded chunk of this key lies."""
        return self.cache / "chunks" / key[:2] / f"{key}.mp4"

    @property
    def presets(self) -> Path:
        """The team's own presets."""
        return self.root / "presets"

    @property
    def models(self) -> Path:
        """Speech models on this machine."""
        return self.local / "models"

    @property
    def hashes(self) -> HashMemory:
        """The hashes remembered on this machine."""
        return HashMemory(self.local / "hashes.sqlite")

    def all_jobs(self) -> tuple[Job, ...]:
        """Every job, by id."""
        if not self.jobs.is_dir():
            return ()
        records = sorted(self.jobs.glob("*/job.json"))
        return tuple(Job(self, artefacts.load(path, JobRecord)) for path in records)

    def job(self, word: str) -> Job:
        """The job that an id, the beginning of one, a story's code, or a job's folder names.

        Raises:
            UsageError: none or several are meant.
        """
        name = Path(word).name or word
        jobs = self.all_jobs()
        found = (
            [job for job in jobs if job.id == name]
            or [job for job in jobs if job.code == name]
            or [job for job in jobs if job.id.startswith(name) or job.id.removeprefix("v-").startswith(name)]
        )
        if len(found) != 1:
            several = "several jobs begin" if found else "no job begins"
            raise UsageError(f'{several} with "{name}"', remedy="`vignette status` lists all jobs with their ids")
        return found[0]

    def delivered_as(self, slug: str) -> tuple[Job, ...]:
        """The jobs whose film was delivered under this name and is still there."""
        if not (self.deliver / slug).is_dir():
            return ()
        return tuple(job for job in self.all_jobs() if self.delivery_of(job) == self.deliver / slug)

    def delivery_of(self, job: Job) -> Path | None:
        """The folder with the job's delivered film, which outlives what is decided later; None when it has none."""
        if not job.artefact_path(Delivery).is_file():
            return None
        folder = self.deliver / job.load(Delivery).slug
        return folder if folder.is_dir() else None

    def job_for(self, sources: Sequence[Path], *, beside: Path | None) -> Job:
        """The job made of exactly these files' contents: the one there is, or a new one.

        Args:
            sources: the footage, in source time order.
            beside: the folder of this interview, where people may put sheets; None for none.
        """
        folder = str(beside.absolute()) if beside else ""
        entries = tuple(SourceEntry(str(path.absolute()), self.hashes.sha256(path)) for path in sources)
        hashes = [entry.sha256 for entry in entries]
        for job in self.all_jobs():
            if [entry.sha256 for entry in job.record.sources] == hashes:
                return self._saved(JobRecord(job.id, entries, folder), before=job.record)
        return self._saved(JobRecord(f"v-{secrets.token_hex(4)}", entries, folder), before=None)

    def _saved(self, record: JobRecord, *, before: JobRecord | None) -> Job:
        job = Job(self, record)
        if record != before:
            self.jobs.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
            job.folder.mkdir(exist_ok=True, mode=_PRIVATE)
            job.edits.mkdir(exist_ok=True)
            job.save(record)
        return job


def home_from_environment() -> Home:
    """The home folder that VIGNETTE_HOME and VIGNETTE_LOCAL name; ./vignettes and the user's data folder otherwise."""
    root = Path(os.environ.get("VIGNETTE_HOME") or "vignettes").expanduser().absolute()
    local = os.environ.get("VIGNETTE_LOCAL")
    return Home(root, Path(local).expanduser().absolute() if local else platformdirs.user_data_path("vignette"))
