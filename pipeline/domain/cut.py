"""The cut: which source time the film keeps, in which order, and the only map from source time to program time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from pipeline.domain.timing import TimeBase, TimeRange, at_frame


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of footage the film shows.

    Attributes:
        source_range: what is shown; its length is exactly `frame_count` output frames.
        program_start_frame: index of the film's frame it begins on.
        frame_count: its length in output frames.
    """

    source_range: TimeRange
    program_start_frame: int
    frame_count: int

    def __post_init__(self) -> None:
        if self.frame_count <= 0 or self.program_start_frame < 0:
            raise ValueError("a clip begins in the film and lasts at least a frame")


@dataclass(frozen=True, slots=True)
class Removal:
    """Source time the film leaves out, and why.

    Attributes:
        source_range: what is left out.
        reason: "dead-air", "long-pause", "dropped", "not-kept"; in a target's own cut also "not-selected".
    """

    source_range: TimeRange
    reason: str


class TimeBaseError(ValueError):
    """Times were read on the wrong clock: mapped twice, or taken from other footage."""


@dataclass(frozen=True)  # without slots: it keeps the index of its clips
class EditDecisionList:
    """The cut as data.

    Attributes:
        source_base: the source time axis it cuts.
        program_base: the program time axis it makes; its id is the hash of the decisions.
        frame_rate: the film's frame rate, exact.
        lead_in_frames: length of the intro before the first clip.
        tail_frames: length of the outro after the last clip.
        clips: in program order, without gaps; a source range may appear more than once.
        removals: what was left out, in source order.
        wordless: what is kept and heard though no word was written for it, in source order.
    """

    source_base: TimeBase
    program_base: TimeBase
    frame_rate: Fraction
    lead_in_frames: int
    tail_frames: int
    clips: tuple[Clip, ...]
    removals: tuple[Removal, ...]
    wordless: tuple[TimeRange, ...] = ()

    def __post_init__(self) -> None:
        frame = self.lead_in_frames
        for clip in self.clips:
            if clip.program_start_frame != frame:
                raise ValueError("clips lie end to end in program time")
            if clip.source_range.duration != Fraction(clip.frame_count) / self.frame_rate:
                raise ValueError("a clip's source range lasts exactly its frames")
            frame += clip.frame_count
        if not self.clips:
            raise ValueError("a film shows at least one clip")

    @property
    def frame_count(self) -> int:
        """The film's length in frames, intro and outro included."""
        return self.lead_in_frames + sum(clip.frame_count for clip in self.clips) + self.tail_frames

    @property
    def duration(self) -> Fraction:
        """The film's length in seconds."""
        return at_frame(self.frame_count, self.frame_rate)

    def program_range(self, clip: Clip) -> TimeRange:
        """Where a clip lies in the film."""
        start = clip.program_start_frame
        return TimeRange(at_frame(start, self.frame_rate), at_frame(start + clip.frame_count, self.frame_rate))

    def to_program(self, source_range: TimeRange, *, of: TimeBase) -> tuple[TimeRange, ...]:
        """Where a source range is seen in the film: never, once or more often, in program order.

        Args:
            source_range: the time to map.
            of: the time base of the artefact it was read from.

        Raises:
            TimeBaseError: that artefact's times are not on this cut's source axis.
        """
        if of != self.source_base:
            raise TimeBaseError(f"times on {of.axis} axis {of.id[:12]} cannot be mapped by a cut of other footage")
        found: list[tuple[int, TimeRange]] = []
        for clip in self._by_source.touching(source_range):
            shared = clip.source_range.intersection(source_range)
            if shared is not None:
                moved_by = self.program_range(clip).start - clip.source_range.start
                found.append((clip.program_start_frame, shared.shifted(moved_by)))
        return tuple(program_range for _, program_range in sorted(found))

    def to_source(self, program_range: TimeRange) -> tuple[TimeRange, ...]:
        """The footage that is seen in a range of the film, in program order; nothing for intro and outro."""
        found: list[TimeRange] = []
        first = bisect_right(self._program_starts, program_range.start) - 1
        for clip in self.clips[max(first, 0) : bisect_left(self._program_starts, program_range.end)]:
            clip_range = self.program_range(clip)
            shared = clip_range.intersection(program_range)
            if shared is not None:
                found.append(shared.shifted(clip.source_range.start - clip_range.start))
        return tuple(found)

    @cached_property
    def _by_source(self) -> _ClipIndex:
        return _ClipIndex(self.clips)

    @cached_property
    def _program_starts(self) -> list[Fraction]:
        return [self.program_range(clip).start for clip in self.clips]


@dataclass(frozen=True, slots=True)
class TargetCuts:
    """The cuts of targets that show a part of the film only; each has a program time of its own.

    Attributes:
        cuts: name of each such target, to its cut; all of it is part of the film's cut.
    """

    cuts: Mapping[str, EditDecisionList]


class _ClipIndex:
    """Clips by their source time: the few that touch a range are found without asking all of them."""

    def __init__(self, clips: tuple[Clip, ...]) -> None:
        self._clips = sorted(clips, key=lambda clip: clip.source_range)
        self._starts = [clip.source_range.start for clip in self._clips]
        self._latest_ends = list(accumulate((clip.source_range.end for clip in self._clips), max))
        """The latest end among each clip and those before it: beyond it, none of them reaches."""

    def touching(self, source_range: TimeRange) -> list[Clip]:
        """The clips that may show something of the range, in no particular order."""
        end = bisect_left(self._starts, source_range.end)
        start = bisect_right(self._latest_ends, source_range.start)
        return self._clips[start:end]
