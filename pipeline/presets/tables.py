"""Reads TOML strictly: an unknown key is refused with the nearest known one, a wrong value with its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pipeline.domain.errors import UsageError, closest, nearest

Table = Mapping[str, Any]
Value = TypeVar("Value")

_SENTENCES = {
    "missing": "is not there, and must be",
    "string_type": 'is a text: write it in "double quotes"',
    "int_type": "is a whole number",
    "int_parsing": "is a whole number",
    "int_from_float": "is a whole number",
    "float_type": "is a number",
    "float_parsing": "is a number",
    "bool_type": "is true or false",
    "bool_parsing": "is true or false",
    "fraction_type": 'is a number, or a fraction in quotes such as "1/2"',
    "fraction_parsing": 'is a number, or a fraction in quotes such as "1/2"',
    "literal_error": "is {expected}",
    "tuple_type": "is a list: write it in [square brackets]",
    "tables_type": "may be there several times: write [[{name}]] in two brackets, and its keys below",
    "dataclass_type": "has keys of its own ({keys}): write those in place of one value",
    "date_type": "is a day, such as 2030-12-31",
    "date_from_datetime_parsing": "is a day, such as 2030-12-31",
    "date_from_datetime_inexact": "is a day, such as 2030-12-31",
    "too_long": "holds {max_length} at most, and here are {actual_length}",
}
"""What people read for the kinds of errors that pydantic knows; it may use their context.

A list of tables (`tables_type`) is a kind of our own: pydantic knows it as any other list.
"""

PRESETS_SHOW = "the commented reference files in presets/ show every key"


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


def value_from(table: Table, kind: type[Value], *, where: str, shown: str = PRESETS_SHOW) -> Value:
    """The table as a checked value of this dataclass.

    Args:
        table: as it was read.
        kind: the dataclass.
        where: what people call the file.
        shown: where people see how it is written.

    Raises:
        UsageError: a key is unknown, missing or has a value of the wrong kind; names the key and what to write.
    """
    refuse_unknown_keys(table, kind, where=where)
    try:
        return TypeAdapter(kind).validate_python(table)
    except ValidationError as error:
        raise UsageError(_told(error.errors()[0], kind), where=where, remedy=f"Correct the value; {shown}") from error


def _told(error: ErrorDetails, kind: type) -> str:
    """What is wrong with which key; entries of a list are counted from 1."""
    key, inner = _place_in(kind, error["loc"])
    sort = "tables_type" if inner and error["type"] == "tuple_type" else error["type"]
    if sort not in _SENTENCES:
        return f'"{key or "the file"}": {error["msg"].removeprefix("Value error, ")}'
    keys = ", ".join(field.name for field in fields(inner)) if inner else ""
    return f'"{key}" {_SENTENCES[sort].format(**error.get("ctx", {}), name=key, keys=keys)}'


def _place_in(kind: type, location: tuple[int | str, ...]) -> tuple[str, type | None]:
    """The key at this place as people write it, and the dataclass that stands there; what is no key is left away."""
    key, inner = "", _dataclass_in(kind)
    for part in location:
        if isinstance(part, int):
            key += f"[{part + 1}]"
            continue
        hints = get_type_hints(inner or object)
        if part not in hints:  # which of the types of a union did not fit
            break
        key, inner = f"{key}.{part}", _dataclass_in(hints[part])
    return key.lstrip("."), inner


def refuse_unknown_keys(table: object, kind: object, *, where: str, path: str = "", whole: object = None) -> None:
    """Walk the table beside the type and refuse the first key the type does not have.

    Raises:
        UsageError: names the key and the nearest known one.
    """
    inner = _dataclass_in(kind)
    if inner is None:
        return
    if isinstance(table, list):
        for number, item in enumerate(table, start=1):
            refuse_unknown_keys(item, inner, where=where, path=f"{path}[{number}]", whole=whole)
        return
    if not isinstance(table, dict):
        return
    hints = get_type_hints(inner)
    known = {field.name: hints[field.name] for field in fields(inner)}
    for key, value in table.items():
        full = f"{path}.{key}".lstrip(".")
        if key not in known:
            place = _place_of(key, whole or inner, inside=bool(path))
            told = [nearest(key, known)] if closest(key, known) or not place else []
            remedy = " Or: ".join([*told, place] if place else told)
            raise UsageError(f'the key "{full}" is not known', where=where, remedy=remedy)
        refuse_unknown_keys(value, known[key], where=where, path=full, whole=whole or inner)


def _place_of(key: str, whole: object, *, inside: bool) -> str:
    """Where a key belongs that stands in the wrong place of the file; "" when no other place, or several, have it."""
    hints = get_type_hints(whole)
    if inside and key in hints:
        return f"{key} belongs to the top of the file: write it above the first [...]"
    sections = [
        f"[[{name}]]" if get_origin(hint) is tuple else f"[{name}]"
        for name, hint in hints.items()
        if key in get_type_hints(_dataclass_in(hint) or object)
    ]
    return f"{key} belongs under {sections[0]}" if len(sections) == 1 else ""


def _dataclass_in(kind: object) -> type | None:
    """The dataclass a type hint holds: itself, or inside `X | None`, `tuple[X, ...]`."""
    if isinstance(kind, type) and is_dataclass(kind):
        return kind
    if get_origin(kind) in {tuple, UnionType}:
        return next((found for argument in get_args(kind) if (found := _dataclass_in(argument))), None)
    return None
