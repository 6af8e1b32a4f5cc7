"""Says where a target's selection and the film do not fit: what the film lacks, and what a platform does not take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import Held
from pipeline.domain.presets import Target
from pipeline.domain.story import Selection
from pipeline.domain.timing import ZERO, TimeRange, merged, timecode, without
from pipeline.domain.transcript import Transcript
from pipeline.rules.spoken import spoken_in

_BY_PEOPLE = frozenset({"dropped", "not-kept"})
"""Why the film leaves time out because the story says so."""

_EDGE_S = Fraction(1)
"""People write times by ear, and edges move to the ends of words: less than this outside the film is not meant."""

_SPARE_S = Fraction(1, 2)
"""The example of a selection stays this far below the limit: its edges are rounded to frames."""


def about_outside(selection: Selection, cut: EditDecisionList, footage: TimeRange) -> str:
    """Which of a selection's times the film does not have, in plain words; "" for none.

    Args:
        selection: of a target.
        cut: the film's.
        footage: all of it.
    """
    left_out = merged([item.source_range for item in cut.removals if item.reason in _BY_PEOPLE])
    shown = merged([clip.source_range for clip in cut.clips])
    told: list[str] = []
    for number, item in enumerate(selection.keep, start=1):
        wrong = list(_about_kept(item, shown=shown, left_out=left_out, footage=footage))
        told += [f"keep number {number} ({_span(item)}) {' and '.join(wrong)}"] if wrong else []
    told += [
        f"drop number {number} ({_span(item)}) holds nothing that the film has"
        for number, item in enumerate(selection.drop, start=1)
        if not _shared(item, shown)
    ]
    if not told:
        return ""
    return (
        f'the [[selection]] for "{selection.target}": {"; ".join(told)}; the story\'s own keep and drop hold for every '
        "target"
    )


def _about_kept(
    item: TimeRange, *, shown: Sequence[TimeRange], left_out: Sequence[TimeRange], footage: TimeRange
) -> Iterator[str]:
    """What is wrong with a range to keep: a part of it, or all, is not there."""
    if not _shared(item, shown):
        yield "holds nothing that the film has"
    elif (lacking := _shared(item, left_out)) >= _EDGE_S:
        yield f"holds {float(lacking):.1f} s that the film does not have"
    if item.end - footage.end >= _EDGE_S:
        yield f"ends after the footage, which is {timecode(footage.end)} long"


def _shared(item: TimeRange, ranges: Sequence[TimeRange]) -> Fraction:
    return item.duration - sum((part.duration for part in without([item], ranges)), ZERO)


def _span(item: TimeRange) -> str:
    return f"{timecode(item.start)} to {timecode(item.end)}"


def too_long(
    cuts: Mapping[str, EditDecisionList],
    targets: Sequence[Target],
    transcript: Transcript,
    *,
    selected: Collection[str],
) -> Held | None:
    """Why targets wait: their films are longer than their platforms take; nothing is cut by itself to make them fit.

    Args:
        cuts: each target's cut, by name.
        targets: what is made, with what their platforms take.
        transcript: what was said.
        selected: names of the targets that have a selection already.

    Returns:
        None when all fit.
    """
    found = [target for target in targets if cuts[target.name].duration > target.limits.max_duration_s]
    if not found:
        return None
    told = [about_length(target, cuts[target.name]) for target in found]
    first, others = found[0], [f"--target {target.name}" for target in targets if target not in found]
    how = "Keep less in its" if first.name in selected else "Choose what it shows with a"
    going_on = f", or go on without it for now: {' '.join(others)}" if others else ""
    return Held(
        f"too long for the platform: {'; '.join(told)}",
        where="story.toml",
        remedy=(
            f"{how} [[selection]] at the end of story.toml: whole sentences, in times of the footage, as in "
            f"draft/transcript.*.srt; nothing is cut by itself. For example:\n\n"
            f"{_example(first, cuts[first.name], transcript)}\n\n  Then run the same command again{going_on}"
        ),
    )


def about_length(target: Target, cut: EditDecisionList) -> str:
    """How long a target's film is, how long it may be, and what is to lose, in seconds."""
    limit, duration = target.limits.max_duration_s, cut.duration
    told = f"{target.name} is {_upward(duration)} s long and its platform takes {limit} s"
    return told if duration <= limit else f"{told}, so there are {_upward(duration - limit)} s to lose"


def _upward(seconds: Fraction) -> str:
    """Seconds with a tenth, never told shorter than they are."""
    return f"{(seconds * 10).__ceil__() / 10:.1f}"


def _example(target: Target, cut: EditDecisionList, transcript: Transcript) -> str:
    """A selection that fits, with the film's first sentences: it shows how one is written, not what matters."""
    heard = spoken_in(cut, transcript)
    cards = Fraction(cut.lead_in_frames + cut.tail_frames) / cut.frame_rate
    room = target.limits.max_duration_s - cards - _SPARE_S
    begins = heard[0].words[0][1].start
    fitting = [item for item in heard if item.words[-1][1].end - begins <= room] or [heard[0]]
    start = timecode(heard[0].sentence.source_range.start)
    end = timecode(fitting[-1].sentence.source_range.end)
    return f'      [[selection]]\n      target = "{target.name}"\n      keep = [["{start}", "{end}"]]'
