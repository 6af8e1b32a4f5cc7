"""Makes bilingual cues: one time grid for both languages, each within its own limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeBase, TimeRange, at_frame, frames, frames_up
from pipeline.domain.transcript import Sentence, Transcript, Word
from pipeline.domain.translation import Translation
from pipeline.rules.splitting import Piece, pieces_of

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


def track_from(
    cut: EditDecisionList, transcript: Transcript, translation: Translation, profile: SubtitleProfile
) -> SubtitleTrack:
    """The film's captions in both languages.

    Every word that is heard is shown, in order, and so is every word of its translation; what the limits cannot hold
    is shown all the same, and rules report it.
    """
    sentences = spoken_in(cut, transcript)
    speech_end = at_frame(cut.frame_count - cut.tail_frames, cut.frame_rate)
    pieces: list[tuple[str, Piece]] = []
    for index, spoken in enumerate(sentences):
        until = sentences[index + 1].words[0][1].start if index + 1 < len(sentences) else speech_end
        text = translation.text_of(spoken.sentence.id) or ""
        split = pieces_of(spoken.words, text, until=until, language=transcript.language, profile=profile)
        pieces += [(spoken.sentence.id, piece) for piece in split]
    spans = _spans([piece for _, piece in pieces], cut, profile)
    return SubtitleTrack(
        time_base=cut.program_base,
        frame_rate=cut.frame_rate,
        spoken=transcript.language,
        cues=tuple(
            Cue(
                start,
                end,
                (sentence_id,),
                ko=piece.spoken if transcript.language == "ko" else piece.translated,
                en=piece.spoken if transcript.language == "en" else piece.translated,
            )
            for (sentence_id, piece), (start, end) in zip(pieces, spans, strict=True)
        ),
    )


def _spans(pieces: Sequence[Piece], cut: EditDecisionList, profile: SubtitleProfile) -> tuple[tuple[int, int], ...]:
    """Each piece's frames: in with its first word, out when it was read, gaps closed or kept at the minimum."""
    rate = cut.frame_rate
    last_frame = cut.frame_count - cut.tail_frames
    longest = int(profile.max_duration_s * rate)
    starts = _early_enough(_starts(pieces, rate, profile), cut.lead_in_frames, last_frame, rate, profile)
    limits = [max(start + 1, following - profile.min_gap_frames) for start, following in pairwise(starts)]
    limits += [max(starts[-1] + 1, last_frame)] if starts else []
    spans: list[tuple[int, int]] = []
    for index, (piece, start, limit) in enumerate(zip(pieces, starts, limits, strict=True)):
        end = min(_wanted_end(piece, start, rate, profile), limit, start + longest)
        if index + 1 < len(pieces) and starts[index + 1] - end < profile.chain_below_s * rate:
            end = min(limit, start + longest)
        spans.append((start, end))
    return tuple(spans)


def _starts(pieces: Sequence[Piece], rate: Fraction, profile: SubtitleProfile) -> list[int]:
    """The frame of each piece's first word; later where the piece before needs a frame and a gap."""
    starts: list[int] = []
    for piece in pieces:
        start = frames(piece.program_range.start, rate)
        starts.append(max(start, starts[-1] + 1 + profile.min_gap_frames) if starts else start)
    return starts


_EARLIEST_S = Fraction(1, 2)
"""A cue may come this much before its first word when it would else be gone too soon (BBC allows three times that)."""


def _early_enough(
    starts: Sequence[int], first_frame: int, last_frame: int, rate: Fraction, profile: SubtitleProfile
) -> list[int]:
    """The starts, moved earlier where a cue would be shorter than its minimum and the one before has time to spare."""
    shortest = frames_up(profile.min_duration_s, rate) + profile.min_gap_frames
    result = list(starts)
    limit = last_frame + profile.min_gap_frames
    for index in range(len(result) - 1, -1, -1):
        earliest = result[index - 1] + shortest if index else first_frame
        wanted = max(limit - shortest, earliest, result[index] - frames(_EARLIEST_S, rate))
        result[index] = min(result[index], wanted)
        limit = result[index]
    return result


def _wanted_end(piece: Piece, start: int, rate: Fraction, profile: SubtitleProfile) -> int:
    """The last word's end, or later when reading takes longer, as far as a cue may linger (its minimum in any case)."""
    said = frames_up(piece.program_range.end, rate)
    read = start + frames_up(piece.needed_s, rate)
    linger = said + frames(profile.linger_s, rate)
    return max(said, min(read, linger), start + frames_up(profile.min_duration_s, rate))
