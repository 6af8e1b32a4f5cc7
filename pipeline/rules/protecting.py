"""The gate: which protection level holds, whether this version can keep it, and where a hidden name still stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from urllib.parse import quote

from pipeline.domain.protection import ENFORCEABLE, HiddenName, Protection, ProtectionLevel
from pipeline.domain.story import Bilingual, Speaker, Story
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules.given_names import given_names, pattern_alone, without_everyday_words
from pipeline.rules.name_letters import letters_of, loosely, words_of

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
    if level is not None and level >= ProtectionLevel.PSEUDONYM:
        holds += _names_to_write(story)
    return Protection(level, story.consent, hidden_names(story, level), tuple(holds))


def _names_to_write(story: Story) -> Iterator[str]:
    """What keeps hidden names from being sought in both languages, and from being replaced."""
    if not story.speakers:
        yield "no speaker is named, so no hidden name can be looked for: write one [[speaker]] for each in story.toml"
    for number, speaker in enumerate(story.speakers, start=1):
        missing = [f"name.{language}" for language in LANGUAGES if not _written(speaker.name, language).strip()]
        if missing:
            yield (
                f"speaker {number} has no {' and no '.join(missing)}, so the hidden name cannot be looked for there: "
                "write it in story.toml; it stays in the job's folder"
            )
        if not speaker.pseudonym and speaker.name:
            yield f"speaker {number} has a hidden name and no pseudonym: write one in story.toml"


def _written(text: Bilingual, language: Language) -> str:
    return text.ko if language == "ko" else text.en


def _strictest(story: Story, asked: ProtectionLevel | None) -> ProtectionLevel | None:
    """The strictest level stated; None when a speaker is left without any: one person's consent is not another's."""
    for_all = [level for level in (asked, story.level) if level is not None]
    for_one = [speaker.protection for speaker in story.speakers if speaker.protection is not None]
    if not for_all and len(for_one) < len(story.speakers):
        return None
    return max((*for_all, *for_one), default=None)


def hidden_names(story: Story, level: ProtectionLevel | None) -> tuple[HiddenName, ...]:
    """The names that may appear nowhere: all speakers' true names, however spelled, at every level but `open`."""
    if level is ProtectionLevel.OPEN:
        return ()
    return tuple(
        HiddenName(text, f"speaker {number}", without_everyday_words(given_names(text), speaker.everyday_words))
        for number, speaker in enumerate(story.speakers, start=1)
        for text in (speaker.name.ko, speaker.name.en, *speaker.also)
        if text.strip()
    )


def shown_name(speaker: Speaker, level: ProtectionLevel | None) -> Bilingual:
    """The name that may be shown: the true one at level `open` only."""
    return speaker.name if level is ProtectionLevel.OPEN else speaker.pseudonym


def names_in_texts(texts: Mapping[str, str], names: Iterable[HiddenName]) -> tuple[str, ...]:
    """Where a hidden name stands in texts, in plain words that do not repeat it.

    Only letters and digits count, and neither case, accents, composition nor the order of family and given name: "Kim
    Ye-rin" is found in "yerinkim", and also across words that mean something else. A given name alone is found where it
    begins a word.

    Args:
        texts: place ("title", "tags") to text.
        names: what must not appear.
    """
    sought = _sought(names)
    found: dict[str, str] = {}
    for place, text in texts.items():
        words = words_of(text)
        for one in sought:
            if one.pattern.search(words):
                found.setdefault(f"{place} {one.whose}", f"{place} holds {one.what} of {one.whose}{one.advice}")
    return tuple(found.values())


def names_in_captions(track: SubtitleTrack, names: Iterable[HiddenName]) -> tuple[str, ...]:
    """Where a hidden name stands in the captions, by sentences; found as in texts, even when two cues part it."""
    sought = _sought(names)
    found: dict[tuple[tuple[str, ...], str], str] = {}
    for language in LANGUAGES:
        for one in sought:
            for place in _sentences_with(one.pattern, track, language):
                verb = "holds" if len(place) == 1 else "hold"
                told = f"{' and '.join(place)} {verb} {one.what} of {one.whose}{one.advice}"
                found.setdefault((place, one.whose), told)
    return tuple(found.values())


def _sentences_with(pattern: re.Pattern[str], track: SubtitleTrack, language: Language) -> Iterator[tuple[str, ...]]:
    """The ids of the sentences in whose cues a name stands, each time it does."""
    texts = [f"{words_of(' '.join(cue.lines(language)))} " for cue in track.cues]
    ends = list(accumulate(len(text) for text in texts))
    whole = "".join(texts)
    match = pattern.search(whole)
    while match:
        touched = [
            cue
            for cue, text, end in zip(track.cues, texts, ends, strict=True)
            if end - len(text) < match.end() and match.start() < end
        ]
        yield tuple(dict.fromkeys(sentence_id for cue in touched for sentence_id in cue.sentence_ids))
        match = pattern.search(whole, match.start() + 1)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in `words_of` a text, and how it is told without repeating it."""

    whose: str
    pattern: re.Pattern[str]
    what: str = "the name"
    advice: str = ""


_ADVICE = " (if it is an everyday word here: everyday_words of that speaker in story.toml)"


def _sought(names: Iterable[HiddenName]) -> tuple[_Sought, ...]:
    """Whole names in every order of family and given name, then given names alone, which tell less."""
    names = tuple(names)
    orders = [(name.whose, letters_of(order)) for name in names for order in _orders(name.text)]
    whole = [(whose, loosely(letters)) for whose, letters in orders if letters]
    alone = [(name.whose, pattern) for name in names for given in name.given if (pattern := pattern_alone(given))]
    return (
        *(_Sought(whose, re.compile(pattern)) for whose, pattern in dict.fromkeys(whole)),
        *(_Sought(whose, re.compile(pattern), "the given name", _ADVICE) for whose, pattern in dict.fromkeys(alone)),
    )


def _orders(name: str) -> tuple[str, ...]:
    """A name as it is, and with its first or last word at the other end: "Ri Chol Su", "Chol Su Ri", "Su Ri Chol"."""
    words = name.split()
    return name, " ".join(words[1:] + words[:1]), " ".join(words[-1:] + words[:-1]), " ".join(reversed(words))


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
            if _stands_in(lower, pattern.lower(), compressed=compressed):
                found.append(name.whose)
                break
    return tuple(dict.fromkeys(found))


_WORD_BEGINS = rb"(?:(?<![a-z0-9])|(?<=\\[nrt])|(?<=%[0-9a-f][0-9a-f]))"
"""Before a word: no letter, unless it belongs to a mark such as JSON's \\n or %20."""


def _stands_in(content: bytes, pattern: bytes, *, compressed: bool) -> bool:
    """Whether a pattern stands in lower-case bytes; a short one only as a word, or "Na Il" would be in "thumbnail"."""
    if len(pattern) >= _SHORTEST_CERTAIN_BYTES:
        return pattern in content
    return not compressed and bool(re.search(_WORD_BEGINS + re.escape(pattern) + rb"(?![a-z0-9])", content))


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
