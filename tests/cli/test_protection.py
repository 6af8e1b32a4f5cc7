"""How much of a person is shown, through the command line: what is not allowed is held, and leaves no trace outside."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pipeline.workspace.lease import leased
from tests import clips, interview
from tests.clips import Clip
from tests.interview import SAID, STORY
from tests.studio import Studio

KO, EN = "한바다", "Han Bada"
LEVEL = 'level = "open"'
HIDDEN_STORY = STORY.replace(LEVEL, 'level = "pseudonym"').replace(
    'role.ko = "교사"', 'pseudonym.ko = "봄이"\npseudonym.en = "Bomi"\neveryday_words = ["바다"]\nrole.ko = "교사"'
)
SECOND_SPEAKER = '\n[[speaker]]\nname.ko = "이가온"\nprotection = "covered"\n'


def at_level(level: str) -> str:
    return STORY.replace(LEVEL, f'level = "{level}"')


@pytest.mark.parametrize(
    ("story", "flag", "reason"),
    [
        pytest.param(at_level("covered"), "", "cannot do yet", id="covered"),
        pytest.param(at_level("anonymous"), "", "cannot do yet", id="anonymous"),
        pytest.param(STORY, "covered", "cannot do yet", id="flag stricter than the story"),
        pytest.param(STORY, "anonymous", "cannot do yet", id="flag strictest"),
        pytest.param(at_level("anonymous"), "open", "cannot do yet", id="flag weaker than the story"),
        pytest.param(STORY + SECOND_SPEAKER, "", "cannot do yet", id="one of two speakers is covered"),
    ],
)
def test_faces_and_voices_that_must_be_hidden_stay_in_the_jobs_folder(
    studio: Studio, talking: Path, story: str, flag: str, reason: str
) -> None:
    studio.arrange(talking, story=story, translated=False)
    options = ["--protection", flag] if flag else []
    assert studio.make(*options).code == 6  # for the sheet; a preview was made
    interview.write(studio.folder / "translation.en.srt", interview.sheet())
    for more in ([], ["--draft"]):
        ran = studio.make(*options, *more)
        assert ran.code == 6
        assert reason in ran.err
        assert studio.nothing_delivered()
        assert list(studio.media_outside_jobs()) == []


def test_a_film_delivered_before_a_stricter_level_is_named_for_taking_down(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    ran = studio.make("--protection", "covered")
    assert ran.code == 6
    assert str(studio.delivery()) in ran.err
    assert "take the film down" in ran.err
    assert f"delivered before, and still there: {studio.delivery()}" in studio.vignette("status").out


def test_a_level_that_was_asked_for_counts_until_it_is_taken_back(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--protection", "covered", "--until", "intake").code == 0
    for options in ([], ["--protection", "open"]):
        ran = studio.make(*options)
        assert ran.code == 6
        assert "cannot do yet" in ran.err
        assert 'protection: "covered" was asked for before and still counts; --protection story' in ran.err
        assert studio.nothing_delivered()
    assert studio.vignette("make", "--job", studio.job.id).code == 6
    ran = studio.make("--protection", "story")
    assert ran.code == 0, ran.said
    assert 'protection: "covered" was asked for before; from now on the story alone says' in ran.err
    ran = studio.make()
    assert ran.code == 0
    assert "protection:" not in ran.err


def test_a_level_is_kept_though_the_run_is_refused(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    interview.write(studio.folder / "story.toml", STORY.replace("The Sea Again", "The Sea"))
    assert studio.vignette("make", "--job", studio.job.id, "--protection", "covered").code == 6
    assert studio.make().code == 6
    assert studio.nothing_delivered()


def test_a_given_name_alone_is_held_and_only_its_sentence_told(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=HIDDEN_STORY)
    english = [SAID[0].en, "I'm Bada.", SAID[2].en]
    interview.write(studio.folder / "translation.en.srt", interview.sheet(texts=english))
    ran = studio.make()
    assert ran.code == 6
    assert "s0002 holds the given name of speaker 1" in ran.err
    assert "Bada" not in ran.err
    assert "Bada" not in studio.job.state.message
    assert studio.nothing_delivered()


def test_a_draft_delivers_no_older_film(studio: Studio, talking: Path) -> None:
    """It shows the true name, which is hidden by now."""
    studio.arrange(talking)
    assert studio.make().code == 0
    manifest = (studio.delivery() / "manifest.json").read_bytes()
    interview.write(studio.folder / "story.toml", HIDDEN_STORY)
    for stage in ("check", "deliver"):
        ran = studio.make("--draft", "--until", stage)
        assert ran.code == 2
        assert "a draft is not delivered" in ran.err
    assert (studio.delivery() / "manifest.json").read_bytes() == manifest


def test_a_job_named_by_its_id_goes_on_with_no_old_story(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "cut").code == 0
    interview.write(studio.folder / "story.toml", at_level("covered"))
    ran = studio.vignette("make", "--job", studio.job.id)
    assert ran.code == 6
    assert "the story was changed since this job read it" in ran.err
    assert str(studio.folder / "story.toml") in ran.err
    assert studio.make("--until", "cut").code == 0
    ran = studio.vignette("make", "--job", studio.job.id)
    assert ran.code == 6
    assert "cannot do yet" in ran.err
    assert studio.nothing_delivered()


def test_a_story_stays_as_it_was_while_a_program_works_with_it(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    before = studio.job.story_file.read_bytes()
    interview.write(studio.folder / "story.toml", HIDDEN_STORY)
    with leased(studio.job):
        assert studio.make().code == 7
        assert studio.job.story_file.read_bytes() == before
    assert studio.make("--until", "intake").code == 0
    assert studio.job.story_file.read_text(encoding="utf-8") == HIDDEN_STORY


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        pytest.param(STORY.replace(LEVEL, ""), "[protection] level in story.toml", id="no level"),
        pytest.param(STORY.replace(LEVEL, f"{LEVEL}\nexpires = 2020-02-29"), "ended on 2020-02-29", id="expired"),
        pytest.param(at_level("pseudonym"), "speaker 1 has a hidden name and no pseudonym", id="no pseudonym"),
    ],
)
def test_what_is_not_agreed_to_is_held(studio: Studio, talking: Path, story: str, reason: str) -> None:
    studio.arrange(talking, story=story)
    ran = studio.make()
    assert ran.code == 6
    assert ran.err.count(reason) == 2  # foreseen before the work, and where it stopped
    assert studio.nothing_delivered()
    assert list(studio.media_outside_jobs()) == []


def test_the_hold_ends_when_the_level_is_given(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace(LEVEL, f"{LEVEL}\nexpires = 2999-12-31"))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert studio.delivery().is_dir()


@pytest.mark.parametrize(
    ("where", "old", "new"),
    [
        ("title", 'title.en = "The Sea Again"', 'title.en = "HAN-BADA again"'),
        ("description", 'title.en = "The Sea Again"', 'title.en = "Sea"\ndescription.ko = "한 바다의 이야기"'),
        ("tags", 'show = "tiny"', 'show = "tiny"\ntags = ["sea", "hanbada"]'),
        ("credits", "[[speaker]]", '[[credit]]\nname = "한바다"\n\n[[speaker]]'),
        ("sponsors", "[[speaker]]", '[[sponsor]]\nname = "Friends of Han Bada"\n\n[[speaker]]'),
        ("chapters", "[[speaker]]", '[[chapters]]\nat = 3\ntitle.ko = "한바다의 집"\n\n[[speaker]]'),
        ("code", 'code = "blue-kite"', 'code = "han-bada"'),
        ("pseudonyms and roles", 'role.en = "Teacher"', 'role.en = "Han Bada, teacher"'),
    ],
)
def test_a_hidden_name_in_the_story_is_held_and_not_repeated(
    studio: Studio, talking: Path, where: str, old: str, new: str
) -> None:
    story = HIDDEN_STORY.replace(old, new)
    assert story != HIDDEN_STORY
    studio.arrange(talking, story=story)
    ran = studio.make()
    assert ran.code == 6
    assert f"{where} holds the name of speaker 1" in ran.err
    assert not holds_name(ran.err.encode())
    assert studio.nothing_delivered()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_hidden_name_in_a_caption_is_held_and_its_sentence_named(
    studio: Studio, talking: Path, language: str
) -> None:
    studio.arrange(talking, story=HIDDEN_STORY)
    korean = [SAID[0].ko, "저는 한바다입니다." if language == "ko" else SAID[1].ko, SAID[2].ko]
    english = [SAID[0].en, "I am Han Bada." if language == "en" else SAID[1].en, SAID[2].en]
    said = [
        interview.Said(item.start_s, item.end_s, *texts) for item, *texts in zip(SAID, korean, english, strict=True)
    ]
    interview.write(studio.folder / "transcript.ko.srt", interview.transcript(said))
    interview.write(studio.folder / "translation.en.srt", interview.sheet(said))
    ran = studio.make()
    assert ran.code == 6
    assert "s0002 holds the name of speaker 1" in ran.err
    assert not holds_name(ran.err.encode())
    assert studio.nothing_delivered()


def test_a_hidden_name_that_two_captions_part_is_held(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=HIDDEN_STORY)
    english = ["My name is Han.", "Bada, as the sea.", SAID[2].en]
    interview.write(studio.folder / "translation.en.srt", interview.sheet(texts=english))
    ran = studio.make()
    assert ran.code == 6
    assert "s0001 and s0002 hold the name of speaker 1" in ran.err
    assert 'as "An Na" stands in "can name": then write that in other words' in ran.err
    assert not holds_name(ran.err.encode())


def holds_name(content: bytes) -> bool:
    """Whether bytes hold the name as any program on a volunteer's machine may have written it."""
    spellings = [KO, EN, "HanBada", "han_bada", "han-bada", " ".join(KO)]
    forms = [unicodedata.normalize(form, spelling) for spelling in spellings for form in ("NFC", "NFD")]
    patterns = [form.encode(name, "ignore") for form in forms for name in ("utf-8", "utf-16-le", "utf-16-be", "cp949")]
    lower = content.lower()
    return any(pattern.lower() in lower for pattern in patterns if len(pattern) >= 6)


def test_at_pseudonym_no_delivered_byte_holds_the_name(studio: Studio) -> None:
    """The name is in the story, and the camera wrote it, with the place, into the footage and its file name."""
    plain = clips.film(studio.root / "plain.mp4", Clip())
    footage = studio.root / f"{KO} {EN}.mov"
    tags = ["-metadata", f"title={KO}", "-metadata", f"comment={EN}", "-metadata", "location=+37.5326+127.0246/"]
    tags += ["-metadata:s:v", f"handler_name={EN}", "-metadata:s:a", f"title={KO}", "-metadata", "make=CameraMaker"]
    clips.ffmpeg("-i", f"file:{plain}", "-c", "copy", *tags, "-movflags", "use_metadata_tags", f"file:{footage}")
    assert holds_name(footage.read_bytes())
    studio.arrange(footage, story=HIDDEN_STORY)
    (studio.folder / "talking.mp4").rename(studio.folder / footage.name)
    ran = studio.make()
    assert ran.code == 0, ran.said
    files = list(studio.home.deliver.rglob("*"))
    assert len(files) == 10
    for path in files:
        assert not holds_name(path.name.encode()), path.name
        if path.is_file():
            content = path.read_bytes()
            assert not holds_name(content), path.name
            assert b"37.5326" not in content
            assert b"CameraMaker" not in content
