"""Finds captions that bring back a sentence whose captions had been taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.domain.corrections import CaptionHandOut, CorrectedCue, Correction, Occurrence, ReturnedCaption, Showing
from pipeline.domain.timing import TimeRange, timecode
from pipeline.domain.transcript import Language
from pipeline.rules.placing import occurrences
from pipeline.rules.sentences import letters, similarity
from pipeline.rules.speaker_marks import without_mark

_THE_SAME = 0.6
"""Likeness of captions to a sentence from which they are its own, reworded."""


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What a file brings back.

    Attributes:
        corrections: one for each sentence.
        captions: by index, those that belong to them.
        unplaced: captions that show a part of such a sentence alone, in plain words.
    """

    corrections: tuple[Correction, ...]
    captions: frozenset[int]
    unplaced: tuple[str, ...]


def brought_back(hand_out: CaptionHandOut, language: Language, returned: Sequence[ReturnedCaption]) -> BroughtBack:
    """The captions that stand where none was handed out, and say what a sentence says that has no caption there.

    Args:
        hand_out: what the file was made from.
        language: of the file.
        returned: its captions, in order.
    """
    track, showings = hand_out.track, hand_out.showings
    shown = {index for some in hand_out.shown for index in some}
    hidden = [index for index in range(len(showings)) if index not in shown]
    spans = [track.program_range(cue) for cue in track.cues] if hidden else []
    found: dict[int, list[int]] = {}
    for index, item in enumerate(returned):
        text = " ".join(item.lines)
        if not hidden or not letters(text) or any(span.intersection(item.program_range) for span in spans):
            continue
        best = max(hidden, key=lambda at: _rank(showings[at], language, text, item.program_range))
        if _nearness(showings[best].text(language), text) >= _THE_SAME:
            found.setdefault(best, []).append(index)
    said = {at: showings[at].text(language) for at in found}
    whole = [at for at, some in found.items() if _is_whole(said[at], [returned[index] for index in some])]
    which = occurrences(showings)
    return BroughtBack(
        tuple(
            _correction(hand_out, language, showings[at], which[at], [returned[index] for index in found[at]])
            for at in whole
        ),
        frozenset(index for some in found.values() for index in some),
        tuple(
            f"caption {returned[index].number} ({timecode(returned[index].program_range.start)}) shows a part of "
            f"{showings[at].sentence_id}, whose captions were taken out: write all of its words back, or none"
            for at in found
            if at not in whole
            for index in found[at]
        ),
    )


def _rank(showing: Showing, language: Language, text: str, span: TimeRange) -> tuple[float, Fraction]:
    """How near a caption is to a showing: by its words, then by its time."""
    said = showing.program_range
    apart = max(Fraction(0), said.start - span.end, span.start - said.end) if said else Fraction(0)
    return _nearness(showing.text(language), text), -apart


def _is_whole(sentence: str, captions: Sequence[ReturnedCaption]) -> bool:
    """Whether captions say all of a sentence, in its words or in others."""
    text = " ".join(" ".join(item.lines) for item in captions)
    is_part = letters(text) in letters(sentence) and letters(text) != letters(sentence)
    return not is_part and similarity(sentence, text) >= _THE_SAME


def _nearness(sentence: str, text: str) -> float:
    return 1.0 if letters(text) in letters(sentence) else similarity(sentence, text)


def _correction(
    hand_out: CaptionHandOut,
    language: Language,
    showing: Showing,
    which: Occurrence,
    captions: Sequence[ReturnedCaption],
) -> Correction:
    first, *rest = (
        CorrectedCue(hand_out.cut.to_source(item.program_range), item.lines, retimed=True) for item in captions
    )
    lines, own_mark = without_mark(first.lines, showing.mark(language))
    cues = (replace(first, lines=lines), *rest)
    ids = (showing.sentence_id,)
    return Correction(language, ids, cues, showing.text(language), (which,), own_mark)
