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

    The strictest of the command line, the story and its speakers wins. Nothing stated (neither for all nor for each
    speaker), an expired consent, or a level that cannot be enforced yet: nothing may be delivered, and the reason says
    what to do.
    """
    level = _strictest(story, asked)
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
            "nothing leaves the job's folder; keep the footage safe and wait for a version that can"
        )
    expires = story.consent.expires
    if expires is not None and today > expires:
        holds.append(f"the consent ended on {expires.isoformat()}: ask the person again and write the new date")
    names = hidden_names(story, level)
    for number, speaker in enumerate(story.speakers, start=1):
        if level is not None and level >= ProtectionLevel.PSEUDONYM and not speaker.pseudonym and speaker.name:
            holds.append(f"speaker {number} has a hidden name and no pseudonym: write one in story.toml")
    return Protection(level, story.consent, names, tuple(holds))


def _strictest(story: Story, asked: ProtectionLevel | None) -> ProtectionLevel | None:
    """The strictest level stated; None when a speaker is left without any: one person's consent is not another's."""
    for_all = [level for level in (asked, story.level) if level is not None]
    for_one = [speaker.protection for speaker in story.speakers if speaker.protection is not None]
    if not for_all and len(for_one) < len(story.speakers):
        return None
    return max((*for_all, *for_one), default=None)


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

    Spaces, hyphens, case, composition and the order of family and given name do not matter: "Kim Ye-rin" is found in
    "yerinkim".

    Args:
        texts: place ("s0012", "title") to text.
        names: what must not appear.
    """
    sought = [(name.whose, _squeezed(order)) for name in names for order in (name.text, _reversed(name.text))]
    found: list[str] = []
    for place, text in texts.items():
        plain = _squeezed(text)
        found += [f"{place} holds the name of {whose}" for whose, name in sought if name and name in plain]
    return tuple(dict.fromkeys(found))


def _reversed(name: str) -> str:
    return " ".join(reversed(name.split()))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-_·.\u200b-\u200f\u2060\ufeff]+", "", unicodedata.normalize("NFC", text)).casefold()


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
    spellings = {name, name.replace("-", ""), *(re.sub(r"[\s\-]+", joint, name) for joint in ("", " ", "_", "-"))}
    patterns: set[bytes] = set()
    for spelling in spellings:
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, spelling)
            patterns |= {text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be")}
            patterns |= {quote(text).encode(), text.encode("unicode_escape")}
        korean = spelling.encode("cp949", "ignore")
        if korean.decode("cp949") == spelling:
            patterns.add(korean)
    return frozenset(pattern for pattern in patterns if len(pattern) >= 2)
