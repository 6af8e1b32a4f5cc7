"""Whisper by faster-whisper, on this machine: words with times and beliefs, the same every time."""

from __future__ import annotations

import os
import unicodedata
import wave
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from pipeline.domain.errors import InputRefused, ToolMissing
from pipeline.domain.timing import ZERO, TimeRange
from pipeline.domain.transcript import LANGUAGES, Language, Word
from pipeline.engines.transcribers.base import Recognised, Request

_BATCH = 4
"""Stretches read at once. Against one after another: fewer errors (each has 30 s of context) and two thirds of the
time, for 150 MB more memory (measured with whisper-base, int8, two cores)."""

_SHORTEST_WORD_S = Fraction(1, 50)
"""Whisper's clock ticks every 20 ms; a word that begins and ends on the same tick lasts one."""


def transcribe(request: Request) -> Recognised:
    """The words of a WAV.

    Temperature 0 only: no random second guess. Speech is found by the bundled Silero detector first, so that silence
    gives no words.

    Raises:
        ToolMissing: no model was given.
        InputRefused: the speech is in neither Korean nor English.
    """
    if request.model_folder is None:
        raise ToolMissing("no speech model was named", remedy="Run `vignette models fetch whisper-base`")
    os.environ["HF_HUB_OFFLINE"] = "1"  # read by the model loader: nothing may be fetched by itself
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(
        str(request.model_folder), device="cpu", compute_type="int8", cpu_threads=_threads(), local_files_only=True
    )
    segments, info = BatchedInferencePipeline(model).transcribe(
        str(request.speech_wav),
        language=request.language,
        beam_size=request.beam_size,
        temperature=0.0,
        batch_size=_BATCH,
        vad_filter=True,
        word_timestamps=True,
    )
    words = tuple(_words(_watched(segments, request)))
    return Recognised(language=_language(info.language, request.language, spoken=bool(words)), words=words)


def _threads() -> int:
    """All cores, at most four: Whisper's decoder gains nothing beyond."""
    return min(4, os.cpu_count() or 1)


def _watched(segments: Iterable[Any], request: Request) -> Iterator[Any]:
    with wave.open(str(request.speech_wav), "rb") as wav:
        length_s = wav.getnframes() / wav.getframerate()
    for segment in segments:
        request.on_share(min(1.0, segment.end / length_s))
        yield segment


def _words(segments: Iterable[Any]) -> Iterator[Word]:
    """Whisper's words, made orderly: no empty ones, none that begins before the one before it, none without length."""
    latest = ZERO
    for segment in segments:
        for word in segment.words or ():
            text = unicodedata.normalize("NFC", word.word).strip()
            if not text:
                continue
            start = max(_seconds(word.start), latest)
            end = max(_seconds(word.end), start + _SHORTEST_WORD_S)
            latest = end
            yield Word(text, TimeRange(start, end), round(float(word.probability), 4))


def _seconds(value: float) -> Fraction:
    return max(ZERO, Fraction(round(float(value) * 1000), 1000))


def _language(found: str, asked: Language | None, *, spoken: bool) -> Language:
    if asked is not None:
        return asked
    for language in LANGUAGES:
        if found == language:
            return language
    if not spoken:
        return "ko"
    raise InputRefused(
        f'the speech sounds like "{found}", and only Korean and English can be captioned',
        remedy='If it is Korean or English, write language = "ko" or "en" in story.toml',
    )
