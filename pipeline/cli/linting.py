"""The command that judges subtitle files: `lint`."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from pipeline.domain.errors import UsageError

if TYPE_CHECKING:
    from pipeline.linting import Fixed, Linted

CHECK_FAILED = 5

Files = Annotated[list[Path], typer.Argument(help="SRT, WebVTT or ASS files; Korean and English, or both.")]
LanguageName = Annotated[str, typer.Option("--lang", help="ko or en; left out: by the letters.")]
Spoken = Annotated[
    str,
    typer.Option(
        "--spoken",
        help="The language of the speech, ko or en: captions in the other one translate it and are read more slowly. "
        "Left out: nothing is called too fast that may be in time.",
    ),
]
ProfileName = Annotated[str, typer.Option("--profile", help="A subtitle profile; see `vignette presets list`.")]
Rate = Annotated[
    str, typer.Option("--frame-rate", help="Of the film, for example 25 or 30000/1001; left out: by the times.")
]
FixInto = Annotated[Path | None, typer.Option("--fix", help="Write what can be mended into this new file.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document and nothing else.")]


def lint(
    files: Files,
    lang: LanguageName = "",
    spoken: Spoken = "",
    profile: ProfileName = "house",
    frame_rate: Rate = "",
    fix: FixInto = None,
    as_json: AsJson = False,  # noqa: FBT002 - a flag
) -> None:
    """Judge subtitles by the rules of the craft, and mend what can be mended safely."""
    from pipeline import linting
    from pipeline.presets.library import PresetLibrary
    from pipeline.rules.wording import counted
    from pipeline.workspace.home import home_from_environment

    if fix is not None and len(files) > 1:
        raise UsageError("--fix mends one file at a time", remedy="Name one file")
    found = linting.lint(
        files,
        PresetLibrary(own=home_from_environment().presets),
        profile_name=profile,
        language=_language(lang, "--lang"),
        frame_rate=_frame_rate(frame_rate),
        spoken=_language(spoken, "--spoken"),
    )
    mended = linting.fixed(found[0]) if fix is not None else None
    if as_json:
        typer.echo(json.dumps(_document(found, mended), ensure_ascii=False, indent=1))
    else:
        _show(found, mended)
    if mended is not None and fix is not None and mended.changes:
        linting.write(mended.file, fix)
        if not as_json:
            typer.echo(f"Mended {counted(len(mended.changes), 'place')}: {fix}")
    if any(item.report.errors for item in found):
        raise typer.Exit(CHECK_FAILED)


def _language(word: str, option: str) -> Literal["ko", "en"] | None:
    if word not in {"", "ko", "en"}:
        raise UsageError(f'there is no language "{word}" here', where=option, remedy='Write "ko" or "en"')
    return cast('Literal["ko", "en"]', word) if word else None


def _frame_rate(word: str) -> Fraction | None:
    try:
        rate = Fraction(word) if word else None
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if rate is not None and not 1 <= rate <= 240:
        raise UsageError(f'"{word}" is no frame rate', where="--frame-rate", remedy="Write 25, 29.97 or 30000/1001")
    return next((exact for exact in _NTSC if rate and abs(rate - exact) < _NEARLY), rate)


_NTSC = (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001))
_NEARLY = Fraction(1, 90)
"""The rates that have no short decimal are written 23.976, 23.98, 59.94, 59.95; no other rate lies so near to them."""


def _document(found: tuple[Linted, ...], mended: Fixed | None) -> dict[str, object]:
    from dataclasses import asdict

    document: dict[str, object] = {
        "verdict": "fail" if any(item.report.errors for item in found) else "pass",
        "findings": [{"file": str(item.path), **asdict(one)} for item in found for one in item.report.findings],
        "measured": {str(item.path): dict(item.report.measured) for item in found},
    }
    if mended is not None:
        document["changes"] = [asdict(change) for change in mended.changes]
        document["left"] = [asdict(item) for item in mended.left]
    return document


def _show(found: tuple[Linted, ...], mended: Fixed | None) -> None:
    for item in found:
        _show_file(item)
    if mended is None:
        return
    for change in mended.changes:
        typer.echo(f"  cue {change.number}  {change.rule}: {change.before} -> {change.after}")
    for left in mended.left:
        typer.echo(f"  cue {left.number}  {left.rule}: left as it is; {left.why}")
    if not mended.changes:
        typer.echo("Nothing can be mended without touching what the subtitles say: no file was written.")


_COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW}


def _show_file(item: Linted) -> None:
    from pipeline.domain.timing import timecode
    from pipeline.domain.transcript import NAMES
    from pipeline.rules.wording import counted

    file, yardstick = item.captions.file, item.yardstick
    languages = " and ".join(NAMES[language] for language in item.captions.languages)
    rate = f"{float(yardstick.frame_rate):g} frames a second" if yardstick.knows_frames else "frame rate not known"
    typer.secho(f"{item.path}", bold=True)
    typer.echo(f"  {counted(len(file.cues), 'caption')}, {languages}, {rate}")
    for repair in file.repairs:
        typer.echo(f"  line {repair.line}: {repair.what}")
    starts = {
        f"cue {number}": timecode(Fraction(max(0, cue.start_ms), 1000)) for number, cue in enumerate(file.cues, start=1)
    }
    for finding in item.report.findings:
        severity = typer.style(f"{finding.severity:7}", fg=_COLOURS[finding.severity])
        typer.echo(
            f"  {severity} {finding.where:8} {starts.get(finding.where, '')}  {finding.rule}: "
            f"{finding.measured}, limit {finding.limit}\n          {finding.message}"
        )
    if not yardstick.knows_frames:
        typer.echo("  Gaps and shots were not judged: give --frame-rate.")
    errors = len(item.report.errors)
    others = len(item.report.findings) - errors
    verdict = f"{counted(errors, 'error')}, {counted(others, 'warning')}" if item.report.findings else "Nothing to mend"
    typer.secho(f"  {verdict}.", bold=True)
