"""Compares captions that came back with those that were handed out: what a person changed, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.domain.corrections import CaptionHandOut, CorrectedCue, Correction, Occurrence, ReturnedCaption
from pipeline.domain.transcript import Language
from pipeline.rules.brought_back import brought_back
from pipeline.rules.matching_captions import Group, groups_of, hanging_together, rejoined
from pipeline.rules.placing import occurrences
from pipeline.rules.recognising import same_time
from pipeline.rules.returned_words import HandedOutCue, lost_words
from pipeline.rules.speaker_marks import without_mark


@dataclass(frozen=True, slots=True)
class Partial:
    """Sentences of which some words were taken out and others stay.

    Attributes:
        language: of the file.
        sentence_ids: whose captions they were.
        moments: program times at which the captions began that are gone, in the film that was handed out.
    """

    language: Language
    sentence_ids: tuple[str, ...]
    moments: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file that came back gave.

    Attributes:
        corrections: in the order of the film; those of earlier returns that still hold among them.
        unplaced: captions that belong to no sentence, each named in plain words; nothing is guessed.
        partial: sentences that would be shown in part; no correction is made of them.
        found: the corrections that are not of earlier returns.
    """

    corrections: tuple[Correction, ...]
    unplaced: tuple[str, ...]
    partial: tuple[Partial, ...] = ()
    found: tuple[Correction, ...] = ()


def corrections_in(hand_out: CaptionHandOut, language: Language, returned: Sequence[ReturnedCaption]) -> Returned:
    """What the person changed, against the captions that were handed out.

    Everything that hangs together by a cue or by one showing of a sentence is one correction, so that no word of a
    sentence stands twice or not at all. A sentence that is shown twice may be corrected each time otherwise.
    """
    in_order = sorted(returned, key=lambda item: item.program_range.start)
    back = brought_back(hand_out, language, in_order)
    in_order = [item for index, item in enumerate(in_order) if index not in back.captions]
    reading = _Reading(hand_out, language, in_order)
    unplaced = reading.read()
    found = [*back.corrections, *reading.found]
    corrected = {key for item in found for key in _showings(item)}
    earlier = [
        item
        for item in hand_out.corrections
        if item.language == language and not any(key in corrected for key in _showings(item))
    ]
    return Returned((*earlier, *found), (*unplaced, *back.unplaced), tuple(reading.partial), tuple(found))


def same_changes(one: Returned, two: Returned) -> bool:
    """Whether one file, read against two hand-outs, tells the same changes.

    Corrections of earlier returns may be known to one hand-out alone; what is read in the file may not.
    """

    def told(some: Sequence[Correction]) -> dict[tuple[str, Occurrence], tuple[tuple[tuple[str, ...], bool], ...]]:
        return {
            key: tuple((cue.lines, cue.retimed) for cue in change.cues) for change in some for key in _showings(change)
        }

    first, second = told(one.corrections), told(two.corrections)
    return (one.unplaced, one.partial) == (two.unplaced, two.partial) and all(
        first.get(key) == second.get(key) for item in (one, two) for key in told(item.found)
    )


def _showings(correction: Correction) -> list[tuple[str, Occurrence]]:
    which = correction.occurrences or (Occurrence(0, 1),) * len(correction.sentence_ids)
    return list(zip(correction.sentence_ids, which, strict=True))


class _Reading:
    """A file that came back, against what it was made from."""

    def __init__(self, hand_out: CaptionHandOut, language: Language, returned: Sequence[ReturnedCaption]) -> None:
        self._hand_out, self._language, self._returned = hand_out, language, returned
        self._cues, self._shown = hand_out.track.cues, hand_out.shown
        self._spans = [hand_out.track.program_range(cue) for cue in self._cues]
        self._handed_out = [" ".join(cue.lines(language)) for cue in self._cues]
        self._came_back = [" ".join(item.lines) for item in returned]
        self._texts = {index: item.marked(language) for index, item in enumerate(hand_out.showings)}
        self._occurrences = occurrences(hand_out.showings)
        self._retimed = {
            key
            for item in hand_out.corrections
            if item.language == language and any(cue.retimed for cue in item.cues)
            for key in _showings(item)
        }
        self.found: list[Correction] = []
        self.partial: list[Partial] = []

    def read(self) -> list[str]:
        """Find what was changed; gives the captions that belong nowhere."""
        groups, unplaced = groups_of(self._spans, self._handed_out, self._returned)
        standing = {
            group.cues[0]
            for group in groups
            if len(group.cues) == 1 and any(self._came_back[at] for at in group.captions)
        }
        for group in rejoined(hanging_together(groups, self._shown), self._handed_out, self._came_back):
            if self._is_untouched(group):
                continue
            lost = lost_words(
                [
                    HandedOutCue(self._shown[at], self._cues[at].lines(self._language), at in standing)
                    for at in group.cues
                ],
                [self._came_back[at] for at in group.captions],
                self._texts,
            )
            if lost.cues:
                gone = [group.cues[index] for index in lost.cues]
                whose = dict.fromkeys(item for index in gone for item in self._cues[index].sentence_ids)
                moments = tuple(self._spans[index].start for index in gone)
                self.partial.append(Partial(self._language, tuple(whose), moments))
            else:
                self._correct(group, lost.showings)
        return unplaced

    def _is_untouched(self, group: Group) -> bool:
        """Whether each cue came back as it was handed out."""
        return len(group.cues) == len(group.captions) and all(
            self._cues[index].lines(self._language) == self._returned[caption].lines
            and same_time(self._spans[index], self._returned[caption].program_range)
            for index, caption in zip(group.cues, group.captions, strict=True)
        )

    def _key(self, showing: int) -> tuple[str, Occurrence]:
        return self._hand_out.showings[showing].sentence_id, self._occurrences[showing]

    def _correct(self, group: Group, gone: Sequence[int]) -> None:
        """Take sentences out whose words are gone; the others stand as they came."""
        showings = dict.fromkeys(item for index in group.cues for item in self._shown[index])
        self.found += [self._correction((item,), (), own_mark=False) for item in gone]
        standing = tuple(item for item in showings if item not in gone)
        if not standing:
            return
        shown = [self._returned[index] for index in group.captions if self._returned[index].lines]
        spans = [self._spans[index] for index in group.cues]
        follows_words = len(spans) == len(shown) and not any(self._key(item) in self._retimed for item in showings)
        made = [
            CorrectedCue(
                self._hand_out.cut.to_source(item.program_range),
                item.lines,
                retimed=not (follows_words and same_time(spans[index], item.program_range)),
            )
            for index, item in enumerate(shown)
        ]
        lines, own_mark = without_mark(made[0].lines, self._hand_out.showings[standing[0]].mark(self._language))
        made[0] = replace(made[0], lines=lines)
        self.found.append(self._correction(standing, tuple(made), own_mark=own_mark))

    def _correction(self, some: tuple[int, ...], made: tuple[CorrectedCue, ...], *, own_mark: bool) -> Correction:
        keys = [self._key(item) for item in some]
        first, *others = some
        text = " ".join([self._hand_out.showings[first].text(self._language), *(self._texts[item] for item in others)])
        return Correction(
            self._language,
            tuple(sentence_id for sentence_id, _ in keys),
            made,
            text,
            tuple(occurrence for _, occurrence in keys),
            own_mark,
        )
