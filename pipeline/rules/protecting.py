"""The gate: which protection level holds, whether this version can keep it, and where a hidden name still stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote

from pipeline.domain.protection import ENFORCEABLE, HiddenName, Protection, ProtectionLevel
from pipeline.domain.story import Bilingual, Speaker, Story

_SHORTEST_CERTAIN_BYTES = 6
"""In compressed pictures and sound, shorter byte strings turn up by chance (3 bytes: three times in 50 MB)."""


def protection_of(story: Story, *, asked: ProtectionLevel | None, today: date) -> Protection:
    """What the gate decides for a story.

    The strictest of the command line, the story and its speakers wins. Nothing stated, an expired consent, or a level
    that cannot be enforced yet: nothing may be delivered, and the reason says what to do.
    """
    stated = [
        level for level in (asked, story.level, *(item.protection for item in story.speakers)) if level is not None
    ]
    level = max(stated, default=None)
    holds: list[str] = []
    if level is None:
        holds.append(
            "no protection level is stated: write [protection] level in story.toml, "
            "or give --protection open, pseudonym, covered or anonymous"
        )
    elif level not in ENFORCEABLE:
        hidden = "hidden faces and voices" if level is ProtectionLevel.ANONYMOUS else "hidden faces"
        holds.append(
            f'the level "{level.word}" asks for {hidden}, which this version cannot do yet: '
            "nothing leaves the job's folder"
        )
    expires = story.consent.expires
    if expires is not None and today > expires:
        holds.append(f"the consent ended on {expires.isoformat()}: ask the person again and write the new date")
    names = hidden_names(story, level)
    for number, speaker in enumerate(story.speakers, start=1):
        if level is not None and level >= ProtectionLevel.PSEUDONYM and not speaker.pseudonym and speaker.name:
            holds.append(f"speaker {number} has a hidden name and no pseudonym: write one in story.toml")
    return Protection(level, story.consent, names, tuple(holds))


def hidden_names(story: Story, level: ProtectionLevel | None) -> tuple[HiddenName, ...]:
    """The names that may appear nowhere: all speakers' true names, at every level but `open`."""
    if level is ProtectionLevel.OPEN:
        return ()
    return tuple(
        HiddenName(text, f"speaker {number}")
        for number, speaker in enumerate(story.speakers, start=1)
        for text in (speaker.name.ko, speaker.name.en)
        if text.strip()
    )


def shown_name(speaker: Speaker, level: ProtectionLevel | None) -> Bilingual:
    """The name that may be shown: the true one at level `open` only."""
    return speaker.name if level is ProtectionLevel.OPEN else speaker.pseudonym


def names_in_texts(texts: Mapping[str, str], names: Iterable[HiddenName]) -> tuple[str, ...]:
    """Where a hidden name stands in texts, in plain words that do not repeat it.

    Spaces, hyphens, case and composition do not matter: "Kim Ye-rin" is found in "kimyerin".

    Args:
        texts: place ("s0012", "title") to text.
        names: what must not appear.
    """
    found: list[str] = []
    for place, text in texts.items():
        plain = _squeezed(text)
        found += [f"{place} holds the name of {name.whose}" for name in names if _squeezed(name.text) in plain]
    return tuple(dict.fromkeys(found))


def names_in_bytes(content: bytes, names: Iterable[HiddenName], *, compressed: bool) -> tuple[str, ...]:
    """Whose names stand in a file's bytes, in any of the ways a name is written there.

    Args:
        content: the file, or a part of it with some overlap.
        names: what must not appear.
        compressed: the bytes are packed pictures or sound, where very short strings turn up by chance.
    """
    lower = content.lower()
    found = []
    for name in names:
        for pattern in byte_patterns(name.text):
            if (len(pattern) >= _SHORTEST_CERTAIN_BYTES or not compressed) and pattern.lower() in lower:
                found.append(name.whose)
                break
    return tuple(dict.fromkeys(found))


def byte_patterns(name: str) -> frozenset[bytes]:
    """A name as bytes: composed and decomposed, with and without its spaces and hyphens, in the encodings files use."""
    spellings = {name, re.sub(r"[\s\-]+", "", name), re.sub(r"[\s\-]+", "_", name), re.sub(r"[\s\-]+", "-", name)}
    patterns: set[bytes] = set()
    for spelling in spellings:
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, spelling)
            patterns |= {text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be")}
            patterns |= {quote(text).encode(), text.encode("unicode_escape")}
        patterns.add(spelling.encode("cp949", "ignore"))
    return frozenset(pattern for pattern in patterns if len(pattern) >= 2)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-_·.]+", "", unicodedata.normalize("NFC", text)).casefold()
