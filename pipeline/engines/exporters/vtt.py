"""WebVTT, written by pysubs2."""

from __future__ import annotations

import html

import pysubs2

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import milliseconds
from pipeline.domain.transcript import Language


def text_of(track: SubtitleTrack, language: Language) -> str:
    """The track in one language as a WebVTT file; `&`, `<` and `>` are escaped, so that no text is read as a tag."""
    document = pysubs2.SSAFile()
    for cue in track.cues:
        span = track.program_range(cue)
        text = r"\N".join(html.escape(line, quote=False) for line in cue.lines(language))
        document.append(pysubs2.SSAEvent(start=milliseconds(span.start), end=milliseconds(span.end), text=text))
    return document.to_string("vtt")
