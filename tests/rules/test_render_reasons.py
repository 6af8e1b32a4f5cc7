"""Why chunks are encoded: each change is named, with where it shows, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.render_plan import Drawn, Film, PlanState, RenderPlan, Tools
from pipeline.rules import drawing
from pipeline.rules.drawing import styles
from pipeline.rules.render_planning import RENDER_VERSION
from pipeline.rules.render_reasons import _KINDS, told
from tests.examples import YOUTUBE, edl, footage
from tests.rules.planned import USUAL, Plan
from tests.rules.test_render_planning import framed

NAME = (Drawn(900, 1000, 2, "name", "bar"), Drawn(900, 1000, 2, "role", "r"))
TITLE = Drawn(1500, 1600, 2, "title", "t")
BEFORE = replace(USUAL, drawn=(*USUAL.drawn, *NAME, TITLE))
"""Eight chunks: the title card, then windows of the footage from 0:03 on, and the credits at 1:21."""

_FILE = BEFORE.filmed.files[0]
OTHERWISE_READ = replace(
    BEFORE.filmed, files=(replace(_FILE, video=replace(_FILE.video, entry_lead=_FILE.video.entry_lead + 1)),)
)


def plan_of(plan: Plan, state: PlanState = "planned", *, version: int = RENDER_VERSION) -> RenderPlan:
    return RenderPlan(plan.cut.frame_rate, plan.tools, version, (plan.film,), state)


def line(now: Plan, before: Plan | None, state: PlanState = "joined", *, gone: tuple[int, ...] = ()) -> str:
    """What is told when the cache holds what was planned before, but for the chunks at these places."""
    plan = plan_of(now)
    earlier = None if before is None else plan_of(before, state)
    here = set() if before is None else {key for place, key in enumerate(before.keys) if place not in gone}
    return told(plan.films[0], plan, earlier, set(now.keys) - here)


def with_drawn(place: int, *, text: str = "", longer: int = 0) -> Plan:
    drawn = list(BEFORE.drawn)
    drawn[place] = replace(drawn[place], text=text or drawn[place].text, end_frame=drawn[place].end_frame + longer)
    return replace(BEFORE, drawn=tuple(drawn))


def look(style: str) -> Plan:
    """One style of text is a pixel larger."""
    return replace(
        BEFORE,
        styles=tuple(replace(item, size_px=item.size_px + (item.name == style)) for item in BEFORE.styles),
    )


def test_the_first_time() -> None:
    assert line(BEFORE, None) == "youtube: 8 chunks to encode: made for the first time"


def test_a_target_that_is_new_is_made_for_the_first_time() -> None:
    other = plan_of(replace(BEFORE, target="shorts"), "joined")
    plan = plan_of(replace(BEFORE, logo_key="other"))
    keys = {chunk.key for chunk in plan.films[0].chunks}
    cards = "no longer in cache/ (0:00 to 0:03, 1:21 to 1:25)"
    said = told(plan.films[0], plan, other, keys)
    assert "made for the first time (0:03 to 1:21)" in said
    assert cards in said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("planned", ""),
        ("joined", "youtube: 8 of 8 chunks can be used as they are"),
    ],
)
def test_nothing_is_told_twice_of_one_plan(state: PlanState, said: str) -> None:
    assert line(BEFORE, BEFORE, state) == said


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("planned", "the run before did not come to it"),
        ("joined", "no longer in cache/"),
        ("forgotten", "asked for with --redo"),
    ],
)
def test_what_is_missing_of_the_same_plan(state: PlanState, why: str) -> None:
    said = line(BEFORE, BEFORE, state, gone=(1, 2, 4))
    start = "youtube: 5 of 8 chunks can be used as they are; 3 to encode: "
    assert said == f"{start}{why} (0:03 to 0:33, 0:51 to 1:11)"


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (with_drawn(0, text="x"), "a caption changed ("),
        (with_drawn(0, longer=10), "a caption changed ("),
        (replace(BEFORE, drawn=BEFORE.drawn[1:]), "a caption changed ("),
        (with_drawn(4, text="x"), "the name in the picture changed ("),
        (with_drawn(5, text="x"), "the name in the picture changed ("),
        (with_drawn(6, text="x"), "a chapter title changed ("),
        (replace(BEFORE, drawn=(*BEFORE.drawn, drawing.draft_mark(2114))), "the DRAFT mark changed"),
        (look("ko"), "the look of the text changed ("),
        (replace(BEFORE, logo_key="other"), "the logo changed (0:03 to 1:21)"),
        (
            replace(BEFORE, cut=edl((10, 1200), (100, 700), (301, 30), lead_in_frames=84, tail_frames=100)),
            "the cut chan",
        ),
        (
            replace(BEFORE, cut=edl((10, 1200), (100, 700), (300, 30), lead_in_frames=84, tail_frames=99)),
            "the title card",
        ),
        (replace(BEFORE, filmed=OTHERWISE_READ), "the footage is read otherwise"),
        (replace(BEFORE, picture=replace(BEFORE.picture, crf=30)), "the picture's size or encoding changed"),
        (replace(BEFORE, tools=Tools("9.1", "fonts")), "another ffmpeg is installed"),
        (replace(BEFORE, tools=Tools("9.0", "others")), "the fonts changed"),
    ],
)
def test_each_change_is_named_and_no_other(now: Plan, why: str) -> None:
    _, _, reason = line(now, BEFORE).partition(" to encode: ")
    assert reason.startswith(why)
    assert " and " not in reason
    assert ";" not in reason


@pytest.mark.parametrize(
    ("now", "where"),
    [
        (framed((0, 0.0), (7000, 0.0), (9000, 1.0)), "1:19 to 1:21"),
        (framed((0, 0.0), whole=((2700, 2800),)), "0:51 to 1:11"),
    ],
)
def test_a_window_that_stands_elsewhere_is_framing_and_no_cut(now: Plan, where: str) -> None:
    _, _, reason = line(now, framed((0, 0.0))).partition(" to encode: ")
    assert reason == f"the framing changed ({where})"


def test_a_window_that_stands_elsewhere_is_framing_though_a_card_changed_too() -> None:
    before = replace(framed((0, 0.0)), drawn=())
    now = replace(
        framed((0, 0.0), whole=((2700, 2800),)),
        drawn=(),
        cut=edl((10, 1200), (100, 700), (300, 30), lead_in_frames=90, tail_frames=100),
    )
    reason = line(now, before).partition(" to encode: ")[2]
    assert reason == "the title card or the credits changed (0:00 to 0:04); the framing changed (0:52 to 1:12)"


def test_a_passage_taken_out_of_the_middle_is_the_cut() -> None:
    now = replace(USUAL, drawn=(), cut=edl((10, 1200), (100, 300), (113, 375), (300, 30)))
    before = replace(USUAL, drawn=(), cut=edl((10, 1200), (100, 700), (300, 30)))
    assert line(now, before).partition(" to encode: ")[2] == "the cut changed (0:48 to 1:07)"


def test_another_frame_rate_is_the_only_reason() -> None:
    now = replace(BEFORE, cut=edl((10, 1200), (100, 700), lead_in_frames=84, tail_frames=100, rate=Fraction(30)))
    assert line(now, BEFORE).endswith("chunks to encode: the frame rate changed")


def test_another_size_is_the_only_reason_though_all_is_drawn_otherwise() -> None:
    small = replace(YOUTUBE, picture=replace(YOUTUBE.picture, width_px=1280, height_px=720))
    text = replace(with_drawn(0, text="x"), styles=styles(small))
    now = replace(text, picture=small.picture, logo_key="drawn smaller", intro_key="drawn smaller, too")
    assert line(now, BEFORE) == "youtube: 8 chunks to encode: the picture's size or encoding changed"


def test_two_changes_in_one_chunk_are_both_named() -> None:
    assert "a caption changed and the logo" not in line(with_drawn(0, text="x"), BEFORE)
    both = replace(with_drawn(0, text="x"), logo_key="other")
    assert "the logo changed and a caption changed (0:03 to " in line(both, BEFORE)


def test_a_changed_caption_is_told_beside_a_changed_look_of_other_text() -> None:
    now = replace(look("name"), drawn=with_drawn(0, text="x").drawn)
    assert "the look of the text changed and a caption changed" in line(now, BEFORE)


def test_text_of_another_look_is_not_called_another_text_as_well() -> None:
    """Where a line stands is written into its text, and goes by its size."""
    now = replace(look("ko"), drawn=with_drawn(0, text="x").drawn)
    assert "the look of the text changed (0:03 to " in line(now, BEFORE)
    assert "caption" not in line(now, BEFORE)


def test_a_chunk_without_text_has_no_look() -> None:
    wordless = replace(BEFORE, drawn=BEFORE.drawn[:1])
    said = line(replace(look("ko"), drawn=wordless.drawn, logo_key="other"), wordless)
    assert said.endswith(
        "the logo changed and the look of the text changed (0:03 to 0:13); the logo changed (0:13 to 1:21)"
    )


def test_a_plan_that_did_not_say_what_shaped_it_is_compared_by_what_it_said() -> None:
    now, before = with_drawn(0, text="x"), replace(plan_of(BEFORE, "joined"), tools=Tools("", ""), render_version=0)
    plan = plan_of(now)
    assert "to encode: a caption changed (" in told(plan.films[0], plan, before, set(now.keys) - set(BEFORE.keys))


def test_a_newer_program_is_named() -> None:
    now, before = plan_of(BEFORE), plan_of(BEFORE, "joined", version=RENDER_VERSION - 1)
    films = tuple(
        replace(film, chunks=tuple(replace(item, key=f"{item.key}-") for item in film.chunks)) for film in now.films
    )
    now = replace(now, films=films)
    why = "youtube: 8 chunks to encode: another version of Vignette draws it otherwise"
    missing = {chunk.key for chunk in films[0].chunks}
    assert told(films[0], now, before, missing) == why
    assert told(films[0], now, replace(before, tools=Tools("", ""), render_version=0), missing) == why


def test_many_places_are_counted() -> None:
    cut = edl(*((40 * number, 25) for number in range(12)))
    before = Plan(footage(600), cut, tuple(Drawn(25 * n, 25 * n + 20, 1, "ko", "a") for n in range(12)))
    now = replace(before, drawn=tuple(replace(item, text="b" if n % 2 else "a") for n, item in enumerate(before.drawn)))
    assert line(now, before) == (
        "youtube: 6 of 12 chunks can be used as they are; 6 to encode: "
        "a caption changed (0:01 to 0:02, 0:03 to 0:04, 0:05 to 0:06, and 3 more places)"
    )


def test_every_style_is_of_a_kind() -> None:
    assert {style.name for style in styles(YOUTUBE)} == set(_KINDS)


def test_no_word_of_a_caption_is_told() -> None:
    film: Film = with_drawn(0, text="비밀").film
    assert any("비밀" in item.text for chunk in film.chunks for item in chunk.drawn)
    assert "비밀" not in line(with_drawn(0, text="비밀"), BEFORE)
