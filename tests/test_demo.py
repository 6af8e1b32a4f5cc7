"""The sample interview with the real speech model, end to end, as `make demo` makes it."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timed_text import TimedCue
from pipeline.domain.transcript import Transcript
from pipeline.engines import importers
from pipeline.rules import subtitles
from pipeline.workspace import artefacts
from pipeline.workspace.home import Home, home_from_environment
from pipeline.workspace.job import Job
from tests.costs import Cost, cost_of
from tests.examples import judged

pytestmark = pytest.mark.full

VIGNETTE = str(Path(sys.executable).with_name("vignette"))
SCRIPT = json.loads(Path("assets/sample/script.json").read_text(encoding="utf-8"))
MOST_ERRORS = 0.12
"""Character error rate; small changes of the sound move it by 0.02."""


@dataclass(frozen=True)
class Demo:
    """A finished demo: its job, its delivery, and what it cost."""

    job: Job
    delivery: Path
    cost: Cost
    second: Cost


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    root = tmp_path_factory.mktemp("demo")
    local = root / "local"
    local.mkdir()
    (local / "models").symlink_to(home_from_environment().models)
    environment = {"VIGNETTE_HOME": str(root / "home"), "VIGNETTE_LOCAL": str(local)}
    cost = cost_of(VIGNETTE, "demo", environment=environment)
    second = cost_of(VIGNETTE, "demo", environment=environment)
    (job,) = Home(root / "home", local).all_jobs()
    return Demo(job, root / "home" / "deliver" / "blue-kite", cost, second)


def letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def error_rate(heard: str, said: str) -> float:
    """Edits from one text to the other, by Levenshtein, as a share of what was said; letters and digits only."""
    one, other = letters(heard), letters(said)
    row = list(range(len(other) + 1))
    for position, sign in enumerate(one, start=1):
        before, row[0] = row[0], position
        for index, wanted in enumerate(other, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (sign != wanted))
    return row[-1] / len(other)


def said(language: str) -> str:
    return " ".join(cue[language] for cue in SCRIPT["cues"])


def captions(demo: Demo, language: str) -> Sequence[TimedCue]:
    return importers.read(demo.delivery / f"captions.{language}.srt").cues


def test_the_demo_delivers_in_good_time_and_with_little_memory(demo: Demo) -> None:
    assert demo.cost.code == 0, demo.cost.complaints
    assert (demo.delivery / "manifest.json").is_file()
    assert demo.cost.peak_bytes < 1.5 * 2**30
    cores = min(2, os.cpu_count() or 1)
    assert demo.cost.cpu_s / cores < 2.5 * SCRIPT["duration_s"]


def test_a_second_demo_finds_nothing_to_do(demo: Demo) -> None:
    assert demo.second.code == 0
    assert "Nothing to do" in demo.second.complaints or demo.second.cpu_s < 2
    assert demo.second.cpu_s < 2


def test_what_the_model_heard_is_near_to_what_was_said(demo: Demo) -> None:
    (path,) = (demo.job.work / "heard").glob("*.json")
    heard = artefacts.load(path, Transcript)
    assert heard.engine == "faster_whisper"
    assert error_rate(" ".join(item.text for item in heard.sentences), said("ko")) < MOST_ERRORS


def test_the_captions_say_what_was_said_in_both_languages(demo: Demo) -> None:
    korean = " ".join(" ".join(cue.lines) for cue in captions(demo, "ko"))
    english = " ".join(" ".join(cue.lines) for cue in captions(demo, "en"))
    assert error_rate(korean, said("ko")) < MOST_ERRORS
    assert error_rate(english, said("en")) < MOST_ERRORS


def test_both_languages_stand_on_one_grid_within_all_limits(demo: Demo) -> None:
    korean, english = ([(cue.start_ms, cue.end_ms) for cue in captions(demo, item)] for item in ("ko", "en"))
    assert korean == english
    assert subtitles.findings(*judged(demo.job.load(SubtitleTrack))) == ()


def test_the_dead_air_is_gone(demo: Demo) -> None:
    cut = demo.job.load(EditDecisionList)
    for start_s, end_s in SCRIPT["dead_air"]:
        middle = Fraction(str((start_s + end_s) / 2)).limit_denominator(1000)
        assert not any(clip.source_range.contains(middle) for clip in cut.clips)
    kept_s = float(sum(clip.source_range.duration for clip in cut.clips))
    assert kept_s < SCRIPT["duration_s"] - 20


def test_the_delivered_sound_still_says_it(demo: Demo, tmp_path: Path) -> None:
    """Heard again by the same model: nothing that was said is lost or garbled on the way to the finished film."""
    environment = {
        "VIGNETTE_HOME": str(tmp_path / "home"),
        "VIGNETTE_LOCAL": str(demo.job.home.local),
    }
    film = demo.delivery / "blue-kite.youtube.mp4"
    again = cost_of(VIGNETTE, "make", str(film), "--until", "transcribe", environment=environment)
    assert again.code == 0, again.complaints
    (job,) = Home(tmp_path / "home", demo.job.home.local).all_jobs()
    assert error_rate(" ".join(item.text for item in job.load(Transcript).sentences), said("ko")) < MOST_ERRORS
