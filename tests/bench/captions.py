"""Measures what captions cost: the search for cues as speech gets longer, and judging a file against only reading it.

Run `python -m tests.bench.captions`; it prints one JSON document: name to ratio, limit and spread.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time

import pysubs2

from pipeline import linting
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import Transcript
from pipeline.domain.translation import Translation
from pipeline.presets.library import PresetLibrary
from tests.examples import ENGLISH_SPEECH, KOREAN_SPEECH, captioned, edl, sentence, transcript, translation, words_from

SIX_MINUTES, AN_HOUR = 100, 1000
"""Sentences of ten words, three and a half seconds each: 1,000 and 10,000 words."""

LINTED_CUES = 100_000
LIMITS = {"an_hour_of_speech": 10.5, "lint_100000_cues": 8.0}
MOST_MEMORY_MB = 300


SENTENCES_A_CLIP = 4
SHOTS_A_CLIP = 2
"""A busy cut: 250 clips and 500 changes of picture in an hour."""


def film(sentences: int) -> tuple[EditDecisionList, Transcript, Translation]:
    """An interview of this many sentences, all different, with a short pause after each and a joint after every few."""
    korean, english = KOREAN_SPEECH.split(), ENGLISH_SPEECH.split()
    made = []
    for number in range(sentences):
        words = [korean[(number * 7 + step * (number % 5 + 1)) % len(korean)] for step in range(10)]
        made.append(
            sentence(number + 1, words_from(" ".join(words), at=number * 4 - number // 3, each="3/10", pause=0))
        )
    spoken = transcript(*made)
    texts = (
        " ".join(english[(number * 5 + step) % len(english)] for step in range(14 + number % 3))
        for number in range(sentences)
    )
    borders = [sentence.source_range.start for sentence in made[::SENTENCES_A_CLIP]] + [made[-1].source_range.end + 1]
    clips = [(start, int((end - start) * 25)) for start, end in pairwise(borders)]
    return edl(*clips), spoken, translation(spoken, *texts)


def searched(sentences: int) -> Callable[[], SubtitleTrack]:
    """The search for the cues of such an interview."""
    cut, spoken, translated = film(sentences)
    step = cut.frame_count * SENTENCES_A_CLIP // (sentences * SHOTS_A_CLIP)
    return lambda: captioned(cut, spoken, translated, shots=range(step, cut.frame_count, step))


def subtitle_file(folder: Path, cues: int) -> Path:
    """A Korean SRT file of this many cues, no two alike, each parted badly from the next: much for lint to say."""
    korean = KOREAN_SPEECH.split()
    blocks = []
    for number in range(cues):
        start, end = number * 2400, number * 2400 + 2320
        words = [korean[(number * 3 + step) % len(korean)] for step in range(3)]
        blocks.append(f"{number + 1}\n{_clock(start)} --> {_clock(end)}\n{' '.join(words)} {number}\n")
    path = folder / "captions.ko.srt"
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def _clock(moment_ms: int) -> str:
    hours, rest = divmod(moment_ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds, millis = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d},{millis:03d}"


def ratio(more: Callable[[], object], less: Callable[[], object], *, times: int, repeated: int = 1) -> dict[str, float]:
    """How many times the CPU time of `less` `more` takes, and how far single pairs of runs lie apart.

    The cheapest run of each counts, after one run to warm up: what else the machine does only ever adds. `less` is
    repeated, so that both are measured over about as long a time.
    """
    less()
    pairs = [(_cpu_s(lambda: [less() for _ in range(repeated)]) / repeated, _cpu_s(more)) for _ in range(times)]
    ratios = [dear / cheap for cheap, dear in pairs]
    cheapest = min(dear for _, dear in pairs) / min(cheap for cheap, _ in pairs)
    return {"ratio": round(cheapest, 2), "spread": round(max(ratios) - min(ratios), 2)}


def _cpu_s(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def figures() -> dict[str, dict[str, float]]:
    """All ratios with their limits, and the memory of the search over an hour of speech."""
    found = {"an_hour_of_speech": ratio(searched(AN_HOUR), searched(SIX_MINUTES), times=4, repeated=10)}
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["memory_an_hour_mb"] = {"ratio": round(peak_mb), "limit": MOST_MEMORY_MB, "spread": 0}
    with tempfile.TemporaryDirectory() as folder:
        path, copy = subtitle_file(Path(folder), LINTED_CUES), Path(folder) / "copy.srt"
        library = PresetLibrary()
        found["lint_100000_cues"] = ratio(
            lambda: linting.lint([path], library, profile_name="house", language=None, frame_rate=None),
            lambda: pysubs2.load(str(path)).save(str(copy)),
            times=3,
        )
    for name, limit in LIMITS.items():
        found[name]["limit"] = limit
    return found


if __name__ == "__main__":
    json.dump(figures(), sys.stdout, indent=1)
