"""Reads story.toml: what people said about an interview."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from pipeline.domain.errors import UsageError
from pipeline.domain.protection import Consent, ProtectionLevel
from pipeline.domain.story import NO_TEXT, Bilingual, Chapter, Credit, FramingWish, Selection, Source, Speaker, Story
from pipeline.domain.timing import TimeRange, seconds_from_timecode
from pipeline.domain.transcript import Language
from pipeline.presets import tables

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A code names a folder and is said aloud: lower-case letters, digits, single hyphens."""

Time = str | int | Decimal
"""A source time as people write it: seconds, or "1:15.5"."""

ROLES = ("camera", "sound", "cutaway")


@dataclass(frozen=True, slots=True)
class _SourceTable:
    file: str
    role: str = "camera"
    angle: str = ""
    speaker: int | str = 0


@dataclass(frozen=True, slots=True)
class _SpeakerTable:
    name: Bilingual = NO_TEXT
    pseudonym: Bilingual = NO_TEXT
    role: Bilingual = NO_TEXT
    protection: str = ""
    also: tuple[str, ...] = ()
    everyday_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ProtectionTable:
    level: str = ""
    consent: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class _ChapterTable:
    at: Time
    title: Bilingual


@dataclass(frozen=True, slots=True)
class _SelectionTable:
    target: str
    keep: tuple[tuple[Time, Time], ...] = ()
    drop: tuple[tuple[Time, Time], ...] = ()


@dataclass(frozen=True, slots=True)
class _CreditTable:
    name: str
    role: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class _SponsorTable:
    name: str


@dataclass(frozen=True, slots=True)
class _FramingTable:
    start: Time
    end: Time
    x: float | None = None
    y: float | None = None
    fit: Literal["crop", "whole"] = "crop"


@dataclass(frozen=True, slots=True)
class _StoryTable:
    """story.toml as people write it; every key is optional."""

    code: str = ""
    title: Bilingual = NO_TEXT
    description: Bilingual = NO_TEXT
    language: Language | None = None
    show: str = ""
    targets: tuple[str, ...] = ()
    source: tuple[_SourceTable, ...] = ()
    speaker: tuple[_SpeakerTable, ...] = ()
    protection: _ProtectionTable | None = None
    keep: tuple[tuple[Time, Time], ...] = ()
    drop: tuple[tuple[Time, Time], ...] = ()
    selection: tuple[_SelectionTable, ...] = ()
    chapters: tuple[_ChapterTable, ...] = ()
    tags: tuple[str, ...] = ()
    credit: tuple[_CreditTable, ...] = ()
    sponsor: tuple[_SponsorTable, ...] = ()
    framing: tuple[_FramingTable, ...] = ()


def story_from(text: str, *, where: str = "story.toml") -> Story:
    """The story that this text tells.

    Args:
        text: the decoded content of story.toml.
        where: how messages name the file.

    Raises:
        UsageError: it is no TOML, a key is unknown (the nearest is named), or a value cannot be.
    """
    table = tables.value_from(
        _nfc(tables.parse(text, where=where)),
        _StoryTable,
        where=where,
        shown="README.md tells what story.toml may hold",
    )
    protection = table.protection or _ProtectionTable()
    if table.code and not CODE.fullmatch(table.code):
        raise UsageError(
            f'"code" is "{table.code}"',
            where=where,
            remedy='Use lower-case letters, digits and hyphens, for example "blue-kite"; never a name',
        )
    return Story(
        code=table.code,
        title=table.title,
        description=table.description,
        language=table.language,
        show=table.show,
        targets=table.targets,
        sources=tuple(_source(item, where=where) for item in table.source),
        speakers=tuple(
            Speaker(
                item.name,
                item.pseudonym,
                item.role,
                level_from(item.protection, where=where),
                item.also,
                item.everyday_words,
            )
            for item in table.speaker
        ),
        level=level_from(protection.level, where=where),
        consent=Consent(protection.consent, protection.expires),
        keep=_ranges(table.keep, key="keep", where=where),
        drop=_ranges(table.drop, key="drop", where=where),
        selections=_selections(table.selection, where=where),
        chapters=tuple(Chapter(_moment(item.at, key="chapters", where=where), item.title) for item in table.chapters),
        tags=table.tags,
        credits=tuple(Credit(item.role, item.name) for item in table.credit),
        sponsors=tuple(item.name for item in table.sponsor),
        framing=tuple(_framing(item, where=where) for item in table.framing),
    )


def level_from(word: str, *, where: str) -> ProtectionLevel | None:
    """The protection level a word names; None for no word.

    Raises:
        UsageError: there is no such level.
    """
    if not word:
        return None
    levels = {level.word: level for level in ProtectionLevel}
    if word not in levels:
        raise UsageError(f'"{word}" is no protection level', where=where, remedy=f"Write one of: {', '.join(levels)}")
    return levels[word]


def _source(table: _SourceTable, *, where: str) -> Source:
    if table.role not in ROLES:
        raise UsageError(
            f'"{table.role}" is no role of a source', where=where, remedy=f"Write one of: {', '.join(ROLES)}"
        )
    if table.role != "camera":
        raise UsageError(
            f'a source with role "{table.role}" cannot be used by this version',
            where=where,
            remedy='Lay that sound or picture under the camera file in your editing program, or keep role "camera"',
        )
    return Source(table.file, table.role, table.speaker)


def _selections(tables: tuple[_SelectionTable, ...], *, where: str) -> tuple[Selection, ...]:
    """What each target shows; one that is named twice, or chooses nothing, is refused."""
    found: dict[str, Selection] = {}
    for table in tables:
        if table.target in found:
            raise UsageError(
                f'there are two [[selection]] for the target "{table.target}"',
                where=where,
                remedy="Write all its times into one: keep and drop take several pairs",
            )
        if not (table.keep or table.drop):
            raise UsageError(
                f'the [[selection]] for the target "{table.target}" has neither keep nor drop',
                where=where,
                remedy="Write what it shows, for example "
                'keep = [["1:02", "1:58"]], or take the [[selection]] out: the target then shows the whole cut',
            )
        found[table.target] = Selection(
            table.target,
            _ranges(table.keep, key="selection.keep", where=where),
            _ranges(table.drop, key="selection.drop", where=where),
        )
    return tuple(found.values())


def _framing(table: _FramingTable, *, where: str) -> FramingWish:
    (source_range,) = _ranges(((table.start, table.end),), key="framing", where=where)
    whole = table.fit == "whole"
    if whole == (table.x is not None or table.y is not None):
        raise UsageError(
            '"framing" says nothing of where to look'
            if not whole
            else '"framing" has fit = "whole" and a place to look at',
            where=where,
            remedy='Write x or y, from 0 to 1, or fit = "whole"',
        )
    try:
        return FramingWish(
            source_range, 0.5 if table.x is None else table.x, 0.5 if table.y is None else table.y, whole
        )
    except ValueError as error:
        raise UsageError(f'"framing": {error}', where=where, remedy="0.5 is the middle") from error


def _ranges(pairs: tuple[tuple[Time, Time], ...], *, key: str, where: str) -> tuple[TimeRange, ...]:
    found: list[TimeRange] = []
    for start, end in pairs:
        first, last = _moment(start, key=key, where=where), _moment(end, key=key, where=where)
        if not first < last:
            raise UsageError(
                f'"{key}" has a range from {start} to {end}', where=where, remedy="Write the earlier time first"
            )
        found.append(TimeRange(first, last))
    return tuple(found)


def _moment(value: Time, *, key: str, where: str) -> Fraction:
    try:
        return seconds_from_timecode(str(value))
    except ValueError as error:
        raise UsageError(f'"{key}": {error}', where=where, remedy='Write for example "1:15.5"') from error


def _nfc(value: Any) -> Any:  # noqa: ANN401 - TOML values are of any type
    """The same tables with all texts in NFC, but for file names, which must stay as they are on disk."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_nfc(item) for item in value]
    if isinstance(value, Mapping):
        return {key: item if key == "file" else _nfc(item) for key, item in value.items()}
    return value
