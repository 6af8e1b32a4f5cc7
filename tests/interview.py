"""What people write for an interview: the story, the transcript, the translation sheet, the team's quick presets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Said:
    """A sentence of the usual clip: when it is spoken, in seconds, and how it reads in both languages."""

    start_s: float
    end_s: float
    ko: str
    en: str

    def text(self, language: str) -> str:
        """The sentence in one language."""
        return self.ko if language == "ko" else self.en


SAID = (
    Said(2, 4, "안녕하세요, 반갑습니다.", "Hello, nice to meet you."),
    Said(5, 7, "저는 바다에서 왔습니다.", "I came from the sea."),
    Said(11, 12.5, "고맙습니다.", "Thank you."),
)
"""Fits `clips.SPOKEN`."""

SHOW = """\
targets = ["small"]

[speech]
engine = "from_file"

[brand]
intro_s = 1
outro_s = 1
lower_third_s = 0
"""

TARGET = """\
[picture]
width_px = 320
height_px = 180
encoder_preset = "superfast"
crf = 26

[captions]
ko_size = 0.08
"""

STORY = """\
code = "blue-kite"
title.ko = "다시 바다를"
title.en = "The Sea Again"
show = "tiny"
language = "ko"

[protection]
level = "open"
consent = "form-1"

[[speaker]]
name.ko = "한바다"
name.en = "Han Bada"
role.ko = "교사"
role.en = "Teacher"
"""


def stamp(seconds: float) -> str:
    """The moment as SRT writes it."""
    total = round(seconds * 1000)
    return f"{total // 3_600_000:02d}:{total // 60_000 % 60:02d}:{total // 1000 % 60:02d},{total % 1000:03d}"


def cue(number: int, said: Said, *lines: str) -> str:
    """One SRT cue."""
    return "\n".join((str(number), f"{stamp(said.start_s)} --> {stamp(said.end_s)}", *lines)) + "\n"


def transcript(said: Sequence[Said] = SAID, *, language: str = "ko") -> str:
    """A transcript a person wrote: one cue a sentence."""
    return "\n".join(cue(number, item, item.text(language)) for number, item in enumerate(said, start=1))


def sheet(said: Sequence[Said] = SAID, *, spoken: str = "ko", texts: Sequence[str] | None = None) -> str:
    """The filled-in translation sheet, in the order spoken; `texts` replaces the translations."""
    language = "en" if spoken == "ko" else "ko"
    written = texts if texts is not None else [item.text(language) for item in said]
    return "\n".join(
        cue(number, item, f"> [s{number:04d}] {item.text(spoken)}", *([text] if text else []))
        for number, (item, text) in enumerate(zip(said, written, strict=True), start=1)
    )


def write(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write the text with its folders; gives the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def write_presets(home: Path) -> None:
    """The team's own presets in a home folder: show "tiny" and target "small", made in seconds."""
    write(home / "presets" / "shows" / "tiny.toml", SHOW)
    write(home / "presets" / "targets" / "small.toml", TARGET)
