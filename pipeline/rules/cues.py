"""Makes bilingual cues: one time grid for both languages, each within its own limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeRange, at_frame, frames, frames_up
from pipeline.domain.transcript import Language, Sentence, Transcript, other
from pipeline.domain.translation import Translation
from pipeline.rules.line_breaking import break_cost, lines_from
from pipeline.rules.text_width import width

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
    """The sentences of the film, in program order; one that is heard twice comes twice."""
    heard: list[tuple[Fraction, int, int, TimeRange]] = []
    for position, sentence in enumerate(transcript.sentences):
        for number, word in enumerate(sentence.words):
            parts = cut.to_program(word.source_range, of=transcript.time_base)
            if sum((part.duration for part in parts), Fraction(0)) >= _SEEN * word.source_range.duration:
                heard.append((parts[0].start, position, number, TimeRange(parts[0].start, parts[-1].end)))
    result: list[Spoken] = []
    for _, position, number, program_range in sorted(heard, key=lambda item: item[:3]):
        sentence = transcript.sentences[position]
        item = (sentence.words[number].text, program_range)
        if result and result[-1].sentence is sentence and number > 0:
            result[-1] = Spoken(sentence, (*result[-1].words, item))
        else:
            result.append(Spoken(sentence, (item,)))
    return tuple(result)


def track_from(
    cut: EditDecisionList, transcript: Transcript, translation: Translation, profile: SubtitleProfile
) -> SubtitleTrack:
    """The film's captions in both languages.

    Every word that is heard is shown, in order, and so is every word of its translation; what the limits cannot hold
    is shown all the same, and rules report it.
    """
    spoken_language = transcript.language
    sentences = spoken_in(cut, transcript)
    speech_end = at_frame(cut.frame_count - cut.tail_frames, cut.frame_rate)
    limits = [*(item.words[0][1].start for item in sentences[1:]), speech_end]
    pieces = [
        piece
        for spoken, until in zip(sentences, limits, strict=True)
        for piece in _pieces(spoken, translation.text_of(spoken.sentence.id) or "", until, spoken_language, profile)
    ]
    return SubtitleTrack(
        time_base=cut.program_base,
        frame_rate=cut.frame_rate,
        spoken=spoken_language,
        cues=_timed(pieces, cut, spoken_language, profile),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text for one cue, not timed yet."""

    sentence_id: str
    program_range: TimeRange
    spoken: tuple[str, ...]
    translated: tuple[str, ...]
    needed_s: Fraction

    def lines(self, language: Language, spoken_language: Language) -> tuple[str, ...]:
        return self.spoken if language == spoken_language else self.translated


_EVERY_CUE = 10.0
_SECOND_LINE = 4.0
_OVERFULL = 500.0
_TOO_SHORT = 40.0
_PER_S_OF_HURRY = 12.0
_APART = 30.0
"""Weights of the search: what a cue, a second line, a broken limit, a second too little, and a drift between the two
languages cost. A break's own cost comes from `break_cost`."""


def _pieces(
    spoken: Spoken, translated: str, until: Fraction, language: Language, profile: SubtitleProfile
) -> tuple[_Piece, ...]:
    """The sentence as the cheapest series of pieces, found by dynamic programming over both languages' break points.

    Args:
        spoken: what is heard.
        translated: its translation.
        until: program time at which the next sentence begins; the last piece cannot stand longer.
        language: of the speech.
        profile: the limits.
    """
    heard = [text for text, _ in spoken.words]
    ranges = [program_range for _, program_range in spoken.words]
    given = translated.split()
    limits, other_limits = profile.limits(language), profile.limits(other(language))

    @cache
    def lines(first: int, last: int, *, of_speech: bool) -> tuple[str, ...]:
        words, side = (heard, limits) if of_speech else (given, other_limits)
        return lines_from(
            " ".join(words[first:last]), max_line=side.max_line, language=language if of_speech else other(language)
        )

    def piece(start: tuple[int, int], end: tuple[int, int]) -> tuple[float, _Piece]:
        said, read = lines(start[0], end[0], of_speech=True), lines(start[1], end[1], of_speech=False)
        program_range = TimeRange(ranges[start[0]].start, max(item.end for item in ranges[start[0] : end[0]]))
        needed = max(
            reading_time(said, language, limits.max_reading_speed_same_language),
            reading_time(read, other(language), other_limits.max_reading_speed),
            profile.min_duration_s,
        )
        free_until = ranges[end[0]].start if end[0] < len(ranges) else until
        available = min(free_until, program_range.end + profile.linger_s) - program_range.start
        cost = _EVERY_CUE + _SECOND_LINE * (len(said) + len(read) - 2)
        cost += _OVERFULL * max(0, len(said) - profile.max_lines)
        cost += _OVERFULL * max(0, len(read) - profile.max_lines)
        cost += _OVERFULL * max(0, len(said) + len(read) - profile.max_lines_together)
        cost += _OVERFULL * float(max(Fraction(0), program_range.duration - profile.max_duration_s))
        cost += _PER_S_OF_HURRY * float(max(Fraction(0), needed - available))
        cost += _TOO_SHORT * (available < profile.min_duration_s)
        cost += break_cost(heard, end[0], language) + break_cost(given, end[1], other(language))
        cost += _APART * abs(_share(heard, end[0], language) - _share(given, end[1], other(language)))
        return cost, _Piece(spoken.sentence.id, program_range, said, read, needed)

    best: dict[tuple[int, int], tuple[float, tuple[_Piece, ...]]] = {(0, 0): (0.0, ())}
    goal = (len(heard), len(given))
    for end in _corners(goal):
        options: list[tuple[float, tuple[_Piece, ...]]] = []
        for start, (cost, before) in best.items():
            if start[0] < end[0] and (start[1] < end[1] or start[1] == end[1] == goal[1] == 0):
                added, made = piece(start, end)
                options.append((cost + added, (*before, made)))
        if options:
            best[end] = min(options, key=lambda option: option[0])
    return best[goal][1] if goal in best else (_whole(spoken, given, language, profile),)


def _corners(goal: tuple[int, int]) -> list[tuple[int, int]]:
    """Pairs of break points worth trying: those that are not more than a third of the sentence apart."""
    heard, given = goal
    if not given:
        return [(position, 0) for position in range(1, heard + 1)]
    near = [
        (said, read)
        for said in range(1, heard)
        for read in range(1, given)
        if abs(Fraction(said, heard) - Fraction(read, given)) <= Fraction(1, 3)
    ]
    return [*near, goal]


def _whole(spoken: Spoken, given: Sequence[str], language: Language, profile: SubtitleProfile) -> _Piece:
    said = " ".join(text for text, _ in spoken.words)
    return _Piece(
        spoken.sentence.id,
        TimeRange(spoken.words[0][1].start, spoken.words[-1][1].end),
        lines_from(said, max_line=profile.limits(language).max_line, language=language),
        lines_from(" ".join(given), max_line=profile.limits(other(language)).max_line, language=other(language)),
        profile.min_duration_s,
    )


def _share(words: Sequence[str], position: int, language: Language) -> float:
    """How much of the text lies before a position, 0 to 1."""
    whole = sum(width(word, language) for word in words)
    return sum(width(word, language) for word in words[:position]) / whole if whole else 1.0


def reading_time(lines: Sequence[str], language: Language, speed: float) -> Fraction:
    """Seconds a reader needs for the lines at this many units or characters a second."""
    text = " ".join(lines)
    return Fraction(width(text, language)).limit_denominator(2) / Fraction(str(speed))


def _timed(
    pieces: Sequence[_Piece], cut: EditDecisionList, spoken_language: Language, profile: SubtitleProfile
) -> tuple[Cue, ...]:
    """Cues on frames: in with the first word, out when it was read, gaps closed or kept at the minimum."""
    rate = cut.frame_rate
    starts = [frames(piece.program_range.start, rate) for piece in pieces]
    for index, (before, start) in enumerate(pairwise(starts)):
        starts[index + 1] = max(start, before + 1 + profile.min_gap_frames)
    last_frame = cut.frame_count - cut.tail_frames
    starts = _early_enough(starts, last_frame, rate, profile)
    cues: list[Cue] = []
    for index, (piece, start) in enumerate(zip(pieces, starts, strict=True)):
        following = starts[index + 1] if index + 1 < len(pieces) else None
        limit = max(last_frame if following is None else following - profile.min_gap_frames, start + 1)
        end = min(_wanted_end(piece, start, rate, profile), limit, start + frames(profile.max_duration_s, rate))
        if following is not None and following - end < profile.chain_below_s * rate:
            end = min(limit, start + frames(profile.max_duration_s, rate))
        cues.append(
            Cue(
                start,
                end,
                (piece.sentence_id,),
                ko=piece.lines("ko", spoken_language),
                en=piece.lines("en", spoken_language),
            )
        )
    return tuple(cues)


_EARLIEST_S = Fraction(1, 2)
"""A cue may come this much before its first word when it would else be gone too soon (BBC allows three times that)."""


def _early_enough(starts: Sequence[int], last_frame: int, rate: Fraction, profile: SubtitleProfile) -> list[int]:
    """The starts, moved earlier where a cue would be shorter than its minimum and the one before has time to spare."""
    shortest = frames_up(profile.min_duration_s, rate) + profile.min_gap_frames
    result = list(starts)
    limit = last_frame + profile.min_gap_frames
    for index in range(len(result) - 1, -1, -1):
        earliest = result[index - 1] + shortest if index else 0
        wanted = max(limit - shortest, earliest, result[index] - frames(_EARLIEST_S, rate))
        result[index] = min(result[index], wanted)
        limit = result[index]
    return result


def _wanted_end(piece: _Piece, start: int, rate: Fraction, profile: SubtitleProfile) -> int:
    """The last word's end, or later when reading takes longer, as far as a cue may linger (its minimum in any case)."""
    said = frames_up(piece.program_range.end, rate)
    read = start + frames_up(piece.needed_s, rate)
    linger = said + frames(profile.linger_s, rate)
    return max(said, min(read, linger), start + frames_up(profile.min_duration_s, rate))
