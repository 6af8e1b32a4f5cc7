"""The models this version lists, read from `assets/models.toml`."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import Any

from pipeline.domain.errors import UsageError, nearest
from pipeline.domain.models import AssembledFile, HubSource, ModelFile, ModelSpec, Source, WheelPart, WheelsSource

_LIST = "models.toml"


@functools.cache
def registered() -> tuple[ModelSpec, ...]:
    """The models `fetch` knows, in the order of the list.

    Raises:
        UsageError: the list is damaged.
    """
    return specs_from(importlib.resources.files("assets").joinpath(_LIST).read_text("utf-8"))


def spec_of(name: str) -> ModelSpec:
    """The listed model of this name.

    Raises:
        UsageError: there is none; names the nearest.
    """
    specs = {spec.name: spec for spec in registered()}
    if name not in specs:
        raise UsageError(
            f'there is no model "{name}"',
            remedy=f"{nearest(name, specs)} (`vignette models add DIR` brings a model of your own)",
        )
    return specs[name]


def specs_from(text: str) -> tuple[ModelSpec, ...]:
    """The models that a list in the form of `assets/models.toml` holds.

    Raises:
        UsageError: a key is unknown or missing, or a value cannot be; says what is wrong.
    """
    try:
        tables = _table(tomllib.loads(text), "the top level", keys={"model"})["model"]
        specs = tuple(_spec(table) for table in tables)
    except (TypeError, ValueError) as error:
        raise UsageError(f"the list cannot be read: {error}", where=_LIST, remedy="Mend the list") from error
    if len({spec.name for spec in specs}) != len(specs):
        raise UsageError("two models have the same name", where=_LIST, remedy="Rename one of them")
    return specs


def _table(value: object, place: str, *, keys: set[str]) -> dict[str, Any]:
    """The TOML table, once it has exactly these keys."""
    if not isinstance(value, dict):
        raise TypeError(f"{place} is no table")
    for key in value:
        if key not in keys:
            raise ValueError(f"{place} has the unknown key {key!r}. {nearest(key, keys)}")
    for key in sorted(keys - value.keys()):
        raise ValueError(f"{place} lacks the key {key!r}")
    return value


def _spec(value: object) -> ModelSpec:
    table = _table(value, "a model", keys={"name", "licence", "file", "source"})
    place = f"the model {table['name']!r}"
    return ModelSpec(
        name=table["name"],
        licence=table["licence"],
        files=tuple(
            ModelFile(**_table(file, f"a file of {place}", keys={"name", "size_bytes", "sha256"}))
            for file in table["file"]
        ),
        sources=tuple(_source(source, f"a source of {place}") for source in table["source"]),
    )


def _source(value: object, place: str) -> Source:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind == "hub":
        table = _table(value, place, keys={"kind", "repository", "revision"})
        return HubSource(repository=table["repository"], revision=table["revision"])
    if kind == "wheels":
        table = _table(value, place, keys={"kind", "wheels", "parts"})
        return WheelsSource(
            requirements=tuple(table["wheels"]),
            files=tuple(
                AssembledFile(name, tuple(WheelPart(package, member) for package, member in parts))
                for name, parts in table["parts"].items()
            ),
        )
    raise ValueError(f"{place} has the kind {kind!r}; the kinds are 'hub' and 'wheels'")
