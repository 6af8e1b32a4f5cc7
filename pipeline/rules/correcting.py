"""Puts people's corrections into captions made anew: their words and times stay, whatever changed around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.corrections import CorrectedCue, Correction, SentenceText, words_of
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Cue, Reasons, SubtitleTrack
from pipeline.domain.timing import TimeRange, frames
from pipeline.domain.transcript import LANGUAGES, NAMES, Language, other
from pipeline.rules.distributing import distributed

_SAME_GRID_FRAMES = 1
"""Times of two files that are this near are the same: each was rounded by its own editor."""

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
        held: the corrections that are not in the captions, though their sentences are in the film.
    """

    track: SubtitleTrack
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[str, ...]
    held: tuple[Correction, ...] = ()


Answers = Mapping[tuple[Language, tuple[str, ...]], str]
"""What people answered to conflicts: the text for a language and some sentences."""


def with_corrections(
    track: SubtitleTrack,
    corrections: Sequence[Correction],
    sentences: Sequence[SentenceText],
    *,
    cut: EditDecisionList,
    profile: SubtitleProfile,
    answers: Answers,
) -> CorrectedTrack:
    """The captions with people's corrections in them, on one grid for both languages.

    A correction holds while the text it was made from does. When that changed, one that only split, joined or re-timed
    goes with the new words; one that reworded waits for a person's answer. Sentences that are not in the film any more
    keep their corrections for when they come back.

    Args:
        track: as the program makes it; a sentence with a correction shares no cue with one that has none.
        corrections: of both languages.
        sentences: what the film's sentences say now.
        cut: the film.
        profile: the limits.
        answers: to earlier conflicts.
    """
    work = _Correcting(track, cut, profile, {item.sentence_id: item for item in sentences})
    in_film = [item for item in corrections if work.is_in_film(item)]
    present = [work.brought_up_to_date(item, answers) for item in in_film]
    held = [item for item, now in zip(in_film, present, strict=True) if now is None]
    for group in _connected([item for item in present if item is not None]):
        if not work.put_in(group):
            ids = {sentence_id for item in group for sentence_id in item.sentence_ids}
            held += [item for item in in_film if ids.intersection(item.sentence_ids) and item not in held]
    return CorrectedTrack(work.track(), tuple(work.conflicts), tuple(work.unplaced), tuple(held))


def _connected(corrections: Sequence[Correction]) -> list[list[Correction]]:
    """The corrections, those of the same sentences together."""
    groups: list[list[Correction]] = []
    for item in corrections:
        touching = [group for group in groups if any(set(one.sentence_ids) & set(item.sentence_ids) for one in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([one for group in touching for one in group] + [item])
    return groups


@dataclass(frozen=True, slots=True)
class _Slot:
    """When a cue is shown, in frames, and why it is as it is."""

    start_frame: int
    end_frame: int
    reasons: Reasons


class _Correcting:
    """Captions on their way from the program's to people's."""

    def __init__(
        self,
        track: SubtitleTrack,
        cut: EditDecisionList,
        profile: SubtitleProfile,
        sentences: Mapping[str, SentenceText],
    ) -> None:
        self._track, self._cut, self._profile, self._sentences = track, cut, profile, sentences
        self._cues: list[Cue] = list(track.cues)
        self.conflicts: list[Conflict] = []
        self.unplaced: list[str] = []

    def is_in_film(self, correction: Correction) -> bool:
        return any(sentence_id in self._sentences for sentence_id in correction.sentence_ids)

    def brought_up_to_date(self, correction: Correction, answers: Answers) -> Correction | None:
        """The correction for what its sentences say now; None when only a person can tell, or nothing can hold it."""
        language, ids = correction.language, correction.sentence_ids
        now = " ".join(self._sentences[item].text(language) for item in ids if item in self._sentences)
        if correction.takes_out or now == correction.made_from or words_of(now) == words_of(correction.text):
            return correction
        answer = answers.get((language, ids)) if correction.rewords else now
        if answer is None:
            source = [span for cue in correction.cues for span in cue.source_ranges]
            where = TimeRange(min(item.start for item in source), max(item.end for item in source)) if source else None
            self.conflicts.append(Conflict(language, ids, where or self._said(ids), now, correction.text))
            return None
        return correction if words_of(answer) == words_of(correction.text) else self._refilled(correction, answer)

    def _said(self, ids: Sequence[str]) -> TimeRange:
        spans = [self._track.program_range(cue) for cue in self._track.cues if set(cue.sentence_ids) & set(ids)]
        source = [span for item in spans for span in self._cut.to_source(item)]
        return TimeRange(min(item.start for item in source), max(item.end for item in source))

    def _refilled(self, correction: Correction, text: str) -> Correction | None:
        """The correction with other words in its cues."""
        if not self._profile.limits(correction.language).full_stops:
            text = text.removesuffix(".")
        lengths = [sum((item.duration for item in cue.source_ranges), Fraction(0)) for cue in correction.cues]
        filled = self._distributed(text.split(), lengths, correction.language, correction.sentence_ids)
        if filled is None:
            return None
        return replace(
            correction,
            cues=tuple(replace(cue, lines=lines) for cue, lines in zip(correction.cues, filled, strict=True)),
        )

    def _distributed(
        self, words: Sequence[str], lengths: Sequence[Fraction], language: Language, ids: Sequence[str]
    ) -> tuple[tuple[str, ...], ...] | None:
        max_line = self._profile.limits(language).max_line
        filled = distributed(words, lengths, language=language, max_line=max_line) if lengths else None
        if filled is None:
            self.unplaced.append(f"{', '.join(ids)}: there are more captions than words ({language})")
        return filled

    def put_in(self, group: Sequence[Correction]) -> bool:
        """Replace the captions of the group's sentences wherever they are shown; gives whether all could be placed."""
        ids = {sentence_id for item in group for sentence_id in item.sentence_ids}
        if not (self._takes_out_in_both(group) and self._follow_each_other(group)):
            return False
        runs = [(first, end, self._made(self._cues[first:end], group)) for first, end in self._runs(ids)]
        for first, end, made in runs:
            if made is not None:
                self._cues[first:end] = made
        return all(made is not None for _, _, made in runs)

    def _follow_each_other(self, group: Sequence[Correction]) -> bool:
        """Whether the sentences that a person put together still stand together in the film."""
        shown = [(item, set(item.sentence_ids) & self._sentences.keys()) for item in group if not item.takes_out]
        runs = [
            {sentence_id for cue in self._cues[first:end] for sentence_id in cue.sentence_ids}
            for first, end in self._runs({sentence_id for _, ids in shown for sentence_id in ids})
        ]
        parted = [item for item, ids in shown if any(ids & run and ids - run for run in runs)]
        self.unplaced += [
            f"{', '.join(item.sentence_ids)}: a caption that came back holds them together, and other sentences stand "
            f"between them now ({item.language})"
            for item in parted
        ]
        return not parted

    def _takes_out_in_both(self, group: Sequence[Correction]) -> bool:
        """Whether no sentence was taken out of one language's captions alone."""
        gone = {
            language: {
                sentence_id
                for item in group
                if item.language == language and item.takes_out
                for sentence_id in item.sentence_ids
                if sentence_id in self._sentences
            }
            for language in LANGUAGES
        }
        for language in LANGUAGES:
            for sentence_id in sorted(gone[language] - gone[other(language)]):
                self.unplaced.append(
                    f"{sentence_id}: its {NAMES[language]} caption was taken out, and its {NAMES[other(language)]} one "
                    "still stands: take out both, or neither"
                )
        return gone["ko"] == gone["en"]

    def _runs(self, ids: set[str]) -> list[tuple[int, int]]:
        """Where captions of these sentences stand one after another, the last first: replacing one moves no other."""
        runs: list[tuple[int, int]] = []
        for index, cue in enumerate(self._cues):
            if not ids.intersection(cue.sentence_ids):
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs[::-1]

    def _made(self, before: Sequence[Cue], group: Sequence[Correction]) -> list[Cue] | None:
        """The cues of one run as people want them; None when that cannot be."""
        ids = tuple(dict.fromkeys(sentence_id for cue in before for sentence_id in cue.sentence_ids))
        columns = {language: self._column(before, group, language) for language in LANGUAGES}
        grid = self._grid(before, columns, ids)
        if grid is None:
            return None
        lengths = [Fraction(slot.end_frame - slot.start_frame) for slot in grid]
        lines: dict[Language, Sequence[tuple[str, ...]]] = {}
        for language, column in columns.items():
            texts = [item.lines for item in column]
            if len(texts) != len(grid):
                words = " ".join(item.text for item in column).split()
                filled = self._distributed(words, lengths, language, ids)
                if filled is None:
                    return None
                texts = list(filled)
            lines[language] = texts
        return [
            Cue(slot.start_frame, slot.end_frame, ids, ko=ko, en=en, reasons=slot.reasons)
            for slot, ko, en in zip(grid, lines["ko"], lines["en"], strict=True)
        ]

    def _column(self, before: Sequence[Cue], group: Sequence[Correction], language: Language) -> list[CorrectedCue]:
        """One language's cues: a person's where there is a correction, else those of the program."""
        column: list[CorrectedCue] = []
        done: set[str] = set()
        for cue in before:
            if done.intersection(cue.sentence_ids):
                continue
            mine = [one for one in group if one.language == language and set(one.sentence_ids) & set(cue.sentence_ids)]
            for one in mine:
                column += one.cues
                done.update(one.sentence_ids)
            if not mine:
                seen = self._cut.to_source(self._track.program_range(cue))
                column.append(CorrectedCue(seen, cue.lines(language), retimed=False))
        return column

    def _grid(
        self, before: Sequence[Cue], columns: Mapping[Language, Sequence[CorrectedCue]], ids: Sequence[str]
    ) -> list[_Slot] | None:
        """When the cues are shown: as the program times them, unless a person chose otherwise in either language."""
        retimed = [item for item in LANGUAGES if any(cue.retimed for cue in columns[item])]
        if not retimed and any(len(column) == len(before) for column in columns.values()):
            return [_Slot(cue.start_frame, cue.end_frame, replace(cue.reasons, text="person")) for cue in before]
        chosen = retimed or [item for item in LANGUAGES if len(columns[item]) != len(before)]
        grids = [self._mapped(before, columns[language], ids) for language in chosen]
        if any(grid is None for grid in grids):
            return None
        first = grids[0]
        times = [columns[language] for language in chosen]
        if first is not None and not all(
            grid is None or _same_grid(first, grid) or self._same_moments(times[0], column)
            for grid, column in zip(grids[1:], times[1:], strict=True)
        ):
            self.unplaced.append(f"{', '.join(ids)}: the captions in the two languages came back with different times")
            return None
        return first

    def _same_moments(self, one: Sequence[CorrectedCue], two: Sequence[CorrectedCue]) -> bool:
        """Whether two files show the same footage: what was near enough in one cut is so in every other."""
        near_s = Fraction(_SAME_GRID_FRAMES + 1) / self._cut.frame_rate
        return len(one) == len(two) and all(
            abs(a.source_ranges[0].start - b.source_ranges[0].start) < near_s
            and abs(a.source_ranges[-1].end - b.source_ranges[-1].end) < near_s
            for a, b in zip(one, two, strict=True)
        )

    def _mapped(self, before: Sequence[Cue], column: Sequence[CorrectedCue], ids: Sequence[str]) -> list[_Slot] | None:
        """A person's times in this film, near where the sentences are said."""
        rate = self._cut.frame_rate
        run = TimeRange(Fraction(before[0].start_frame) / rate, Fraction(before[-1].end_frame) / rate)
        slots: list[_Slot] = []
        for cue in column:
            seen = [
                part
                for span in cue.source_ranges
                for part in self._cut.to_program(span, of=self._cut.source_base)
                if part.end >= run.start - _NEAR_S and part.start <= run.end + _NEAR_S
            ]
            start = frames(min((part.start for part in seen), default=Fraction(0)), rate)
            end = frames(max((part.end for part in seen), default=Fraction(0)), rate)
            if start >= end:
                self.unplaced.append(f"{', '.join(ids)}: the film no longer shows the moment of one of its captions")
                return None
            slots.append(_Slot(start, end, _BY_A_PERSON))
        return slots

    def track(self) -> SubtitleTrack:
        """All cues in order; one that would run into the next ends before it."""
        cues = sorted(self._cues, key=lambda cue: cue.start_frame)
        shown: list[Cue] = []
        for cue, following in [*pairwise(cues), *([(cues[-1], None)] if cues else [])]:
            latest = cue.end_frame if following is None else following.start_frame - self._profile.min_gap_frames
            end = min(cue.end_frame, latest)
            if end <= cue.start_frame:
                self.unplaced.append(f"{', '.join(cue.sentence_ids)}: two captions begin at the same time")
                return self._track
            shown.append(replace(cue, end_frame=end))
        return replace(self._track, cues=tuple(shown))


_NEAR_S = Fraction(2)
"""Where footage is shown several times, a cue belongs to the showing within this of its sentence."""


def _same_grid(one: Sequence[_Slot], two: Sequence[_Slot]) -> bool:
    return len(one) == len(two) and all(
        abs(a.start_frame - b.start_frame) <= _SAME_GRID_FRAMES and abs(a.end_frame - b.end_frame) <= _SAME_GRID_FRAMES
        for a, b in zip(one, two, strict=True)
    )
