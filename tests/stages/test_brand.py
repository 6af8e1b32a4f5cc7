"""What the show adds: the name that may be shown, cards drawn once, chapters where they begin."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.domain.branding import Branding
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.render_plan import MovingLogo, RenderPlan
from pipeline.domain.subtitles import SubtitleTrack
from tests import clips, interview
from tests.clips import Clip
from tests.interview import SAID, SHOW, STORY, TARGET, write
from tests.marks import moving_mark
from tests.studio import Studio

WITH_NAME = SHOW.replace("lower_third_s = 0", "lower_third_s = 2")
PSEUDONYM = (
    STORY.replace('level = "open"', 'level = "pseudonym"')
    .replace("한바다", "한여름")
    .replace("Han Bada", "Han Yeoreum")
    .replace('role.ko = "교사"', 'pseudonym.ko = "봄이"\npseudonym.en = "Bomi"\nrole.ko = "교사"')
)


def branded(studio: Studio) -> Branding:
    ran = studio.make("--until", "brand")
    assert ran.code == 0, ran.said
    return studio.job.load(Branding)


@pytest.mark.parametrize(("story", "name"), [(STORY, ("한바다", "Han Bada")), (PSEUDONYM, ("봄이", "Bomi"))])
def test_the_name_shown_is_the_one_that_may_be(
    studio: Studio, talking: Path, story: str, name: tuple[str, str]
) -> None:
    write(studio.home.presets / "shows" / "tiny.toml", WITH_NAME)
    studio.arrange(talking, story=story)
    (shown,) = branded(studio).labels.lower_thirds
    assert (shown.name_ko, shown.name_en) == name
    assert (shown.start_frame, shown.end_frame) == (25 + 25, 25 + 25 + 50)


def test_a_show_may_name_nobody(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert branded(studio).labels.lower_thirds == ()


def test_cards_are_drawn_once_for_the_same_title(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    first = branded(studio)
    drawn = {path: path.stat().st_mtime_ns for path in (studio.home.cache / "cards").iterdir()}
    write(studio.folder / "story.toml", STORY.replace("Teacher", "Nurse"))
    assert branded(studio).cards == first.cards
    assert {path: path.stat().st_mtime_ns for path in drawn} == drawn
    write(studio.folder / "story.toml", STORY.replace("The Sea Again", "The Sea"))
    second = branded(studio)
    assert second.card("intro", "small") != first.card("intro", "small")
    assert second.card("outro", "small") == first.card("outro", "small")


def test_a_show_without_cards_and_logo_has_none(studio: Studio, talking: Path) -> None:
    show = SHOW.replace("intro_s = 1", 'intro_s = 0\nlogo = ""').replace("outro_s = 1", "outro_s = 0")
    write(studio.home.presets / "shows" / "tiny.toml", show)
    studio.arrange(talking)
    found = branded(studio)
    assert (found.cards, found.logos) == ((), ())
    ran = studio.make()
    assert ran.code == 0, ran.said


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('title.en = "The Sea Again"', f'title.en = "{"Sea " * 30}"', "upload-title"),
        ('title.en = "The Sea Again"', 'title.en = "The <Sea>"', "upload-title"),
        ('show = "tiny"', f'show = "tiny"\ndescription.ko = "{"바다 " * 800}"', "upload-description"),
        ('show = "tiny"', f'show = "tiny"\ntags = ["{"sea" * 170}"]', "upload-tags"),
    ],
)
def test_what_the_platform_would_refuse_is_told_before_anything_is_drawn(
    studio: Studio, talking: Path, old: str, new: str, rule: str
) -> None:
    studio.arrange(talking, story=STORY.replace(old, new))
    ran = studio.make()
    assert ran.code == 5
    assert rule in ran.err
    assert "Sea Sea" not in studio.job.state.message
    assert studio.job.state.stage == "brand"
    assert not list((studio.home.cache / "cards").glob("*"))
    assert studio.nothing_delivered()


def chapters(*at: str) -> str:
    """The story with chapters at these times."""
    return STORY + "".join(f'\n[[chapters]]\nat = "{time}"\ntitle.ko = "{time} 이야기"\n' for time in at)


def test_two_titles_are_never_shown_at_once(studio: Studio, talking: Path) -> None:
    """The second chapter was dropped: its title does not stand over the third."""
    dropped = chapters("0:02", "0:05", "0:11", "0:12")
    studio.arrange(talking, story=f'drop = [["0:04.5", "0:10"]]\n{dropped}')
    titles = branded(studio).labels.titles
    assert [title.ko for title in titles] == ["0:02 이야기", "0:11 이야기", "0:12 이야기"]
    assert all(before.end_frame <= after.start_frame for before, after in pairwise(titles))
    assert all(title.start_frame < title.end_frame for title in titles)


def test_why_the_upload_form_has_no_chapters_is_told(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=chapters("0:02", "0:05", "0:11"))
    ran = studio.make("--until", "brand")
    assert ran.code == 0, ran.said
    assert "the upload form has no chapters: platforms take them from 3 on, each at least 10 s" in ran.err


def test_redo_draws_cards_and_logo_again(studio: Studio, talking: Path) -> None:
    """What the cache holds may be what went wrong."""
    write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("[brand]", '[brand]\nlogo = "logo.png"'))
    studio.arrange(talking)
    branded(studio)
    cards = sorted((studio.home.cache / "cards").iterdir())
    assert {path.suffix for path in cards} == {".mp4", ".png"}
    before = {path: path.read_bytes() for path in cards}
    for path in cards:
        path.write_bytes(b"damaged")
    ran = studio.make("--until", "brand", "--redo", "brand")
    assert ran.code == 0, ran.said
    assert {path: path.read_bytes() for path in cards} == before


def test_the_name_stands_over_the_words_of_its_person(studio: Studio, talking: Path) -> None:
    """The first sentence is the interviewer's; when that is written down later, the name moves."""
    write(studio.home.presets / "shows" / "tiny.toml", WITH_NAME)
    studio.arrange(talking)
    (before,) = branded(studio).labels.lower_thirds
    said = interview.transcript().replace(SAID[1].ko, f"1: {SAID[1].ko}").replace(SAID[2].ko, f"1: {SAID[2].ko}")
    write(studio.folder / "transcript.ko.srt", said)
    (after,) = branded(studio).labels.lower_thirds
    second = studio.job.load(SubtitleTrack).cues[1]
    assert before.start_frame == 25 + 25
    assert abs(after.start_frame - second.start_frame) <= 25
    assert after.start_frame > before.end_frame


def test_a_logo_that_moves_is_laid_over_the_first_clip_and_then_rests(studio: Studio, talking: Path) -> None:
    moving_mark(studio.home.presets / "shows" / "mark.mov", frame_count=20)
    write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("[brand]", '[brand]\nlogo = "mark.mov"'))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    (found,) = studio.job.load(Branding).logos
    assert found.animation is not None
    assert found.animation.frame_count == 20
    chunks = studio.job.load(RenderPlan).film("small").chunks
    moving = [chunk.moving_logo for chunk in chunks]
    assert moving[0] is None
    assert moving[1] == MovingLogo(found.animation.key, 0)
    assert chunks[1].start_frame == studio.job.load(EditDecisionList).lead_in_frames
    assert chunks[-1].logo_sha256 == ""
    before = set(studio.chunks())
    assert studio.make("--redo", "brand").code == 0
    assert set(studio.chunks()) == before


@pytest.mark.parametrize("name", ["mark.mov", "mark.png"])
def test_a_logo_that_moves_is_made_anew_for_films_at_another_pace(tmp_path: Path, name: str) -> None:
    """One that stands still is shared."""
    mark = moving_mark(tmp_path / "mark.mov", frame_count=20)
    clips.ffmpeg("-i", f"file:{mark}", "-frames:v", "1", f"file:{tmp_path / 'mark.png'}")
    keys = set[str]()
    for rate in ("25", "30"):
        studio = Studio.at(tmp_path / rate)
        write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("[brand]", f'[brand]\nlogo = "{name}"'))
        shutil.copy(tmp_path / name, studio.home.presets / "shows" / name)
        studio.arrange(clips.film(tmp_path / f"{rate}.mp4", Clip(rate=rate)))
        (logo,) = branded(studio).logos
        assert studio.job.load(EditDecisionList).frame_rate == int(rate)
        keys.add(logo.key)
    assert len(keys) == (2 if name == "mark.mov" else 1)


def test_a_logo_without_transparency_is_refused_before_any_work(studio: Studio, talking: Path) -> None:
    clips.film(studio.home.presets / "shows" / "mark.mov", Clip(duration_s=1))
    write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("[brand]", '[brand]\nlogo = "mark.mov"'))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 2
    assert "the animation has no transparency" in ran.err
    assert not studio.chunks()


WITH_PLATE = WITH_NAME.replace("[brand]", '[brand]\nlower_third_animation = "plate.mov"')


def test_an_animation_lies_behind_the_name_in_each_target(studio: Studio, talking: Path) -> None:
    moving_mark(studio.home.presets / "shows" / "plate.mov", frame_count=45)
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE)
    tall = TARGET.replace("width_px = 320", "width_px = 180").replace("height_px = 180", "height_px = 320")
    write(studio.home.presets / "targets" / "tall.toml", tall)
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "tall"]'))
    found = branded(studio)
    (name,) = found.labels.lower_thirds
    (small,), (upright,) = found.plates_of("small"), found.plates_of("tall")
    assert (small.left_px, small.top_px) != (upright.left_px, upright.top_px)
    assert small.key != upright.key
    assert (small.start_frame, small.frame_count) == (name.start_frame, name.end_frame - name.start_frame)
    ran = studio.make()
    assert ran.code == 0, ran.said
    for film, plate in zip(studio.job.load(RenderPlan).films, (small, upright), strict=True):
        behind = [item for chunk in film.chunks for item in chunk.plates]
        assert {item.key for item in behind} == {plate.key}
        texts = [item.text for chunk in film.chunks for item in chunk.drawn if item.style == "name"]
        assert texts
        assert not any("\\p1" in text for text in texts)  # no bar beside it
        assert any("fad(350,350)" in text for text in texts)


def test_what_lies_behind_the_name_moves_with_it(studio: Studio, talking: Path) -> None:
    """The name stands above the captions, so that larger ones lift it."""
    moving_mark(studio.home.presets / "shows" / "plate.mov", frame_count=45)
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE)
    studio.arrange(talking)
    places = [placed(studio)]
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("ko_size = 0.08", "ko_size = 0.1"))
    places.append(placed(studio))
    assert places[0] != places[1]


def placed(studio: Studio) -> tuple[int, int]:
    (plate,) = branded(studio).plates
    return plate.left_px, plate.top_px


def test_a_changed_animation_is_told_and_draws_only_what_shows_it(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE)
    studio.arrange(talking)
    for frame_count in (45, 46):
        moving_mark(studio.home.presets / "shows" / "plate.mov", frame_count=frame_count)
        ran = studio.make("--until", "render")
        assert ran.code == 0, ran.said
    assert "small: 2 of 3 chunks can be used as they are; 1 to encode: what lies behind the name changed" in ran.err
    assert studio.make("--draft").code == 0
    draft = studio.job.load(RenderPlan).film("small")
    assert not any(chunk.plates for chunk in draft.chunks)
    assert any("\\p1" in item.text for chunk in draft.chunks for item in chunk.drawn if item.style == "name")


@pytest.mark.parametrize(("name", "why"), [("plate.png", "is a picture"), ("plate.mov", "name is not there")])
def test_what_cannot_lie_behind_the_name_is_refused_before_any_work(
    studio: Studio, talking: Path, name: str, why: str
) -> None:
    write(studio.home.presets / "shows" / "plate.png", "no picture")
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE.replace("plate.mov", name))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code != 0
    assert re.search(why, ran.err)
    assert studio.job.state.stage == ""


def test_what_has_not_the_shape_of_a_name_is_refused_before_any_work(studio: Studio, talking: Path) -> None:
    plate = studio.home.presets / "shows" / "plate.mov"
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE)
    studio.arrange(talking)
    moving_mark(plate, frame_count=10)
    ran = studio.make()
    assert ran.code == 2
    assert "what is seen of it is 34 x 48 pixels, too high to lie behind a name" in ran.err
    assert str(plate) in ran.err
    assert studio.job.state.stage == ""
    moving_mark(plate, frame_count=45)
    branded(studio)
    moving_mark(plate, frame_count=11)
    ran = studio.make()
    assert ran.code == 2
    assert "what is seen of it is 36 x 48 pixels, too high to lie behind a name" in ran.err
    assert studio.job.state.stage == "brand"


def test_what_lies_behind_the_name_is_drawn_once(studio: Studio, talking: Path) -> None:
    moving_mark(studio.home.presets / "shows" / "plate.mov", frame_count=45)
    write(studio.home.presets / "shows" / "tiny.toml", WITH_PLATE)
    studio.arrange(talking)
    (first,) = branded(studio).plates
    path = studio.home.card(first.key, suffix="mov")
    drawn = path.stat().st_mtime_ns
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("crf = 26", "crf = 27"))
    write(studio.folder / "story.toml", STORY.replace("The Sea Again", "The Sea"))
    assert branded(studio).plates == (first,)
    assert path.stat().st_mtime_ns == drawn
    write(studio.folder / "story.toml", STORY.replace("Han Bada", "Han Bada of the Sea"))
    (second,) = branded(studio).plates
    assert second.key != first.key
