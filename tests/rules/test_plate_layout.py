"""Where animations lie behind names: around all of the text, in their shape where there is room, inside the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.branding import LowerThird
from pipeline.presets.library import PresetLibrary
from pipeline.rules.canvas import Box, Canvas, around
from pipeline.rules.name_layout import NamePlate, line_height, logo_column, name_plate
from pipeline.rules.plate_layout import PlatePlace, fits_a_name, plate_behind
from tests.rules.test_caption_layout import canvas, canvases
from tests.rules.test_name_layout import HAN_BOM, names

SCREEN = Box(0, 0, 1920, 1080)
BANNER = Box(100, 800, 800, 940)
"""Five times as wide as high, in a corner of its screen."""

contents = st.tuples(st.integers(0, 400), st.integers(0, 900), st.integers(40, 1500), st.integers(20, 160)).map(
    lambda box: Box(box[0], box[1], box[0] + box[2], box[1] + box[3])
)


def text_of(plate: NamePlate) -> Box:
    return around([row.box for row in plate.rows] or [plate.bar])


def shown_at(place: PlatePlace, content: Box) -> tuple[float, float, float, float]:
    """Where what is clearly seen lies in the film."""
    left, top, right, bottom = place.source
    across, down = place.box.width_px / (right - left), place.box.height_px / (bottom - top)
    return (
        place.box.left + (content.left - left) * across,
        place.box.top + (content.top - top) * down,
        place.box.left + (content.right - left) * across,
        place.box.top + (content.bottom - top) * down,
    )


@given(canvases, names, contents.filter(fits_a_name))
def test_it_covers_the_name_inside_the_picture(on: Canvas, name: LowerThird, content: Box) -> None:
    plate = name_plate(name, on)
    place = plate_behind(plate, on, content=content, screen=SCREEN)
    picture = on.target.picture
    assert Box(0, 0, picture.width_px, picture.height_px).holds(place.box)
    assert (place.box.left % 2, place.box.top % 2) == (0, 0)
    assert 0 <= place.source[0] < place.source[2] <= SCREEN.right
    assert 0 <= place.source[1] < place.source[3] <= SCREEN.bottom
    left, top, right, bottom = shown_at(place, content)
    text = text_of(plate)
    assert left <= text.left
    assert top <= text.top + 1
    assert right >= min(text.right, picture.width_px - 1)
    assert bottom >= text.bottom - 1


def test_where_there_is_room_it_keeps_its_shape() -> None:
    on = canvas()
    plate = name_plate(HAN_BOM, on)
    left, top, right, bottom = shown_at(plate_behind(plate, on, content=BANNER, screen=SCREEN), BANNER)
    text, room = text_of(plate), round(0.4 * line_height("name", on.target))
    assert (right - left) / (bottom - top) == pytest.approx(5, abs=0.01)
    assert (text.top - top, bottom - text.bottom, text.left - left) == pytest.approx((room, room, room), abs=0.01)


def test_in_an_upright_picture_it_ends_before_the_logo() -> None:
    on = canvas(PresetLibrary().target("shorts"))
    plate = name_plate(HAN_BOM, on)
    wide = Box(100, 800, 1500, 940)
    left, _, right, _ = shown_at(plate_behind(plate, on, content=wide, screen=SCREEN), wide)
    assert right == pytest.approx(logo_column(on), abs=0.01)
    assert left < text_of(plate).left


def test_shadows_around_it_are_shown_and_specks_far_away_are_not() -> None:
    on = canvas()
    place = plate_behind(name_plate(HAN_BOM, on), on, content=BANNER, screen=SCREEN)
    left, top, right, bottom = place.source
    assert (left, top) == pytest.approx((BANNER.left - 35, BANNER.top - 35), abs=2)
    assert (right, bottom) == pytest.approx((BANNER.right + 35, BANNER.bottom + 35), abs=2)


@pytest.mark.parametrize(
    ("width_px", "height_px", "fits"), [(200, 100, True), (199, 100, False), (1600, 100, True), (1200, 6, False)]
)
def test_what_has_not_the_shape_of_a_name_is_known(width_px: int, height_px: int, *, fits: bool) -> None:
    assert fits_a_name(Box(0, 0, width_px, height_px)) == fits
