"""Faces that CenterFace finds, and where."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.engines.faces import FaceFinder, _apart
from pipeline.engines.models import model_folder
from pipeline.workspace.home import home_from_environment
from tests import talking_head

SIZE_PX = (512, 288)


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(model_folder("centerface", home_from_environment().models))


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    path = tmp_path_factory.mktemp("person") / "person.png"
    talking_head.draw_person(path)
    return Image.open(path)


def scene(*people: tuple[Image.Image, int, int], size_px: tuple[int, int] = SIZE_PX) -> Image.Image:
    """A grey room with people in it, each at a column and with a width."""
    room = Image.new("RGBA", size_px, (110, 116, 122, 255))
    for person, left, width in people:
        small = person.resize((width, width * person.height // person.width), Image.Resampling.LANCZOS)
        room.alpha_composite(small, (left, 20))
    return room.convert("RGB")


@pytest.mark.full
def test_a_face_is_found_where_it_is(finder: FaceFinder, person: Image.Image) -> None:
    for left in (10, 150, 310):
        (face,) = finder.faces_in(np.asarray(scene((person, left, 180))))
        assert face.middle == pytest.approx((left + 90) / 512, abs=0.01)
        assert face.top < face.eyes < (face.top + face.bottom) / 2
        # The drawing's eyes are 0.23 of its height below its top.
        assert face.eyes == pytest.approx((20 + 0.23 * 180 * 900 / 640) / 288, abs=0.02)


@pytest.mark.full
def test_small_faces_and_two_of_them_are_found(finder: FaceFinder, person: Image.Image) -> None:
    found = finder.faces_in(np.asarray(scene((person, 60, 60), (person, 300, 120))))
    assert sorted(face.middle for face in found) == pytest.approx([90 / 512, 360 / 512], abs=0.01)


@pytest.mark.full
def test_a_picture_of_another_shape_is_searched_as_well(finder: FaceFinder, person: Image.Image) -> None:
    upright = scene((person, 54, 180), size_px=(288, 512))
    (face,) = finder.faces_in(np.asarray(upright))
    assert face.middle == pytest.approx(0.5, abs=0.02)


@pytest.mark.full
def test_where_nobody_is_no_face_is_found(finder: FaceFinder, tmp_path: Path) -> None:
    talking_head.draw_room(tmp_path / "room.png", SIZE_PX)
    assert finder.faces_in(np.asarray(Image.open(tmp_path / "room.png"))) == ()


def test_of_boxes_on_one_face_the_likeliest_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [20, 0, 30, 10], [0, 2, 9, 10]], dtype=np.float64)
    scores = np.array([0.6, 0.9, 0.7, 0.8], dtype=np.float32)
    kept = _apart(boxes, scores)
    assert kept == [1, 2]
    assert all(scores[before] >= scores[after] for before, after in pairwise(kept))
