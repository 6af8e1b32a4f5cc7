"""A transcript a person supplied: SRT, WebVTT or JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputRefused
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import LANGUAGES, Language, Word
from pipeline.engines import importers, text_files
from pipeline.engines.transcribers.base import Recognised, Request, WrittenCue

SUFFIXES = ("srt", "vtt", "json")
"""What is taken, the first that is there."""

_HANGUL = re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


def names(language: Language | None) -> tuple[str, ...]:
    """Under which names a person's transcript is looked for, the first that is there counting.

    Args:
        language: what is spoken; None when that is not known yet.
    """
    return tuple(
        f"transcript.{item}.{suffix}" for item in ([language] if language else LANGUAGES) for suffix in SUFFIXES
    )


def transcribe(request: Request) -> Recognised:
    """The cues of the file, each a sentence as the person saw it.

    Raises:
        InputRefused: there is no file, or it cannot be read without losing something.
    """
    if request.file is None:
        raise InputRefused(
            "there is no transcript to read",
            remedy="Put transcript.ko.srt (or .vtt, .json; .en. for English speech) beside story.toml",
        )
    cues = tuple(cue for cue in _READERS[request.file.suffix.lower().lstrip(".")](request.file) if cue.text)
    if not cues:
        raise InputRefused("the transcript is empty", where=str(request.file), remedy="Write at least one cue in it")
    in_order = sorted(cues, key=lambda cue: cue.source_range.start)
    return Recognised(language=request.language or script_language(in_order), cues=tuple(in_order))


def script_language(cues: list[WrittenCue]) -> Language:
    """Korean when there are more Hangul syllables than half the Latin letters: a syllable is two or three letters."""
    text = "".join(cue.text for cue in cues)
    return "ko" if 2 * len(_HANGUL.findall(text)) > len(_LATIN.findall(text)) else "en"


def _from_subtitles(path: Path) -> tuple[WrittenCue, ...]:
    file = importers.read(path)
    return tuple(
        WrittenCue(cue.time_range(where=str(path)), " ".join(" ".join(file.plain_lines(cue)).split()))
        for cue in file.cues
    )


def _from_json(path: Path) -> tuple[WrittenCue, ...]:
    """JSON as Whisper programs write it: a list of {"start", "end", "text"}, bare or under "segments" or "cues"."""
    try:
        document = json.loads(text_files.read(path))
        if isinstance(document, dict):
            document = document.get("segments") or document.get("cues")
        return tuple(_from_entry(entry, path) for entry in document)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise InputRefused(
            "this JSON holds no transcript",
            where=str(path),
            remedy='Write {"segments": [{"start": 1.0, "end": 2.5, "text": "..."}]}, times in seconds',
        ) from error


def _from_entry(entry: dict[str, Any], path: Path) -> WrittenCue:
    words = tuple(
        Word(
            unicodedata.normalize("NFC", word["word"]).strip(),
            _range(_number(word["start"]), _number(word["end"]), path),
        )
        for word in entry.get("words", ())
    )
    span = _range(_number(entry["start"]), _number(entry["end"]), path)
    return WrittenCue(span, " ".join(entry["text"].split()), words=words)


def _number(value: object) -> Fraction:
    return Fraction(str(value))


def _range(start: Fraction, end: Fraction, path: Path) -> TimeRange:
    if not 0 <= start < end:
        raise InputRefused(
            f"a cue runs from {float(start):.3f} s to {float(end):.3f} s",
            where=str(path),
            remedy="Correct its times and save again",
        )
    return TimeRange(start, end)


_READERS = {"srt": _from_subtitles, "vtt": _from_subtitles, "json": _from_json}
