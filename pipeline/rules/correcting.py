"""Puts people's corrections into captions made anew: their words and times stay, whatever changed around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.corrections import CorrectedCue, Correction, Showing, words_of
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Cue, Reasons, SubtitleTrack
from pipeline.domain.timing import TimeRange, frames, timecode
from pipeline.domain.transcript import LANGUAGES, NAMES, Language, other
from pipeline.rules.distributing import distributed
from pipeline.rules.placing import Placement, connected, kept, one_by_one, placed, shown_in
from pipeline.rules.seen_again import SAME_GRID_FRAMES, same_moments, seen_again

_BY_A_PERSON = Reasons("person", "person", "person")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A correction whose words were made from a text that is no longer there: only a person can bring both together.

    Attributes:
        language: of the correction.
        sentence_ids: what it concerns.
        source_range: where the sentences are said.
        now: what they say now.
        corrected: what the person had made of them.
    """

    language: Language
    sentence_ids: tuple[str, ...]
    source_range: TimeRange
    now: str
    corrected: str


@dataclass(frozen=True, slots=True)
class CorrectedTrack:
    """Captions with all corrections in them.

    Attributes:
        track: the captions.
        conflicts: corrections that wait for a person; what the program made stands in their place.
        unplaced: what else could not be placed, in plain words.
        shown: for each caption, the showings in it, by index.
        held: the corrections that are not in the captions, though their sentences are in the film.
        kept: all others, those that wait for their sentences to be back among them; each tells the showing of this film
            that it stands at.
    """

    track: SubtitleTrack
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[str, ...]
    shown: tuple[tuple[int, ...], ...]
    held: tuple[Correction, ...] = ()
    kept: tuple[Correction, ...] = ()


Answers = Mapping[tuple[Language, tuple[str, ...]], str]
"""What people answered to conflicts: the text for a language and some sentences."""


def with_corrections(
    track: SubtitleTrack,
    corrections: Sequence[Correction],
    showings: Sequence[Showing],
    *,
    cut: EditDecisionList,
    profile: SubtitleProfile,
    answers: Answers,
) -> CorrectedTrack:
    """The captions with people's corrections in them, on one grid for both languages.

    A correction holds while the text it was made from does. When that changed, one that only split, joined or re-timed
    goes with the new words; one that reworded waits for a person's answer. Sentences that are not in the film any more
    keep their corrections for when they come back. One that cannot be put in is left out whole, wherever its sentence
    is shown, and so is what hangs together with it.

    Args:
        track: as the program makes it; a sentence with a correction shares no cue with one that has none.
        corrections: of both languages.
        showings: what the film says now, in program order.
        cut: the film.
        profile: the limits.
        answers: to earlier conflicts.
    """
    known = [one for item in corrections for one in one_by_one(item)]
    where = placed(known, showings)
    left_out, unplaced = set(where.homeless), list(where.unplaced)
    conflicts: list[Conflict] = []
    shown = shown_in(track, showings)
    while True:
        work = _Correcting(track, shown, cut, profile, showings)
        work.put_in_all([item for item in where.placements if item.origin not in left_out], answers)
        conflicts += work.conflicts
        unplaced += work.unplaced
        if not work.failed:
            break
        left_out |= work.failed
    result = work.result()
    return replace(
        result,
        conflicts=tuple(dict.fromkeys(conflicts)),
        unplaced=tuple(dict.fromkeys(unplaced)),
        held=tuple(item for number, item in enumerate(known) if number in left_out),
        kept=tuple(kept(known, where.placements, showings, left_out)),
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """When a cue is shown, in frames, and why it is as it is."""

    start_frame: int
    end_frame: int
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cue, the showings in it, and the corrections that made it what it is, by number."""

    cue: Cue
    showings: tuple[int, ...]
    origins: frozenset[int] = frozenset()


class _Correcting:
    """Captions on their way from the program's to people's."""

    def __init__(
        self,
        track: SubtitleTrack,
        shown: Sequence[tuple[int, ...]],
        cut: EditDecisionList,
        profile: SubtitleProfile,
        showings: Sequence[Showing],
    ) -> None:
        self._track, self._cut, self._profile, self._showings = track, cut, profile, showings
        self._cues = [_Shown(cue, some) for cue, some in zip(track.cues, shown, strict=True)]
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        for number, item in enumerate(self._cues):
            for index in item.showings:
                self._first.setdefault(index, number)
                self._last[index] = number
        self.conflicts: list[Conflict] = []
        self.unplaced: list[str] = []
        self.failed: set[int] = set()

    def put_in_all(self, placements: Sequence[Placement], answers: Answers) -> None:
        """Put the corrections in; what of them fails is noted, and the captions are then no good."""
        present: list[Placement] = []
        for item in placements:
            now = self._brought_up_to_date(item, answers)
            if now is None:
                self.failed.add(item.origin)
            else:
                present.append(replace(item, correction=now))
        runs: list[tuple[int, int, list[_Shown]]] = []
        for group in connected(present):
            made = self._replaced(group)
            if made is None:
                self.failed |= {item.origin for item in group}
            else:
                runs.append(made)
        for first, end, made_cues in sorted(runs, key=lambda run: run[:2], reverse=True):
            self._cues[first:end] = made_cues
        self._part_clashes()

    def _names(self, at: Sequence[int]) -> str:
        return ", ".join(dict.fromkeys(self._showings[index].sentence_id for index in at))

    def _brought_up_to_date(self, item: Placement, answers: Answers) -> Correction | None:
        """The correction for what its sentences say now; None when only a person can tell, or nothing can hold it."""
        correction, language = item.correction, item.correction.language
        first, *others = (self._showings[index] for index in item.at)
        rest = [other.marked(language) for other in others]
        now = " ".join([first.text(language), *rest])
        as_it_was = correction.made_from in (now, " ".join([first.marked(language), *rest]))
        if correction.takes_out or as_it_was or words_of(now) == words_of(correction.text):
            return correction
        answer = answers.get((language, correction.sentence_ids)) if correction.rewords else now
        if answer is None:
            self._ask(item, now)
            return None
        return correction if words_of(answer) == words_of(correction.text) else self._refilled(item, answer)

    def _ask(self, item: Placement, now: str) -> None:
        """Note a conflict; a person can be asked for one text of some sentences, not for two."""
        correction = item.correction
        spans = [span for cue in correction.cues for span in cue.source_ranges] or [
            span for index in item.at for span in self._cut.to_source(self._said((index,)))
        ]
        where = TimeRange(min(span.start for span in spans), max(span.end for span in spans))
        asked = Conflict(correction.language, correction.sentence_ids, where, now, correction.text)
        for known in self.conflicts:
            if (known.language, known.sentence_ids[0]) == (asked.language, asked.sentence_ids[0]):
                if (known.sentence_ids, known.now, known.corrected) != (asked.sentence_ids, now, asked.corrected):
                    self.unplaced.append(
                        f"{self._names(item.at)}: its words have changed, and its captions were corrected otherwise "
                        f"each time that it is shown ({correction.language})"
                    )
                return
        self.conflicts.append(asked)

    def _said(self, at: Sequence[int]) -> TimeRange:
        """When some showings are heard."""
        spans = [span for index in at for span in (self._showings[index].program_range,) if span]
        return TimeRange(min(span.start for span in spans), max(span.end for span in spans))

    def _refilled(self, item: Placement, text: str) -> Correction | None:
        """The correction with other words in its cues."""
        correction = item.correction
        if not self._profile.limits(correction.language).full_stops:
            text = text.removesuffix(".")
        lengths = [sum((span.duration for span in cue.source_ranges), Fraction(0)) for cue in correction.cues]
        filled = self._distributed(text.split(), lengths, correction.language, item.at)
        if filled is None:
            return None
        return replace(
            correction,
            cues=tuple(replace(cue, lines=lines) for cue, lines in zip(correction.cues, filled, strict=True)),
        )

    def _distributed(
        self, words: Sequence[str], lengths: Sequence[Fraction], language: Language, at: Sequence[int]
    ) -> tuple[tuple[str, ...], ...] | None:
        max_line = self._profile.limits(language).max_line
        filled = distributed(words, lengths, language=language, max_line=max_line)
        if filled is None:
            self.unplaced.append(f"{self._names(at)}: there are more captions than words ({language})")
        return filled

    def _replaced(self, group: Sequence[Placement]) -> tuple[int, int, list[_Shown]] | None:
        """The captions in the place of the group's showings, and which they replace; None when that cannot be."""
        at = tuple(sorted({index for item in group for index in item.at}))
        if not (self._one_of_each(group, at) and self._takes_out_in_both(group)):
            return None
        first, end = min(self._first[index] for index in at), max(self._last[index] for index in at) + 1
        before = self._cues[first:end]
        if any(not set(at).issuperset(item.showings) for item in before):
            self.unplaced.append(
                f"{self._names(at)}: a caption that came back holds them together, and other sentences stand between "
                "them now"
            )
            return None
        origins = frozenset(item.origin for item in group)
        made = self._made(before, group, at)
        return None if made is None else (first, end, [replace(item, origins=origins) for item in made])

    def _one_of_each(self, group: Sequence[Placement], at: Sequence[int]) -> bool:
        """Whether no two corrections say what the same captions are to be."""
        whose = [(item.correction.language, index) for item in group for index in item.at]
        if len(whose) == len(set(whose)):
            return True
        self.unplaced.append(f"{self._names(at)}: its captions were corrected twice, and not alike")
        return False

    def _takes_out_in_both(self, group: Sequence[Placement]) -> bool:
        """Whether no sentence was taken out of one language's captions alone."""
        gone = {
            language: {
                index
                for item in group
                if item.correction.language == language and item.correction.takes_out
                for index in item.at
            }
            for language in LANGUAGES
        }
        for language in LANGUAGES:
            for index in sorted(gone[language] - gone[other(language)]):
                self.unplaced.append(
                    f"{self._names([index])}: its {NAMES[language]} caption was taken out, and its "
                    f"{NAMES[other(language)]} one still stands: take out both, or neither"
                )
        return gone["ko"] == gone["en"]

    def _made(self, before: Sequence[_Shown], group: Sequence[Placement], at: Sequence[int]) -> list[_Shown] | None:
        """The cues of one run as people want them; None when that cannot be."""
        gone = {index for item in group if item.correction.takes_out for index in item.at}
        standing = tuple(index for index in at if index not in gone)
        if not standing:
            return []
        columns = {language: self._column(before, group, language) for language in LANGUAGES}
        grid = self._grid(before, columns, standing)
        if grid is None:
            return None
        lengths = [Fraction(slot.end_frame - slot.start_frame) for slot in grid]
        lines: dict[Language, Sequence[tuple[str, ...]]] = {}
        for language, column in columns.items():
            texts = [item.lines for item in column]
            if len(texts) != len(grid):
                words = " ".join(item.text for item in column).split()
                filled = self._distributed(words, lengths, language, standing)
                if filled is None:
                    return None
                texts = list(filled)
            lines[language] = texts
        ids = tuple(dict.fromkeys(self._showings[index].sentence_id for index in standing))
        return [
            _Shown(Cue(slot.start_frame, slot.end_frame, ids, ko=ko, en=en, reasons=slot.reasons), standing)
            for slot, ko, en in zip(grid, lines["ko"], lines["en"], strict=True)
        ]

    def _column(self, before: Sequence[_Shown], group: Sequence[Placement], language: Language) -> list[CorrectedCue]:
        """One language's cues: a person's where there is a correction, else those of the program."""
        column: list[CorrectedCue] = []
        done: set[int] = set()
        for item in before:
            mine = [one for one in group if one.correction.language == language and set(one.at) & set(item.showings)]
            for one in mine:
                if not done.intersection(one.at):
                    column += self._marked(one)
                    done.update(one.at)
            if not mine:
                seen = self._cut.to_source(self._track.program_range(item.cue))
                column.append(CorrectedCue(seen, item.cue.lines(language), retimed=False))
        return column

    def _marked(self, item: Placement) -> tuple[CorrectedCue, ...]:
        """A person's cues, with the mark of the speaker who begins where the film needs one now."""
        correction, mark = item.correction, self._showings[item.at[0]].mark(item.correction.language)
        if not mark or correction.own_mark or not correction.cues or correction.text.startswith(mark):
            return correction.cues
        first, *rest = correction.cues
        return (replace(first, lines=(mark + first.lines[0], *first.lines[1:])), *rest)

    def _grid(
        self, before: Sequence[_Shown], columns: Mapping[Language, Sequence[CorrectedCue]], at: Sequence[int]
    ) -> list[_Slot] | None:
        """When the cues are shown: as the program times them, unless a person chose otherwise in either language."""
        retimed = [item for item in LANGUAGES if any(cue.retimed for cue in columns[item])]
        if not retimed and any(len(column) == len(before) for column in columns.values()):
            cues = [item.cue for item in before]
            return [_Slot(cue.start_frame, cue.end_frame, replace(cue.reasons, text="person")) for cue in cues]
        chosen = retimed or [item for item in LANGUAGES if len(columns[item]) != len(before)]
        grids = [self._mapped(columns[language], at) for language in chosen]
        if any(grid is None for grid in grids):
            return None
        first = grids[0]
        times = [columns[language] for language in chosen]
        if first is not None and not all(
            grid is None or _same_grid(first, grid) or same_moments(times[0], column, self._cut.frame_rate)
            for grid, column in zip(grids[1:], times[1:], strict=True)
        ):
            names = self._names(at)
            self.unplaced.append(f"{names}: the captions in the two languages came back with different times")
            return None
        return first

    def _mapped(self, column: Sequence[CorrectedCue], at: Sequence[int]) -> list[_Slot] | None:
        """A person's times in this film, where the sentences are said."""
        rate, said = self._cut.frame_rate, self._said(at)
        slots: list[_Slot] = []
        for cue in column:
            span = seen_again(self._cut, cue.source_ranges, said=said)
            start, end = (frames(span.start, rate), frames(span.end, rate)) if span else (0, 0)
            if start >= end:
                names = self._names(at)
                self.unplaced.append(f"{names}: the film no longer shows the moment of one of its captions")
                return None
            slots.append(_Slot(start, end, _BY_A_PERSON))
        return slots

    def _part_clashes(self) -> None:
        """Put the cues in order, and let one that would run into the next end before it.

        Where no room is left for one, the corrections of both fail.
        """
        cues = sorted(self._cues, key=lambda item: item.cue.start_frame)
        for number, (item, following) in enumerate(pairwise(cues)):
            end = min(item.cue.end_frame, following.cue.start_frame - self._profile.min_gap_frames)
            if end > item.cue.start_frame:
                cues[number] = replace(item, cue=replace(item.cue, end_frame=end))
                continue
            at = timecode(self._track.program_range(item.cue).start)
            names = self._names((*item.showings, *following.showings))
            self.unplaced.append(f"{names}: two of their captions begin at the same time, or almost, at {at}")
            self.failed |= item.origins | following.origins
        self._cues = cues

    def result(self) -> CorrectedTrack:
        """The captions, and what each of them shows."""
        track = replace(self._track, cues=tuple(item.cue for item in self._cues))
        return CorrectedTrack(track, (), (), tuple(item.showings for item in self._cues))


def _same_grid(one: Sequence[_Slot], two: Sequence[_Slot]) -> bool:
    return len(one) == len(two) and all(
        abs(a.start_frame - b.start_frame) <= SAME_GRID_FRAMES and abs(a.end_frame - b.end_frame) <= SAME_GRID_FRAMES
        for a, b in zip(one, two, strict=True)
    )
