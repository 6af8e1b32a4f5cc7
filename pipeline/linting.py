"""Judges subtitle files by themselves, without a job: reads them, measures them, and mends what can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import UsageError
from pipeline.domain.presets import SubtitleProfile, Target
from pipeline.domain.qc import QcFinding, QcReport
from pipeline.domain.subtitles import Caption
from pipeline.domain.timed_text import SubtitleFile
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.engines import exporters, fonts, importers
from pipeline.presets.library import PresetLibrary
from pipeline.rules import subtitles
from pipeline.rules.file_captions import FileCaptions, captions_of, file_with
from pipeline.rules.frame_grid import frame_rate_of
from pipeline.rules.hidden_text import without_hidden
from pipeline.rules.subtitles.base import MILLISECONDS, Yardstick
from pipeline.rules.subtitles.grid import differences
from pipeline.rules.subtitles.mending import Change, Left, mended
from pipeline.rules.subtitles.together import findings_together
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
    spoken: Language | None = None,
) -> tuple[Linted, ...]:
    """Each file with its findings; two that hold one language each are judged side by side as well.

    Args:
        paths: SRT, WebVTT or ASS files.
        library: where profiles and targets are found.
        profile_name: of the subtitle profile.
        language: of the files; None = by their letters.
        frame_rate: of their film; None = by their times.
        spoken: the language of the speech; None = not known, so that the more lenient limits hold.

    Raises:
        InputRefused: a file cannot be read without losing something; names the line.
        UsageError: there is no such profile.
    """
    profile = library.subtitles(profile_name)
    targets = _targets(library, profile)
    files = [importers.read(path) for path in paths]
    rate = frame_rate or _frame_rate(files)
    general = Yardstick(profile, MILLISECONDS, spoken=spoken, typeface=fonts.typeface(), targets=targets)
    linted = [
        _linted(path, file, replace(general, frame_rate=rate or _frame_rate([file]) or MILLISECONDS), language)
        for path, file in zip(paths, files, strict=True)
    ]
    by_language = {item.captions.languages: item for item in linted}
    if len(linted) == len(by_language) == len(LANGUAGES) and set(by_language) == {("ko",), ("en",)}:
        return _side_by_side(linted)
    return tuple(linted)


def _targets(library: PresetLibrary, profile: SubtitleProfile) -> tuple[Target, ...]:
    """The bundled pictures that captions of this profile are drawn into."""
    found = tuple(library.target(name) for name in library.names("targets"))
    own = tuple(target for target in found if target.subtitles == profile.name)
    return own or tuple(target for target in found if not target.subtitles)


def _linted(path: Path, file: SubtitleFile, general: Yardstick, language: Language | None) -> Linted:
    captions = captions_of(file, general.frame_rate, language=language)
    yardstick = replace(general, languages=captions.languages)
    measured: dict[str, str | int | float] = {
        "captions": len(file.cues),
        "languages": "+".join(captions.languages),
        "frame_rate": str(yardstick.frame_rate) if yardstick.knows_frames else "not known",
        "format": file.format,
        "encoding": file.encoding,
        "repairs": len(file.repairs),
    }
    report = QcReport(tuple(map(_readable, subtitles.findings(captions.captions, yardstick))), measured)
    return Linted(path, captions, yardstick, report)


def _readable(item: QcFinding) -> QcFinding:
    """The finding without what a caption hides from its readers."""
    measured, limit, message = map(without_hidden, (item.measured, item.limit, item.message))
    return replace(item, measured=measured, limit=limit, message=message)


def _frame_rate(subtitles_of_one_film: Sequence[SubtitleFile]) -> Fraction | None:
    times = {time for file in subtitles_of_one_film for cue in file.cues for time in (cue.start_ms, cue.end_ms)}
    return frame_rate_of(times, resolution_ms=max(_RESOLUTION_MS[file.format] for file in subtitles_of_one_film))


def _side_by_side(linted: Sequence[Linted]) -> tuple[Linted, ...]:
    """Both languages of one film, each with what is to be said of its captions beside the other's.

    Where the times give two frame rates, or one only, captions are compared by the files' milliseconds.
    """
    rates = {item.yardstick.frame_rate for item in linted}
    rate = rates.pop() if len(rates) == 1 else MILLISECONDS
    tracks = {
        item.captions.languages[0]: captions_of(item.captions.file, rate, language=item.captions.languages[0]).captions
        for item in linted
    }
    yardstick = replace(linted[0].yardstick, frame_rate=rate, languages=LANGUAGES)
    found = [
        *differences(tracks["ko"], tracks["en"], yardstick),
        *findings_together(tracks["ko"], tracks["en"], yardstick),
    ]
    return tuple(
        _with(item, [one for language, one in found if (language,) == item.captions.languages]) for item in linted
    )


def _with(item: Linted, findings: Sequence[QcFinding]) -> Linted:
    return replace(item, report=replace(item.report, findings=(*item.report.findings, *findings)))


@dataclass(frozen=True, slots=True)
class Fixed:
    """What can be mended in a file: each change, what is left and why, and the file with all changes."""

    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    file: SubtitleFile


def fixed(item: Linted) -> Fixed:
    """The file with everything mended that can be mended without touching what it says; nothing is written yet."""
    result = mended(item.captions.captions, item.yardstick, keeps_lines=item.captions.mixed)
    captions: Sequence[Caption] = result.captions
    return Fixed(result.changes, result.left, file_with(item.captions, captions))


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
