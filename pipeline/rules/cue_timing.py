"""Times cues: in with the first word, out when it was read, at ease with its neighbours and the shots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import EndReason, StartReason
from pipeline.domain.timing import frames, frames_up
from pipeline.rules.cue_search import Piece
from pipeline.rules.shot_snapping import snapped_end, snapped_start

_EARLIEST_S = Fraction(1, 2)
"""A cue may come this much before its first word when it would else be gone too soon (BBC allows three times that)."""


_AT_EASE_S = Fraction(6, 5)
"""A cue stands this long where nothing else wants its time: shorter ones are seen, but flash (TED: a second)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The frames a cue is shown on, half-open, and why it begins and ends there."""

    start_frame: int
    end_frame: int
    starts_for: StartReason
    ends_for: EndReason


def spans(
    pieces: Sequence[Piece], cut: EditDecisionList, profile: SubtitleProfile, *, shots: Sequence[int] = ()
) -> tuple[Span, ...]:
    """Each piece's frames; they never overlap, keep the minimum gap and stay between the intro and the outro.

    Args:
        pieces: in program order.
        cut: whose film they are shown in.
        profile: the limits.
        shots: the film's frames on which a new picture begins, ascending.
    """
    timing = _Timing(cut, profile, tuple(shots) if profile.snap_to_shots else ())
    return timing.spans(pieces)


class _Timing:
    """The limits of one film, in frames."""

    def __init__(self, cut: EditDecisionList, profile: SubtitleProfile, shots: tuple[int, ...]) -> None:
        self._rate, self._shots = cut.frame_rate, shots
        self._first_frame, self._last_frame = cut.lead_in_frames, cut.frame_count - cut.tail_frames
        self._gap = profile.min_gap_frames
        self._shortest = frames_up(profile.min_duration_s, self._rate)
        self._longest = int(profile.max_duration_s * self._rate)
        self._at_ease = max(self._shortest, frames_up(_AT_EASE_S, self._rate))
        self._linger = frames(profile.linger_s, self._rate)
        self._chain_below = profile.chain_below_s * self._rate

    def spans(self, pieces: Sequence[Piece]) -> tuple[Span, ...]:
        starts = self._starts(pieces)
        begins = [start for start, _ in starts]
        limits = [max(start + 1, following - self._gap) for start, following in pairwise(begins)]
        limits += [max(begins[-1] + 1, self._last_frame)] if begins else []
        result: list[Span] = []
        for index, (piece, (start, starts_for), limit) in enumerate(zip(pieces, starts, limits, strict=True)):
            following = begins[index + 1] if index + 1 < len(begins) else None
            end, ends_for = self._end(piece, start, limit, following)
            result.append(Span(start, end, starts_for, ends_for))
        return tuple(result)

    def _starts(self, pieces: Sequence[Piece]) -> list[tuple[int, StartReason]]:
        """The frame of each piece's first word, moved where its neighbours or the shots ask for it."""
        spoken = [frames(piece.program_range.start, self._rate) for piece in pieces]
        timed = self._on_shots(self._early_enough(self._one_by_one(spoken)))
        reasons: list[StartReason] = []
        for said, (start, is_shot) in zip(spoken, timed, strict=True):
            reasons.append("shot" if is_shot else "speech" if start == said else "early" if start < said else "late")
        return [(start, reason) for (start, _), reason in zip(timed, reasons, strict=True)]

    def _one_by_one(self, spoken: Sequence[int]) -> list[int]:
        """The starts, later where the cue before needs a frame and a gap."""
        starts: list[int] = []
        for start in spoken:
            starts.append(max(start, starts[-1] + 1 + self._gap) if starts else start)
        return starts

    def _early_enough(self, starts: Sequence[int]) -> list[int]:
        """The starts, moved earlier where a cue would be too short and the one before has time to spare."""
        step = self._shortest + self._gap
        result = list(starts)
        limit = self._last_frame + self._gap
        for index in range(len(result) - 1, -1, -1):
            earliest = result[index - 1] + step if index else self._first_frame
            wanted = max(limit - step, earliest, result[index] - frames(_EARLIEST_S, self._rate))
            result[index] = min(result[index], wanted)
            limit = result[index]
        return result

    def _on_shots(self, starts: Sequence[int]) -> list[tuple[int, bool]]:
        """The starts, with the shots they lie near where that leaves this cue and the one before long enough."""
        step = self._shortest + self._gap
        result: list[tuple[int, bool]] = []
        for index, start in enumerate(starts):
            snapped = snapped_start(start, self._shots, self._rate)
            earliest = result[-1][0] + step if result else self._first_frame
            latest = (starts[index + 1] if index + 1 < len(starts) else self._last_frame + self._gap) - step
            may = earliest <= snapped < start or start < snapped <= latest
            result.append((snapped, True) if may else (start, False))
        return result

    def _end(self, piece: Piece, start: int, limit: int, following: int | None) -> tuple[int, EndReason]:
        """Where the cue ends: not before its words, longer when reading takes longer, with the shot it lies near."""
        wanted, reason = self._wanted_end(piece, start)
        longest = start + self._longest
        end = min(wanted, limit, longest)
        if end < wanted:
            reason = "maximum" if end == longest else "film" if following is None else "next"
        read = min(end - start, max(self._shortest, frames_up(piece.needed_s, self._rate)))
        snapped = snapped_end(end, self._shots, self._rate, self._gap)
        if snapped != end and start + read <= snapped <= min(limit, longest):
            end, reason = snapped, "shot"
        if following is not None and end < min(limit, longest) and following - end < self._chain_below:
            end, reason = min(limit, longest), "chained"
        return end, reason

    def _wanted_end(self, piece: Piece, start: int) -> tuple[int, EndReason]:
        """When its last word ends, or it was read at ease (as far as a cue may linger), or it was seen."""
        said = frames_up(piece.program_range.end, self._rate)
        read = min(start + max(self._at_ease, frames_up(piece.needed_s, self._rate)), said + self._linger)
        seen = start + self._shortest
        end = max(said, read, seen)
        return end, "speech" if end == said else "reading" if end == read else "minimum"
