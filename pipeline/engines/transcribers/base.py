"""What every transcriber takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Language, Word


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be written down.

    Attributes:
        speech_wav: 16 kHz mono, made by our own ffmpeg; no transcriber opens footage itself.
        language: what is spoken; None = find out.
        model_folder: the speech model; None for engines without one.
        beam_size: width of the search.
        file: a person's transcript; None for engines that listen.
        on_share: called with the share that is done, 0 to 1.
    """

    speech_wav: Path
    language: Language | None
    model_folder: Path | None
    beam_size: int
    file: Path | None
    on_share: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class WrittenCue:
    """A stretch of speech as a person wrote it down.

    Attributes:
        source_range: when it is spoken.
        text: NFC, one line.
        words: word times, when the file has them.
    """

    source_range: TimeRange
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was said.

    Attributes:
        language: what is spoken.
        words: in order, from an engine that listens.
        cues: in order, from a person; each is a sentence as they saw it.
    """

    language: Language
    words: tuple[Word, ...] = ()
    cues: tuple[WrittenCue, ...] = ()


Transcriber = Callable[[Request], Recognised]
