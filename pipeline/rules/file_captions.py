"""Between a subtitle file and the captions that rules judge: languages told apart, times on frames, and back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.domain.scripts import language_of
from pipeline.domain.subtitles import Caption
from pipeline.domain.timed_text import Format, SubtitleFile, TimedCue
from pipeline.domain.transcript import LANGUAGES, Language
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
        captions: in the order of their starts, each with its number in the file.
    """

    file: SubtitleFile
    languages: tuple[Language, ...]
    frame_rate: Fraction
    captions: tuple[Caption, ...]


def captions_of(file: SubtitleFile, frame_rate: Fraction, *, language: Language | None = None) -> FileCaptions:
    """The file's captions in frames.

    Args:
        file: as it was read.
        frame_rate: of the film; 1000 when it is not known: its frames are then the file's milliseconds.
        language: of the file; None = by its letters, where Korean above English counts as both.
    """
    shown = [[_shown(line, file.format) for line in cue.lines] for cue in file.cues]
    languages = (language,) if language else _languages(shown)
    captions = (
        Caption(
            number,
            _frame(cue.start_ms, frame_rate),
            _frame(cue.end_ms, frame_rate),
            **{item: tuple(lines) for item, lines in _by_language(texts, languages).items()},
        )
        for number, (cue, texts) in enumerate(zip(file.cues, shown, strict=True), start=1)
    )
    in_order = sorted(captions, key=lambda caption: (caption.start_frame, caption.number))
    return FileCaptions(file, languages, frame_rate, tuple(in_order))


def file_with(before: FileCaptions, captions: Sequence[Caption]) -> SubtitleFile:
    """The file with these captions in the place of its own; what a caption did not change stays as it was written."""
    were = {caption.number: caption for caption in before.captions}
    cues = tuple(
        _rewritten(before.file.cues[caption.number - 1], were[caption.number], caption, before) for caption in captions
    )
    return replace(before.file, cues=cues)


def _rewritten(cue: TimedCue, was: Caption, now: Caption, file: FileCaptions) -> TimedCue:
    if now.start_frame != was.start_frame:
        cue = replace(cue, start_ms=_milliseconds(now.start_frame, file.frame_rate))
    if now.end_frame != was.end_frame:
        cue = replace(cue, end_ms=_milliseconds(now.end_frame, file.frame_rate))
    if (now.ko, now.en) == (was.ko, was.en):
        return cue
    english_above = len(file.languages) > 1 and bool(cue.lines) and language_of(untagged(cue.lines[0])) == "en"
    lines = (*now.en, *now.ko) if english_above else (*now.ko, *now.en)
    return replace(cue, lines=tuple(_as_written(line, file.file.format) for line in lines))


def _frame(time_ms: int, rate: Fraction) -> int:
    """The nearest frame, in whole numbers: a file may hold a million times."""
    return (2 * time_ms * rate.numerator + 1000 * rate.denominator) // (2000 * rate.denominator)


def _milliseconds(frame: int, rate: Fraction) -> int:
    return (2000 * frame * rate.denominator + rate.numerator) // (2 * rate.numerator)


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
        return line.replace("\u00a0", "\\h")
    if kind == "vtt":
        for sign, wide in _NO_TAGS.items():
            line = line.replace(wide, html.escape(sign))
        return re.sub(r"&(?!(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);)", "&amp;", line)
    return line
