"""Reads TOML strictly: an unknown key is refused with the nearest known one, a wrong value with its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from pipeline.domain.errors import UsageError, nearest

Table = Mapping[str, Any]
Value = TypeVar("Value")


def parse(text: str, *, where: str) -> dict[str, Any]:
    """The TOML document as nested tables; decimals stay exact.

    Raises:
        UsageError: it is no TOML; names the line.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"this is not valid TOML: {error}",
            where=where,
            remedy='Look at that line: texts stand in "double quotes", lists in [square brackets]',
        ) from error


def merged(base: Table, over: Table) -> dict[str, Any]:
    """Both tables as one, key by key, `over` winning; nested tables are merged the same way."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def value_from(table: Table, kind: type[Value], *, where: str) -> Value:
    """The table as a checked value of this dataclass.

    Raises:
        UsageError: a key is unknown, missing or has a value of the wrong kind; names the key and what to write.
    """
    refuse_unknown_keys(table, kind, where=where)
    try:
        return TypeAdapter(kind).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            f'"{key}": {first["msg"].removeprefix("Value error, ")}',
            where=where,
            remedy="Correct the value; the commented reference files in presets/ show every key",
        ) from error


def refuse_unknown_keys(table: object, kind: object, *, where: str, path: str = "") -> None:
    """Walk the table beside the type and refuse the first key the type does not have.

    Raises:
        UsageError: names the key and the nearest known one.
    """
    inner = _dataclass_in(kind)
    if inner is None:
        return
    if isinstance(table, list):
        for number, item in enumerate(table, start=1):
            refuse_unknown_keys(item, inner, where=where, path=f"{path}[{number}]")
        return
    if not isinstance(table, dict):
        return
    hints = get_type_hints(inner)
    known = {field.name: hints[field.name] for field in fields(inner)}
    for key, value in table.items():
        full = f"{path}.{key}".lstrip(".")
        if key not in known:
            raise UsageError(f'the key "{full}" is not known', where=where, remedy=nearest(key, known))
        refuse_unknown_keys(value, known[key], where=where, path=full)


def _dataclass_in(kind: object) -> type | None:
    """The dataclass a type hint holds: itself, or inside `X | None`, `tuple[X, ...]`."""
    if isinstance(kind, type) and is_dataclass(kind):
        return kind
    if get_origin(kind) in {tuple, UnionType}:
        return next((found for argument in get_args(kind) if (found := _dataclass_in(argument))), None)
    return None
