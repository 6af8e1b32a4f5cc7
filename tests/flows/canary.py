"""A name that must not be found, and how it is looked for."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pipeline.engines.translators.base import TranslationRequest
from pipeline.opening import Wishes, given_from, open_job
from pipeline.preparing import prepared
from pipeline.workspace.job import Job
from tests import interview
from tests.interview import Said
from tests.studio import Studio

KO = "갈매빛나"
EN = "Zzyrkova"
TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()

SAID = (
    Said(2, 4, f"안녕하세요, {KO}입니다.", f"Hello, I am {EN}."),
    Said(5, 7, f"{KO}는 바다에서 왔어요.", f"{EN} came from the sea."),
    Said(11, 12.5, "고맙습니다.", "Thank you."),
)
STORY = f"""\
code = "blue-kite"
title.ko = "{KO}의 바다"
title.en = "The Sea of {EN}"
description.ko = "{KO}"
description.en = "{EN}"
show = "tiny"
language = "ko"

[protection]
level = "open"
consent = "{EN}-1"

[[speaker]]
name.ko = "{KO}"
name.en = "{EN}"
role.ko = "{KO}의 친구"
role.en = "Friend of {EN}"
"""
SHOW = """\
targets = ["small", "smaller"]

[speech]
engine = "from_file"

[brand]
intro_s = 0
outro_s = 0
lower_third_s = 1
"""


def studio(folder: Path, *, translator: str = "worksheet") -> Studio:
    """A studio below a folder whose name holds the canary; no cards, which take longest; two targets."""
    made = Studio.at(folder / f"{EN} {KO}")
    interview.write(made.home.presets / "shows" / "tiny.toml", f'translator = "{translator}"\n{SHOW}')
    smaller = interview.TARGET.replace("320", "256").replace("180", "144")
    interview.write(made.home.presets / "targets" / "smaller.toml", smaller)
    return made


def babbling_translator(request: TranslationRequest) -> tuple[str | None, ...]:
    """A translator that gives up over what it was given, and repeats all of it."""
    raise ValueError(f"cannot translate {request.sentences}")


def opened(studio: Studio, footage: Path, *, translated: bool = True) -> Job:
    """A job in which everything a person named or said holds the canary."""
    folder = studio.root / f"interview of {EN} {KO}"
    folder.mkdir(parents=True)
    (folder / f"{EN} {KO}.mp4").symlink_to(footage)
    interview.write(folder / "story.toml", STORY)
    interview.write(folder / "transcript.ko.srt", interview.transcript(SAID))
    if translated:
        interview.write(folder / "translation.en.srt", interview.sheet(SAID))
    given = given_from([folder], story=None)
    job, _ = prepared(open_job(studio.home, given), Wishes(), story=given.story, today=TODAY)
    return job


def is_in(content: bytes) -> bool:
    """Whether the canary stands in these bytes: composed or not, as UTF-8, UTF-16, in JSON, nested JSON or a URL."""
    unnested = re.sub(rb"\\+u", rb"\\u", content).lower()
    return any(spelling.lower() in text for spelling in _SPELLINGS for text in (content.lower(), unnested))


def _spellings(word: str) -> set[bytes]:
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    encoded = {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    return encoded | {json.dumps(form)[1:-1].encode() for form in forms} | {quote(form).encode() for form in forms}


_SPELLINGS = _spellings(KO) | _spellings(EN)
