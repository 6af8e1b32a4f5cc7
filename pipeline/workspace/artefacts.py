"""Saves domain values as versioned JSON and reads them back, older versions upgraded, newer ones refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.domain.errors import InputRefused, UsageError
from pipeline.domain.timing import rounded
from pipeline.workspace.files import write_text

Value = TypeVar("Value")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def _with_zeros(footage: dict[str, Any]) -> dict[str, Any]:
    """Streams got their zero, and how early a file must be entered; before, ffmpeg's choice and a second were taken."""
    for file in footage["files"]:
        file["video"] |= {"zero": "0", "entry_lead": "1"}
        file["audio"] |= {"zero": "0"}
    return footage


def _with_frames(plan: dict[str, Any]) -> dict[str, Any]:
    """Chunks got several shots, and shots are counted in frames; before, each had one, from a time on."""
    rate = Fraction(plan["frame_rate"])
    for chunk in (chunk for film in plan["films"] for chunk in film["chunks"]):
        shot, count = chunk.pop("shot"), chunk.pop("frame_count")
        first = rounded(Fraction(shot.pop("file_start")) * rate)
        if shot["video"]:
            shot["video"] |= {"zero": "0", "entry_lead": "1"}
        chunk["shots"] = [{**shot, "first_frame": first, "frame_count": count}]
    return plan


def _with_showings(hand_out: dict[str, Any]) -> dict[str, Any]:
    """Each time that a sentence is heard got its own text; before, cues of a sentence one after another were one."""
    rate = Fraction(hand_out["track"]["frame_rate"])
    texts = {item["sentence_id"]: item for item in hand_out.pop("sentences")}
    showings: list[dict[str, Any]] = []
    shown: list[list[int]] = []
    before: dict[str, int] = {}
    for cue in hand_out["track"]["cues"]:
        start, end = (str(Fraction(cue[key]) / rate) for key in ("start_frame", "end_frame"))
        now: dict[str, int] = {}
        for sentence_id in dict.fromkeys(cue["sentence_ids"]):
            now[sentence_id] = before.get(sentence_id, len(showings))
            if sentence_id not in before:
                said = texts.get(sentence_id, {"sentence_id": sentence_id, "ko": "", "en": ""})
                showings.append({**said, "program_range": {"start": start, "end": end}})
            showings[now[sentence_id]]["program_range"]["end"] = end
        shown.append(list(now.values()))
        before = now
    there = {item["sentence_id"] for item in showings}
    showings += [{**item, "program_range": None} for item in texts.values() if item["sentence_id"] not in there]
    return hand_out | {"showings": showings, "shown": shown}


def _with_labels(branding: dict[str, Any]) -> dict[str, Any]:
    """Names and titles were put together, so that a cut of its own can have its own; before, there was one cut."""
    labels = {key: branding.pop(key) for key in ("lower_thirds", "titles")}
    return branding | {"labels": labels, "own_labels": {}}


def _with_sounds(plan: dict[str, Any]) -> dict[str, Any]:
    """Each film got its own sound; before, all films had one cut and one sound."""
    sound = plan.pop("sound")
    plan["films"] = [film | {"sound": sound} for film in plan["films"]]
    return plan


VERSIONS: dict[str, int] = {
    "Branding": 3,
    "CaptionHandOut": 2,
    "Footage": 3,
    "ReflowedSubtitles": 2,
    "RenderPlan": 7,
    "SubtitleTrack": 2,
    "Transcript": 2,
}
"""Schema name to its present version, where that is above 1."""

UPGRADES: dict[tuple[str, int], Upgrade] = {
    ("Branding", 1): _with_labels,
    ("Branding", 2): lambda document: document,  # logos may move, and stood still; names got plates, and had none
    ("CaptionHandOut", 1): _with_showings,
    ("Footage", 1): lambda document: document,  # files got their shots, and none were known
    ("Footage", 2): _with_zeros,
    ("ReflowedSubtitles", 1): lambda document: document,  # a caption got one more reason to end where it does
    ("SubtitleTrack", 1): lambda document: document,  # likewise
    ("RenderPlan", 1): _with_frames,
    ("RenderPlan", 2): _with_sounds,
    ("RenderPlan", 3): lambda document: document,  # shots got their looks, and had none; pictures their fit
    ("RenderPlan", 4): lambda plan: plan | {"tools": {"ffmpeg": "", "fonts": ""}, "render_version": 0},  # were in keys
    ("RenderPlan", 5): lambda plan: plan | {"state": "joined"},  # what became of it; before, only joined ones mattered
    ("RenderPlan", 6): lambda document: document,  # pictures got their encoder, x264; chunks what moves over them
    ("Transcript", 1): lambda document: document,  # sentences got a speaker, and none was known
}
"""(schema name, version) to the function that makes the next version of such a document."""

_AGAIN = "Delete it and run again"


def save(path: Path, value: object) -> None:
    """Write a domain value to `path` as {"schema", "version", ...its fields}."""
    schema = type(value).__name__
    body = TypeAdapter(type(value)).dump_python(value, mode="json")
    document = {"schema": schema, "version": VERSIONS.get(schema, 1), **body}
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def load(path: Path, kind: type[Value]) -> Value:
    """Read a domain value of this type back.

    Raises:
        InputRefused: the file is not there, is of another kind, or is damaged.
        UsageError: a newer version of the program wrote it.
    """
    schema, version = kind.__name__, VERSIONS.get(kind.__name__, 1)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputRefused(
            "this file of the job is not there", where=str(path), remedy="Run `vignette make` on the interview again"
        ) from error
    except OSError as error:
        raise InputRefused(
            f"this file of the job cannot be read ({error.strerror})", where=str(path), remedy="Check your permissions"
        ) from error
    except ValueError as error:
        raise InputRefused(
            "this file of the job cannot be read: it is damaged", where=str(path), remedy=_AGAIN
        ) from error
    if not isinstance(document, dict) or document.pop("schema", None) != schema:
        raise InputRefused(f"this file holds no {schema}", where=str(path), remedy=_AGAIN)
    found = document.pop("version", None)
    if type(found) is not int or found < 1:
        raise InputRefused(f"this {schema} is damaged: it has no version", where=str(path), remedy=_AGAIN)
    if found > version:
        raise UsageError(f"a newer version of vignette wrote this {schema}", where=str(path), remedy="Update vignette")
    try:
        for number in range(found, version):
            document = UPGRADES[schema, number](document)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise InputRefused(
            f"this {schema} is damaged: it is not whole for its version, {found}", where=str(path), remedy=_AGAIN
        ) from error
    try:
        return TypeAdapter(kind).validate_python(document)
    except ValidationError as error:
        raise InputRefused(
            f"this {schema} is damaged: {error.errors()[0]['msg']}", where=str(path), remedy=_AGAIN
        ) from error
