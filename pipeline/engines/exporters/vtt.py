"""WebVTT, written as it is specified: no library may read captions as markup of another format on the way."""

from __future__ import annotations

import html

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import Language


def text_of(track: SubtitleTrack, language: Language) -> str:
    """The track in one language as a WebVTT file; `&`, `<` and `>` are escaped, so that no text is read as a tag."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(track.cues, start=1):
        span = track.program_range(cue)
        lines = (html.escape(line, quote=False) for line in cue.lines(language))
        blocks.append("\n".join((str(number), f"{timecode(span.start)} --> {timecode(span.end)}", *lines)))
    return "\n\n".join(blocks) + "\n"
