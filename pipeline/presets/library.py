"""Finds presets: those in `presets/` and, before them, the team's own in the home folder's `presets/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pipeline.domain.errors import UsageError, nearest
from pipeline.domain.presets import Preset, PresetKind, Show, SubtitleProfile, Target
from pipeline.presets import tables

REFERENCE = {"shows": "house", "targets": "youtube", "subtitles": "house"}
"""The bundled, commented file of each kind that lists every key; what another file leaves out is taken from it."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PresetLibrary:
    """Where presets are looked for.

    Attributes:
        own: the team's folder with shows/, targets/ and subtitles/ inside; need not exist.
    """

    own: Path | None = None

    def names(self, kind: PresetKind) -> tuple[str, ...]:
        """All presets of a kind, by name."""
        return tuple(sorted({path.stem for folder in self._folders(kind) for path in folder.glob("*.toml")}))

    def show(self, name: str) -> Show:
        """The show preset of this name; raises UsageError. Files of its brand may lie beside the preset's own."""
        show = self._value("shows", name, Show)
        brand, folder = show.brand, self._path("shows", name).parent
        found = replace(
            brand,
            logo=_beside(folder, brand.logo),
            lower_third_animation=_beside(folder, brand.lower_third_animation),
        )
        return replace(show, brand=found)

    def target(self, name: str) -> Target:
        """The target preset of this name; raises UsageError."""
        return self._value("targets", name, Target)

    def subtitles(self, name: str) -> SubtitleProfile:
        """The subtitle profile of this name; raises UsageError."""
        return self._value("subtitles", name, SubtitleProfile)

    def preset(self, show_name: str, target_names: Iterable[str]) -> Preset:
        """The show with its subtitle profile and the targets (the show's own when none is named)."""
        show = self.show(show_name or REFERENCE["shows"])
        targets = tuple(self.target(name) for name in (tuple(target_names) or show.targets))
        if len({target.name for target in targets}) != len(targets) or not targets:
            raise UsageError("a film has one or more targets, each once", remedy="Name each target once")
        reflowed = {
            target.name: self.subtitles(target.subtitles)
            for target in targets
            if target.subtitles not in {"", show.subtitles}
        }
        return Preset(show, targets, self.subtitles(show.subtitles), reflowed)

    def _folders(self, kind: PresetKind) -> tuple[Path, ...]:
        return (self.own / kind, _bundled(kind)) if self.own is not None else (_bundled(kind),)

    def _value(self, kind: PresetKind, name: str, of: type[Value]) -> Value:
        where = f"preset {kind}/{name}.toml"
        reference = _table(_bundled(kind) / f"{REFERENCE[kind]}.toml", where=where)
        table = tables.merged(reference, _table(self._path(kind, name), where=where))
        return tables.value_from({**table, "name": name}, of, where=where)

    def _path(self, kind: PresetKind, name: str) -> Path:
        for folder in self._folders(kind):
            path = folder / f"{name}.toml"
            if path.is_file() and path.stem == name:
                return path
        raise UsageError(f'there is no preset "{name}" in presets/{kind}', remedy=nearest(name, self.names(kind)))


def _bundled(kind: PresetKind) -> Path:
    return Path(str(resources.files("presets"))) / kind


def _beside(folder: Path, name: str) -> str:
    """The path of a file that lies in the preset's folder; else the name as it stands."""
    path = (folder / name).absolute()
    return str(path) if name and path.is_file() else name


def _table(path: Path, *, where: str) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            "this preset is not written in UTF-8", where=where, remedy='Open it in your editor and save it as "UTF-8"'
        ) from error
    return tables.parse(text, where=where)
