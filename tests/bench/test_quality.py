"""Our film is as good a picture as one that a single command makes, with the same settings of the encoder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench import commands, filming, ours
from tests.bench.edits import EDITS, Edit
from tests.bench.filming import RATE, Shooting

EDIT = Edit(
    Shooting("half-a-minute.mp4", 640, 360, 30, 1_500), ((10, 140), (200, 220), (500, 200)), EDITS["ten minutes"].target
)
_WORSE = 0.1
"""How far below the other's our VMAF may be, of 100."""


def vmaf(film: Path, finished: Path) -> float:
    """How near the film comes to the raw pictures it was made from, 0 to 100 (Netflix's model v0.6.1).

    Raw against raw: a file's tags and clock have no say.
    """
    picture = EDIT.target.picture
    size = f"{picture.width_px}x{picture.height_px}"
    raw = ("-f", "rawvideo", "-pix_fmt", "yuv420p")
    shape = (*raw, "-video_size", size, "-framerate", str(RATE))
    decoded = film.with_suffix(".yuv")
    commands.ran("-i", f"file:{film}", "-map", "0:v", *raw, f"file:{decoded}")
    inputs = (*shape, "-i", f"file:{decoded}", *shape, "-i", f"file:{finished}")
    said = commands.ran(*inputs, "-lavfi", "[0:v][1:v]libvmaf=n_threads=2", "-f", "null", "-").complaints
    return float(re.findall(r"VMAF score: ([\d.]+)", said)[0])


@pytest.mark.full
def test_our_picture_is_as_good_as_that_of_one_command(tmp_path: Path) -> None:
    filming.film(EDIT.shooting, tmp_path)
    finished = tmp_path / "finished.yuv"
    commands.finish_pictures(EDIT, tmp_path, 0, out=finished)
    commands.hand_written(EDIT, tmp_path)
    film = ours.render(EDIT, tmp_path, into=tmp_path / "ours")
    mine, theirs = vmaf(film, finished), vmaf(tmp_path / "hand-written.mp4", finished)
    assert mine > 80
    assert mine >= theirs - _WORSE
