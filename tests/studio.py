"""A team's home folder with one interview beside it, and the command line run on them."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.app import run
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job
from tests import interview

PICTURE_OR_SOUND = frozenset({".mp4", ".mov", ".mkv", ".jpg", ".png", ".wav", ".aac", ".f32", ".m4a", ".webm"})


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both outputs."""
        return f"{self.out}\n{self.err}"


@dataclass(frozen=True)
class Studio:
    """Where one test works.

    Attributes:
        root: everything of the test lies below.
    """

    root: Path

    @classmethod
    def at(cls, root: Path) -> Studio:
        """A studio with the quick presets in its home folder."""
        made = cls(root)
        interview.write_presets(made.home.root)
        return made

    @property
    def home(self) -> Home:
        """The team's home folder."""
        return Home(self.root / "home", self.root / "local")

    @property
    def folder(self) -> Path:
        """The interview's own folder."""
        return self.root / "interview"

    def arrange(self, footage: Path, *, story: str = interview.STORY, translated: bool = True) -> Path:
        """Lay an interview out: footage, story, transcript and, unless told otherwise, the filled-in sheet."""
        self.folder.mkdir()
        (self.folder / "talking.mp4").symlink_to(footage)
        interview.write(self.folder / "story.toml", story)
        interview.write(self.folder / "transcript.ko.srt", interview.transcript())
        if translated:
            interview.write(self.folder / "translation.en.srt", interview.sheet())
        return self.folder

    @property
    def environment(self) -> dict[str, str]:
        """What names this studio's folders to a program."""
        return {"VIGNETTE_HOME": str(self.home.root), "VIGNETTE_LOCAL": str(self.home.local)}

    def vignette(self, *arguments: str | Path) -> Ran:
        """Run a command line in this process."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            for name, value in self.environment.items():
                patch.setenv(name, value)
            code = run([str(argument) for argument in arguments])
        return Ran(code, out.getvalue(), err.getvalue())

    def make(self, *arguments: str | Path) -> Ran:
        """Run `vignette make` on the interview's folder."""
        return self.vignette("make", self.folder, *arguments)

    @property
    def job(self) -> Job:
        """The only job there is."""
        (job,) = self.home.all_jobs()
        return job

    def delivery(self, slug: str = "blue-kite") -> Path:
        """Where the film is delivered."""
        return self.home.deliver / slug

    def delivered_json(self, name: str) -> dict[str, Any]:
        """One of the delivery's JSON files."""
        document: dict[str, Any] = json.loads((self.delivery() / name).read_text(encoding="utf-8"))
        return document

    def nothing_delivered(self) -> bool:
        """Whether `deliver/` holds nothing at all."""
        return not self.home.deliver.exists() or not list(self.home.deliver.iterdir())

    def chunks(self) -> dict[Path, int]:
        """Every finished chunk with the time it was written, in nanoseconds."""
        finished = sorted((self.home.cache / "chunks").rglob("[!.]*.mp4"))
        return {path: path.stat().st_mtime_ns for path in finished}

    def media_outside_jobs(self) -> Iterator[Path]:
        """Every file with picture or sound in the home folder that does not lie in `jobs/`."""
        for path in self.home.root.rglob("*"):
            if path.suffix in PICTURE_OR_SOUND and not path.is_relative_to(self.home.jobs):
                yield path
