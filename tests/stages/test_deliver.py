"""The delivery's place: one film a name, replaced whole by its own job and by no other."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests import clips, interview
from tests.clips import Clip
from tests.interview import STORY, write
from tests.studio import Studio


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
    assert ran.code == 6
    assert ran.err.count(f'job {first} was delivered as "blue-kite" already') == 2  # foreseen, and where it stopped
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


def test_without_a_code_the_jobs_id_names_the_delivery(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace('code = "blue-kite"', ""))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert [path.name for path in studio.home.deliver.iterdir()] == [studio.job.id]
    assert (studio.delivery(studio.job.id) / f"{studio.job.id}.small.mp4").is_file()


def test_a_change_is_delivered_whole(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    (studio.delivery() / "notes of a volunteer.txt").write_text("gone with the old delivery", encoding="utf-8")
    write(studio.folder / "translation.en.srt", interview.sheet().replace("Thank you.", "Thanks."))
    assert studio.make().code == 0
    assert "notes of a volunteer.txt" not in {path.name for path in studio.delivery().iterdir()}
    assert "Thanks." in (studio.delivery() / "captions.en.vtt").read_text(encoding="utf-8")
