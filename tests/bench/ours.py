"""Renders an edit as the render stage does: a plan, the chunks that are missing, the sound unless it is there, a join.

Run `python -m tests.bench.ours FOLDER EDIT [CORRECTED]`: what is made lies in the folder, below the edit's name. With
the number of a caption, that caption is worded otherwise.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.domain.footage import Footage
from pipeline.domain.render_plan import Film
from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary
from pipeline.rules.render_planning import sound_from
from tests.bench.edits import EDITS, FRAME_RATE, Edit
from tests.examples import SHOW


def render(edit: Edit, folder: Path, *, into: Path) -> Path:
    """Make the edit's film; gives its path."""
    into.mkdir(exist_ok=True)
    footage = edit.footage(folder)
    planned = edit.film(footage)
    chunks = [
        (_chunk(edit, planned, number, folder, into), chunk.frame_count) for number, chunk in enumerate(planned.chunks)
    ]
    sound = into / "sound.aac"
    if not sound.exists():
        _make_sound(edit, footage, folder, sound)
    out = into / "film.mp4"
    filming.join(binary.find(), chunks, sound, frame_rate=FRAME_RATE, out=out)
    return out


def _chunk(edit: Edit, planned: Film, number: int, folder: Path, into: Path) -> Path:
    chunk = planned.chunks[number]
    out = into / f"{chunk.key}.mp4"
    if not out.exists():
        media, logo = edit.media(folder), edit.logo(folder)
        filming.encode_chunk(binary.find(), chunk, planned, frame_rate=FRAME_RATE, media=media, logo=logo, out=out)
    return out


def _make_sound(edit: Edit, footage: Footage, folder: Path, out: Path) -> None:
    cut = edit.cut()
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        raw = Path(scratch) / "programme.f32"
        filming.programme_sound(
            binary.find(),
            footage,
            sound_from(cut),
            frame_rate=FRAME_RATE,
            media={footage.files[0].sha256: edit.media(folder)},
            fade=SHOW.cut.fade_s,
            scratch=Path(scratch),
            out=raw,
        )
        filming.master_sound(binary.find(), raw, sound=edit.target.sound, duration=cut.duration, out=out)


if __name__ == "__main__":
    FOLDER, NAME = Path(sys.argv[1]), sys.argv[2]
    CORRECTED = int(sys.argv[3]) if sys.argv[3:] else None
    render(replace(EDITS[NAME], corrected=CORRECTED), FOLDER, into=FOLDER / NAME.replace(" ", "-"))
