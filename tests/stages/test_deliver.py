"""The delivery: asked once more at the door, one film a name, replaced whole by its own job and by no other."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.errors import Held
from pipeline.opening import Wishes, settings_for
from pipeline.run import Unwatched, run_stage, stage_named
from tests import clips, interview
from tests.clips import Clip
from tests.interview import STORY, write
from tests.studio import Ran, Studio

TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()
PSEUDONYM_STORY = STORY.replace('level = "open"', 'level = "pseudonym"').replace(
    "[[speaker]]", '[[speaker]]\npseudonym.ko = "이슬"\npseudonym.en = "Dew"\neveryday_words = ["바다", "Bada"]'
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """A delivered film, to be copied."""
    studio = Studio.at(tmp_path_factory.mktemp("finished"))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


@pytest.fixture
def delivered(tmp_path: Path, finished: Studio) -> Studio:
    """A delivered film of this test's own, made of the footage and the story in this test's folder."""
    studio = Studio(shutil.copytree(finished.root, tmp_path / "copy", symlinks=True))
    assert studio.make("--until", "intake").code == 0
    return studio


def deliver_again(studio: Studio, *, level: str = "") -> bool:
    """Run the last stage alone, as a flow does on whatever machine; gives whether there was anything to do."""
    settings = settings_for(studio.job, Wishes(protection=level), today=TODAY)
    return run_stage(studio.job, settings, stage_named("deliver"), watcher=Unwatched())


def test_the_gate_is_asked_at_the_door(delivered: Studio) -> None:
    """A person may have raised the level while the film was made."""
    shutil.rmtree(delivered.delivery())
    with pytest.raises(Held, match="cannot do yet"):
        deliver_again(delivered, level="covered")
    write(delivered.job.story_file, STORY.replace('level = "open"', 'level = "covered"'))
    with pytest.raises(Held, match="cannot do yet"):
        deliver_again(delivered)
    assert delivered.nothing_delivered()
    assert delivered.job.state.name == "held"


def test_a_film_made_under_another_decision_stays_inside(delivered: Studio) -> None:
    """It shows the name that is to be hidden by now."""
    shutil.rmtree(delivered.delivery())
    write(delivered.job.story_file, PSEUDONYM_STORY)
    with pytest.raises(Held, match="decided otherwise while the film was made"):
        deliver_again(delivered)
    assert delivered.nothing_delivered()
    write(delivered.job.story_file, STORY)
    assert deliver_again(delivered)


def test_another_day_alone_delivers_nothing_anew(delivered: Studio) -> None:
    settings = settings_for(delivered.job, Wishes(), today=TODAY.replace(year=2027))
    assert not run_stage(delivered.job, settings, stage_named("deliver"), watcher=Unwatched())


def assert_held(ran: Ran, says: str) -> None:
    """It was foreseen, and it is where it stopped."""
    assert ran.code == 6, ran.said
    assert ran.err.count(says) == 2


def test_a_film_delivered_under_another_code_is_not_left_behind(delivered: Studio) -> None:
    """The old code may have held the name."""
    write(delivered.folder / "story.toml", PSEUDONYM_STORY.replace("blue-kite", "red-fox"))
    ran = delivered.make()
    assert_held(ran, "this film was delivered under another code before, and still lies there")
    assert ran.err.count(f"where: {delivered.delivery()}") == 2
    assert [path.name for path in delivered.home.deliver.iterdir()] == ["blue-kite"]
    assert str(delivered.delivery()) in delivered.vignette("status").out
    shutil.rmtree(delivered.delivery())
    ran = delivered.make()
    assert ran.code == 0, ran.said
    assert [path.name for path in delivered.home.deliver.iterdir()] == ["red-fox"]


def test_files_that_lie_where_the_film_is_to_go_are_not_touched(delivered: Studio) -> None:
    shutil.rmtree(delivered.home.deliver)
    (delivered.job.folder / "delivery.json").unlink()
    notes = write(delivered.delivery() / "notes.txt", "theirs")
    assert_held(delivered.make(), "files of somebody's where the film is to be delivered")
    assert [path for path in delivered.home.deliver.rglob("*") if path.is_file()] == [notes]
    notes.unlink()
    assert delivered.make().code == 0


def test_what_people_put_into_the_delivery_stays_in_the_next_one(delivered: Studio) -> None:
    (delivered.delivery() / "notes.txt").write_text("theirs", encoding="utf-8")
    (delivered.delivery() / ".DS_Store").write_text("their computer's", encoding="utf-8")
    assert "Nothing to do" in delivered.make().err
    write(delivered.folder / "translation.en.srt", interview.sheet().replace("Thank you.", "Thanks."))
    ran = delivered.make()
    assert ran.code == 0, ran.said
    assert "1 file that somebody put into the delivery stayed there" in ran.err
    assert (delivered.delivery() / "notes.txt").read_text(encoding="utf-8") == "theirs"
    assert "Thanks." in (delivered.delivery() / "captions.en.vtt").read_text(encoding="utf-8")
    listed = {item["name"] for item in delivered.delivered_json("manifest.json")["files"]}
    assert "notes.txt" not in listed
    (delivered.delivery() / "notes.txt").unlink()
    assert "Nothing to do" in delivered.make().err


def test_a_name_that_would_be_delivered_is_told_without_being_repeated(delivered: Studio) -> None:
    """A preset's name is a part of a file's name, and nobody looked at it before."""
    write(delivered.home.presets / "targets" / "hanbada.toml", interview.TARGET)
    write(delivered.folder / "story.toml", PSEUDONYM_STORY)
    ran = delivered.make("--target", "hanbada")
    assert ran.code == 5, ran.said
    assert "a file's name: speaker 1" in ran.err
    assert "hanbada" not in delivered.job.state.message


def second_interview(studio: Studio) -> Path:
    """Another interview, whose story was copied from the first."""
    folder = shutil.copytree(studio.folder, studio.root / "second", symlinks=True)
    (folder / "talking.mp4").unlink()
    clips.film(folder / "other.mp4", Clip(picture="smptebars={shape}"))
    return folder


def test_another_interviews_film_is_never_replaced(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    first = studio.job.id
    manifest = (studio.delivery() / "manifest.json").read_bytes()
    folder = second_interview(studio)
    ran = studio.vignette("make", folder)
    assert_held(ran, f"job {first} was delivered under this code already")
    assert (studio.delivery() / "manifest.json").read_bytes() == manifest
    write(folder / "story.toml", STORY.replace("blue-kite", "red-fox"))
    ran = studio.vignette("make", folder)
    assert ran.code == 0, ran.said
    assert {path.name for path in studio.home.deliver.iterdir()} == {"blue-kite", "red-fox"}


def test_a_film_takes_the_place_of_one_whose_job_is_gone(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    manifest = (studio.delivery() / "manifest.json").read_bytes()
    shutil.rmtree(studio.job.folder)
    ran = studio.vignette("make", second_interview(studio))
    assert ran.code == 0, ran.said
    assert (studio.delivery() / "manifest.json").read_bytes() != manifest


def test_a_film_comes_again_though_its_folder_was_taken_away_and_another_film_came_and_went(
    delivered: Studio,
) -> None:
    """Whose a delivery is, its manifest tells: neither film waits for the other one's job."""
    taken = delivered.delivery().rename(delivered.root / "published")
    folder = second_interview(delivered)
    first = delivered.job.id
    assert delivered.vignette("make", folder).code == 0
    (second,) = {job.id for job in delivered.home.all_jobs()} - {first}
    assert_held(delivered.make(), f"job {second} was delivered under this code already")
    shutil.rmtree(delivered.delivery())
    taken.rename(delivered.delivery())
    assert "Nothing to do" in delivered.make().err
    assert_held(delivered.vignette("make", folder), f"job {first} was delivered under this code already")


def test_without_a_code_the_jobs_id_names_the_delivery(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace('code = "blue-kite"', ""))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert [path.name for path in studio.home.deliver.iterdir()] == [studio.job.id]
    assert (studio.delivery(studio.job.id) / f"{studio.job.id}.small.mp4").is_file()


def test_a_film_that_is_not_made_again_leaves_the_delivery_and_that_is_told(delivered: Studio) -> None:
    """It may show what was corrected since."""
    other = interview.TARGET.replace("width_px = 320", "width_px = 300")
    write(delivered.home.presets / "targets" / "other.toml", other)
    ran = delivered.make("--target", "small", "--target", "other")
    assert ran.code == 0, ran.said
    mine = delivered.delivery() / "blue-kite.mine.mp4"
    write(mine, "somebody's own")
    assert "no longer in the delivery" not in ran.err
    ran = delivered.make("--target", "small")
    assert "no longer in the delivery, because this run did not make it: other; `vignette make` with" in ran.err
    assert "with --target small --target other brings it back" in ran.err  # one of them alone would lose the other
    assert sorted(path.name for path in delivered.delivery().glob("*.mp4")) == [mine.name, "blue-kite.small.mp4"]
    assert "no longer in the delivery" not in delivered.make("--target", "small", "--redo", "deliver").err
