"""Speech to text. `TRANSCRIBERS` maps a preset's `speech.engine` to what does it; `base` says what that is."""

from __future__ import annotations

from pipeline.engines.transcribers import faster_whisper, from_file
from pipeline.engines.transcribers.base import Transcriber

TRANSCRIBERS: dict[str, Transcriber] = {
    "faster_whisper": faster_whisper.transcribe,
    "from_file": from_file.transcribe,
}
"""The engine "from_file" is used whatever the preset says when a person supplied a transcript."""
