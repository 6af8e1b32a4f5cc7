"""A whole run of `vignette make` on the benchmark's footage, and the same run again when nothing has changed."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import interview
from tests.bench.filming import SENTENCE_S, SPEECH_S, Shooting
from tests.costs import Cost, cost_of
from tests.examples import ENGLISH, KOREAN
from tests.interview import Said
from tests.studio import Studio

_VIGNETTE = str(Path(sys.executable).with_name("vignette"))

_SHOW = """\
targets = ["youtube"]

[speech]
engine = "from_file"

[brand]
intro_s = 2
outro_s = 2
"""
_KEEP = 'keep = [["0:20.2", "0:50.7"], ["1:31.5", "2:02.1"]]\n'
"""A minute of the footage."""


def spoken(shooting: Shooting) -> tuple[Said, ...]:
    """What is said while the footage is heard, a sentence at a time."""
    return tuple(_sentence(number) for number in range(int(shooting.duration_s / SENTENCE_S)))


def _sentence(number: int) -> Said:
    start_s = number * SENTENCE_S
    korean = " ".join(KOREAN[(number * 5 + place) % len(KOREAN)] for place in range(4))
    english = " ".join(ENGLISH[(number * 7 + place) % len(ENGLISH)] for place in range(7))
    return Said(start_s, start_s + SPEECH_S, f"{korean}.", f"{english[0].upper()}{english[1:]}.")


def arranged(footage: Path, shooting: Shooting, root: Path) -> Studio:
    """A studio whose interview is this footage, with everything people write about it."""
    studio = Studio.at(root)
    interview.write(studio.home.root / "presets" / "shows" / "bench.toml", _SHOW)
    story = _KEEP + interview.STORY.replace('show = "tiny"', 'show = "bench"')
    studio.arrange(footage, story=story)
    said = spoken(shooting)
    interview.write(studio.folder / "transcript.ko.srt", interview.transcript(said))
    interview.write(studio.folder / "translation.en.srt", interview.sheet(said))
    return studio


def make(studio: Studio) -> Cost:
    """What `vignette make` costs."""
    environment = studio.environment | {"PYTHONDONTWRITEBYTECODE": ""}
    cost = cost_of(_VIGNETTE, "make", str(studio.folder), environment=environment, timeout_s=3600)
    assert cost.code == 0, cost.complaints
    return cost
