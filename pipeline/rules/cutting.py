"""Decides the cut: dead air and long pauses go, words never do, and what the story says is obeyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import Clip, Removal
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.presets import CutRules
from pipeline.domain.timing import ZERO, TimeRange, merged, without
from pipeline.domain.transcript import Word

_SILENT_ENOUGH = Fraction(9, 10)
"""A pause is dead air when nine tenths of it are silent; else somebody sobs, laughs or acts, and it stays."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is kept, as clips, and what is left out, with the reason."""

    clips: tuple[Clip, ...]
    removals: tuple[Removal, ...]


def cut_from(
    footage: Footage,
    words: Sequence[Word],
    rules: CutRules,
    *,
    keep: Sequence[TimeRange],
    drop: Sequence[TimeRange],
    frame_rate: Fraction,
    lead_in_frames: int,
) -> Cut:
    """The cut of an interview.

    Args:
        footage: what was filmed, with its silences.
        words: what was said, in order; at least one word.
        rules: the show's limits and margins.
        keep: source ranges to keep only; empty = everything.
        drop: source ranges to leave out.
        frame_rate: of the film.
        lead_in_frames: length of the intro.

    Returns:
        Clips whose borders lie on the camera's frames. No border lies inside a word that is kept: an edge the story
        puts inside a word moves to the nearer end of that word.
    """
    removals = _removals(footage, words, rules, keep=keep, drop=drop)
    kept = without([footage.source_range], [removal.source_range for removal in removals])
    clips: list[Clip] = []
    frame = lead_in_frames
    position = ZERO
    for stretch in kept:
        for file in footage.files:
            inside = stretch.intersection(file.source_range)
            clip = _on_frames(inside, file, frame_rate, not_before=position, start_frame=frame) if inside else None
            if clip is not None:
                clips.append(clip)
                frame += clip.frame_count
                position = clip.source_range.end
    return Cut(tuple(clips), removals)


def _removals(
    footage: Footage,
    words: Sequence[Word],
    rules: CutRules,
    *,
    keep: Sequence[TimeRange],
    drop: Sequence[TimeRange],
) -> tuple[Removal, ...]:
    whole = footage.source_range
    found = [Removal(item, "long-pause") for item in _long_pauses(words, rules, footage.silences)]
    found += [Removal(item, "dead-air") for item in _dead_air(words, rules, whole)]
    if keep:
        found += [Removal(item, "not-kept") for item in without([whole], _snapped(keep, words, whole))]
    found += [Removal(item, "dropped") for item in _snapped(drop, words, whole)]
    return tuple(sorted(found, key=lambda removal: (removal.source_range, removal.reason)))


def _dead_air(words: Sequence[Word], rules: CutRules, whole: TimeRange) -> tuple[TimeRange, ...]:
    """What lies before the first word and after the last, margins aside."""
    first = max(words[0].source_range.start - rules.margin_before_s, ZERO)
    last = min(max(word.source_range.end for word in words) + rules.margin_after_s, whole.end)
    return without([whole], [TimeRange(first, last)])


def _long_pauses(words: Sequence[Word], rules: CutRules, silences: Sequence[TimeRange]) -> tuple[TimeRange, ...]:
    """The middle of every pause between words that is over the limit and silent."""
    found: list[TimeRange] = []
    spoken = merged(word.source_range for word in words)
    for before, after in pairwise(spoken):
        if after.start - before.end <= rules.max_pause_s:
            continue
        middle = TimeRange(before.end + rules.kept_pause_s / 2, after.start - rules.kept_pause_s / 2)
        silent = sum((part.duration for silence in silences if (part := silence.intersection(middle))), ZERO)
        if silent >= _SILENT_ENOUGH * middle.duration:
            found.append(middle)
    return tuple(found)


def _snapped(ranges: Sequence[TimeRange], words: Sequence[Word], whole: TimeRange) -> tuple[TimeRange, ...]:
    """The story's ranges inside the footage, with edges moved out of words."""
    spoken = _unbroken(words)
    found: list[TimeRange] = []
    for item in merged(ranges):
        start, end = _out_of_words(item.start, spoken), _out_of_words(min(item.end, whole.end), spoken)
        if start < end:
            found.append(TimeRange(start, end))
    return merged(found)


def _unbroken(words: Sequence[Word]) -> tuple[TimeRange, ...]:
    """The words' times, in order; words that overlap are one range, since nothing can part them."""
    found: list[TimeRange] = []
    for span in sorted(word.source_range for word in words):
        if found and span.start < found[-1].end:
            found[-1] = TimeRange(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _out_of_words(moment: Fraction, spoken: Sequence[TimeRange]) -> Fraction:
    for span in spoken:
        if span.start < moment < span.end:
            return span.start if moment - span.start < span.end - moment else span.end
    return moment


def _on_frames(
    stretch: TimeRange, file: SourceFile, frame_rate: Fraction, *, not_before: Fraction, start_frame: int
) -> Clip | None:
    """The stretch as a clip on the film's frame grid, which is laid on the file's first picture.

    It is rounded outward, so that no kept word loses a sound, but never into the clip before it or out of the file.
    """
    grid = file.source_range.start + file.video.start
    first = ((stretch.start - grid) * frame_rate).__floor__()
    earliest = ((max(not_before, file.source_range.start) - grid) * frame_rate).__ceil__()
    first = max(first, earliest)
    last = ((stretch.end - grid) * frame_rate).__ceil__()
    latest = ((file.source_range.end - grid) * frame_rate).__floor__()
    count = min(last, latest) - first
    if count <= 0:
        return None
    start = grid + first / frame_rate
    return Clip(TimeRange(start, start + count / frame_rate), start_frame, count)
