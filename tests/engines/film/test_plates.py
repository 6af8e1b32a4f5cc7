"""An animation behind a name: on exactly its frames, and across chunks what a single pass would draw, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.branding import DrawnPlate
from pipeline.domain.render_plan import Film
from pipeline.engines import animation, fonts, plates
from pipeline.engines.ffmpeg import binary
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.plates import PlateShape
from tests import clips, examples, looking
from tests.clips import Clip
from tests.engines.film.plain import film_of, footage_of
from tests.engines.film.test_exact_pictures import TAGGED, lossless
from tests.marks import HEIGHT_PX, WIDTH_PX, moving_mark

RATE = Fraction(25)
FIRST, COUNT = 470, 100
"""A chunk's border lies at the 30th frame."""

PICTURE = replace(examples.YOUTUBE.picture, width_px=320, height_px=180, encoder_preset="ultrafast", crf=0)
LEFT, TOP, SHOWN = 24, 100, 40


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("footage") / "footage.mp4"
    return clips.film(path, Clip(duration_s=23, options=("-g", "50", *TAGGED)))


@pytest.fixture(scope="module")
def plate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plate")
    clip, out = folder / "clip.mov", folder / "plate.mov"
    animation.at_pace(binary.find(), moving_mark(folder / "mark.mov", frame_count=20), clip, frame_rate=RATE)
    shape = PlateShape((0, 0, WIDTH_PX, HEIGHT_PX), WIDTH_PX, HEIGHT_PX, RATE, SHOWN, Fraction(35, 4))
    plates.write_plate(binary.find(), clip, out, shape)
    return out


def made(folder: Path, footage: Path, plate: Path, *, start: int | None) -> list[str]:
    """The film's frames, with the plate from this frame on; None for none."""
    behind = () if start is None else (DrawnPlate("small", "plate", start, SHOWN, LEFT, TOP),)
    shown: list[str] = []
    for number, chunk in enumerate(planned(footage, behind).chunks):
        part = folder / f"{start}-{number}.mp4"
        over = tuple((item, plate) for item in chunk.plates)
        work = ChunkWork(footage, chunk.shots, RATE, PICTURE, "", fonts.fonts_dir(), None, plates=over)
        lossless(work, part)
        shown += looking.frame_hashes(part)
    return shown


def planned(footage: Path, behind: tuple[DrawnPlate, ...]) -> Film:
    return film_of(footage_of(footage), examples.edl((FIRST / RATE, COUNT), rate=25), PICTURE, plates=behind)


@pytest.mark.parametrize("start", [0, 5, 29, 30, 55])
def test_it_stands_on_exactly_its_frames(tmp_path: Path, footage: Path, plate: Path, start: int) -> None:
    with_it, without = (made(tmp_path, footage, plate, start=begins) for begins in (start, None))
    assert len(with_it) == COUNT
    differs = [one != other for one, other in zip(with_it, without, strict=True)]
    assert [number for number, different in enumerate(differs) if different] == list(range(start, start + SHOWN))


@pytest.mark.parametrize("start", [5, 20])
def test_across_a_border_it_is_what_one_pass_draws(tmp_path: Path, footage: Path, plate: Path, start: int) -> None:
    out = tmp_path / "plain.mp4"
    cut = f"[0:v]trim=start_frame={FIRST}:end_frame={FIRST + COUNT},setpts=PTS-STARTPTS[cut]"
    late = f"[1:v]setpts=PTS+{start}/25/TB[late]"
    graph = f"{cut};{late};[cut][late]overlay=x={LEFT}:y={TOP}:format=yuv420:eof_action=pass[v]"
    inputs = ("-i", f"file:{footage}", "-i", f"file:{plate}")
    clips.ffmpeg(*inputs, "-filter_complex", graph, "-map", "[v]", "-qp", "0", f"file:{out}")
    assert made(tmp_path, footage, plate, start=start) == looking.frame_hashes(out)


def test_only_chunks_that_show_it_have_it(footage: Path) -> None:
    def keys(start: int) -> list[str]:
        behind = (DrawnPlate("small", "plate", start, SHOWN, LEFT, TOP),)
        return [chunk.key for chunk in planned(footage, behind).chunks]

    bare = [chunk.key for chunk in planned(footage, ()).chunks]
    assert [one == other for one, other in zip(keys(40), bare, strict=True)] == [True, False]
    assert [one == other for one, other in zip(keys(10), bare, strict=True)] == [False, False]
