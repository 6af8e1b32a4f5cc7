"""Tall and square films of a talking head: the face is in the frame, and the camera keeps calm."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.framing import Face, Framing
from pipeline.domain.render_plan import RenderPlan
from pipeline.engines.faces import FaceFinder
from pipeline.engines.models import model_folder
from pipeline.workspace.home import home_from_environment
from tests import clips, looking, talking_head
from tests.interview import STORY, write
from tests.studio import Studio

TARGETS = {"tall": (288, 512), "square": (256, 256)}
TARGET = """\
[picture]
width_px = {0}
height_px = {1}
fit = "crop"
encoder_preset = "superfast"
crf = 20

[captions]
burned_in = false
"""
CUT_S = 9.8
"""When another camera shows the room from the other side: the speaker sits elsewhere in the picture from then on."""

MOVES = f"if(lt(t,{CUT_S}),40+70*clip(t-5.5,0,1.5),380)+10*sin(1.7*t)+4*sin(5*t)"
"""The speaker's column: swaying, and moving over by a sixth of the picture within a second and a half."""


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """14 s of a talking head in a room, 640 x 360."""
    folder = tmp_path_factory.mktemp("talking head")
    talking_head.draw_person(folder / "person.png")
    talking_head.draw_room(folder / "room.png", (640, 360))
    out = folder / "interview.mp4"
    clips.ffmpeg(
        *("-loop", "1", "-framerate", "25", "-t", "14", "-i", f"file:{folder}/room.png"),
        *("-loop", "1", "-framerate", "25", "-t", "14", "-i", f"file:{folder}/person.png"),
        *("-f", "lavfi", "-i", clips.speech(clips.SPOKEN, 14)),
        "-filter_complex",
        f"[0:v]split[one][two];[two]hflip,negate[other];[one][other]overlay=enable='gte(t,{CUT_S})'[room];"
        f"[1:v]scale=220:-2[person];[room][person]overlay=x='{MOVES}':y='52+3*sin(2*t)',noise=alls=4:allf=t",
        *("-map", "2:a", "-c:v", "libx264", "-preset", "superfast", "-g", "250", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", f"file:{out}"),
    )
    return out


def filmed(root: Path, interview: Path, *, story: str = "", faces: bool = True) -> Studio:
    """The interview's films in all targets, with or without the model that finds faces."""
    studio = Studio.at(root)
    for name, size in TARGETS.items():
        write(studio.home.presets / "targets" / f"{name}.toml", TARGET.format(*size))
    if faces:
        studio.home.local.mkdir(parents=True)
        studio.home.models.symlink_to(home_from_environment().models)
    targets = f'show = "tiny"\ntargets = {list(TARGETS)}'.replace("'", '"')
    studio.arrange(interview, story=STORY.replace('show = "tiny"', targets) + story)
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert ("models fetch centerface" in ran.said) != faces
    return studio


def faces_in(studio: Studio, target: str) -> list[Face | None]:
    """The face in each picture of the footage that is delivered."""
    finder = FaceFinder(model_folder("centerface", home_from_environment().models))
    width, height = TARGETS[target]
    small = (width // 64 * 32, height // 64 * 32) if target == "tall" else (128, 128)
    film = studio.delivery() / f"blue-kite.{target}.mp4"
    raw = clips.ffmpeg(
        *("-i", f"file:{film}", "-vf", f"scale={small[0]}:{small[1]}:flags=area", "-fps_mode", "passthrough"),
        *("-pix_fmt", "rgb24", "-f", "rawvideo", "-"),
    )
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, small[1], small[0], 3)
    plan = studio.job.load(RenderPlan)
    shown = [chunk for chunk in plan.film(target).chunks if chunk.video]
    first, end = shown[0].start_frame, shown[-1].start_frame + shown[-1].frame_count
    return [next(iter(finder.faces_in(picture)), None) for picture in pictures[first:end]]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, interview: Path) -> Studio:
    return filmed(tmp_path_factory.mktemp("followed"), interview)


@pytest.mark.full
@pytest.mark.parametrize("target", TARGETS)
def test_the_face_is_in_the_frame_in_99_of_100_pictures(followed: Studio, target: str) -> None:
    faces = faces_in(followed, target)
    whole = [face for face in faces if face is not None and face.left > 0 and face.right < 1 and face.top > 0]
    assert len(faces) > 200
    assert len(whole) >= 0.99 * len(faces)
    assert np.median([face.middle for face in whole]) == pytest.approx(0.5, abs=0.15)  # at first near the edge


@pytest.mark.full
@pytest.mark.parametrize("target", TARGETS)
def test_the_camera_moves_calmly_and_jumps_at_the_cut_only(followed: Studio, target: str) -> None:
    plan = followed.job.load(RenderPlan)
    (file,) = followed.job.load(Framing).of(target).values()
    shots = [shot for chunk in plan.film(target).chunks for shot in chunk.shots if shot.video]
    travel_px = max(look.left_px for shot in shots for look in shot.looks) / max(
        file.at(frame) for shot in shots for frame in range(shot.first_frame, shot.end_frame)
    )
    places = [round(file.at(frame) * travel_px) for frame in range(14 * 25)]
    steps = {after: abs(places[after] - places[before]) for before, after in pairwise(range(len(places)))}
    fastest_px = max(1, int(0.004 * TARGETS[target][0]))
    assert [frame for frame, step in steps.items() if step > fastest_px] == [round(CUT_S * 25)]
    still = sum(1 for step in steps.values() if step == 0)
    assert still > len(steps) / 2


@pytest.mark.full
def test_an_unchanged_film_is_not_looked_at_again_when_the_cut_changes(tmp_path: Path, interview: Path) -> None:
    studio = filmed(tmp_path, interview)
    looked = {path: path.stat().st_mtime_ns for path in (studio.job.work / "glances").iterdir()}
    framing, plan = (studio.job.artefact_path(kind).read_bytes() for kind in (Framing, RenderPlan))
    story = studio.folder / "story.toml"
    write(story, story.read_text(encoding="utf-8").replace("show =", 'drop = [["0:01.8", "0:04.3"]]\nshow =', 1))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert {path: path.stat().st_mtime_ns for path in (studio.job.work / "glances").iterdir()} == looked
    assert studio.job.artefact_path(Framing).read_bytes() == framing
    assert studio.job.artefact_path(RenderPlan).read_bytes() != plan


@pytest.mark.full
def test_without_the_model_the_film_follows_what_moves_and_says_how_to_get_it(tmp_path: Path, interview: Path) -> None:
    studio = filmed(tmp_path, interview, faces=False)
    (file,) = studio.job.load(Framing).of("square").values()
    left, right = file.at(25), file.at(12 * 25)
    assert left < 0.3
    assert right > 0.7


def test_the_story_says_where_to_look_and_what_to_show_whole(tmp_path: Path, interview: Path) -> None:
    asked = '\n[[framing]]\nstart = 0\nend = 5\nx = 1\n\n[[framing]]\nstart = 11\nend = 14\nfit = "whole"\n'
    studio = filmed(tmp_path, interview, story=asked, faces=False)
    (file,) = studio.job.load(Framing).of("square").values()
    assert file.at(50) == pytest.approx(1, abs=0.05)
    film = studio.delivery() / "blue-kite.square.mp4"
    pictures = looking.grey(film, size=TARGETS["square"])
    plan = studio.job.load(RenderPlan)
    bars = [bool(picture[:40, :128].max() < 30) for picture in pictures]
    for chunk in (chunk for chunk in plan.film("square").chunks if chunk.video):
        middle = chunk.start_frame + chunk.frame_count // 2
        assert bars[middle] == (not chunk.shots[0].looks)
    assert any(bars[50:-50])
    assert not all(bars[50:-50])
    assert studio.job.load(RenderPlan).frame_rate == Fraction(25)
