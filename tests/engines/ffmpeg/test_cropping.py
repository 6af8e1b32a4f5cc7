"""A window that moves over the footage: what is seen is that part of the whole picture, scaled, to the pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.framing import Window, window_of
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Look, Shot
from pipeline.engines import fonts
from pipeline.engines.ffmpeg import binary, commands, running
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.ffmpeg.cropping import region_of, way_expression
from pipeline.engines.probe import probe
from tests import clips, looking
from tests.clips import Clip
from tests.examples import YOUTUBE, video

RATE = Fraction(25)
FRAMES = 24
TALL = replace(YOUTUBE.picture, width_px=180, height_px=320, fit="crop")
SQUARE = replace(YOUTUBE.picture, width_px=180, height_px=180, fit="crop")
BT709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"

SOURCES = {
    "wide": Clip(duration_s=2, options=("-vf", BT709)),
    "anamorphic": Clip(duration_s=2, size="240x180", options=("-vf", f"{BT709},setsar=4/3")),
    "odd scale": Clip(duration_s=2, size="426x240", options=("-vf", BT709)),
    "interlaced": Clip(duration_s=2, options=("-vf", f"{BT709},setfield=tff", "-flags", "+ildct+ilme")),
}


def shown(footage: Path, picture: Picture, shots: Sequence[Shot], out: Path) -> looking.Pictures:
    """The pictures of a chunk of these shots, in brightness, as good as without loss."""
    work = ChunkWork(footage, tuple(shots), RATE, replace(picture, crf=1), "", fonts.fonts_dir(), None)
    running.run(commands.chunk(binary.find().path, work, out=out), expected=Fraction(2))
    return looking.grey(out, size=(picture.width_px, picture.height_px))


def whole(footage: Path, window: Window, *, filters: str = "") -> looking.Pictures:
    """All of the footage's pictures at the target's scale, in brightness."""
    size = (window.scaled_width_px, window.scaled_height_px)
    scaled = f"{filters}scale={size[0]}:{size[1]}:flags=bicubic,format=yuv420p"
    raw = clips.ffmpeg(
        *("-i", f"file:{footage}", "-vf", scaled, "-fps_mode", "passthrough"),
        *("-pix_fmt", "gray", "-f", "rawvideo", "-"),
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, size[1], size[0])


def way(first: int, count: int, travel_px: int, *, across: bool) -> tuple[Look, ...]:
    """From edge to edge, with a stand in the middle."""
    stand = 0.31 * travel_px  # so that no place between lies half-way between two pixels
    places = [(0, 0.0), (count // 3, stand), (2 * count // 3, stand), (count - 1, float(travel_px))]
    return tuple(Look(first + frame, at if across else 0.0, 0.0 if across else at) for frame, at in places)


def expected_place(looks: Sequence[Look], frame: int) -> tuple[int, int]:
    frames = [look.frame for look in looks]
    lefts, tops = ([getattr(look, side) for look in looks] for side in ("left_px", "top_px"))
    return tuple(int(np.floor(np.interp(frame, frames, places) + 0.5)) for places in (lefts, tops))  # type: ignore[return-value]


def assert_shows(made: looking.Pictures, footage: looking.Pictures, shots: Sequence[Shot], picture: Picture) -> None:
    """Every picture is the part of the footage's that the looks name, and no other nearby."""
    planned = [(frame, shot) for shot in shots for frame in range(shot.first_frame, shot.end_frame)]
    assert len(made) == len(planned)
    for own, (frame, shot) in zip(made, planned, strict=True):
        left, top = expected_place(shot.looks, frame)
        part = footage[frame, top : top + picture.height_px, left : left + picture.width_px].astype(int)
        assert np.abs(own - part).mean() < 1.5, (frame, left, top)


@pytest.mark.parametrize("picture", [TALL, SQUARE], ids=["tall", "square"])
@pytest.mark.parametrize("kind", SOURCES)
def test_the_window_shows_its_part_of_the_picture(tmp_path: Path, kind: str, picture: Picture) -> None:
    footage = clips.film(tmp_path / "footage.mp4", SOURCES[kind])
    stream = probe(footage, label="x").video
    window = window_of(stream, picture)
    shots = [Shot("0" * 64, 5, FRAMES, stream, way(5, FRAMES, window.travel_px, across=True))]
    made = shown(footage, picture, shots, tmp_path / "chunk.mp4")
    assert stream.interlaced == (kind == "interlaced")
    filters = "bwdif=mode=send_frame," if stream.interlaced else ""
    assert_shows(made, whole(footage, window, filters=filters), shots, picture)


def test_footage_that_was_filmed_upright_moves_up_and_down(tmp_path: Path) -> None:
    clips.film(tmp_path / "lying.mp4", SOURCES["wide"])
    footage = tmp_path / "upright.mp4"
    clips.ffmpeg("-display_rotation", "90", "-i", f"file:{tmp_path}/lying.mp4", "-c", "copy", f"file:{footage}")
    stream = probe(footage, label="x").video
    assert (stream.display_width_px, stream.display_height_px) == (180, 320)
    window = window_of(stream, SQUARE)
    assert not window.moves_across
    shots = [Shot("0" * 64, 0, FRAMES, stream, way(0, FRAMES, window.travel_px, across=False))]
    made = shown(footage, SQUARE, shots, tmp_path / "chunk.mp4")
    assert_shows(made, whole(footage, window), shots, SQUARE)


def test_several_shots_of_a_chunk_each_have_their_place(tmp_path: Path) -> None:
    footage = clips.film(tmp_path / "footage.mp4", SOURCES["wide"])
    stream = probe(footage, label="x").video
    travel_px = window_of(stream, TALL).travel_px
    shots = [
        Shot("0" * 64, 3, 6, stream, (Look(3, 20.0, 0.0), Look(8, 20.0, 0.0))),
        Shot("0" * 64, 12, 10, stream, way(12, 10, travel_px, across=True)),
        Shot("0" * 64, 30, 4, stream, (Look(30, float(travel_px), 0.0), Look(33, float(travel_px), 0.0))),
    ]
    made = shown(footage, TALL, shots, tmp_path / "chunk.mp4")
    assert_shows(made, whole(footage, window_of(stream, TALL)), shots, TALL)


@pytest.mark.parametrize("shape", [(1920, 1080), (3840, 2160), (1280, 720), (1440, 1080), (720, 576), (854, 480)])
@pytest.mark.parametrize("size_px", [(1080, 1920), (1080, 1080), (1080, 1350), (304, 540)])
def test_a_region_holds_the_window_wherever_it_stands(shape: tuple[int, int], size_px: tuple[int, int]) -> None:
    width, height = shape
    stream = video(coded_width_px=width, coded_height_px=height, display_width_px=width, display_height_px=height)
    picture = replace(YOUTUBE.picture, width_px=size_px[0], height_px=size_px[1])
    window = window_of(stream, picture)
    for left in range(0, window.travel_px + 1, max(1, window.travel_px // 23)):
        region = region_of([Shot("", 0, 1, stream, (Look(0, float(left), 0.0),))], picture)
        assert region.scaled_left_px <= left
        assert left + picture.width_px <= region.scaled_left_px + region.scaled_width_px
        assert region.scaled_height_px >= picture.height_px
        assert 0 <= region.left_px < region.left_px + region.width_px <= width
        assert all(side % 2 == 0 for side in (region.left_px, region.width_px, region.scaled_width_px))
        scales = region.scaled_width_px / region.width_px, window.scaled_width_px / width
        assert scales[0] * region.width_px == pytest.approx(scales[1] * region.width_px, abs=2)


def test_a_window_that_stands_costs_no_expression() -> None:
    assert way_expression([(0, 100.0), (250, 100.0)]) == "100"
    assert way_expression([(0, 99.6), (250, 100.4)]) == "100"


@given(st.lists(st.tuples(st.integers(1, 20), st.floats(0, 500).map(lambda at: round(at, 2))), min_size=1, max_size=40))
def test_an_expression_goes_through_its_points(steps: list[tuple[int, float]]) -> None:
    points: list[tuple[int, float]] = []
    frame = 0
    for gap, place in steps:
        points.append((frame, place))
        frame += gap
    names = {"lt": lambda a, b: a < b, "round": lambda value: int(np.floor(value + 0.5))}
    text = way_expression(points).replace("if(", "chosen(")
    for number, place in points:
        names |= {"chosen": lambda test, yes, no: yes if test else no}
        assert eval(text, {"n": number, **names}) == pytest.approx(place, abs=0.51)  # noqa: S307 - our own expression
