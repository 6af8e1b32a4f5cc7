"""ASS for libass: the chunk's clock, the styles, and text as it is."""

from __future__ import annotations

from fractions import Fraction

import pysubs2
import pytest

from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.engines.exporters import ass

STYLE = TextStyle(
    name="ko",
    size_px=54,
    bold=True,
    colour="#f0e1d2",
    outline_colour="#101010",
    outline_px=3.0,
    shadow_px=1.1,
    alignment=2,
    margin_x_px=154,
    margin_y_px=65,
)
RATES = [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(50), Fraction(60000, 1001)]


def document(*drawn: Drawn, rate: Fraction = RATES[1], lead_in_frames: int = 1500) -> pysubs2.SSAFile:
    text = ass.text_of(
        drawn, [STYLE], family="Pretendard", size_px=(1920, 1080), frame_rate=rate, lead_in_frames=lead_in_frames
    )
    return pysubs2.SSAFile.from_string(text)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_an_event_is_shown_on_exactly_its_frames(rate: Fraction) -> None:
    """As libass decides it: shown where start <= the frame's time < end, in hundredths of a second."""
    events = [Drawn(first, first + 1 + first % 7, 1, "ko", "x") for first in range(0, 3000, 13)]
    for drawn, event in zip(events, document(*events, rate=rate), strict=True):
        for frame, shown in (
            (drawn.start_frame - 1, False),
            (drawn.start_frame, True),
            (drawn.end_frame - 1, True),
            (drawn.end_frame, False),
        ):
            moment_ms = (frame + 1500) / rate * 1000
            assert (event.start <= moment_ms < event.end) == shown


def test_what_began_before_the_chunk_keeps_its_beginning_as_far_as_the_clock_goes() -> None:
    first, second = document(Drawn(-50, 10, 1, "ko", "x"), Drawn(-5000, 10, 1, "ko", "x"))
    assert first.start == 58_000
    assert second.start == 0


def test_the_style_is_the_one_that_was_asked_for() -> None:
    found = document().styles["ko"]
    assert (found.fontname, found.fontsize, found.bold) == ("Pretendard", 54, True)
    assert found.primarycolor == pysubs2.Color(0xF0, 0xE1, 0xD2)
    assert found.outlinecolor == pysubs2.Color(0x10, 0x10, 0x10)
    assert (found.marginl, found.marginr, found.marginv, found.alignment) == (
        154,
        154,
        65,
        pysubs2.Alignment.BOTTOM_CENTER,
    )


def test_the_picture_is_measured_in_its_own_pixels_and_lines_never_wrap_by_themselves() -> None:
    info = document().info
    assert (info["PlayResX"], info["PlayResY"]) == ("1920", "1080")
    assert info["WrapStyle"] == "2"


def test_text_layer_and_style_are_kept() -> None:
    (event,) = document(Drawn(0, 10, 3, "ko", "위, 아래: {\\ren}Below\\NLast"))
    assert (event.text, event.layer, event.style) == ("위, 아래: {\\ren}Below\\NLast", 3, "ko")
