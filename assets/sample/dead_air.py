"""Dead air: the silence of a real recording, put around and between the sentences of a clean one."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ = 48_000
ENDS_S = Fraction(7)  # before the first word, and at least this after the last one
PAUSES_S = MappingProxyType({8: Fraction("4.6"), 13: Fraction("3.4"), 16: Fraction("5.4")})
"""How long the silence after these cues becomes: where childhood ends, where Seoul ends, and before the last answer."""

_ROOM_TONE_DBFS = -66  # the level of the noise that already lies under the speech
_ROOM_TONE_SEED = 11


@dataclass(frozen=True, slots=True)
class Cue:
    """One sentence as it is spoken.

    Attributes:
        number: counted from 1.
        speaker: "interviewer" or "narrator".
        start_s, end_s: when it is spoken.
        korean, english: the words.
    """

    number: int
    speaker: str
    start_s: Fraction
    end_s: Fraction
    korean: str
    english: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """`length_s` of room tone put in at `speech_s` of the speech."""

    speech_s: Fraction
    length_s: Fraction


@dataclass(frozen=True, slots=True)
class Script:
    """What is said when in the finished film, and where nothing is.

    Attributes:
        duration_s: whole seconds, so that picture and sound end together.
        cues: the sentences in film time.
        dead_air: start and end of each long silence in film time, seconds.
    """

    duration_s: Fraction
    cues: tuple[Cue, ...]
    dead_air: tuple[tuple[Fraction, Fraction], ...]

    def as_json(self) -> str:
        """The script as the reference file for tests; times to the millisecond."""
        document = {
            "duration_s": _rounded(self.duration_s),
            "sample_rate_hz": SAMPLE_RATE_HZ,
            "cues": [
                {
                    "n": cue.number,
                    "speaker": cue.speaker,
                    "start_s": _rounded(cue.start_s),
                    "end_s": _rounded(cue.end_s),
                    "ko": cue.korean,
                    "en": cue.english,
                }
                for cue in self.cues
            ],
            "dead_air": [[_rounded(start_s), _rounded(end_s)] for start_s, end_s in self.dead_air],
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rounded(time_s: Fraction) -> float:
    return float(round(time_s, 3))


def cues_from(spoken_json: str) -> tuple[Cue, ...]:
    """The cues listed in the speech's own script.

    Args:
        spoken_json: an object with `cues`, each with `n`, `speaker`, `start` and `end` in seconds, `ko` and `en`.
    """
    return tuple(
        Cue(
            number=entry["n"],
            speaker=entry["speaker"],
            start_s=Fraction(entry["start"]),
            end_s=Fraction(entry["end"]),
            korean=entry["ko"],
            english=entry["en"],
        )
        for entry in json.loads(spoken_json, parse_float=Fraction)["cues"]
    )


def insertions_into(cues: tuple[Cue, ...], speech_duration_s: Fraction) -> tuple[Insertion, ...]:
    """The room tone to put into the speech, in order; pauses grow in their middle, far from any word."""
    first, last = cues[0], cues[-1]
    insertions = [Insertion(Fraction(0), ENDS_S - first.start_s)]
    for cue, following in pairwise(cues):
        if cue.number in PAUSES_S:
            middle_s = (cue.end_s + following.start_s) / 2
            insertions.append(Insertion(middle_s, PAUSES_S[cue.number] - (following.start_s - cue.end_s)))
    added_s = sum((insertion.length_s for insertion in insertions), Fraction(0))
    film_s = math.ceil(last.end_s + added_s + ENDS_S)
    return (*insertions, Insertion(speech_duration_s, film_s - added_s - speech_duration_s))


def script_of(cues: tuple[Cue, ...], insertions: tuple[Insertion, ...], speech_duration_s: Fraction) -> Script:
    """The script of the film that the speech becomes with these insertions."""

    def film_s(speech_s: Fraction) -> Fraction:
        return speech_s + sum((gap.length_s for gap in insertions if gap.speech_s <= speech_s), Fraction(0))

    moved = tuple(replace(cue, start_s=film_s(cue.start_s), end_s=film_s(cue.end_s)) for cue in cues)
    duration_s = film_s(speech_duration_s)
    pauses = [(cue.end_s, following.start_s) for cue, following in pairwise(moved) if cue.number in PAUSES_S]
    dead_air = ((Fraction(0), moved[0].start_s), *pauses, (moved[-1].end_s, duration_s))
    return Script(duration_s=duration_s, cues=moved, dead_air=dead_air)


def with_room_tone(speech: npt.NDArray[np.int16], insertions: Iterable[Insertion]) -> npt.NDArray[np.int16]:
    """The speech with room tone put in."""
    random = np.random.default_rng(_ROOM_TONE_SEED)

    def pieces() -> Iterator[npt.NDArray[np.int16]]:
        done = 0
        for insertion in insertions:
            at = round(insertion.speech_s * SAMPLE_RATE_HZ)
            yield speech[done:at]
            yield _room_tone(round(insertion.length_s * SAMPLE_RATE_HZ), random)
            done = at
        yield speech[done:]

    return np.concatenate(list(pieces()))


def _room_tone(sample_count: int, random: np.random.Generator) -> npt.NDArray[np.int16]:
    deviation = 32767 * 10 ** (_ROOM_TONE_DBFS / 20)
    return np.round(random.normal(0, deviation, sample_count)).astype(np.int16)
