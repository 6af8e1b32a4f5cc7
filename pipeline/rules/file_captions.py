"""Between a subtitle file and the captions that rules judge: languages told apart, times on frames, and back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from pipeline.domain.scripts import language_of
from pipeline.domain.subtitles import Caption
from pipeline.domain.timed_text import Format, SubtitleFile, TimedCue
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules import hidden_text
from pipeline.rules.caption_places import places_of
from pipeline.rules.subtitles.order import misplaced
from pipeline.rules.text_width import untagged

_STACKED = Fraction(1, 2)
"""A file is bilingual when at least this share of its captions has lines in both scripts."""


@dataclass(frozen=True, slots=True)
class FileCaptions:
    """A subtitle file as rules see it.

    Attributes:
        file: as it was read.
        languages: what stands in it.
        frame_rate: of the frames the captions are counted in.
        captions: in the order of their starts, each with its number in the file. Cues that show nothing but a drawing,
            and those that only hold a remark, are none.
        mixed: the numbers of captions whose lines of both languages stand in more than two blocks: their line breaks
            cannot change without moving words.
    """

    file: SubtitleFile
    languages: tuple[Language, ...]
    frame_rate: Fraction
    captions: tuple[Caption, ...]
    mixed: frozenset[int] = frozenset()


def captions_of(file: SubtitleFile, frame_rate: Fraction, *, language: Language | None = None) -> FileCaptions:
    """The file's captions in frames.

    Args:
        file: as it was read.
        frame_rate: of the film; 1000 when it is not known: its frames are then the file's milliseconds.
        language: of the file; None = by its letters, where Korean above English counts as both.
    """
    shown = [_shown_lines(cue.lines, file.format) for cue in file.cues]
    languages = (language,) if language else _languages(shown)
    captions = (
        Caption(
            number,
            _frame(cue.start_ms, frame_rate),
            _frame(cue.end_ms, frame_rate),
            place=place,
            **{item: tuple(lines) for item, lines in _by_language(texts, languages).items()},
        )
        for number, (cue, texts, place) in enumerate(zip(file.cues, shown, places_of(file), strict=True), start=1)
        if not _is_unspoken(texts)
    )
    in_order = sorted(captions, key=lambda caption: (caption.start_frame, caption.number))
    mixed = (
        number for number, texts in enumerate(shown, start=1) if len(languages) > 1 and _blocks(texts) > len(languages)
    )
    return FileCaptions(file, languages, frame_rate, tuple(in_order), frozenset(mixed))


def file_with(before: FileCaptions, captions: Sequence[Caption]) -> SubtitleFile:
    """The file with these captions in the place of its own; what a caption did not change stays as it was written.

    So do the cues that are no captions, and the file's order, unless the captions stood out of order in it.
    """
    were = {caption.number: caption for caption in before.captions}
    now = {
        caption.number: _rewritten(before.file.cues[caption.number - 1], were[caption.number], caption, before)
        for caption in captions
    }
    numbers = range(1, len(before.file.cues) + 1)
    others = {number: before.file.cues[number - 1] for number in numbers if number not in were}
    cues = now | others
    order = sorted(cues)
    if any(misplaced(captions)):
        order.sort(key=lambda number: (cues[number].start_ms, number))
    written, unshown = _handed_on(cues, order, [number for number in numbers if number not in cues], before.file)
    tail = _BETWEEN_BLOCKS[before.file.format].join(item for item in (*unshown, before.file.tail) if item)
    return replace(before.file, cues=written, tail=tail)


def _handed_on(
    cues: Mapping[int, TimedCue], order: Sequence[int], gone: Sequence[int], file: SubtitleFile
) -> tuple[tuple[TimedCue, ...], list[str]]:
    """The cues in order, each with what stood unshown above it and above cues that are gone, and what is then left."""
    left = [(number, file.cues[number - 1].before) for number in gone if file.cues[number - 1].before]
    if not left:
        return tuple(cues[number] for number in order), []
    result: list[TimedCue] = []
    for number in order:
        above = [text for place, text in left if place < number]
        left = left[len(above) :]
        texts = [text for text in (*above, cues[number].before) if text]
        result.append(replace(cues[number], before=_BETWEEN_BLOCKS[file.format].join(texts)))
    return tuple(result), [text for _, text in left]


_BETWEEN_BLOCKS: Mapping[Format, str] = {"srt": "\n\n", "vtt": "\n\n", "ass": "\n"}


def _rewritten(cue: TimedCue, was: Caption, now: Caption, file: FileCaptions) -> TimedCue:
    grid_ms = _GRID_MS[file.file.format]
    if now.start_frame != was.start_frame:
        cue = replace(cue, start_ms=_milliseconds(now.start_frame, file.frame_rate, grid_ms))
    if now.end_frame != was.end_frame:
        cue = replace(cue, end_ms=_milliseconds(now.end_frame, file.frame_rate, grid_ms))
    if (now.ko, now.en) == (was.ko, was.en):
        return cue
    order = _languages_of(_shown_lines(cue.lines, file.file.format)) if len(file.languages) > 1 else ()
    if was.number in file.mixed:
        waiting = {language: iter(now.lines(language)) for language in LANGUAGES}
        lines = tuple(next(waiting[language]) for language in order)
    else:
        lines = (*now.en, *now.ko) if order[:1] == ("en",) else (*now.ko, *now.en)
    return replace(cue, lines=tuple(_as_written(line, file.file.format) for line in lines))


def _languages_of(shown: Sequence[str]) -> tuple[Language, ...]:
    """Each line's language by its letters."""
    return tuple(language_of(untagged(line)) for line in shown)


def _blocks(shown: Sequence[str]) -> int:
    """In how many blocks of one language each the lines stand."""
    return sum(1 for _ in groupby(_languages_of(shown)))


def _frame(time_ms: int, rate: Fraction) -> int:
    """The nearest frame, in whole numbers: a file may hold a million times."""
    return (2 * time_ms * rate.numerator + 1000 * rate.denominator) // (2000 * rate.denominator)


def _milliseconds(frame: int, rate: Fraction, grid_ms: int) -> int:
    """The frame's time on the format's grid; the nearest one, so that it is read back as the same frame."""
    return (2000 * frame * rate.denominator + grid_ms * rate.numerator) // (2 * grid_ms * rate.numerator) * grid_ms


_GRID_MS: Mapping[Format, int] = {"srt": 1, "vtt": 1, "ass": 10}


def _languages(shown: Sequence[Sequence[str]]) -> tuple[Language, ...]:
    """What the file holds: both languages stacked in most captions, or the one most of its letters belong to."""
    stacked = sum(len({language_of(untagged(line)) for line in lines}) > 1 for lines in shown)
    if shown and stacked >= _STACKED * len(shown):
        return LANGUAGES
    return (language_of("".join(untagged(line) for lines in shown for line in lines)),)


def _by_language(lines: Sequence[str], languages: Sequence[Language]) -> Mapping[Language, list[str]]:
    if len(languages) == 1:
        return {languages[0]: list(lines)}
    found: dict[Language, list[str]] = {"ko": [], "en": []}
    for line in lines:
        found[language_of(untagged(line))].append(line)
    return found


_OUTSIDE_TAGS = re.compile(r"(<[^<>]*>)")
_NO_TAGS = {"<": "＜", ">": "＞"}
"""How signs are shown that would look like a tag; they are written back as what they were."""


def _shown_lines(lines: Sequence[str], kind: Format) -> list[str]:
    """A cue's lines as their reader sees them; see `_shown`."""
    return [_shown(line, kind) for line in (hidden_text.as_tags(lines) if kind == "ass" else lines)]


def _is_unspoken(shown: Sequence[str]) -> bool:
    """Whether a cue shows no text, but a drawing or a remark instead: it is no caption."""
    return hidden_text.hides_something(shown) and not any(untagged(line).strip() for line in shown)


def _shown(line: str, kind: Format) -> str:
    r"""A line as its reader sees it, tags left in: WebVTT's "&amp;" is "&", ASS's "\h" is a space."""
    if kind == "ass":
        return line.replace("\\h", "\u00a0")
    if kind == "vtt" and "&" in line:
        return "".join(part if part.startswith("<") else _unescaped(part) for part in _OUTSIDE_TAGS.split(line))
    return line


def _unescaped(text: str) -> str:
    return "".join(_NO_TAGS.get(sign, sign) for sign in html.unescape(text))


def _as_written(line: str, kind: Format) -> str:
    if kind == "ass":
        return hidden_text.as_written(line).replace("\u00a0", "\\h")
    if kind == "vtt":
        for sign, wide in _NO_TAGS.items():
            line = line.replace(wide, html.escape(sign))
        return re.sub(r"&(?!(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);)", "&amp;", line)
    return line
