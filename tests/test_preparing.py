"""From a job to a run: the story as it is now, the settings, and what is told before any work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.errors import Held, UsageError
from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.settings import Settings
from pipeline.opening import Wishes, given_from, open_job, settings_for
from pipeline.preparing import foreseen_holds, prepared
from pipeline.workspace.job import Job
from tests.interview import SHOW, STORY, write
from tests.studio import Studio

TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()


def make(studio: Studio, wishes: Wishes | None = None) -> tuple[Job, Settings]:
    """What `vignette make FOLDER` prepares."""
    given = given_from([studio.folder], story=None)
    return prepared(open_job(studio.home, given), wishes or Wishes(), story=given.story, today=TODAY)


def go_on(studio: Studio) -> tuple[Job, Settings]:
    """What `vignette make --job` and the flow prepare."""
    return prepared(studio.job, Wishes(), story=None, today=TODAY)


@pytest.fixture
def told(studio: Studio, talking: Path) -> Studio:
    """A studio whose job has read its story."""
    studio.arrange(talking)
    make(studio)
    return studio


# The story


def test_a_job_remembers_the_story_as_it_was_given_last(told: Studio) -> None:
    assert (told.job.record.code, told.job.record.title) == ("blue-kite", "다시 바다를 | The Sea Again")
    write(told.folder / "story.toml", STORY.replace("The Sea Again", "Another title"))
    job, settings = make(told)
    assert job == told.job
    assert settings.story.title.en == "Another title"
    assert job.record.title == "다시 바다를 | Another title"
    assert "Another title" in job.story_file.read_text(encoding="utf-8")


def test_a_story_that_cannot_be_used_leaves_the_jobs_own(told: Studio) -> None:
    before = told.job.story_file.read_bytes()
    write(told.folder / "story.toml", "titel = 1")
    with pytest.raises(UsageError):
        prepared(told.job, Wishes(), story=told.folder / "story.toml", today=TODAY)
    assert told.job.story_file.read_bytes() == before


def test_a_job_goes_on_with_the_story_it_has_read(told: Studio) -> None:
    job, settings = go_on(told)
    assert (job, settings.story.code) == (told.job, "blue-kite")


@pytest.mark.parametrize(("old", "new"), [('level = "open"', 'level = "covered"'), ("blue-kite", "red-fox")])
def test_a_story_that_changed_holds_a_job_that_does_not_read_it(told: Studio, old: str, new: str) -> None:
    """It may ask for more protection, or tell of another interview by now."""
    write(told.folder / "story.toml", STORY.replace(old, new))
    with pytest.raises(Held, match="changed since this job read it") as caught:
        go_on(told)
    assert caught.value.where == str(told.folder / "story.toml")
    make(told)
    assert go_on(told)[1].story == make(told)[1].story


def test_a_remark_changes_no_story(told: Studio) -> None:
    write(told.folder / "story.toml", f"# Written in spring.\n{STORY}")
    assert go_on(told)[1].story.code == "blue-kite"


def test_a_story_that_is_not_there_any_more_holds_the_job(told: Studio) -> None:
    (told.folder / "story.toml").unlink()
    with pytest.raises(Held, match="not where it was"):
        go_on(told)
    prepared(told.job, Wishes(), story=told.job.story_file, today=TODAY)  # the copy in the job's folder may be given
    assert go_on(told)[1].story.code == "blue-kite"


def test_a_story_that_was_named_and_never_read_holds_the_job(told: Studio) -> None:
    """The program was killed between the two."""
    told.job.story_file.unlink()
    with pytest.raises(Held, match="changed since"):
        go_on(told)


def test_a_copy_that_was_changed_by_hand_is_not_overwritten(told: Studio) -> None:
    raised = STORY.replace('level = "open"', 'level = "covered"')
    write(told.job.story_file, raised, encoding="cp949")
    with pytest.raises(Held, match="copy of the story was changed by hand") as caught:
        make(told)
    assert str(told.job.story_file) in caught.value.where
    assert told.job.story_file.read_bytes() == raised.encode("cp949")
    write(told.folder / "story.toml", raised)
    assert make(told)[1].story.level is ProtectionLevel.COVERED


def test_a_job_without_a_story_may_have_one_of_its_own(studio: Studio, talking: Path) -> None:
    job = open_job(studio.home, given_from([talking], story=None))
    assert prepared(job, Wishes("tiny"), story=None, today=TODAY)[1].story.level is None
    write(job.story_file, STORY)
    job, settings = prepared(studio.job, Wishes(), story=None, today=TODAY)
    assert settings.story.level is ProtectionLevel.OPEN
    assert job.record.code == "blue-kite"


# Settings


def test_the_command_line_wins_over_the_story_over_the_show(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "targets" / "other.toml", "[picture]\nwidth_px = 640\nheight_px = 360\n")
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["other"]'))
    job, _ = make(studio)

    def targets(wishes: Wishes) -> list[str]:
        return [target.name for target in settings_for(job, wishes, today=TODAY).preset.targets]

    assert targets(Wishes()) == ["other"]
    assert targets(Wishes(targets=("small", "other"))) == ["small", "other"]
    assert targets(Wishes(show="house")) == ["other"]
    write(job.story_file, 'show = "tiny"')
    assert targets(Wishes()) == ["small"]
    assert targets(Wishes(show="house")) == ["youtube"]


def test_a_flag_asks_for_protection_and_the_story_keeps_its_own(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    _, settings = make(studio, Wishes(protection="covered"))
    assert settings.asked_protection is ProtectionLevel.COVERED
    assert settings.story.level is ProtectionLevel.OPEN


def test_the_code_names_the_delivery_and_else_the_job_does(told: Studio) -> None:
    _, settings = go_on(told)
    assert settings.slug("v-1") == "blue-kite"
    assert replace(settings, story=replace(settings.story, code="")).slug("v-1") == "v-1"


# What is told before any work


def test_all_holds_are_told_at_once(studio: Studio, talking: Path) -> None:
    story = STORY.replace('level = "open"', "expires = 2020-01-01")
    studio.arrange(talking, story=story, translated=False)
    holds = foreseen_holds(*make(studio))
    for hold, says in zip(holds, ("no protection level", "consent ended", "translation.en.srt"), strict=True):
        assert says in hold.what
    assert [hold.waiting_for for hold in holds] == ["producer", "producer", "translator"]


def test_a_missing_logo_is_told_before_any_work(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("[brand]", '[brand]\nlogo = "/nowhere/logo.png"'))
    studio.arrange(talking)
    with pytest.raises(UsageError, match="logo is not there"):
        make(studio)
