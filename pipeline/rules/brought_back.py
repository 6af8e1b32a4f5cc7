"""Finds captions that bring back a sentence whose captions had been taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.corrections import CaptionHandOut, CorrectedCue, Correction, ReturnedCaption
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import Language
from pipeline.rules.sentences import letters, similarity

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
    """The captions that stand where none was handed out, and say what a sentence says that has no caption.

    Args:
        hand_out: what the file was made from.
        language: of the file.
        returned: its captions, in order.
    """
    track = hand_out.track
    shown = {sentence_id for cue in track.cues for sentence_id in cue.sentence_ids}
    hidden = {item.sentence_id: item.text(language) for item in hand_out.sentences if item.sentence_id not in shown}
    spans = [track.program_range(cue) for cue in track.cues] if hidden else []
    found: dict[str, list[int]] = {}
    for index, item in enumerate(returned):
        text = " ".join(item.lines)
        if not hidden or not letters(text) or any(span.intersection(item.program_range) for span in spans):
            continue
        best = max(hidden, key=lambda sentence_id: _nearness(hidden[sentence_id], text))
        if _nearness(hidden[best], text) >= _THE_SAME:
            found.setdefault(best, []).append(index)
    whole = {item: some for item, some in found.items() if _is_whole(hidden[item], [returned[at] for at in some])}
    return BroughtBack(
        tuple(
            _correction(hand_out, language, item, hidden[item], [returned[at] for at in whole[item]]) for item in whole
        ),
        frozenset(at for some in found.values() for at in some),
        tuple(
            f"caption {returned[at].number} ({timecode(returned[at].program_range.start)}) shows a part of {item}, "
            "whose captions were taken out: write all of its words back, or none"
            for item in found
            if item not in whole
            for at in found[item]
        ),
    )


def _is_whole(sentence: str, captions: Sequence[ReturnedCaption]) -> bool:
    """Whether captions say all of a sentence, in its words or in others."""
    text = " ".join(" ".join(item.lines) for item in captions)
    is_part = letters(text) in letters(sentence) and letters(text) != letters(sentence)
    return not is_part and similarity(sentence, text) >= _THE_SAME


def _nearness(sentence: str, text: str) -> float:
    return 1.0 if letters(text) in letters(sentence) else similarity(sentence, text)


def _correction(
    hand_out: CaptionHandOut, language: Language, sentence_id: str, text: str, captions: Sequence[ReturnedCaption]
) -> Correction:
    cues = (CorrectedCue(hand_out.cut.to_source(item.program_range), item.lines, retimed=True) for item in captions)
    return Correction(language, (sentence_id,), tuple(cues), text)
