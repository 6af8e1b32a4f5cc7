"""Finds who says a sentence: by the mark a person wrote before it, else by the file it is said in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.domain.errors import UsageError
from pipeline.domain.story import Source, Speaker
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Sentence
from pipeline.rules.sentences import letters

_MARK = re.compile(r"([^:：]+)[:：](?:\s+|$)")
_NAME_OF_FILE = re.compile(r"[^/\\]+$")

Marks = Mapping[str, int]
"""The letters of everything a speaker may be called before a colon, to the speaker's number."""


def marks_of(speakers: Sequence[Speaker]) -> Marks:
    """What may stand before a colon: each speaker's number, names and pseudonyms; none that two of them share."""
    called = [
        (letters(word), number)
        for number, speaker in enumerate(speakers, start=1)
        for word in (str(number), *_names(speaker))
    ]
    return {
        word: number
        for word, number in called
        if word and {item for other, item in called if other == word} == {number}
    }


def _names(speaker: Speaker) -> tuple[str, ...]:
    return speaker.name.ko, speaker.name.en, speaker.pseudonym.ko, speaker.pseudonym.en


def unmarked(text: str, marks: Marks) -> tuple[int, str]:
    """The speaker a text is marked with and the text without the mark; 0 and the text where there is none.

    A word before a colon that names no speaker is a part of the text.
    """
    mark = _MARK.match(text)
    number = marks.get(letters(mark[1]), 0) if mark else 0
    return (number, text[mark.end() :].strip()) if mark and number else (0, text)


def marked(text: str, speaker: int) -> str:
    """The text with its speaker's number before it, as sheets show it; the text alone where nobody is known."""
    return f"{speaker}: {text}" if speaker else text


def speakers_of_files(names: Sequence[str], sources: Sequence[Source], marks: Marks) -> tuple[int, ...]:
    """The speaker of each file, as the story's list of sources says; 0 where it says nothing.

    Args:
        names: the files' names, in source time order.
        sources: the story's list, in any order; of several with one name, the first belongs to the first such file.
        marks: what speakers are called.

    Raises:
        UsageError: a source names a speaker whom the story does not have.
    """
    listed: dict[str, list[int]] = {}
    for source in sources:
        found = _NAME_OF_FILE.search(source.file)
        listed.setdefault(_composed(found[0] if found else ""), []).append(_speaker_of(source, marks))
    return tuple(queue.pop(0) if (queue := listed.get(_composed(name))) else 0 for name in names)


def _speaker_of(source: Source, marks: Marks) -> int:
    if source.speaker in (0, ""):
        return 0
    number = marks.get(letters(source.speaker) if isinstance(source.speaker, str) else str(source.speaker), 0)
    if not number:
        raise UsageError(
            "a source of the story has a speaker whom the story does not list",
            where=f'[[source]] file = "{source.file}", speaker = "{source.speaker}"',
            remedy="Write the number of a [[speaker]] (1 is the first), or a name that only one of them has",
        )
    return number


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def said_in_files(
    sentences: Sequence[Sentence], files: Sequence[TimeRange], speakers: Sequence[int]
) -> tuple[Sentence, ...]:
    """The sentences with the speaker of the file in which each begins; those that have one already keep theirs.

    Args:
        sentences: in source time.
        files: when each file runs, in source time.
        speakers: who speaks in each file; 0 = not known.
    """
    return tuple(
        item if item.speaker else replace(item, speaker=_speaker_at(item, files, speakers)) for item in sentences
    )


def _speaker_at(sentence: Sentence, files: Sequence[TimeRange], speakers: Sequence[int]) -> int:
    begins = sentence.source_range.start
    return next((speaker for span, speaker in zip(files, speakers, strict=True) if span.start <= begins < span.end), 0)
