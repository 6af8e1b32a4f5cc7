"""Every caption stands inside the safe area of every picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.qc import QcFinding
from pipeline.engines import fonts
from pipeline.presets.library import PresetLibrary
from pipeline.rules.canvas import Canvas
from pipeline.rules.caption_layout import caption_block
from pipeline.rules.subtitles.safe_area import check, shape_of
from tests.examples import HOUSE, YOUTUBE, cue, judged, track

LIBRARY = PresetLibrary()
FULL = "가나다라마바사아자차카타파하거너"


def found(
    ko: Sequence[str], en: Sequence[str], *, profile: SubtitleProfile = HOUSE, targets: Sequence[str] = ()
) -> list[QcFinding]:
    captions, yardstick = judged(track(cue(0, 50), cue(52, 99, ko=ko, en=en)), profile)
    wanted = tuple(LIBRARY.target(name) for name in targets)
    return check(captions, replace(yardstick, typeface=fonts.typeface(), targets=wanted))


@pytest.mark.parametrize(
    ("ko", "en", "shapes"),
    [
        ([FULL], ["At first I did not know one person in it."], []),
        ([FULL, FULL], ["At first I did not know one person in it."], []),
        ([], ["<i>At first I did not know one person in it.</i>"], []),
        (["가" * 24], ["a"], []),
        (["<i>" + "가" * 30 + "</i>"], ["a"], []),
        (["가" * 40], ["a"], ["1:1", "9:16"]),
        (["가" * 80], ["a"], ["16:9", "1:1", "9:16"]),
        (["가"], ["M" * 42], ["1:1", "9:16"]),
        (["가"] * 24, ["a"], ["16:9", "1:1", "9:16"]),
        ([], [], []),
    ],
)
@pytest.mark.parametrize("background", ["outline", "box"])
def test_a_caption_that_leaves_the_safe_area_is_found_in_each_shape(
    ko: list[str], en: list[str], shapes: list[str], background: str
) -> None:
    profile = replace(HOUSE, background=background)  # type: ignore[arg-type] # both values are its own
    findings = found(ko, en, profile=profile, targets=("youtube", "square", "shorts"))
    assert [item.measured.rpartition(" ")[2] for item in findings] == shapes
    assert all(item.where == "cue 2" and item.severity == "error" for item in findings)


@given(
    st.lists(st.text("가뷁WMil. ", min_size=1, max_size=60), max_size=4),
    st.lists(st.text("가뷁WMil. ", min_size=1, max_size=90), max_size=4),
    st.sampled_from(LIBRARY.names("targets")),
)
def test_it_is_found_exactly_where_the_layout_sets_it_outside(ko: list[str], en: list[str], name: str) -> None:
    canvas = Canvas(LIBRARY.target(name), HOUSE, fonts.typeface())
    block = caption_block(ko, en, canvas)
    outside_px = canvas.safe_box.beyond(block.box) if block.lines else 0
    assert [item.measured.split()[0] for item in found(ko, en, targets=(name,))] == [str(outside_px)] * bool(outside_px)


def test_how_far_it_reaches_out_is_counted_in_pixels() -> None:
    """70 syllables of 0.864 em in the smallest letters (lines of 38 px, an em of 31.9 px), with an outline of 4 px."""
    (finding,) = found(["가" * 70], [], targets=("youtube",))
    assert finding.measured == "104 px outside at 16:9"
    assert "youtube" in finding.message


def test_nothing_is_asked_of_pictures_or_letters_that_are_not_known() -> None:
    captions, yardstick = judged(track(cue(0, 50, ko=["가" * 99])))
    assert check(captions, replace(yardstick, targets=(YOUTUBE,))) == []
    assert check(captions, replace(yardstick, typeface=fonts.typeface())) == []


@pytest.mark.parametrize(("size", "shape"), [((1920, 1080), "16:9"), ((540, 540), "1:1"), ((1080, 1350), "4:5")])
def test_a_picture_is_named_by_its_shape(size: tuple[int, int], shape: str) -> None:
    picture = replace(YOUTUBE.picture, width_px=size[0], height_px=size[1])
    assert shape_of(picture) == shape
