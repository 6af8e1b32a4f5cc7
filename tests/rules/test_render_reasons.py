"""What is encoded is told with its reason, and without a word of what is said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.render_plan import Drawn, RenderPlan, Tools
from pipeline.rules.render_reasons import about_chunks
from tests.examples import YOUTUBE, edl, footage, video
from tests.rules.planned import STYLES, USUAL, Plan, caption


def plan_of(plan: Plan, *, version: int = 4) -> RenderPlan:
    return RenderPlan(plan.cut.frame_rate, plan.tools, version, (plan.film,))


def told(now: Plan, before: Plan | None = USUAL, *, version: int = 4) -> str:
    """What is told when the cache has the chunks of the plan before."""
    earlier = plan_of(before) if before else None
    there = set(before.keys) if before else set()
    (line,) = about_chunks(plan_of(now, version=version), earlier, {key for key in now.keys if key not in there})
    return line


def test_the_first_time() -> None:
    assert told(USUAL, None) == "youtube: 0 of 8 chunks there already, 8 to encode: made for the first time"


def test_nothing_is_to_be_encoded() -> None:
    assert told(USUAL) == "youtube: nothing to encode, 8 chunks there already"


def test_a_changed_caption() -> None:
    drawn = (caption(100, 150, "나"), *USUAL.drawn[1:])
    line = told(replace(USUAL, drawn=drawn))
    assert line == "youtube: 7 of 8 chunks there already, 1 to encode: changed captions (0:03 to 0:13)"


def test_what_the_cache_lost() -> None:
    (line,) = about_chunks(plan_of(USUAL), plan_of(USUAL), set(USUAL.keys[2:7]))
    assert line == (
        "youtube: 3 of 8 chunks there already, 5 to encode: "
        "not in the cache (0:13 to 0:33, 0:33 to 0:51, 0:51 to 1:11 and 2 more)"
    )


NAME = Drawn(100, 200, 2, "name", "봄")
(FILE,) = USUAL.filmed.files


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (replace(USUAL, drawn=(*USUAL.drawn, NAME)), "1 to encode: a changed name ("),
        (replace(USUAL, drawn=(*USUAL.drawn, replace(NAME, style="title"))), "1 to encode: a changed chapter title ("),
        (replace(USUAL, logo_key="other"), "6 to encode: another logo ("),
        (replace(USUAL, tools=Tools("9.1", "fonts")), "8 to encode: another ffmpeg"),
        (replace(USUAL, tools=Tools("9.0", "others")), "8 to encode: other fonts"),
        (replace(USUAL, picture=replace(YOUTUBE.picture, crf=20)), "8 to encode: another size, or other settings"),
        (replace(USUAL, styles=STYLES[:1]), "5 to encode: another look of the text ("),
        (
            replace(USUAL, filmed=replace(USUAL.filmed, files=(replace(FILE, video=video(interlaced=True)),))),
            "6 to encode: the footage is read otherwise (",
        ),
        (Plan(footage(600), edl((10, 1200), (100, 690), (300, 30), lead_in_frames=84, tail_frames=100)), "another cut"),
        (
            Plan(footage(600), edl((10, 1200), (100, 700), (300, 30), lead_in_frames=90, tail_frames=100), USUAL.drawn),
            "another card",
        ),
    ],
)
def test_why(now: Plan, why: str) -> None:
    assert why in told(now)


def test_two_reasons_at_once() -> None:
    now = replace(USUAL, logo_key="other", drawn=(caption(100, 150, "나"), *USUAL.drawn[1:]))
    assert "another logo and changed captions (0:03 to 0:13); another logo (" in told(now)


def test_another_version_of_the_program() -> None:
    (line,) = about_chunks(plan_of(USUAL, version=5), plan_of(replace(USUAL, logo_key="")), set(USUAL.keys[1:2]))
    assert "this version of the program makes other pictures and another logo" in line


def test_another_frame_rate() -> None:
    now = plan_of(USUAL)
    (line,) = about_chunks(now, replace(plan_of(replace(USUAL, logo_key="")), frame_rate=Fraction(24)), set(USUAL.keys))
    assert "another frame rate" in line


def test_what_is_said_is_never_told() -> None:
    secret = Drawn(100, 200, 2, "ko", "hyesan")
    for now in (replace(USUAL, drawn=(secret,)), replace(USUAL, drawn=(replace(secret, style="unknown"),))):
        assert "hyesan" not in told(now)
