"""A logo that moves: across the border of two chunks it is what a single pass would draw, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.branding import Animation
from pipeline.domain.render_plan import Chunk, Film, Tools
from pipeline.engines import animation, fonts, logo
from pipeline.engines.ffmpeg import binary
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.probe import probe
from pipeline.rules.render_planning import film_from
from tests import clips, examples, looking
from tests.clips import Clip
from tests.engines.film.test_exact_pictures import TAGGED, lossless
from tests.examples import YOUTUBE
from tests.marks import moving_mark

RATE = Fraction(25)
MOVES = 40
"""Pictures of the animation: it begins 15 frames before a chunk's border."""

FIRST, COUNT = 485, 70
PICTURE = replace(YOUTUBE.picture, width_px=320, height_px=180, encoder_preset="ultrafast", crf=0)


def drawn(folder: Path, picture_count: int) -> tuple[Path, Path]:
    """The sized animation, and the picture that stays."""
    source = moving_mark(folder / "mark.mov", frame_count=picture_count)
    clip, still, sized, resting = (folder / name for name in ("clip.mov", "still.png", "sized.mov", "resting.png"))
    animation.at_pace(binary.find(), source, clip, frame_rate=RATE)
    assert animation.keep_last(clip, still) == picture_count
    area = YOUTUBE.safe_area
    logo.size_logo(still, resting, picture=PICTURE, safe_area=area, opacity=0.55)
    logo.size_animated_logo(binary.find(), clip, sized, frame_rate=RATE, picture=PICTURE, safe_area=area, opacity=0.55)
    return sized, resting


def planned(footage: Path, begins: tuple[int, ...] = (FIRST,)) -> Film:
    found = probe(footage, label="file 1")
    filmed = examples.footage(found.duration)
    file = replace(filmed.files[0], video=found.video, audio=found.audio)
    return film_from(
        replace(filmed, files=(file,)),
        examples.edl(*((first / RATE, COUNT) for first in begins), rate=25),
        target="small",
        picture=PICTURE,
        styles=(),
        drawn=(),
        intro=None,
        outro=None,
        logo_key="resting",
        logo_animation=Animation("sized", MOVES),
        tools=Tools("", ""),
    )


def work_of(chunk: Chunk, footage: Path, sized: Path, resting: Path) -> ChunkWork:
    moving = chunk.moving_logo
    over = (sized, moving.first_picture) if moving else (resting, None)
    return ChunkWork(footage, chunk.shots, RATE, PICTURE, "", fonts.fonts_dir(), *over)


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("footage") / "footage.mp4"
    return clips.film(path, Clip(duration_s=23, options=("-g", "50", *TAGGED)))


def test_across_a_border_it_is_what_one_pass_draws(tmp_path: Path, footage: Path) -> None:
    sized, resting = drawn(tmp_path, MOVES)
    shown: list[str] = []
    chunks = planned(footage).chunks
    assert [chunk.moving_logo and chunk.moving_logo.first_picture for chunk in chunks] == [0, 15]
    for number, chunk in enumerate(chunks):
        part = tmp_path / f"part-{number}.mp4"
        lossless(work_of(chunk, footage, sized, resting), part)
        shown += looking.frame_hashes(part)
    assert shown == looking.frame_hashes(in_one_pass(tmp_path, footage, sized))
    assert len(set(shown)) == COUNT


def in_one_pass(folder: Path, footage: Path, sized: Path) -> Path:
    """The same as anybody would write it; when the animation ends, overlay keeps its last picture."""
    out = folder / "plain.mp4"
    cut = f"[0:v]trim=start_frame={FIRST}:end_frame={FIRST + COUNT},setpts=PTS-STARTPTS[cut]"
    graph = f"{cut};[cut][1:v]overlay=x=W-w:y=0:format=yuv420[v]"
    inputs = ("-i", f"file:{footage}", "-i", f"file:{sized}")
    clips.ffmpeg(*inputs, "-filter_complex", graph, "-map", "[v]", "-qp", "0", f"file:{out}")
    return out


def test_the_picture_that_stays_is_the_same_in_either_way(tmp_path: Path, footage: Path) -> None:
    """A chunk in which the animation ends holds its last picture; the next one has it as a picture."""
    sized, resting = drawn(tmp_path, MOVES)
    chunk = planned(footage).chunks[1]
    held = replace(work_of(chunk, footage, sized, resting), logo_picture=MOVES - 1)
    assert held.logo == sized
    lossless(held, tmp_path / "held.mp4")
    lossless(replace(held, logo=resting, logo_picture=None), tmp_path / "rests.mp4")
    assert looking.frame_hashes(tmp_path / "held.mp4") == looking.frame_hashes(tmp_path / "rests.mp4")


def test_a_chunk_that_shows_only_the_resting_logo_has_one_key_wherever_it_lies(footage: Path) -> None:
    early, late = planned(footage, (FIRST, 100)).chunks[-1], planned(footage, (FIRST, 300, 100)).chunks[-1]
    assert early.moving_logo is None
    assert early.key == late.key
    assert early.start_frame != late.start_frame
