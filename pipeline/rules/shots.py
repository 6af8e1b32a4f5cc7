"""Says on which of the film's frames a new picture begins: a shot of the footage, a joint of the cut, a card."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import Clip, EditDecisionList
from pipeline.domain.footage import Footage, SourceFile


def shots_in(cut: EditDecisionList, footage: Footage) -> tuple[int, ...]:
    """The film's frames on which a new picture begins, ascending, each once; the film's own first frame is none.

    Footage whose shots are not known adds the joints around its clips only.
    """
    begun = [clip.program_start_frame for clip in cut.clips[:1] if cut.lead_in_frames]
    begun += [
        after.program_start_frame for before, after in pairwise(cut.clips) if not _goes_on(before, after, footage)
    ]
    begun += [frame for clip in cut.clips for frame in _inside(clip, footage, cut.frame_rate)]
    if cut.tail_frames:
        begun.append(cut.frame_count - cut.tail_frames)
    return tuple(sorted(set(begun)))


def _goes_on(before: Clip, after: Clip, footage: Footage) -> bool:
    """Whether a clip shows just what follows the clip before it, so that nobody sees their joint."""
    joint = after.source_range.start
    return before.source_range.end == joint and _file_at(footage, joint).source_range.start != joint


def _file_at(footage: Footage, source_moment: Fraction) -> SourceFile:
    """The file that a moment of source time lies in."""
    after = bisect_right(footage.files, source_moment, key=lambda file: file.source_range.start)
    return footage.files[max(after - 1, 0)]


def _inside(clip: Clip, footage: Footage, frame_rate: Fraction) -> Iterator[int]:
    """The film's frames after the clip's first on which one of its shots is first seen, ascending."""
    file = _file_at(footage, clip.source_range.start)
    shots = file.shots or ()
    first, end = (bisect_left(shots, moment) for moment in (clip.source_range.start, clip.source_range.end))
    for shot in shots[first:end]:
        frame = _first_seen(shot, clip, file, frame_rate)
        if 0 < frame < clip.frame_count:
            yield clip.program_start_frame + frame


def _first_seen(source_moment: Fraction, clip: Clip, file: SourceFile, frame_rate: Fraction) -> int:
    """The clip's frame that is the first to show a picture of the footage, or what follows it."""
    shown, first = (
        file.video.frame_at(moment - file.source_range.start, frame_rate)
        for moment in (source_moment, clip.source_range.start)
    )
    return shown - first
