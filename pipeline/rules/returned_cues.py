"""Reads the cues of a sheet that came back: whose sentence each is, and what stands beneath its line.

Editors wrap long lines, join cues, and split them. What they did is undone where the sentence's own words leave no
doubt; where they do, the cue is named and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.domain.scripts import language_of
from pipeline.domain.timing import TimeRange, milliseconds
from pipeline.domain.transcript import Sentence
from pipeline.domain.translation import FormerLine, ReturnedCue
from pipeline.rules.sentences import letters, similarity
from pipeline.rules.speakers import Marks, unmarked

Kind = Literal["transcript", "translation"]

SAME_LINE = 0.6
"""Likeness of a line on a sheet to a sentence from which it is the same one, corrected on the sheet or since."""

_HEAD = re.compile(r"(?:&gt;|[>\-\s]){0,9}\[(s\d{4,})\]\s*")
"""A mark amid a text; web editors write ">" as "&gt;", and some put a dash before every line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue says about a sentence.

    Attributes:
        cue: as it came back, or a part of one; its text holds nothing of its line.
        sentence: whose it is.
        line: how its line reads: as the sentence does "now", as it did "before" it was changed elsewhere, in words
            that somebody "changed" since or on the sheet; or it is "lost".
        speaker: the number of the speaker its line is marked with; 0 = none.
    """

    cue: ReturnedCue
    sentence: Sentence
    line: Literal["now", "before", "changed", "lost"]
    speaker: int = 0


@dataclass(frozen=True, slots=True)
class Readings:
    """What a whole sheet says, and which of its cues could not be placed, in plain words."""

    found: tuple[Reading, ...]
    unplaced: tuple[str, ...]


def readings(
    sentences: Sequence[Sentence],
    returned: Sequence[ReturnedCue],
    *,
    kind: Kind,
    former: Sequence[FormerLine] = (),
    marks: Marks | None = None,
) -> Readings:
    """Find each cue's sentence: by id, then by its line, then by exact times.

    Args:
        sentences: the transcript's.
        returned: in the file's order.
        kind: of the sheet: beneath a line stands the same speech, corrected, or its translation.
        former: how the sentences read on sheets that were handed out.
        marks: what may stand before a colon to name who speaks.
    """
    times = _Times(sentences)
    reader = _Reader(sentences, times, former, kind, marks or {})
    found: list[Reading] = []
    unplaced: list[str] = []
    for cue in _rejoined(returned, times):
        for reading in reader.read(cue):
            if isinstance(reading, str):
                unplaced.append(f"cue {cue.number}: {reading}")
            else:
                found.append(reading)
    return Readings(tuple(found), tuple(unplaced))


class _Times:
    """When the sentences are spoken, but for the millisecond that editors lose by rounding."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._spans = [(*_in_milliseconds(item.source_range), item) for item in sentences]
        self._by_start: dict[int, list[tuple[int, Sentence]]] = {}
        for start_ms, end_ms, item in self._spans:
            self._by_start.setdefault(start_ms, []).append((end_ms, item))

    def exactly(self, span: TimeRange) -> list[Sentence]:
        """The sentences spoken at just this time."""
        start_ms, end_ms = _in_milliseconds(span)
        near = (pair for start in range(start_ms - 1, start_ms + 2) for pair in self._by_start.get(start, ()))
        return [item for end, item in near if abs(end - end_ms) <= 1]

    def around(self, span: TimeRange) -> list[Sentence]:
        """The sentences in whose time the span lies."""
        start_ms, end_ms = _in_milliseconds(span)
        return [item for start, end, item in self._spans if start - 1 <= start_ms and end_ms <= end + 1]


def _in_milliseconds(span: TimeRange) -> tuple[int, int]:
    return milliseconds(span.start), milliseconds(span.end)


def _rejoined(returned: Sequence[ReturnedCue], times: _Times) -> Iterator[ReturnedCue]:
    """The cues; halves of one that was split follow each other within the sentence's time, the later without a line."""
    open_cue: ReturnedCue | None = None
    for cue in returned:
        if open_cue is not None and _is_rest_of(open_cue, cue, times):
            span = TimeRange(open_cue.source_range.start, cue.source_range.end)
            open_cue = replace(open_cue, source_range=span, text=f"{open_cue.text} {cue.text}".strip())
            continue
        if open_cue is not None:
            yield open_cue
        open_cue = cue
    if open_cue is not None:
        yield open_cue


def _is_rest_of(cue: ReturnedCue, following: ReturnedCue, times: _Times) -> bool:
    """Whether a cue is the rest of the one before it: both lie one after the other in the time of one sentence."""
    has_line = following.sentence_id is not None or following.source_text or _HEAD.search(following.text)
    if has_line or not cue.source_text or following.source_range.start < cue.source_range.end:
        return False
    around = times.around(cue.source_range)
    return (
        len(around) == 1
        and around[0] in times.around(following.source_range)
        and cue.sentence_id in (None, around[0].id)
        and not times.exactly(following.source_range)
    )


class _Reader:
    """Reads cues against the sentences."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        times: _Times,
        former: Sequence[FormerLine],
        kind: Kind,
        marks: Marks,
    ) -> None:
        self._times = times
        self._kind, self._marks = kind, marks
        self._sentences = {item.id: item for item in sentences}
        self._letters = {item.id: letters(item.text) for item in sentences}
        self._former: dict[str, dict[str, None]] = {}
        for line in former:
            self._former.setdefault(line.sentence_id, {})[line.text] = None

    def read(self, cue: ReturnedCue) -> list[Reading | str]:
        """What the cue says, or why it cannot be placed; several where it was joined from several."""
        if _HEAD.search(cue.source_text):
            return ["two first lines run into each other"]
        parts = _divided(cue)
        read = [self._of_line(part) if part.source_text or part == cue else self._behind_mark(part) for part in parts]
        texts = [bool(part.cue.text) for part in read if isinstance(part, Reading)]
        if self._kind == "translation" and any(texts) and not all(texts):
            return ["it was joined from several, and not every line has its text beneath it"]
        return read

    def _behind_mark(self, cue: ReturnedCue) -> Reading | str:
        """What the part behind a mark says: the mark's own sentence must stand at its beginning."""
        if cue.sentence_id is None:
            return "what stands above its first mark belongs to no sentence"
        sentence = self._sentences.get(cue.sentence_id)
        speaker, text = unmarked(cue.text, self._marks)
        reading = self._against(replace(cue, text=text), sentence) if sentence else None
        if isinstance(reading, Reading):
            reading = None if reading.line in ("changed", "lost") else replace(reading, speaker=speaker)
        return reading or f"behind the mark [{cue.sentence_id}] amid it does not stand that sentence"

    def _of_line(self, cue: ReturnedCue) -> Reading | str:
        speaker, line = unmarked(cue.source_text, self._marks)
        reading = self._of_words(replace(cue, source_text=line))
        return replace(reading, speaker=speaker) if isinstance(reading, Reading) else reading

    def _of_words(self, cue: ReturnedCue) -> Reading | str:
        by_id = self._sentences.get(cue.sentence_id or "")
        reading = self._against(cue, by_id) if by_id else None
        is_old = isinstance(reading, Reading) and reading.line in ("before", "changed")
        if reading is not None and not (is_old and self._kind == "translation"):
            return reading
        if not cue.source_text:
            in_time = self._times.exactly(cue.source_range)
            gone = "its first line, which names the sentence, is gone"
            return Reading(cue, in_time[0], "lost") if len(in_time) == 1 else gone
        alike = self._alike(cue)
        in_time = self._times.exactly(cue.source_range)
        meant = [item for item in alike if item.sentence in in_time] or alike
        if len(meant) == 1:
            return meant[0]
        if reading is not None:
            return reading
        if by_id is not None:
            return f"[{cue.sentence_id}] now reads otherwise than the line it was written under"
        return "several sentences read like its first line" if alike else "no sentence reads like its first line"

    def _alike(self, cue: ReturnedCue) -> list[Reading]:
        """The cue as each sentence's that now reads like its line."""
        line = letters(cue.source_text)
        possible = [self._sentences[key] for key, text in self._letters.items() if text.startswith(line)]
        read = (self._against(cue, item) for item in possible)
        return [item for item in read if isinstance(item, Reading) and item.line == "now"]

    def _against(self, cue: ReturnedCue, sentence: Sentence) -> Reading | str | None:
        """The cue as this sentence's; None when its line is not the sentence's at all."""
        broken = False
        for line in (sentence.text, *self._former.get(sentence.id, ())):
            beneath = _beneath(cue, line)
            if beneath is not None and (beneath == cue.text or self._may_stand_beneath(line, beneath)):
                now = letters(line) == self._letters[sentence.id]
                whole = replace(cue, source_text=line, text=beneath)
                return Reading(whole, sentence, "now" if now else "before")
            broken = broken or beneath is not None
        if broken:
            return "its first line is broken in two, and its rest cannot be told from the text beneath"
        if not cue.source_text:
            return Reading(cue, sentence, "lost")
        if similarity(sentence.text, cue.source_text) < SAME_LINE:
            return None
        if self._kind == "transcript" and _may_be_broken(cue, sentence):
            return "its first line was changed, and the text beneath may be the rest of it"
        return Reading(cue, sentence, "changed")

    def _may_stand_beneath(self, line: str, text: str) -> bool:
        """Whether this can be what a person wrote beneath a wrapped line, and no more of the line."""
        if self._kind == "transcript":
            correction = unmarked(text, self._marks)[1]
            return not correction or similarity(line, correction) >= SAME_LINE
        if not text:
            return True
        return language_of(line) != language_of(text.split()[0])


def _divided(cue: ReturnedCue) -> list[ReturnedCue]:
    """The cue, or the cues it was joined from: each begins with its mark."""
    heads = list(_HEAD.finditer(cue.text))
    if not heads:
        return [cue]
    first = replace(cue, text=cue.text[: heads[0].start()].strip())
    ends = [*(head.start() for head in heads[1:]), len(cue.text)]
    rest = [
        replace(cue, sentence_id=head[1], source_text="", text=cue.text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    ]
    return [first, *rest] if first.source_text or first.sentence_id or first.text else rest


def _beneath(cue: ReturnedCue, line: str) -> str | None:
    """The text beneath the line, which an editor may have wrapped into the text; None when the cue has another line."""
    wanted, there = letters(line), letters(cue.source_text)
    if there == wanted:
        return cue.text
    wrapped = len(wanted) - len(there)
    if not wanted.startswith(there) or letters(cue.text)[:wrapped] != wanted[len(there) :]:
        return None
    end = _end_of_letters(cue.text, wrapped)
    marks = line[_end_of_letters(line, len(wanted)) :]
    return cue.text[end:].removeprefix(marks).lstrip(" .,?!…。，？！")


def _end_of_letters(text: str, count: int) -> int:
    """Where the first so many letters of a text end."""
    for index, sign in enumerate(text):
        if count <= 0:
            return index
        count -= len(letters(sign))
    return len(text)


def _may_be_broken(cue: ReturnedCue, sentence: Sentence) -> bool:
    """Whether a changed line and the text beneath are as much the sentence as the text alone is."""
    together = similarity(sentence.text, cue.source_text + cue.text)
    return bool(cue.text) and together >= similarity(sentence.text, cue.text)
