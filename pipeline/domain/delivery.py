"""Delivery: what a finished folder holds, and what an upload needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadChapter:
    """A chapter mark: whole seconds of program time, and its title."""

    at_s: int
    title: str


@dataclass(frozen=True, slots=True)
class UploadPack:
    """What is typed into a platform's upload form.

    Attributes:
        title: within the platform's limit, free of "<" and ">".
        description: within the limit, chapters included where the platform reads them there.
        tags: in order.
        chapters: in order; empty where the platform would not take them.
        language: the spoken language.
        captions: language to file name.
        thumbnail: file name.
    """

    title: str
    description: str
    tags: tuple[str, ...]
    chapters: tuple[UploadChapter, ...]
    language: str
    captions: Mapping[str, str]
    thumbnail: str


@dataclass(frozen=True, slots=True)
class TargetUploads:
    """The upload forms of targets with a cut of their own: name of each, to its form."""

    packs: Mapping[str, UploadPack]


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file of the delivery and what it holds."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a delivery consists of; written last, so that a folder with one is complete.

    Attributes:
        files: all others, by name.
        tools: name to version.
        preset_sha256: the digest of show, targets and subtitle profile.
    """

    files: tuple[DeliveredFile, ...]
    tools: Mapping[str, str]
    preset_sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a job's film was delivered: the folder's name in `deliver/`, and its manifest's hash, which names it."""

    slug: str
    manifest_sha256: str
