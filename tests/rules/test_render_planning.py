"""Chunks and their keys: a change re-encodes what shows it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.branding import Animation, DrawnPlate
from pipeline.domain.framing import FileFraming, Waypoint, window_of
from pipeline.domain.render_plan import Chunk, Drawn, Tools
from pipeline.rules import drawing
from pipeline.rules.render_planning import draft_picture, sound_from
from tests.examples import FRAME_RATES, YOUTUBE, edl, footage, video
from tests.rules.planned import CHUNK, STYLES, USUAL, Plan, caption
from tests.strategies import rates


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    rate = draw(rates)
    clips = draw(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 2500)), min_size=1, max_size=5))
    cut = edl(*clips, rate=rate, lead_in_frames=draw(st.integers(0, 90)), tail_frames=draw(st.integers(0, 90)))
    starts = draw(st.lists(st.integers(0, cut.frame_count), max_size=8))
    drawn = tuple(caption(start, start + draw(st.integers(1, 300))) for start in starts)
    return Plan(footage(700, rate=rate), cut, drawn)


@settings(max_examples=30)
@given(plans())
def test_chunks_make_the_film(plan: Plan) -> None:
    film = plan.film
    assert film.frame_count == plan.cut.frame_count
    assert all(0 < chunk.frame_count <= round(20 * plan.cut.frame_rate) for chunk in film.chunks if chunk.video)


@settings(max_examples=30)
@given(plans())
def test_the_same_plan_has_the_same_keys(plan: Plan) -> None:
    assert plan.keys == replace(plan).keys


@settings(max_examples=30)
@given(plans())
def test_every_frame_shows_the_footage_the_cut_says(plan: Plan) -> None:
    (file,) = plan.filmed.files
    firsts = [file.video.frame_at(clip.source_range.start, plan.cut.frame_rate) for clip in plan.cut.clips]
    assert shown(plan) == [
        first + frame for first, clip in zip(firsts, plan.cut.clips, strict=True) for frame in range(clip.frame_count)
    ]


def shown(plan: Plan) -> list[int]:
    """The pictures of the footage that the film shows, one after another."""
    shots = [shot for chunk in plan.film.chunks if chunk.video for shot in chunk.shots]
    return [frame for shot in shots for frame in range(shot.first_frame, shot.end_frame)]


@settings(max_examples=30)
@given(plans())
def test_every_drawn_frame_is_in_its_chunk(plan: Plan) -> None:
    for chunk in plan.film.chunks:
        frames = range(chunk.start_frame, chunk.start_frame + chunk.frame_count)
        visible = [item for item in plan.drawn if set(range(item.start_frame, item.end_frame)) & set(frames)]
        assert len(chunk.drawn) == len(visible)
        for item, own in zip(visible, chunk.drawn, strict=True):
            begins, ends = own.start_frame + chunk.start_frame, own.end_frame + chunk.start_frame
            assert max(begins, frames[0]) == max(item.start_frame, frames[0])
            assert min(ends, frames[-1] + 1) == min(item.end_frame, frames[-1] + 1)


@pytest.mark.parametrize("rate", FRAME_RATES)
def test_chunks_are_windows_of_the_footage(rate: Fraction) -> None:
    step = round(20 * rate)
    film = Plan(footage(600), edl((step / rate - 1 / rate, 2 * step + 7), rate=rate, lead_in_frames=84)).film
    assert [chunk.frame_count for chunk in film.chunks] == [84, 1, step, step, 6]
    starts = [chunk.start_frame for chunk in film.chunks]
    assert starts == [0, *accumulate(chunk.frame_count for chunk in film.chunks)][:-1]


@pytest.mark.parametrize(
    ("clips", "together"),
    [
        ([(0, 25), (2, 25), (18, 50)], [[0, 50, 450]]),
        ([(0, 25), (19, 50)], [[0, 475], [500]]),
        ([(2, 25), (0, 25)], [[50], [0]]),
        ([(0, 50), (1, 50)], [[0], [25]]),
        ([(0, 25), (30, 25), (2, 25)], [[0], [750], [50]]),
        ([(0, 25), (210, 25)], [[0], [250]]),
    ],
    ids=["one window", "the next window", "backwards", "overlapping", "there and back", "another file"],
)
def test_what_lies_in_one_window_and_in_order_is_one_chunk(
    clips: list[tuple[int, int]], together: list[list[int]]
) -> None:
    film = Plan(footage(200, 400), edl(*clips)).film
    assert [[shot.first_frame for shot in chunk.shots] for chunk in film.chunks] == together


def test_what_a_chunk_shows() -> None:
    film = replace(USUAL, filmed=footage(200, 400)).film
    files = [chunk.media_sha256[-1] for chunk in film.chunks]
    assert [chunk.start_frame for chunk in film.chunks] == [0, 84, 334, 834, 1284, 1784, 1984, 2014]
    assert files == ["y", "1", "1", "1", "1", "1", "2", "y"]
    assert [chunk.shots[0].first_frame for chunk in film.chunks] == [0, 250, 500, 1000, 2500, 3000, 2500, 0]
    assert [chunk.logo_sha256 for chunk in film.chunks] == ["", *["logo"] * 6, ""], "cards carry no logo"


def later_keys(plan: Plan, count: int) -> list[str]:
    """The keys of the film's last chunks."""
    return plan.keys[-count:]


def moved(drawn: Sequence[Drawn], frames: int) -> tuple[Drawn, ...]:
    return tuple(
        replace(item, start_frame=item.start_frame + frames, end_frame=item.end_frame + frames) for item in drawn
    )


@pytest.mark.parametrize(
    ("first", "lead_in"),
    [((10, 1325), 84), ((10, 900), 84), ((11, 1200), 84), ((10, 1200), 0), ((10, 1200), 90)],
    ids=["longer", "shorter", "elsewhere", "no intro", "longer intro"],
)
def test_a_change_early_in_the_film_moves_no_later_chunk(first: tuple[int, int], lead_in: int) -> None:
    cut = edl(first, (100, 700), (300, 30), lead_in_frames=lead_in, tail_frames=100)
    shift = cut.frame_count - USUAL.cut.frame_count
    changed = replace(USUAL, cut=cut, drawn=moved(USUAL.drawn, shift))
    assert later_keys(changed, 4) == later_keys(USUAL, 4)
    assert changed.keys != USUAL.keys


def test_a_clip_taken_out_changes_no_other() -> None:
    without = replace(
        USUAL, cut=edl((100, 700), (300, 30), lead_in_frames=84, tail_frames=100), drawn=moved(USUAL.drawn, -1200)
    )
    assert without.keys == [USUAL.keys[0], *USUAL.keys[4:]]


def test_a_file_put_before_the_others_changes_no_chunk_of_theirs() -> None:
    before, after = footage(50, 300), footage(300)
    second = replace(before.files[1], sha256=after.files[0].sha256)
    joined = replace(before, files=(before.files[0], second))
    assert Plan(joined, edl((60, 700))).keys == Plan(after, edl((10, 700))).keys


@pytest.mark.parametrize(
    ("position", "changed_chunks"),
    [(0, [1]), (1, [2, 3]), (2, [4]), (3, [6])],
    ids=["inside", "across", "next", "last"],
)
def test_a_changed_caption_changes_only_the_chunks_that_show_it(position: int, changed_chunks: list[int]) -> None:
    drawn = list(USUAL.drawn)
    drawn[position] = replace(drawn[position], text="나")
    keys = replace(USUAL, drawn=tuple(drawn)).keys
    assert [
        index for index, (one, two) in enumerate(zip(USUAL.keys, keys, strict=True)) if one != two
    ] == changed_chunks


def test_a_caption_across_a_border_is_in_both_chunks() -> None:
    film = USUAL.film
    assert film.chunks[2].drawn == (caption(486, 516),)
    assert film.chunks[3].drawn == (caption(-14, 16),)


def test_a_caption_that_ends_with_a_chunk_is_not_in_the_next() -> None:
    film = replace(USUAL, drawn=(caption(784, 834), caption(834, 884))).film
    assert [len(chunk.drawn) for chunk in film.chunks[1:4]] == [0, 1, 1]


def test_a_mark_over_the_whole_film_is_the_same_in_every_chunk() -> None:
    """So that a draft, too, is encoded again only where it changed."""
    plan = Plan(footage(600), edl((10, 3 * CHUNK)), (drawing.draft_mark(3 * CHUNK),))
    longer = Plan(footage(600), edl((100, CHUNK), (10, 3 * CHUNK)), (drawing.draft_mark(4 * CHUNK),))
    assert plan.film.chunks[1].drawn == (replace(plan.drawn[0], start_frame=-25, end_frame=CHUNK + 25),)
    assert longer.keys[2:] == plan.keys[1:]


@pytest.mark.parametrize(
    "changes",
    [
        {"picture": replace(YOUTUBE.picture, crf=19)},
        {"picture": replace(YOUTUBE.picture, encoder_preset="medium")},
        {"picture": replace(YOUTUBE.picture, encoder_threads=1)},
        {"picture": replace(YOUTUBE.picture, width_px=1280, height_px=720)},
        {"picture": replace(YOUTUBE.picture, gop_s=Fraction(1))},
        {"tools": Tools("9.1", "fonts")},
        {"tools": Tools("9.0", "other fonts")},
    ],
    ids=["crf", "preset", "threads", "size", "gop", "ffmpeg", "fonts"],
)
def test_what_shapes_every_picture_changes_every_key(changes: dict[str, Any]) -> None:
    keys = replace(USUAL, **changes).keys
    assert not set(keys) & set(USUAL.keys)


def changed_by(plan: Plan = USUAL, **changes: Any) -> list[int]:  # noqa: ANN401 - any part of the plan
    keys = replace(plan, **changes).keys
    return [index for index, (one, two) in enumerate(zip(plan.keys, keys, strict=True)) if one != two]


def test_styles_change_only_chunks_with_text() -> None:
    larger = tuple(replace(style, size_px=style.size_px + 1) for style in STYLES)
    assert changed_by(styles=larger) == [1, 2, 3, 4, 6]


def test_the_logo_changes_all_but_the_cards() -> None:
    assert changed_by(logo_key="other") == [1, 2, 3, 4, 5, 6]


def test_a_logo_that_moves_changes_the_chunks_in_which_it_has_not_come_to_rest() -> None:
    """The first clip's first chunk has 250 frames."""
    moving = Animation("moves", 300)
    assert changed_by(logo_animation=Animation("moves", 250)) == [1]
    assert changed_by(logo_animation=moving) == [1, 2]
    assert changed_by(replace(USUAL, logo_animation=moving), logo_animation=replace(moving, key="others")) == [1, 2]


@pytest.mark.parametrize(
    "change", [{"key": "other"}, {"start_frame": 301}, {"frame_count": 61}, {"left_px": 102}, {"top_px": 802}]
)
def test_what_lies_behind_a_name_or_where_and_when_changes_the_chunks_that_show_it(change: dict[str, Any]) -> None:
    """The second chunk ends with the 334th frame."""
    plate = DrawnPlate("youtube", "plate", 300, 60, 100, 800)
    assert changed_by(plates=(plate,)) == [1, 2]
    assert changed_by(replace(USUAL, plates=(plate,)), plates=(replace(plate, **change),)) == [1, 2]


def test_the_footage_and_how_it_is_read_change_its_chunks() -> None:
    (file,) = USUAL.filmed.files
    for other in (replace(file, sha256="f" * 64), replace(file, video=video(interlaced=True))):
        assert changed_by(filmed=replace(USUAL.filmed, files=(other,))) == [1, 2, 3, 4, 5, 6]


def test_the_targets_name_shapes_no_picture() -> None:
    assert changed_by(target="another") == []


def test_no_two_chunks_share_a_key_unless_they_show_the_same() -> None:
    assert len(set(USUAL.keys)) == len(USUAL.keys)
    twice = Plan(footage(600), edl((10, 100), (10, 100))).keys
    assert twice[0] == twice[1]


@settings(max_examples=30)
@given(plans())
def test_the_sound_is_as_long_as_the_film(plan: Plan) -> None:
    sound = sound_from(plan.cut)
    ends = accumulate(item.frame_count for item in sound)
    assert [item.program_start_frame for item in sound] == [0, *ends][:-1]
    assert sum(item.frame_count for item in sound) == plan.cut.frame_count
    heard = [item.source_start for item in sound if item.source_start is not None]
    assert heard == [clip.source_range.start for clip in plan.cut.clips]


@pytest.mark.parametrize(("height_px", "width_px"), [(540, 960), (360, 640), (270, 480), (362, 644)])
def test_a_draft_keeps_the_shape(height_px: int, width_px: int) -> None:
    draft = draft_picture(YOUTUBE.picture, height_px=height_px)
    assert (draft.width_px, draft.height_px) == (width_px, height_px)
    assert draft.crf > YOUTUBE.picture.crf


def test_a_chunk_knows_its_place_without_it_being_in_its_key() -> None:
    chunk: Chunk = USUAL.film.chunks[5]
    alone = Plan(footage(600), edl((120, 200))).film.chunks[0]
    assert chunk.start_frame != alone.start_frame
    assert chunk.key == alone.key


TALL = replace(YOUTUBE.picture, width_px=1080, height_px=1920, fit="crop")
(FILMED,) = footage(600).files


def framed(*waypoints: tuple[int, float], whole: tuple[tuple[int, int], ...] = ()) -> Plan:
    """The usual plan in an upright picture, its window going from place to place."""
    framing = FileFraming(FILMED.sha256, tuple(Waypoint(frame, at) for frame, at in waypoints), whole)
    return replace(USUAL, picture=TALL, framing={FILMED.sha256: framing})


def test_a_framed_shot_says_where_the_window_stands_from_its_first_picture_to_its_last() -> None:
    film = framed((0, 0.0), (20_000, 1.0)).film
    travel_px = window_of(FILMED.video, TALL).travel_px
    for shot in (shot for chunk in film.chunks if chunk.video for shot in chunk.shots):
        assert [look.frame for look in shot.looks] == [shot.first_frame, shot.end_frame - 1]
        assert [look.left_px for look in shot.looks] == pytest.approx(
            [travel_px * look.frame / 20_000 for look in shot.looks], abs=0.01
        )
    assert not any(shot.looks for chunk in film.chunks if not chunk.video for shot in chunk.shots)


def test_a_window_that_goes_elsewhere_later_changes_only_the_chunks_that_show_it() -> None:
    before, after = (framed((0, 0.2), (2600, 0.2), (2700, at), (20_000, at)) for at in (0.2, 0.8))
    changed = [old != new for old, new in zip(before.keys, after.keys, strict=True)]
    shows = [chunk.video and chunk.shots[-1].end_frame > 2600 for chunk in before.film.chunks]
    assert changed == [bool(shown) for shown in shows]
    assert 0 < sum(changed) < len(changed)


def test_where_the_footage_is_shown_whole_a_chunk_of_its_own_shows_it() -> None:
    plan = framed((0, 0.5), whole=((300, 400), (450, 460)))
    chunks = [chunk for chunk in plan.film.chunks if chunk.video]
    assert plan.film.frame_count == plan.cut.frame_count
    parts = [(shot.first_frame, shot.end_frame, bool(shot.looks)) for chunk in chunks for shot in chunk.shots]
    assert {(300, 400, False), (400, 450, True), (450, 460, False)} <= set(parts)
    assert all(len({bool(shot.looks) for shot in chunk.shots}) == 1 for chunk in chunks)


@pytest.mark.parametrize(("encoder", "preset", "counts"), [("x264", "faster", True), ("av1", "8", False)])
def test_threads_change_the_keys_only_of_an_encoder_whose_picture_they_change(
    encoder: str, preset: str, *, counts: bool
) -> None:
    picture = replace(YOUTUBE.picture, encoder=encoder, encoder_preset=preset)
    plan = Plan(footage(Fraction(60)), edl((Fraction(0), 100)), picture=picture)
    other = replace(plan, picture=replace(picture, encoder_threads=picture.encoder_threads + 1))
    assert (plan.keys != other.keys) is counts


def test_a_draft_is_made_by_x264_whatever_the_target_asks_for() -> None:
    asked = replace(YOUTUBE.picture, encoder="av1", encoder_preset="8", crf=30)
    assert draft_picture(asked, height_px=540).encoder == "x264"
