"""Puts each heard sentence beside its translation, with the mark of its speaker where several people speak."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

from pipeline.domain.corrections import Showing
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.story import NO_TEXT, Bilingual
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import LANGUAGES, Language, other
from pipeline.domain.translation import Translation
from pipeline.rules.cue_search import Utterance
from pipeline.rules.spoken import Spoken

Grammar: TypeAlias = Callable[[Sequence[str]], frozenset[int]]
"""Words to how many of them lie before each end of a sentence among them."""


def _no_ends(_words: Sequence[str]) -> frozenset[int]:
    """What no grammar knows."""
    return frozenset()


_LONG_WORDS = 8
"""A sentence of fewer Korean words seldom holds another, and a grammar takes seconds before it answers at all."""


def utterances_from(
    heard: Sequence[Spoken],
    translation: Translation,
    profile: SubtitleProfile,
    *,
    spoken: Language,
    speakers: Mapping[int, Bilingual],
    alone: Collection[str] = (),
    korean_ends: Grammar = _no_ends,
) -> tuple[Utterance, ...]:
    """The sentences of the film, ready to be divided into cues.

    Where the film has several speakers, the sentence with which another one begins is marked as the profile asks: with
    a dash, or with the name that may be shown.

    Args:
        heard: in program order.
        translation: of their sentences.
        profile: how speakers are marked.
        spoken: the language of the speech.
        speakers: number of each speaker to the name that may be shown.
        alone: ids of sentences that share no cue, because a person corrected their captions.
        korean_ends: finds where sentences end among Korean words.
    """
    found: list[Utterance] = []
    for item, begins in zip(heard, _beginning(heard), strict=True):
        speaker = item.sentence.speaker
        said, read = (
            _mark(language, profile, speakers.get(speaker, NO_TEXT)) if begins else ""
            for language in (spoken, other(spoken))
        )
        translated = translation.text_of(item.sentence.id) or ""
        (first, first_range), *others = item.words
        korean = [text for text, _ in item.words] if spoken == "ko" else translated.split()
        found.append(
            Utterance(
                (item.sentence.id,),
                ((said + first, first_range), *others),
                tuple(_marked(read, translated.split())),
                speaker,
                item.sentence.id in alone,
                korean_ends(korean) if len(korean) >= _LONG_WORDS else frozenset(),
            )
        )
    return tuple(found)


def _beginning(heard: Sequence[Spoken]) -> list[bool]:
    """With which sentences another person begins, where several speak."""
    several = len({item.sentence.speaker for item in heard} - {0}) > 1
    found: list[bool] = []
    before = 0
    for item in heard:
        found.append(several and item.sentence.speaker not in {0, before})
        before = item.sentence.speaker or before
    return found


def _mark(language: Language, profile: SubtitleProfile, name: Bilingual) -> str:
    """What stands before a speaker's first words; a name that may not be shown is a dash."""
    label = name.ko if language == "ko" else name.en
    if profile.speakers == "labels" and label:
        return f"{label}: "
    return "" if profile.speakers == "none" else profile.limits(language).speaker_dash


def _marked(mark: str, words: Sequence[str]) -> list[str]:
    return [mark + words[0], *words[1:]] if words else []


def showings_of(
    heard: Sequence[Spoken],
    translation: Translation,
    profile: SubtitleProfile,
    *,
    spoken: Language,
    speakers: Mapping[int, Bilingual],
) -> tuple[Showing, ...]:
    """What the film says in both languages, each time that a sentence is heard; in program order, as utterances are."""
    found: list[Showing] = []
    for item, begins in zip(heard, _beginning(heard), strict=True):
        said = " ".join(text for text, _ in item.words)
        read = " ".join((translation.text_of(item.sentence.id) or "").split())
        ko, en = (said, read) if spoken == "ko" else (read, said)
        name = speakers.get(item.sentence.speaker, NO_TEXT)
        ko_mark, en_mark = (_mark(language, profile, name) if begins else "" for language in LANGUAGES)
        span = TimeRange(item.words[0][1].start, item.words[-1][1].end)
        found.append(Showing(item.sentence.id, span, ko, en, ko_mark, en_mark))
    return tuple(found)


def as_corrected(
    utterances: Sequence[Utterance],
    track: SubtitleTrack,
    by_program: SubtitleTrack,
    *,
    shown: Sequence[Collection[int]],
) -> tuple[Utterance, ...]:
    """The sentences with the words that people gave them in the film's captions, for captions of another shape.

    Sentences that a person put into one cue stay together, and where a person let one cue end and another begin, so
    they do here. Those whose captions were taken out are left out.

    Args:
        utterances: the sentences of the film.
        track: its captions, as people corrected them.
        by_program: the captions before that: what stands there just so is no border of a person.
        shown: for each caption of the track, which of the utterances it shows, by index.
    """
    spoken, all_shown = track.spoken, {index for some in shown for index in some}
    found: list[Utterance] = []
    by_people = [(cue, frozenset(some)) for cue, some in zip(track.cues, shown, strict=True) if _is_a_persons(cue)]
    theirs = {index for _, some in by_people for index in some}
    as_made = {_seen(cue) for cue in by_program.cues}
    for group in _runs(by_people, as_made):
        ids = tuple(dict.fromkeys(sentence_id for cue in group for sentence_id in cue.sentence_ids))
        words = tuple(word for cue in group for word in _evenly(cue.lines(spoken), track.program_range(cue)))
        translated = tuple(word for cue in group for line in cue.lines(other(spoken)) for word in line.split())
        if words:
            found.append(Utterance(ids, words, translated, alone=True))
    found += [item for index, item in enumerate(utterances) if index in all_shown - theirs]
    return tuple(sorted(found, key=lambda item: item.words[0][1].start))


def _is_a_persons(cue: Cue) -> bool:
    return cue.reasons.text == "person"


_Seen: TypeAlias = tuple[int, int, tuple[str, ...], tuple[str, ...]]


def _seen(cue: Cue) -> _Seen:
    return cue.start_frame, cue.end_frame, cue.ko, cue.en


def _runs(cues: Sequence[tuple[Cue, frozenset[int]]], as_made: Collection[_Seen]) -> list[list[Cue]]:
    """Cues one after another that show the same, but for borders between two that both are people's own."""
    runs: list[list[Cue]] = []
    before: tuple[Cue, frozenset[int]] | None = None
    for cue, shown in cues:
        if before is not None and before[1] & shown and (_seen(before[0]) in as_made or _seen(cue) in as_made):
            runs[-1].append(cue)
        else:
            runs.append([cue])
        before = cue, shown
    return runs


def _evenly(lines: Sequence[str], span: TimeRange) -> list[tuple[str, TimeRange]]:
    """The words of a cue, each as long as its letters: where nobody says when a word is heard, this is near enough."""
    words = " ".join(lines).split()
    letters = list(accumulate((len(word) for word in words), initial=0))
    step = span.duration / max(1, letters[-1])
    return [
        (word, TimeRange(span.start + step * first, span.start + step * end))
        for word, (first, end) in zip(words, pairwise(letters), strict=True)
    ]
