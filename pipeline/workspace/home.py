"""The home folder: where jobs, deliveries and caches lie, and how a job is found."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from pipeline.domain.delivery import Delivery
from pipeline.domain.errors import InputRefused, UsageError
from pipeline.workspace import artefacts, cache, deliveries
from pipeline.workspace.hashing import HashMemory
from pipeline.workspace.job import Job, JobRecord, SourceEntry

_PRIVATE = 0o700
_FOR_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything lies.

    Attributes:
        root: VIGNETTE_HOME; `inbox/`, `desk/` and `deliver/` in it may be shared, the rest stays with the team.
        local: VIGNETTE_LOCAL; this machine only: models, remembered hashes.
        asked_cache_bytes: VIGNETTE_CACHE_GB, how large the cache may be; None where nobody said.
    """

    root: Path
    local: Path
    asked_cache_bytes: int | None = None

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

    def measured(self, key: str) -> Path:
        """Where what was measured of a part of a film under this key lies."""
        return self.cache / "measured" / key[:2] / f"{key}.json"

    @property
    def presets(self) -> Path:
        """The team's own presets."""
        return self.root / "presets"

    @property
    def models(self) -> Path:
        """Models on this machine."""
        return self.local / "models"

    @property
    def hashes(self) -> HashMemory:
        """The hashes remembered on this machine."""
        return HashMemory(self.local / "hashes.sqlite")

    def all_jobs(self) -> tuple[Job, ...]:
        """Every job, by id; those of which the record cannot be read are left out."""
        return tuple(job for path in self._records() if (job := self._job_at(path)))

    def unreadable_records(self) -> tuple[Path, ...]:
        """The records of jobs that `all_jobs` leaves out: damaged, or written by a newer version."""
        return tuple(path for path in self._records() if self._job_at(path) is None)

    def _records(self) -> tuple[Path, ...]:
        return tuple(sorted(self.jobs.glob("*/job.json"))) if self.jobs.is_dir() else ()

    def _job_at(self, path: Path) -> Job | None:
        try:
            return Job(self, artefacts.load(path, JobRecord))
        except (InputRefused, UsageError):
            return None

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
            several = (
                f"several jobs ({', '.join(job.id for job in found)}) are meant by" if found else "no job begins with"
            )
            raise UsageError(f'{several} "{name}"', remedy="`vignette status` lists all jobs with their ids")
        return found[0]

    def delivered_as(self, slug: str) -> tuple[Job, ...]:
        """The jobs whose film lies under this name in `deliver/`.

        The manifest tells whose it is; when it is of none of the jobs that delivered there, any of them may be meant.
        """
        folder = self.deliver / slug
        if not folder.is_dir():
            return ()
        claims = [(job, claim) for job in self.all_jobs() if (claim := _claim(job)) and claim.slug == slug]
        owners = tuple(job for job, claim in claims if claim.manifest_sha256 == deliveries.manifest_sha256(folder))
        return owners or tuple(job for job, _ in claims)

    def delivery_of(self, job: Job) -> Path | None:
        """The folder with the job's delivered film, which outlives what is decided later; None when it has none."""
        claim = _claim(job)
        folder = self.deliver / claim.slug if claim else None
        if claim is None or folder is None or not folder.is_dir():
            return None
        is_own = claim.manifest_sha256 == deliveries.manifest_sha256(folder)
        return folder if is_own or job.id in {item.id for item in self.delivered_as(claim.slug)} else None

    def entries_of(self, sources: Sequence[Path]) -> tuple[SourceEntry, ...]:
        """The files with their contents' hashes; each is read once from end to end, and then remembered."""
        return tuple(SourceEntry(str(path.absolute()), self.hashes.sha256(path)) for path in sources)

    def job_made_of(self, entries: Sequence[SourceEntry]) -> Job | None:
        """The job made of exactly these contents, wherever the files lie; None when there is none."""
        hashes = [entry.sha256 for entry in entries]
        return next((job for job in self.all_jobs() if [item.sha256 for item in job.record.sources] == hashes), None)

    def others_beside(self, job: Job) -> tuple[Job, ...]:
        """The jobs made of other files of the same folder, by id: what was corrected there lies with them."""
        beside = job.record.beside
        return tuple(
            other for other in self.all_jobs() if beside and other.record.beside == beside and other.id != job.id
        )

    def job_for(self, entries: tuple[SourceEntry, ...], *, beside: Path | None) -> Job:
        """The job made of exactly these contents: the one there is, or a new one.

        Args:
            entries: the footage, in source time order.
            beside: the folder of this interview, where people may put sheets; None for none.
        """
        folder = str(beside.absolute()) if beside else ""
        found = self.job_made_of(entries)
        if found is None:
            return self.noted(JobRecord(f"v-{secrets.token_hex(4)}", entries, folder), before=None)
        return self.noted(replace(found.record, sources=entries, beside=folder), before=found.record)

    def close_to_others(self) -> None:
        """Make the folders that hold faces, voices and names, and keep other users of this machine out of them.

        A home folder that is there already keeps its rights: a team may share `deliver/` in it.
        """
        for folder in (self.root, self.jobs, self.cache):
            if not folder.is_dir():
                folder.mkdir(parents=True, mode=_PRIVATE)
        for folder in (self.jobs, self.cache):
            if folder.stat().st_mode & _FOR_OTHERS and folder.stat().st_uid == os.getuid():
                folder.chmod(_PRIVATE)

    def noted(self, record: JobRecord, *, before: JobRecord | None) -> Job:
        """The job with this record, which is written down, in its private folder, unless it is as before."""
        job = Job(self, record)
        if record != before:
            self.close_to_others()
            job.folder.mkdir(exist_ok=True, mode=_PRIVATE)
            job.edits.mkdir(exist_ok=True)
            job.save(record)
        return job


def _claim(job: Job) -> Delivery | None:
    """What the job remembers of its delivery; None when it delivered nothing."""
    return job.load(Delivery) if job.artefact_path(Delivery).is_file() else None


def home_from_environment() -> Home:
    """The home folder as `folders_from_environment`, with the size that its cache may have.

    Raises:
        UsageError: VIGNETTE_CACHE_GB is no size.
    """
    return replace(folders_from_environment(), asked_cache_bytes=cache.asked_limit(os.environ))


def folders_from_environment() -> Home:
    """The home folder that VIGNETTE_HOME and VIGNETTE_LOCAL name; ./vignettes and the user's data folder otherwise."""
    root = Path(os.environ.get("VIGNETTE_HOME") or "vignettes").expanduser().absolute()
    local = os.environ.get("VIGNETTE_LOCAL")
    own = Path(local).expanduser().absolute() if local else platformdirs.user_data_path("vignette")
    return Home(root, own)
