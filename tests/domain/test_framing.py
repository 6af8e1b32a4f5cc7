"""Windows, and where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from pipeline.domain.framing import (
    FileFraming,
    Framing,
    TargetFraming,
    Waypoint,
    Window,
    fitted_size,
    is_cut_off,
    window_of,
)
from tests.examples import YOUTUBE, video


@pytest.mark.parametrize(
    ("shown", "target", "window", "side"),
    [
        ((1920, 1080), (1080, 1920), (3412, 1920), "x"),
        ((1920, 1080), (1080, 1080), (1920, 1080), "x"),
        ((3840, 2160), (1080, 1350), (2400, 1350), "x"),
        ((1080, 1920), (1080, 1080), (1080, 1920), "y"),
        ((1080, 1920), (1920, 1080), (1920, 3412), "y"),
        ((1440, 1080), (1920, 1080), (1920, 1440), "y"),
        ((1920, 1080), (1920, 1080), (1920, 1080), "x"),
    ],
)
def test_the_footage_fills_the_target(
    shown: tuple[int, int], target: tuple[int, int], window: tuple[int, int], side: Literal["x", "y"]
) -> None:
    picture = replace(YOUTUBE.picture, width_px=target[0], height_px=target[1])
    found = window_of(video(display_width_px=shown[0], display_height_px=shown[1]), picture)
    assert found == Window(*window, *target)
    assert found.moves_across == (side == "x")


@pytest.mark.parametrize(
    ("fit", "width_px", "shown"), [("crop", 1080, "a part"), ("whole", 1080, "all"), ("crop", 1920, "all")]
)
def test_a_target_says_whether_it_shows_a_part(fit: Literal["crop", "whole"], width_px: int, shown: str) -> None:
    picture = replace(YOUTUBE.picture, width_px=width_px, height_px=1080, fit=fit)
    assert is_cut_off(video(), picture) == (shown == "a part")


@pytest.mark.parametrize(
    ("shown", "fitted"),
    [
        ((1920, 1080), (1920, 1080)),
        ((3840, 2160), (1920, 1080)),
        ((1080, 1920), (608, 1080)),
        ((1440, 1080), (1440, 1080)),
        ((1920, 800), (1920, 800)),
        ((384, 288), (1440, 1080)),
    ],
)
def test_footage_is_fitted_whole_with_even_sides(shown: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert fitted_size(video(display_width_px=shown[0], display_height_px=shown[1]), YOUTUBE.picture) == fitted


def test_between_waypoints_the_window_moves_evenly_and_else_it_stands() -> None:
    framing = FileFraming("a", (Waypoint(10, 0.2), Waypoint(20, 0.4), Waypoint(21, 0.9)))
    assert [framing.at(frame) for frame in (0, 10, 15, 20, 21, 99)] == pytest.approx([0.2, 0.2, 0.3, 0.4, 0.9, 0.9])


def test_a_part_of_the_way_begins_and_ends_where_it_is_asked_to() -> None:
    framing = FileFraming("a", (Waypoint(10, 0.2), Waypoint(20, 0.4), Waypoint(21, 0.9)))
    part = list(framing.between(15, 31))
    assert [waypoint.frame for waypoint in part] == [15, 20, 21, 30]
    assert [waypoint.at for waypoint in part] == pytest.approx([0.3, 0.4, 0.9, 0.9])
    (alone,) = framing.between(12, 13)
    assert alone.frame == 12
    assert alone.at == pytest.approx(0.24)


def test_a_framing_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="has a waypoint"):
        FileFraming("a", ())
    with pytest.raises(ValueError, match="follow one another"):
        FileFraming("a", (Waypoint(1, 0), Waypoint(1, 1)))
    with pytest.raises(ValueError, match="inside the picture"):
        FileFraming("a", (Waypoint(1, 1.01),))


def test_files_are_found_by_target_and_content() -> None:
    file = FileFraming("a", (Waypoint(0, 0.5),))
    framing = Framing((TargetFraming("shorts", (file,)),))
    assert framing.of("shorts") == {"a": file}
    assert framing.of("youtube") == {}
