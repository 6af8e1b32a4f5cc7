"""Two hours of footage whose frames show their number, and films of it, made in a process whose memory is measured.

Run `python -m tests.engines.film.two_hours FOLDER CUTS [shuffled]`: the film lies in the folder then.
"""

from __future__ import annotations

import random
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import at_frame
from pipeline.engines.ffmpeg import binary
from pipeline.engines.film import make_whole
from pipeline.rules.render_planning import sound_from
from tests import clips, examples
from tests.engines.film.counting import PICTURE, count_frames
from tests.engines.film.plain import film_of, footage_of
from tests.examples import YOUTUBE

RATE = 25
COUNTED = 256
"""Frames are counted to 255 and then again: what is looped is one count."""

FRAMES = 2 * 3600 * RATE
FILM_FRAMES = 10_000


def film_two_hours(folder: Path) -> Path:
    """Film two hours; gives the path."""
    count_s = COUNTED / RATE
    one = count_frames(folder / "count.mp4", rate=str(RATE), options=("-g", "64", "-bf", "0"), duration_s=count_s)
    out = folder / "two-hours.mov"
    loops = str(-(-FRAMES // COUNTED))
    hum = "sine=frequency=300:sample_rate=8000"
    clips.ffmpeg(
        *("-stream_loop", loops, "-i", f"file:{one}", "-f", "lavfi", "-i", hum, "-map", "0:v", "-map", "1:a"),
        *("-c:v", "copy", "-c:a", "pcm_s16le", "-t", str(FRAMES / RATE), f"file:{out}"),
    )
    return out


def cuts(count: int, *, shuffled: bool) -> list[tuple[int, int]]:
    """First frame and number of frames of each clip: one somewhere in each of as many equal parts of the footage."""
    dice = random.Random(count)  # noqa: S311 - an edit, not a secret
    part, mean = FRAMES // count, FILM_FRAMES // count
    lengths = [mean + dice.randint(-mean // 2, mean // 2) for _ in range(count)]
    found = [(number * part + dice.randint(0, part - length), length) for number, length in enumerate(lengths)]
    if shuffled:
        dice.shuffle(found)
    return found


def edl(clips_: list[tuple[int, int]]) -> EditDecisionList:
    """The clips as a cut."""
    return examples.edl(*((at_frame(first, Fraction(RATE)), count) for first, count in clips_), rate=RATE)


def render(folder: Path, count: int, *, shuffled: bool) -> None:
    """Make the film: every chunk, the sound, and their join."""
    media = folder / "two-hours.mov"
    footage = footage_of(media)
    cut = edl(cuts(count, shuffled=shuffled))
    film = film_of(footage, cut, PICTURE)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        make_whole(
            binary.find(),
            footage,
            film,
            sound_from(cut),
            frame_rate=Fraction(RATE),
            media={footage.files[0].sha256: media},
            sound=YOUTUBE.sound,
            fade=Fraction(1, 100),
            scratch=Path(scratch),
            out=folder / "film.mp4",
        )


if __name__ == "__main__":
    render(Path(sys.argv[1]), int(sys.argv[2]), shuffled=sys.argv[3:] == ["shuffled"])
