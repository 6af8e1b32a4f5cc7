"""Finds what of the transcript is heard in the film: sentences with the program times of their words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import ZERO, TimeBase, TimeRange
from pipeline.domain.transcript import Sentence, Transcript, Word

_SEEN = Fraction(1, 2)
"""A word is in the film when at least half of it is; borders may shave a frame off its end."""


_SHAVED = Fraction(1, 10)
"""Borders of clips lie on frames, and shave that much off a word at most."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as the film has it.

    Attributes:
        sentence: as it was said.
        words: the words that are heard, with their program time.
    """

    sentence: Sentence
    words: tuple[tuple[str, TimeRange], ...]

    @property
    def complete(self) -> bool:
        """Whether every word of the sentence is heard."""
        return len(self.words) == len(self.sentence.words)


def spoken_in(cut: EditDecisionList, transcript: Transcript) -> tuple[Spoken, ...]:
    """The sentences of the film, by the program time of their first words; one that is heard twice comes twice."""
    found = [spoken for sentence in transcript.sentences for spoken in _heard(cut, sentence, of=transcript.time_base)]
    return tuple(sorted(found, key=lambda spoken: spoken.words[0][1].start))


def _heard(cut: EditDecisionList, sentence: Sentence, *, of: TimeBase) -> list[Spoken]:
    """Each time the sentence is heard, whole or in part.

    It begins anew where its words begin anew, and where something else of the film stands between two of its words.
    """
    heard = [
        (program_range, number)
        for number, word in enumerate(sentence.words)
        for program_range in _times_heard(cut, word, of=of)
    ]
    heard.sort(key=lambda item: (item[0].start, item[1]))
    runs: list[list[tuple[TimeRange, int]]] = []
    for program_range, number in heard:
        if not runs or not _goes_on(sentence, runs[-1][-1], (program_range, number)):
            runs.append([])
        runs[-1].append((program_range, number))
    return [
        Spoken(sentence, tuple((sentence.words[number].text, program_range) for program_range, number in run))
        for run in runs
    ]


def _goes_on(sentence: Sentence, before: tuple[TimeRange, int], after: tuple[TimeRange, int]) -> bool:
    """Whether one word follows another as it was said: a cut brings words nearer to each other, never farther apart."""
    (heard, number), (heard_next, next_number) = before, after
    if next_number <= number:
        return False
    said, said_next = sentence.words[number].source_range, sentence.words[next_number].source_range
    return heard_next.start - heard.end <= max(said_next.start - said.end, ZERO) + _SHAVED


def _times_heard(cut: EditDecisionList, word: Word, *, of: TimeBase) -> list[TimeRange]:
    """When at least half of the word is heard; parts that lie end to end in the film are one word, not two."""
    length = word.source_range.duration
    times: list[TimeRange] = []
    for part in cut.to_program(word.source_range, of=of):
        if times and times[-1].end == part.start and times[-1].duration + part.duration <= length:
            times[-1] = TimeRange(times[-1].start, part.end)
        else:
            times.append(part)
    return [time for time in times if time.duration >= _SEEN * length]
