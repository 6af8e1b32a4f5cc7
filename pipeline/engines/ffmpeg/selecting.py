"""How stretches of one file are read: few entries into it, and of each only the pictures that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.render_plan import Shot
from pipeline.domain.timing import frames

LONGEST_GAP_S = Fraction(5, 2)
"""What lies between two stretches is decoded and thrown away up to this length, and what an entry would decode in vain.
Over a longer gap the file is entered anew, which costs the way from the key frame before, and memory. A chunk's window
of 20 s has eight entries then at most."""


@dataclass(frozen=True, slots=True)
class Run:
    """Stretches that are read on one entry into the file.

    Attributes:
        first_frame: the first picture, counted from the file's first one at the film's pace.
        kept: half-open ranges of pictures, counted from `first_frame`, in order.
    """

    first_frame: int
    kept: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        """Pictures from the first to the last one kept, those between them included."""
        return self.kept[-1][1]


def runs_of(shots: Sequence[Shot], frame_rate: Fraction) -> tuple[Run, ...]:
    """The shots as few runs.

    Args:
        shots: of one file, in its order.
        frame_rate: of the film.
    """
    video = shots[0].video
    longest = frames(LONGEST_GAP_S + (video.entry_lead if video else 0), frame_rate)
    groups: list[list[Shot]] = []
    for shot in shots:
        if groups and shot.first_frame - groups[-1][-1].end_frame <= longest:
            groups[-1].append(shot)
        else:
            groups.append([shot])
    return tuple(_run(group) for group in groups)


def _run(group: Sequence[Shot]) -> Run:
    first = group[0].first_frame
    return Run(first, tuple((shot.first_frame - first, shot.end_frame - first) for shot in group))


def kept_expression(kept: Sequence[tuple[int, int]]) -> str:
    """An expression for ffmpeg's select that is true for these pictures.

    It searches: each picture is compared a few times however many ranges there are, and no sum grows beyond the hundred
    terms that ffmpeg takes.
    """
    if len(kept) == 1:
        ((first, end),) = kept
        return f"between(n,{first},{end - 1})"
    middle = len(kept) // 2
    return f"if(lt(n,{kept[middle][0]}),{kept_expression(kept[:middle])},{kept_expression(kept[middle:])})"
