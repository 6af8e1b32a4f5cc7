"""The limits on captions' times as whole frames of one film, and what breaks them: what the timing rules share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.presets import SLOWEST_FRAME_RATE
from pipeline.domain.subtitles import Caption
from pipeline.domain.timing import frames, frames_up
from pipeline.rules.shot_snapping import snapped_end, snapped_start
from pipeline.rules.subtitles.base import Yardstick

_ROUNDING_MS = 10
"""Where frames are not known, times may be this far off: ASS files round to hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The limits, in frames (in milliseconds where frames are not known).

    Attributes:
        shortest, longest: of a caption.
        rounding: how far beyond both it may be without being blamed.
        least_gap: between two captions.
        chained_below: a wider gap that is shorter than this is closed to `least_gap`.
        judges_frames: whether single frames can be judged: gaps and shots.
        frame_rate: frames a second.
        shots: the frames on which a new shot begins, ascending; none where they do not matter.
    """

    shortest: int
    longest: int
    rounding: int
    least_gap: int
    chained_below: int
    judges_frames: bool
    frame_rate: Fraction
    shots: tuple[int, ...]

    @classmethod
    def of(cls, yardstick: Yardstick) -> Timing:
        """The profile's limits at the film's frame rate."""
        profile, rate, known = yardstick.profile, yardstick.frame_rate, yardstick.knows_frames
        slowest_gap_s = profile.min_gap_frames / SLOWEST_FRAME_RATE
        return cls(
            shortest=frames(profile.min_duration_s, rate),
            longest=int(profile.max_duration_s * rate),
            rounding=0 if known else _ROUNDING_MS,
            least_gap=profile.min_gap_frames if known else frames_up(slowest_gap_s, rate),
            chained_below=frames(profile.chain_below_s, rate),
            judges_frames=known,
            frame_rate=rate,
            shots=yardstick.shots if known and profile.snap_to_shots else (),
        )

    def is_too_short(self, length: int) -> bool:
        """Whether a caption of this length is gone before it is seen."""
        return length < self.shortest - self.rounding

    def is_too_long(self, length: int) -> bool:
        """Whether a caption of this length stands too long."""
        return length > self.longest + self.rounding

    def is_readable(self, length: int) -> bool:
        """Whether a caption of this length can be seen and is fresh: neither too short nor too long."""
        return not self.is_too_short(length) and not self.is_too_long(length)

    def is_too_narrow(self, gap: int) -> bool:
        """Whether the eye does not see the change; captions that overlap are another matter."""
        return self.judges_frames and 0 <= gap < self.least_gap

    def is_to_be_closed(self, before: Caption, start_frame: int) -> bool:
        """Whether the time between a caption and the start of the next one is a flicker that can be closed.

        It cannot when the caption would stand too long, or leave the shot it ends with.
        """
        if not self.judges_frames or not self.least_gap < start_frame - before.end_frame < self.chained_below:
            return False
        closed = start_frame - self.least_gap
        if closed - before.start_frame > self.longest:
            return False
        return self.snapped_end(closed) == closed or self.snapped_end(before.end_frame) != before.end_frame

    def snapped_start(self, frame: int) -> int:
        """Where a caption that begins here should begin for the shots' sake."""
        return snapped_start(frame, self.shots, self.frame_rate) if self.shots else frame

    def snapped_end(self, frame: int) -> int:
        """Where a caption that ends here should end for the shots' sake."""
        return snapped_end(frame, self.shots, self.frame_rate, self.least_gap) if self.shots else frame


def followers(captions: Sequence[Caption]) -> Iterator[tuple[Caption, Caption]]:
    """Each caption after the first of its place with the one before it there that stands longest.

    Captions that do not run forward are left out: they stand nowhere.

    Args:
        captions: in the order of their starts.
    """
    longest: dict[tuple[str, ...], Caption] = {}
    for caption in captions:
        if caption.end_frame <= caption.start_frame:
            continue
        before = longest.get(caption.place)
        if before is not None:
            yield before, caption
        if before is None or caption.end_frame > before.end_frame:
            longest[caption.place] = caption
