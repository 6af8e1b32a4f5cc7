"""The captions of made-up interviews, as text that a person can read.

`python -m tests.goldens.interviews` writes them anew; read the difference as a subtitler, and say why it is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import LANGUAGES, Language, Word
from pipeline.presets.library import PresetLibrary
from tests.examples import captioned, edl, sentence, transcript, translation

FOLDER = Path(__file__).parent
PROFILES = ("house", "shorts")
_RATE = 25
_BETWEEN_SENTENCES_S = Fraction(9, 10)
_A_BREATH_S = Fraction(1, 5)


def spoken_and_translated(language: Language) -> list[tuple[str, str]]:
    """The sentences that are spoken in this language, with their translations."""
    section = (FOLDER / "interviews.txt").read_text(encoding="utf-8").split(f"[{language}]\n")[1].split("\n[")[0]
    pairs = (line.split("|") for line in section.splitlines() if line)
    return [(spoken, translated) for spoken, translated in pairs]


def captions(language: Language, profile: str) -> SubtitleTrack:
    """Their captions, with a new picture every seven seconds; a short sentence has the next one on its heels."""
    sentences, at = [], Fraction(1)
    pairs = spoken_and_translated(language)
    for number, (spoken, _) in enumerate(pairs, start=1):
        words = tuple(_said(spoken, language, at))
        sentences.append(sentence(number, words))
        at = words[-1].source_range.end + (Fraction(1, 10) if len(words) < 3 else _BETWEEN_SENTENCES_S)
    heard = transcript(*sentences, language=language)
    cut = edl((0, int((at + 2) * _RATE)), rate=_RATE)
    shots = range(7 * _RATE, cut.frame_count, 7 * _RATE)
    translated = translation(heard, *(text for _, text in pairs))
    return captioned(cut, heard, translated, PresetLibrary().subtitles(profile), shots=shots)


def _said(text: str, language: Language, at: Fraction) -> Iterator[Word]:
    """The words at the pace of speech, with a breath after a comma or a clause."""
    for word in text.split():
        length = (
            Fraction(1, 25) + Fraction(9, 50) * len(word) if language == "ko" else Fraction(3, 50) * (2 + len(word))
        )
        yield Word(word, TimeRange(at, at + length))
        at += length + (2 if word.endswith("…") else 0)
        at += _A_BREATH_S if word.endswith((",", "는데", "니까", "면서", "서", "고")) else Fraction(1, 50)


def as_text(track: SubtitleTrack) -> str:
    """One line a caption: how long it stands, Korean, English."""
    lengths = (float((cue.end_frame - cue.start_frame) / track.frame_rate) for cue in track.cues)
    lines = (
        f"{length_s:5.2f}  {' / '.join(cue.ko)}  |  {' / '.join(cue.en)}\n"
        for length_s, cue in zip(lengths, track.cues, strict=True)
    )
    return "".join(lines)


def golden(language: Language, profile: str) -> Path:
    """Where the captions are kept as they were last read and found good."""
    return FOLDER / f"interviews.{language}.{profile}.txt"


if __name__ == "__main__":
    for spoken in LANGUAGES:
        for name in PROFILES:
            golden(spoken, name).write_text(as_text(captions(spoken, name)), encoding="utf-8")
