"""Asks the few questions of `vignette new` and writes a commented story.toml."""

from __future__ import annotations

from pathlib import Path

import typer

from pipeline.domain.errors import UsageError
from pipeline.domain.protection import ProtectionLevel
from pipeline.opening import STORY_NAME
from pipeline.presets.story import CODE, story_from
from pipeline.workspace.files import write_text

_TEMPLATE = """\
# What you say about this interview. The README shows every key there is.

# A harmless nickname; it names the delivery, so never a person's name.
code = {code}
# What is spoken: "ko" or "en".
language = {language}
# Passages to keep only, or to leave out; times in the footage, whole sentences.
# keep = [["0:30", "4:10"]]
# drop = [["2:05", "2:40"]]

[title]
ko = {title_ko}
en = {title_en}

# The person the film is about; add another [[speaker]] for each one who speaks.
[[speaker]]
name.ko = {name_ko}
name.en = {name_en}
pseudonym.ko = {pseudonym_ko}
pseudonym.en = {pseudonym_en}
role.ko = {role_ko}
role.en = {role_en}

[protection]
# open; pseudonym: the name is hidden; covered: the face too; anonymous: voice and places too.
level = {level}
# The signed form's number, and the last day it holds.
consent = {consent}
# expires = 2030-12-31
"""


def ask_story(folder: Path) -> None:
    """Ask, and write `folder/story.toml`; an existing one is never overwritten.

    Raises:
        UsageError: there is a story already.
    """
    path = folder / STORY_NAME
    if path.exists():
        raise UsageError("there is a story already", where=str(path), remedy="Open it in a text editor and change it")
    level = _asked_one_of(
        "How much may be shown: open, pseudonym, covered or anonymous", [level.word for level in ProtectionLevel]
    )
    hides_name = level != ProtectionLevel.OPEN.word
    answers = {
        "code": _asked_code(),
        "language": _asked_one_of("Which language is spoken: ko or en", ["ko", "en"]),
        "title_ko": _asked("Title in Korean"),
        "title_en": _asked("Title in English"),
        "name_ko": _asked("The speaker's true name in Korean (stays with you when hidden)"),
        "name_en": _asked("The speaker's true name in Latin letters"),
        "pseudonym_ko": _asked("The name that is shown instead, in Korean") if hides_name else "",
        "pseudonym_en": _asked("The name that is shown instead, in Latin letters") if hides_name else "",
        "role_ko": _asked("A few words on the person in Korean, for example 교사"),
        "role_en": _asked("The same in English, for example teacher"),
        "level": level,
        "consent": _asked("Number of the signed consent form"),
    }
    text = _TEMPLATE.format(**{key: _quoted(value) for key, value in answers.items()})
    story_from(text, where=str(path))
    write_text(path, text)
    typer.echo(f"Written: {path}\nNext: put the footage beside it and run `vignette make {folder}`")


def _asked(question: str) -> str:
    """The answer to a question, on the terminal.

    Raises:
        UsageError: nobody is there to answer.
        KeyboardInterrupt: the person stopped it; typer makes the same of both.
    """
    try:
        return str(typer.prompt(question, default="", show_default=False)).strip()
    except typer.Abort as ending:
        if isinstance(ending.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise UsageError(
            "nobody answers the questions, so no story was written",
            remedy="Run `vignette new` in a terminal, or copy assets/sample/story.toml and change it",
        ) from None


def _asked_one_of(question: str, words: list[str]) -> str:
    while True:
        answer = _asked(question)
        if answer in words:
            return answer
        typer.echo(f"Please write one of: {', '.join(words)}")


def _asked_code() -> str:
    while True:
        answer = _asked('A harmless nickname for this film, for example "blue-kite"')
        if CODE.fullmatch(answer):
            return answer
        typer.echo("Please use lower-case letters, digits and single hyphens, and nobody's name")


def _quoted(text: str) -> str:
    """The text as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
