"""Tells why a second was kept or cut, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import TimeRange, timecode
from pipeline.domain.transcript import Sentence, Transcript
from pipeline.rules.cue_reasons import in_words

WORDLESS = "heard: no word was written for this sound; it stays until the story drops it"

REASONS = {
    "dead-air": "cut: silence before the first sound or after the last",
    "long-pause": "cut: the middle of a pause longer than the show allows (cut.max_pause_s)",
    "dropped": "cut: the story says drop",
    "not-kept": "cut: the story keeps other passages",
    "not-selected": "cut: the [[selection]] for this target leaves it out",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on both clocks.

    Attributes:
        asked: the clock it was asked for on.
        source: when it is in the footage; None where the film shows no footage.
        program: when it is in the film; none where it was left out, several where it is shown several times.
    """

    asked: Literal["footage", "film"]
    source: Fraction | None
    program: tuple[Fraction, ...]

    @property
    def in_words(self) -> str:
        """Both times, the asked one first."""
        film = ", ".join(map(timecode, self.program))
        if self.source is None:
            return f"film {film} (as asked): no footage is shown then, but title or credits"
        footage = timecode(self.source)
        if self.asked == "film":
            return f"film {film} (as asked) = footage {footage}"
        return f"footage {footage} (as asked) = " + (f"film {film}" if film else "not in the film")


def at_footage_time(cut: EditDecisionList, source: Fraction) -> Moment:
    """The moment at a time in the footage."""
    clips = [clip for clip in cut.clips if clip.source_range.contains(source)]
    return Moment(
        "footage", source, tuple(cut.program_range(clip).start + source - clip.source_range.start for clip in clips)
    )


def at_film_time(cut: EditDecisionList, program: Fraction) -> Moment:
    """The moment at a time in the film."""
    clip = next((clip for clip in cut.clips if cut.program_range(clip).contains(program)), None)
    source = clip.source_range.start + program - cut.program_range(clip).start if clip else None
    return Moment("film", source, (program,))


def lines_about(
    cut: EditDecisionList, transcript: Transcript, track: SubtitleTrack | None, moment: Moment | None
) -> Iterator[str]:
    """The decisions about one moment, or about all of the footage, in source order.

    Args:
        cut: the decisions.
        transcript: what was said there.
        track: the captions; None before they are made.
        moment: what is asked for; None for everything.
    """
    yield moment.in_words if moment else 'all times are those of the footage, but those behind the word "film"'
    source = moment.source if moment else None
    stretches = [(removal.source_range, REASONS[removal.reason]) for removal in cut.removals]
    stretches += [(clip.source_range, f"kept: film {_span(cut.program_range(clip))}") for clip in cut.clips]
    stretches += [(sound, WORDLESS) for sound in cut.wordless]
    for source_range, why in sorted(stretches):
        if moment is None or (source is not None and source_range.contains(source)):
            yield f"{_span(source_range)}  {why}"
    if moment is None:
        return
    shown = _shown_at(track, moment)
    for sentence in transcript.sentences:
        if sentence.id in shown or (source is not None and sentence.source_range.contains(source)):
            yield from _about_sentence(sentence, track)


def _shown_at(track: SubtitleTrack | None, moment: Moment) -> set[str]:
    """The sentences in the captions that stand then: a caption may begin before its words, and stay after them."""
    return {
        sentence_id
        for cue in (track.cues if track else ())
        for sentence_id in cue.sentence_ids
        if track is not None and any(track.program_range(cue).contains(item) for item in moment.program)
    }


def _about_sentence(sentence: Sentence, track: SubtitleTrack | None) -> Iterator[str]:
    yield f"sentence {sentence.id}: {sentence.text}"
    for flag in sentence.flags:
        yield f"  doubt ({flag.rule}): {flag.message}"
    for number, cue in enumerate(track.cues if track else (), start=1):
        if sentence.id in cue.sentence_ids and track is not None:
            yield f"  caption {number}, film {_span(track.program_range(cue))}: {' / '.join((*cue.ko, *cue.en))}"
            yield from (f"    {why}" for why in in_words(cue.reasons))


def _span(time_range: TimeRange) -> str:
    return f"{timecode(time_range.start)} - {timecode(time_range.end)}"
