"""Judges subtitle files by themselves, without a job: reads them, measures them, and mends what can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import UsageError
from pipeline.domain.presets import SubtitleProfile, Target
from pipeline.domain.qc import QcFinding, QcReport
from pipeline.domain.subtitles import Caption
from pipeline.domain.timed_text import SubtitleFile
from pipeline.domain.transcript import Language
from pipeline.engines import exporters, fonts, importers
from pipeline.presets.library import PresetLibrary
from pipeline.rules import subtitles
from pipeline.rules.file_captions import FileCaptions, captions_of, file_with
from pipeline.rules.frame_grid import frame_rate_of
from pipeline.rules.subtitles import grid
from pipeline.rules.subtitles.base import MILLISECONDS, Yardstick
from pipeline.rules.subtitles.mending import Change, mended
from pipeline.workspace import files

_RESOLUTION_MS = {"srt": 1, "vtt": 1, "ass": 10}


@dataclass(frozen=True, slots=True)
class Linted:
    """A subtitle file and what is to be said of it.

    Attributes:
        path: where it lies.
        captions: what it holds.
        yardstick: what it was measured against.
        report: findings and figures.
    """

    path: Path
    captions: FileCaptions
    yardstick: Yardstick
    report: QcReport


def lint(
    paths: Sequence[Path],
    library: PresetLibrary,
    *,
    profile_name: str,
    language: Language | None,
    frame_rate: Fraction | None,
) -> tuple[Linted, ...]:
    """Each file with its findings; of two that hold one language each, the second is compared with the first as well.

    Args:
        paths: SRT, WebVTT or ASS files.
        library: where profiles and targets are found.
        profile_name: of the subtitle profile.
        language: of the files; None = by their letters.
        frame_rate: of their film; None = by their times.

    Raises:
        InputRefused: a file cannot be read without losing something; names the line.
        UsageError: there is no such profile.
    """
    profile = library.subtitles(profile_name)
    targets = _targets(library, profile)
    files = [importers.read(path) for path in paths]
    rate = frame_rate or _frame_rate(files)
    linted = [
        _linted(path, file, profile, targets, language, rate or _frame_rate([file]) or MILLISECONDS)
        for path, file in zip(paths, files, strict=True)
    ]
    if [len(item.captions.languages) for item in linted] == [1, 1]:
        linted[1] = _compared(linted[0], linted[1])
    return tuple(linted)


def _targets(library: PresetLibrary, profile: SubtitleProfile) -> tuple[Target, ...]:
    """The bundled pictures that captions of this profile are drawn into."""
    found = tuple(library.target(name) for name in library.names("targets"))
    own = tuple(target for target in found if target.subtitles == profile.name)
    return own or tuple(target for target in found if not target.subtitles)


def _linted(
    path: Path,
    file: SubtitleFile,
    profile: SubtitleProfile,
    targets: tuple[Target, ...],
    language: Language | None,
    rate: Fraction,
) -> Linted:
    captions = captions_of(file, rate, language=language)
    yardstick = Yardstick(profile, rate, languages=captions.languages, typeface=fonts.typeface(), targets=targets)
    measured: dict[str, str | int | float] = {
        "captions": len(file.cues),
        "languages": "+".join(captions.languages),
        "frame_rate": str(rate) if rate != MILLISECONDS else "not known",
        "format": file.format,
        "encoding": file.encoding,
        "repairs": len(file.repairs),
    }
    report = QcReport(subtitles.findings(captions.captions, yardstick), measured)
    return Linted(path, captions, yardstick, report)


def _frame_rate(subtitles_of_one_film: Sequence[SubtitleFile]) -> Fraction | None:
    times = {time for file in subtitles_of_one_film for cue in file.cues for time in (cue.start_ms, cue.end_ms)}
    return frame_rate_of(times, resolution_ms=max(_RESOLUTION_MS[file.format] for file in subtitles_of_one_film))


def _compared(first: Linted, second: Linted) -> Linted:
    """The second file, judged against the first one's times as well where they are the two languages of one film.

    Such a finding names the caption of the language it speaks of.
    """
    if (
        first.captions.languages == second.captions.languages
        or first.yardstick.frame_rate != second.yardstick.frame_rate
    ):
        return second
    korean, english = (first, second) if first.captions.languages == ("ko",) else (second, first)
    differences = grid.differences(korean.captions.captions, english.captions.captions, second.yardstick)
    findings: tuple[QcFinding, ...] = (*second.report.findings, *differences)
    return Linted(second.path, second.captions, second.yardstick, QcReport(findings, second.report.measured))


@dataclass(frozen=True, slots=True)
class Fixed:
    """What can be mended in a file: each change, and the file with all of them."""

    changes: tuple[Change, ...]
    file: SubtitleFile


def fixed(item: Linted) -> Fixed:
    """The file with everything mended that can be mended without touching what it says; nothing is written yet."""
    result = mended(item.captions.captions, item.yardstick)
    captions: Sequence[Caption] = result.captions
    return Fixed(result.changes, file_with(item.captions, captions))


def write(file: SubtitleFile, path: Path) -> None:
    """Write a mended file, in the format that the new name says.

    Raises:
        UsageError: the format would be another, or something lies there already.
    """
    if path.exists():
        raise UsageError("this file is there already", where=str(path), remedy="Name a new file after --fix")
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in importers.IMPORTERS or {"ssa": "ass"}.get(suffix, suffix) != file.format:
        raise UsageError(
            f"the mended file is written as {file.format.upper()}, as it came",
            where=str(path),
            remedy=f"Name it *.{file.format}",
        )
    files.write_text(path, exporters.written(file))
