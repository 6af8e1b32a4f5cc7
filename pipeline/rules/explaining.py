"""Tells why a second was kept or cut, in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

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
}


def lines_about(
    cut: EditDecisionList, transcript: Transcript, track: SubtitleTrack | None, moment: Fraction | None
) -> Iterator[str]:
    """The decisions about one moment of the footage, or about all of it, in source order.

    Args:
        cut: the decisions.
        transcript: what was said there.
        track: the captions; None before they are made.
        moment: source time; None for everything.
    """
    stretches = [(removal.source_range, REASONS[removal.reason]) for removal in cut.removals]
    stretches += [(clip.source_range, f"kept: film {_span(cut.program_range(clip))}") for clip in cut.clips]
    stretches += [(sound, WORDLESS) for sound in cut.wordless]
    for source_range, why in sorted(stretches):
        if moment is None or source_range.contains(moment):
            yield f"{_span(source_range)}  {why}"
    for sentence in transcript.sentences:
        if moment is not None and sentence.source_range.contains(moment):
            yield from _about_sentence(sentence, track)


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
