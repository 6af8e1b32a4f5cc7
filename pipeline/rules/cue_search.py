"""Divides speech and its translation into the texts of cues: one search over the break points of both languages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import inf
from typing import TypeAlias

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import SplitReason
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language, other
from pipeline.rules.anchors import anchors_in
from pipeline.rules.cue_text import OVERFULL, CueText
from pipeline.rules.speech_times import SpeechTimes
from pipeline.rules.text_width import width

_EVERY_CUE = 7.0
_SECOND_LINE = 1.5
_NEARLY_EMPTY = 5.0
_TOO_SHORT = 40.0
_PER_S_OF_HURRY = 6.0
_HURRIED = 60.0
_PER_S_OF_SILENCE = 8.0
_SHOT_INSIDE = 6.0
_SENTENCES_JOINED = 15.0
_APART = 24.0
_ANCHOR_APART = 12.0
"""Weights of the search: what a cue, a second line, a cue that holds next to nothing, one too short to be seen, a
second too little to read it (`_HURRIED` more, times the share that is missing: twice as fast is more than twice as
bad), a second of silence before words that are shown already, a new picture amid it, another sentence in it, a drift
between the languages, and a number apart from its translation cost. What breaks cost as such comes from `CueText`, and
so does `OVERFULL`, what a broken limit costs.

They were found by reading: 90 spoken sentences of interviews with their translations, divided at many settings. Before
a break parts words that belong together, another cue or a third line is better.
"""

_FARTHEST_APART = Fraction(1, 3)
_FARTHEST_APART_WORDS = 12
"""Breaks of the two languages belong to one cue when they lie at most this share of the sentence, and this many words,
apart. The bound in words keeps speech without full stops linear."""

_Break: TypeAlias = tuple[int, int]
"""A break in both languages: how many words of the speech, and of the translation, lie before it."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence of the film with its translation, or several that a person put together.

    Attributes:
        sentence_ids: of the transcript.
        words: what is heard, with its program time; at least one word.
        translated: its translation's words; none when there is no translation.
        speaker: who says it; people never share a cue.
        alone: whether it shares no cue in any case.
        korean_ends: how many of its Korean words lie before each end of a sentence inside it, as a grammar says.
    """

    sentence_ids: tuple[str, ...]
    words: tuple[tuple[str, TimeRange], ...]
    translated: tuple[str, ...]
    speaker: int = 0
    alone: bool = False
    korean_ends: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one cue, not timed yet.

    Attributes:
        sentence_ids: the sentences it shows, in order.
        program_range: from its first spoken word to its last.
        spoken, translated: its lines in each language.
        needed_s: how long it should stand: until both languages are read, and its minimum at least.
        ends_for: why it ends where it does.
    """

    sentence_ids: tuple[str, ...]
    program_range: TimeRange
    spoken: tuple[str, ...]
    translated: tuple[str, ...]
    needed_s: Fraction
    ends_for: SplitReason


def pieces_of(
    utterances: Sequence[Utterance],
    *,
    until: Fraction,
    language: Language,
    profile: SubtitleProfile,
    shots: Sequence[Fraction] = (),
) -> tuple[Piece, ...]:
    """The speech as the cheapest series of pieces, found by dynamic programming over both languages' breaks.

    Time and memory grow with the number of words: a piece holds no more than the limits allow, breaks of the two
    languages are tried only near each other, and only sentences that may have to share a cue are searched together.

    Args:
        utterances: in program order.
        until: program time at which the speech ends; the last piece cannot stand longer.
        language: of the speech.
        profile: the limits.
        shots: program times at which the picture changes, ascending.
    """
    pieces: list[Piece] = []
    changes = [float(shot) for shot in shots]
    for group, end in _groups(utterances, until, profile):
        pieces += _Search(group, end, language, profile, changes).pieces()
    return tuple(pieces)


def reading_time(lines: Sequence[str], language: Language, speed: float) -> Fraction:
    """Seconds a reader needs for the lines at this many units or characters a second."""
    return Fraction(width(" ".join(lines), language)) / Fraction(str(speed))


def _groups(
    utterances: Sequence[Utterance], until: Fraction, profile: SubtitleProfile
) -> Iterator[tuple[list[Utterance], Fraction]]:
    """Sentences that may have to share a cue, and when the next words begin.

    Two sentences may share one where one of them alone would be gone before it is seen.
    """
    begins = [*(item.words[0][1].start for item in utterances), until]
    brief = [following - begin < profile.min_duration_s for begin, following in pairwise(begins)]
    group: list[Utterance] = []
    for index, item in enumerate(utterances):
        group.append(item)
        following = utterances[index + 1] if index + 1 < len(utterances) else None
        apart = following is None or item.speaker != following.speaker or item.alone or following.alone
        if apart or not (brief[index] or brief[index + 1]):
            yield group, begins[index + 1]
            group = []


class _Search:
    """The search over a group of sentences."""

    def __init__(
        self,
        group: Sequence[Utterance],
        until: Fraction,
        language: Language,
        profile: SubtitleProfile,
        shots: Sequence[float],
    ) -> None:
        self._group, self._language, self._profile = group, language, profile
        self._shortest_s, self._longest_s = float(profile.min_duration_s), float(profile.max_duration_s)
        own, others = profile.limits(language), profile.limits(other(language))
        self._speeds = own.max_reading_speed_same_language, others.max_reading_speed
        self._said_ends = list(accumulate((len(item.words) for item in group), initial=0))
        self._read_ends = list(accumulate((len(item.translated) for item in group), initial=0))
        said = [text for item in group for text, _ in item.words]
        read = [word for item in group for word in item.translated]
        self._to_read = list(accumulate((bool(item.translated) for item in group for _ in item.words), initial=0))
        starts = self._said_ends if language == "ko" else self._read_ends
        korean_ends = [start + end for item, start in zip(group, starts, strict=False) for end in item.korean_ends]

        def text(words: Sequence[str], ends: Sequence[int], of: Language, speed: float) -> CueText:
            limits, inside = profile.limits(of), korean_ends if of == "ko" else ()
            return CueText(
                words, ends, of, limits=limits, speed=speed, max_lines=profile.max_lines, grammar_ends=inside
            )

        self._said = text(said, self._said_ends, language, self._speeds[0])
        self._read = text(read, self._read_ends, other(language), self._speeds[1])
        self._ranges = [span for item in group for _, span in item.words]
        self._times = SpeechTimes(
            self._ranges,
            until=until,
            shortest_s=profile.min_duration_s,
            linger_s=profile.linger_s,
            shots=shots,
        )

    def pieces(self) -> Iterator[Piece]:
        """The pieces, in order."""
        path = self._cheapest()
        for start, end, following in zip(path, path[1:], [*path[2:], None], strict=False):
            yield self._piece(start, end, self._reason(start, end, following))

    def _piece(self, start: _Break, end: _Break, reason: SplitReason) -> Piece:
        spoken, translated = self._said.lines(start[0], end[0]), self._read.lines(start[1], end[1])
        needed_s = max(
            reading_time(spoken, self._language, self._speeds[0]),
            reading_time(translated, other(self._language), self._speeds[1]),
            self._profile.min_duration_s,
        )
        sentences = self._group[self._sentence_at(start[0]) : self._sentence_at(end[0] - 1) + 1]
        ranges = self._ranges[start[0] : end[0]]
        return Piece(
            tuple(sentence_id for item in sentences for sentence_id in item.sentence_ids),
            TimeRange(ranges[0].start, max(item.end for item in ranges)),
            spoken,
            translated,
            needed_s,
            reason,
        )

    def _sentence_at(self, position: int) -> int:
        """The number of the sentence that the spoken word belongs to."""
        return bisect_right(self._said_ends, position) - 1

    def _reason(self, start: _Break, end: _Break, following: _Break | None) -> SplitReason:
        """What would be broken if the piece went on to the end of the next one."""
        if following is None or end[0] in self._said_ends:
            return "sentence"
        said, read = self._said.measured(start[0], following[0]), self._read.measured(start[1], following[1])
        times, span, longer = self._times, (start[0], end[0]), (start[0], following[0])
        if said.overfull or read.overfull:
            return "length"
        if said.line_count + read.line_count > self._profile.max_lines_together:
            return "together"
        if times.lasts_s(*longer) > self._longest_s:
            return "duration"
        if times.silence_s(*longer) > times.silence_s(*span):
            return "pause"
        return "shot" if times.shots(*longer) > times.shots(*span) else "clause"

    def _cheapest(self) -> list[_Break]:
        """The breaks of the cheapest series of pieces, from (0, 0) to the end of both languages."""
        costs: dict[_Break, float] = {(0, 0): 0.0}
        reached: dict[int, list[int]] = {0: [0]}
        comes_from: dict[_Break, _Break] = {}
        for end, cost_of_break in self._breaks():
            cost, start = self._best_start(end, costs, reached)
            if cost < inf:
                costs[end] = cost + cost_of_break
                reached.setdefault(end[0], []).append(end[1])
                comes_from[end] = start
        path = [(self._said_ends[-1], self._read_ends[-1])]
        while path[-1] in comes_from:
            path.append(comes_from[path[-1]])
        return path[::-1]

    def _breaks(self) -> Iterator[tuple[_Break, float]]:
        """Breaks worth trying, in order, and what each costs: within sentences, and at their ends, where it is free."""
        for item, said, read in zip(self._group, pairwise(self._said_ends), pairwise(self._read_ends), strict=True):
            anchors = anchors_in([text for text, _ in item.words], item.translated)
            for spoken, translated in _near(said[1] - said[0], read[1] - read[0]):
                here = (said[0] + spoken, read[0] + translated)
                apart = sum((one < spoken) != (two < translated) for one, two in anchors)
                drift = abs(self._said.share(here[0], *said) - self._read.share(here[1], *read)) if translated else 0.0
                cost = self._said.break_costs[here[0]] + self._read.break_costs[here[1]]
                yield here, cost + _APART * drift + _ANCHOR_APART * apart
            yield (said[1], read[1]), 0.0

    def _best_start(
        self, end: _Break, costs: Mapping[_Break, float], reached: Mapping[int, Sequence[int]]
    ) -> tuple[float, _Break]:
        """The break at which the piece before this one best begins, and what all pieces so far then cost.

        Starts are tried from the nearest on. Farther ones hold more words, so once the limits they break cost more than
        the best found, none beyond can be better.
        """
        best, chosen = inf, (0, 0)
        for first in range(end[0] - 1, -1, -1):
            spoken, broken = self._cost_of_speech(first, end[0])
            if broken > best:
                break
            latest = end[1] - (self._to_read[end[0]] > self._to_read[first])
            for start in reversed(reached.get(first, ())):
                if start > latest:
                    continue
                if broken + self._read.measured(start, end[1]).overfull > best:
                    break
                cost = costs[first, start] + spoken + self._cost_of_both((first, start), end)
                if cost < best:
                    best, chosen = cost, (first, start)
        return best, chosen

    def _cost_of_speech(self, first: int, end: int) -> tuple[float, float]:
        """What a piece of these spoken words costs whatever its translation, and the part of it for broken limits."""
        times, too_long_s = self._times, max(0.0, self._times.lasts_s(first, end) - self._longest_s)
        broken = self._said.measured(first, end).overfull + OVERFULL * too_long_s
        joined = bisect_left(self._said_ends, end) - bisect_right(self._said_ends, first)
        return (
            _EVERY_CUE
            + broken
            + _SENTENCES_JOINED * joined
            + _PER_S_OF_SILENCE * times.silence_s(first, end)
            + _SHOT_INSIDE * times.shots(first, end)
            + _TOO_SHORT * (times.available_s(first, end) < self._shortest_s)
        ), broken

    def _cost_of_both(self, start: _Break, end: _Break) -> float:
        """What a piece costs for what both languages take together."""
        said, read = self._said.measured(start[0], end[0]), self._read.measured(start[1], end[1])
        lines = said.line_count + read.line_count
        needed_s = max(said.needed_s, read.needed_s, self._shortest_s)
        hurry_s = max(0.0, needed_s - self._times.available_s(start[0], end[0]))
        empty = max(0.0, 1.0 - max(said.fill, read.fill))
        return (
            read.overfull
            + said.reads_badly
            + read.reads_badly
            + OVERFULL * max(0, lines - self._profile.max_lines_together)
            + _SECOND_LINE * max(0, lines - 2)
            + hurry_s * (_PER_S_OF_HURRY + _HURRIED * hurry_s / needed_s)
            + _NEARLY_EMPTY * empty * empty
        )


def _near(said: int, read: int) -> Iterator[_Break]:
    """Breaks within a sentence of this many spoken and translated words where both languages are nearly equally far."""
    for spoken in range(1, said):
        if not read:
            yield spoken, 0
            continue
        there, reach = Fraction(spoken * read, said), min(_FARTHEST_APART * read, Fraction(_FARTHEST_APART_WORDS))
        for translated in range(max(1, (there - reach).__ceil__()), min(read - 1, (there + reach).__floor__()) + 1):
            yield spoken, translated
