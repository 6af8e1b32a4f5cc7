"""Finds what of the transcript is heard in the film: sentences with the program times of their words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import TimeBase, TimeRange
from pipeline.domain.transcript import Sentence, Transcript, Word

_SEEN = Fraction(1, 2)
"""A word is in the film when at least half of it is; borders may shave a frame off its end."""


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
    """Each time the sentence is heard, whole or in part: it begins anew where its words begin anew."""
    heard = [
        (program_range, number)
        for number, word in enumerate(sentence.words)
        for program_range in _times_heard(cut, word, of=of)
    ]
    heard.sort(key=lambda item: (item[0].start, item[1]))
    runs: list[list[tuple[TimeRange, int]]] = []
    for program_range, number in heard:
        if not runs or number <= runs[-1][-1][1]:
            runs.append([])
        runs[-1].append((program_range, number))
    return [
        Spoken(sentence, tuple((sentence.words[number].text, program_range) for program_range, number in run))
        for run in runs
    ]


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
