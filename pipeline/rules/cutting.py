"""Decides the cuts: dead air and long pauses go, nothing that is heard does, and what the story says is obeyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.cut import Clip, EditDecisionList, Removal
from pipeline.domain.errors import UsageError
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.presets import CutRules
from pipeline.domain.story import Selection
from pipeline.domain.timing import ZERO, TimeRange, merged, timecode, without
from pipeline.domain.transcript import Word

_CLICK_S = Fraction(3, 10)
"""What is heard for no longer than this is a click or a bump: the shortest answer, "네", takes about as long."""

_PARTS_SOUNDS_S = Fraction(1, 2)
"""A shorter silence lies inside a sound: sobs come with such breaks, and so does a voice that is hard to hear."""

_GRAZED_S = Fraction(1, 20)
"""People write times to the tenth of a second: a drop that reaches no further into a word than this does not mean it.
Nothing is heard of a word in so little, for no syllable is as short."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is kept, as clips, and what is left out, with the reason.

    Attributes:
        clips: in source order.
        removals: in source order; they may overlap, for time can be left out for two reasons.
        wordless: what is kept and heard though no word was written for it, in source order.
    """

    clips: tuple[Clip, ...]
    removals: tuple[Removal, ...]
    wordless: tuple[TimeRange, ...]


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

    Sound away from all words is treated like a word: it may be a sentence that the recogniser missed. It stays, with
    margins around it, and is told; only silence goes by itself.

    Args:
        footage: what was filmed, with its silences.
        words: what was said, in order; at least one word.
        rules: the show's limits and margins.
        keep: source ranges to keep only; empty = everything. An edge inside a word moves to the nearer end of it.
        drop: source ranges to leave out. A word that one of them touches goes whole, and no frame of them is shown.
        frame_rate: of the film.
        lead_in_frames: length of the intro.

    Returns:
        Clips whose borders lie on the camera's frames, and never inside a word but for the frame that a drop takes.

    Raises:
        UsageError: a range to keep or drop lies outside the footage, or holds nothing that can be kept.
    """
    whole, unbroken = footage.source_range, _unbroken(words)
    kept = _told('"keep"', keep, whole, lambda item: _moved(item, unbroken))
    dropped = _told('"drop"', drop, whole, lambda item: _widened(item, unbroken))
    sounds = _wordless(merged(unbroken), rules, footage)
    removals = _removals(merged([*unbroken, *sounds]), rules, whole, kept=kept, dropped=dropped)
    removed = [removal.source_range for removal in removals]
    rooms = [(file, room) for file in footage.files for room in without([file.source_range], dropped)]
    clips = _clips(without([whole], removed), rooms, frame_rate=frame_rate, start_frame=lead_in_frames)
    return Cut(clips, removals, without(sounds, removed))


def selected_from(cut: EditDecisionList, footage: Footage, words: Sequence[Word], selection: Selection) -> Cut:
    """The cut of a target that shows a part of the film: no frame that the film does not show, in the same order.

    Args:
        cut: the film's.
        footage: what was filmed.
        words: what was said, in order.
        selection: what the target keeps and drops of the film; edges are fitted to words as in the film's own cut.

    Returns:
        No clips where nothing of the film is left. The removals are the film's, and what the selection leaves out.

    Raises:
        UsageError: a range of the selection lies outside the footage, or holds no whole word.
    """
    whole, unbroken = footage.source_range, _unbroken(words)
    of = f'of the [[selection]] for "{selection.target}"'
    kept = _told(f'"keep" {of}', selection.keep, whole, lambda item: _moved(item, unbroken)) or (whole,)
    dropped = _told(f'"drop" {of}', selection.drop, whole, lambda item: _widened(item, unbroken))
    left_out = merged([*without([whole], kept), *dropped])
    rooms = [(_file_of(clip, footage), room) for clip in cut.clips for room in without([clip.source_range], dropped)]
    clips = _clips(without(kept, dropped), rooms, frame_rate=cut.frame_rate, start_frame=cut.lead_in_frames)
    removals = [*cut.removals, *(Removal(item, "not-selected") for item in left_out)]
    return Cut(
        clips,
        tuple(sorted(removals, key=lambda removal: (removal.source_range, removal.reason))),
        without(cut.wordless, left_out),
    )


def _file_of(clip: Clip, footage: Footage) -> SourceFile:
    return next(file for file in footage.files if file.source_range.contains(clip.source_range.start))


def _unbroken(words: Sequence[Word]) -> tuple[TimeRange, ...]:
    """The words' times, in order; words that overlap are one range, since nothing can part them."""
    found: list[TimeRange] = []
    for span in sorted(word.source_range for word in words):
        if found and span.start < found[-1].end:
            found[-1] = TimeRange(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _told(
    key: str, ranges: Sequence[TimeRange], whole: TimeRange, fitted: Callable[[TimeRange], TimeRange | None]
) -> tuple[TimeRange, ...]:
    """The story's ranges inside the footage, fitted to the words; refuses one that means nothing there."""
    found: list[TimeRange] = []
    for number, item in enumerate(ranges, start=1):
        inside = item.intersection(whole)
        meant = fitted(inside) if inside else None
        if meant is None:
            wrong = "holds no whole word" if inside else "begins after the end of the footage"
            raise UsageError(
                f"{key} number {number} ({timecode(item.start)} to {timecode(item.end)}) {wrong}; "
                f"the footage is {timecode(whole.end)} long",
                where="story.toml",
                remedy="Correct its times: they count from the start of the first file, as in draft/transcript.*.srt",
            )
        found.append(meant)
    return merged(found)


def _moved(item: TimeRange, unbroken: Sequence[TimeRange]) -> TimeRange | None:
    """The range with each edge that lies inside a word at the nearer end of it; None when nothing is left between."""
    start, end = _nearer_end(item.start, unbroken), _nearer_end(item.end, unbroken)
    return TimeRange(start, end) if start < end else None


def _nearer_end(moment: Fraction, unbroken: Sequence[TimeRange]) -> Fraction:
    for span in unbroken:
        if span.start < moment < span.end:
            return span.start if moment - span.start < span.end - moment else span.end
    return moment


def _widened(item: TimeRange, unbroken: Sequence[TimeRange]) -> TimeRange:
    """The range with all of every word it touches, and nothing of a word that it only grazes."""
    shared = [(span, part) for span in unbroken if (part := span.intersection(item))]
    grazed = [span for span, part in shared if part not in (span, item) and part.duration <= _GRAZED_S]
    whole_words = merged([item, *(span for span, _ in shared if span not in grazed)])
    (widened,) = without(whole_words, grazed) or merged([item, *grazed])
    return widened


def _wordless(spoken: Sequence[TimeRange], rules: CutRules, footage: Footage) -> tuple[TimeRange, ...]:
    """What is heard before the first word, after the last, and in the long pauses between, margins apart."""
    air = rules.kept_pause_s / 2
    edges = [
        (ZERO, spoken[0].start - rules.margin_before_s),
        (spoken[-1].end + rules.margin_after_s, footage.source_range.end),
        *((before.end + air, after.start - air) for before, after in _pauses(spoken, rules)),
    ]
    quiet = [silence for silence in footage.silences if silence.duration >= _PARTS_SOUNDS_S]
    heard = without([TimeRange(start, end) for start, end in edges if start < end], quiet)
    return tuple(sound for sound in heard if sound.duration > _CLICK_S)


def _pauses(heard: Sequence[TimeRange], rules: CutRules) -> tuple[tuple[TimeRange, TimeRange], ...]:
    """What is heard before and after each pause that is over the limit."""
    return tuple((before, after) for before, after in pairwise(heard) if after.start - before.end > rules.max_pause_s)


def _removals(
    heard: Sequence[TimeRange],
    rules: CutRules,
    whole: TimeRange,
    *,
    kept: Sequence[TimeRange],
    dropped: Sequence[TimeRange],
) -> tuple[Removal, ...]:
    """Everything that is left out, given what is heard: the words and the sounds between them."""
    air = rules.kept_pause_s / 2
    between = TimeRange(max(heard[0].start - rules.margin_before_s, ZERO), heard[-1].end + rules.margin_after_s)
    found = [Removal(item, "dead-air") for item in without([whole], [between])]
    found += [
        Removal(TimeRange(before.end + air, after.start - air), "long-pause") for before, after in _pauses(heard, rules)
    ]
    if kept:
        found += [Removal(item, "not-kept") for item in without([whole], kept)]
    found += [Removal(item, "dropped") for item in dropped]
    return tuple(sorted(found, key=lambda removal: (removal.source_range, removal.reason)))


def _clips(
    stretches: Sequence[TimeRange],
    rooms: Sequence[tuple[SourceFile, TimeRange]],
    *,
    frame_rate: Fraction,
    start_frame: int,
) -> tuple[Clip, ...]:
    """The stretches as clips, each from one file, and never beyond the rooms: what may be shown of the files."""
    clips: list[Clip] = []
    frame, position = start_frame, ZERO
    for stretch in stretches:
        for file, room in rooms:
            inside = stretch.intersection(room)
            clip = (
                _on_frames(inside, room, file, frame_rate, not_before=position, start_frame=frame) if inside else None
            )
            if clip is not None:
                clips.append(clip)
                frame += clip.frame_count
                position = clip.source_range.end
    return tuple(clips)


def _on_frames(
    stretch: TimeRange,
    room: TimeRange,
    file: SourceFile,
    frame_rate: Fraction,
    *,
    not_before: Fraction,
    start_frame: int,
) -> Clip | None:
    """The stretch as a clip on the film's frame grid, which is laid on the file's first picture.

    It is rounded outward, so that no kept word loses a sound, but never into the clip before it or out of its room: the
    part of the file that may be shown.
    """
    grid = file.source_range.start + file.video.start
    first = ((stretch.start - grid) * frame_rate).__floor__()
    earliest = ((max(not_before, room.start) - grid) * frame_rate).__ceil__()
    first = max(first, earliest)
    last = ((stretch.end - grid) * frame_rate).__ceil__()
    latest = ((room.end - grid) * frame_rate).__floor__()
    count = min(last, latest) - first
    if count <= 0:
        return None
    start = grid + first / frame_rate
    return Clip(TimeRange(start, start + count / frame_rate), start_frame, count)
