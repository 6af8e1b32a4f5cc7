"""Finds when a speaker's name stands in the picture: while this person speaks, never over another's words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pipeline.domain.branding import ChapterTitle
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import frames
from pipeline.rules.spoken import Spoken

_AFTER_S = Fraction(1)
"""The name comes no earlier after the first picture: first the face, then who it is."""

_SHORTEST_S = Fraction(2)
"""Nobody reads a name and a role in less; then the name is not shown."""


def when_named(
    cut: EditDecisionList,
    heard: Sequence[Spoken],
    *,
    length: Fraction,
    speaker: int = 1,
    titles: Sequence[ChapterTitle] = (),
) -> tuple[int, int] | None:
    """The frames, half-open, on which the speaker's name stands.

    It begins with the speaker's first sentence after which nobody else speaks for as long as the name stands, and when
    no title is seen, if that can be before anybody else speaks. Where there is no such sentence, it stands for a
    shorter time, over the one with most room. Where nobody knows who speaks, it begins soon after the first picture.

    Args:
        cut: of the film.
        heard: its sentences, in program order; those of which nobody knows whose they are may be anybody's.
        length: seconds for which it stands.
        speaker: the number of the speaker.
        titles: the film's chapter titles, in its order.

    Returns:
        None where the speaker is never heard for long enough, or the film is too short.
    """
    first = cut.lead_in_frames + frames(_AFTER_S, cut.frame_rate)
    last = cut.frame_count - cut.tail_frames
    wanted, shortest = frames(length, cut.frame_rate), frames(min(length, _SHORTEST_S), cut.frame_rate)
    if any(item.sentence.speaker for item in heard):
        spans = _alone(cut, heard, speaker)
        rooms = [(max(start, first), min(end, last)) for start, end in spans if max(start, first) < min(end, last)]
    else:
        rooms, shortest = ([(first, last)] if first < last else []), 0
    if not rooms:
        return None
    longest = max(rooms, key=lambda room: room[1] - room[0])
    start, end = next((room for room in rooms if room[1] - room[0] >= wanted), longest)
    start = _clear_of(titles, start, end, wanted)
    return (start, min(start + wanted, end)) if end - start >= shortest else None


def _clear_of(titles: Sequence[ChapterTitle], start: int, end: int, wanted: int) -> int:
    """The first frame from which on the name stands beside no title; where the room has none, its start."""
    seen = [title for title in titles if start < title.end_frame and title.start_frame < end]
    begins = [start, *(title.end_frame for title in seen)]
    ends = [*(title.start_frame for title in seen), end]
    return next((first for first, last in zip(begins, ends, strict=True) if last - first >= wanted), start)


def _alone(cut: EditDecisionList, heard: Sequence[Spoken], speaker: int) -> list[tuple[int, int]]:
    """For each sentence of the speaker: from its beginning, or the end of what others say into it, to others' next."""
    found: list[tuple[int, int]] = []
    others = [
        (item.words[0][1].start, max(span.end for _, span in item.words))
        for item in heard
        if item.sentence.speaker != speaker
    ]
    for item in heard:
        if item.sentence.speaker == speaker:
            begins = item.words[0][1].start
            start = max([begins, *(end for before, end in others if before <= begins)])
            end = min((after for after, _ in others if after > begins), default=cut.duration)
            found.append((frames(start, cut.frame_rate), frames(end, cut.frame_rate)))
    return found
