"""What cannot be used, through the command line: the exit code tells whose turn it is, the message what to do."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import av
import pytest

from tests import clips, interview
from tests.clips import Clip
from tests.interview import SAID, SHOW, STORY, TARGET
from tests.studio import Ran, Studio


def assert_refused(studio: Studio, ran: Ran, *, code: int, says: str) -> None:
    """It ended with this code, said this and a next step, and delivered nothing."""
    assert ran.code == code, ran.said
    assert says in ran.err
    assert "\n  next:  " in ran.err
    assert studio.nothing_delivered()


# Footage

Maker = Callable[[Path, Path], None]
"""Makes bad footage at the second path, from the usual clip at the first."""


def cut_to(share: float, *options: str) -> Maker:
    """The clip, of which only a share was copied."""

    def make(talking: Path, bad: Path) -> None:
        clips.ffmpeg("-i", f"file:{talking}", "-c", "copy", *options, f"file:{bad}")
        content = bad.read_bytes()
        bad.write_bytes(content[: int(len(content) * share)])

    return make


def streams(*options: str) -> Maker:
    """The clip with other streams."""
    return lambda talking, bad: void(clips.ffmpeg("-i", f"file:{talking}", *options, f"file:{bad}"))


def text(content: str) -> Maker:
    """A text under a video's name."""
    return lambda talking, bad: void(interview.write(bad, content))


def void(_: object) -> None:
    """Make a value none."""


BAD_FOOTAGE: dict[str, tuple[Maker, str]] = {
    "empty": (text(""), "the file is empty"),
    "a text": (text("Dear editor, the film follows.\n"), "no video file that can be read"),
    "sound only": (streams("-c", "copy", "-vn"), "the file has no picture"),
    "picture only": (streams("-c", "copy", "-an"), "the file has no sound"),
    "cut off, index in front": (cut_to(0.6, "-movflags", "+faststart"), "cut off"),
    "cut off, index at the end": (cut_to(0.6), "no video file that can be read"),
}


@pytest.mark.parametrize("what", BAD_FOOTAGE)
def test_footage_that_cannot_be_used_is_refused(studio: Studio, talking: Path, what: str) -> None:
    make, says = BAD_FOOTAGE[what]
    bad = studio.root / "bad.mp4"
    make(talking, bad)
    studio.arrange(bad)
    ran = studio.make()
    assert_refused(studio, ran, code=3, says=says)
    assert str(studio.folder / "talking.mp4") in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.mp4", "ffconcat version 1.0\nfile theirs.ts\n"),
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:14\n#EXTINF:14,\ntheirs.ts\n#EXT-X-ENDLIST\n"),
    ],
)
def test_a_list_of_other_peoples_files_is_not_followed(studio: Studio, talking: Path, name: str, content: str) -> None:
    """The lists work: without a whitelist they open the other file, as the first lines show."""
    folder = studio.root / "inbox"
    folder.mkdir()
    clips.ffmpeg("-i", f"file:{talking}", "-c", "copy", f"file:{folder / 'theirs.ts'}")
    path = interview.write(folder / name, content)
    with av.open(str(path)) as followed:
        assert followed.streams.video
    ran = studio.vignette("make", path, "--show", "tiny")
    assert_refused(studio, ran, code=3, says="no video file that can be read")
    assert str(path) in ran.err


def test_footage_that_is_not_there_is_refused(studio: Studio) -> None:
    ran = studio.vignette("make", studio.root / "none.mp4")
    assert_refused(studio, ran, code=3, says="there is no such file")
    assert "none.mp4" in ran.err


@pytest.mark.parametrize(("how", "says"), [("gone", "is not where it was"), ("changed", "was changed")])
def test_a_job_whose_footage_is_not_as_it_was_is_refused(studio: Studio, talking: Path, how: str, says: str) -> None:
    """Its transcript and captions are of the old file."""
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    footage = studio.folder / "talking.mp4"
    footage.unlink()
    if how == "changed":
        clips.film(footage, Clip(duration_s=3, spoken=((1, 2),)))
    ran = studio.vignette("make", "--job", studio.job.id)
    assert_refused(studio, ran, code=3, says=f"file 1 of this interview {says}")
    assert str(footage) in ran.err


def test_an_empty_folder_is_refused(studio: Studio) -> None:
    studio.folder.mkdir()
    assert_refused(studio, studio.make(), code=3, says="there is no footage in this folder")


def test_a_folder_among_files_is_refused(studio: Studio, talking: Path) -> None:
    assert_refused(studio, studio.vignette("make", talking, studio.root), code=2, says="one folder or files")


# The story


class Wrong(NamedTuple):
    """A change of the story, and what is said of it."""

    old: str
    new: str
    says: str
    code: int = 2


WRONG_STORIES = {
    "unknown key": Wrong("title.ko", "titel.ko", 'Did you mean "title"?'),
    "unknown key further in": Wrong("role.ko", "rolle.ko", 'Did you mean "role"?'),
    "no TOML": Wrong('code = "blue-kite"', 'code = "blue-kite', "line 1"),
    "no level of this name": Wrong('level = "open"', 'level = "hidden"', "open, pseudonym, covered, anonymous"),
    "no date": Wrong('consent = "form-1"', 'expires = "soon"', "protection.expires"),
    "no harmless code": Wrong('"blue-kite"', '"Kim Jiwon"', "lower-case letters"),
    "no show of this name": Wrong('"tiny"', '"tinny"', 'Did you mean "tiny"?'),
    "no target of this name": Wrong('show = "tiny"', 'show = "tiny"\ntargets = ["smal"]', 'Did you mean "small"?'),
    "a target twice": Wrong('show = "tiny"', 'show = "tiny"\ntargets = ["small", "small"]', "once"),
    "a range that runs backward": Wrong('show = "tiny"', 'keep = [["0:30", "0:10"]]', "earlier time first"),
    "no time": Wrong('show = "tiny"', 'drop = [["now", "later"]]', "1:15.5"),
    "nothing kept": Wrong('show = "tiny"', 'show = "tiny"\nkeep = [["0:08", "0:10"]]', "leave nothing"),
    "everything dropped": Wrong('show = "tiny"', 'show = "tiny"\ndrop = [[0, 14]]', "leave nothing"),
    "half a sentence kept": Wrong('show = "tiny"', 'show = "tiny"\nkeep = [["0:01", "0:06"]]', "s0002 (00:00:05", 6),
    "half a sentence dropped": Wrong('show = "tiny"', 'show = "tiny"\ndrop = [["0:03", "0:04"]]', "s0001 (00:00:02", 6),
    "a file that is not there": Wrong("[[speaker]]", '[[source]]\nfile = "b.mp4"\n[[speaker]]', "b.mp4", 3),
    "sound from elsewhere": Wrong(
        "[[speaker]]", '[[source]]\nfile = "talking.mp4"\nrole = "sound"\n[[speaker]]', "role"
    ),
}


@pytest.mark.parametrize("what", WRONG_STORIES)
def test_a_story_that_cannot_be_followed_is_refused(studio: Studio, talking: Path, what: str) -> None:
    wrong = WRONG_STORIES[what]
    story = STORY.replace(wrong.old, wrong.new, 1)
    assert story != STORY
    studio.arrange(talking, story=story)
    assert_refused(studio, studio.make(), code=wrong.code, says=wrong.says)


def test_a_story_in_no_known_encoding_is_refused(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    (studio.folder / "story.toml").write_bytes(b'code = "\xff\xff\xff"')
    assert_refused(studio, studio.make(), code=3, says="UTF-8")


def test_a_title_in_hanja_is_refused_before_any_work(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace("다시 바다를", "다시 海를"))
    ran = studio.make()
    assert_refused(studio, ran, code=2, says="story.toml: title.ko (海)")
    assert not (studio.job.folder / "footage.json").exists()
    assert "海" not in studio.vignette("status", "--json").out


def test_a_story_named_as_footage_is_refused_and_opens_no_job(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    ran = studio.vignette("make", studio.folder / "story.toml")
    assert_refused(studio, ran, code=2, says="this is a story, and no footage")
    assert studio.home.all_jobs() == ()


# Arguments and presets


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--show", "tinny"], 'Did you mean "tiny"?'),
        (["--target", "smal"], 'Did you mean "small"?'),
        (["--protection", "hidden"], "open, pseudonym, covered, anonymous"),
        (["--until", "rendering"], 'Did you mean "render"?'),
        (["--redo", "all"], "intake, transcribe, cut"),
        (["--job", "nobody"], "vignette status"),
    ],
)
def test_a_wrong_argument_is_refused(studio: Studio, talking: Path, arguments: list[str], says: str) -> None:
    studio.arrange(talking)
    assert_refused(studio, studio.make(*arguments), code=2, says=says)


def test_a_story_without_its_footage_is_refused(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    ran = studio.vignette("make", "--job", studio.job.id, "--story", studio.folder / "story.toml")
    assert_refused(studio, ran, code=2, says="--story was given and no footage")


def test_footage_of_another_job_leaves_no_job_behind(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    other = clips.film(studio.root / "other.mp4", Clip(duration_s=3, spoken=((1, 2),)))
    ran = studio.vignette("make", other, "--job", studio.job.id)
    assert_refused(studio, ran, code=2, says="belongs to another job, or to none yet")
    assert len(studio.home.all_jobs()) == 1


def test_new_without_anybody_to_answer_is_refused(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ran = studio.vignette("new", studio.folder)
    assert_refused(studio, ran, code=2, says="nobody answers the questions")
    assert not studio.folder.exists()


class Interrupted:
    """A terminal at which somebody presses Ctrl-C instead of answering."""

    def readline(self) -> str:
        raise KeyboardInterrupt


def test_new_can_be_stopped(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Interrupted())
    assert studio.vignette("new", studio.folder).code == 130
    assert not studio.folder.exists()


@pytest.mark.parametrize("arguments", [["make", "--nonsense"], ["film"], ["make"]])
def test_a_command_line_that_makes_no_sense_ends_with_2(studio: Studio, arguments: list[str]) -> None:
    assert studio.vignette(*arguments).code == 2


@pytest.mark.parametrize(
    ("path", "content", "says"),
    [
        ("shows/tiny.toml", SHOW.replace("intro_s", "intros"), 'Did you mean "intro_s"?'),
        ("shows/tiny.toml", SHOW.replace("intro_s = 1", 'intro_s = "long"'), "brand.intro_s"),
        ("shows/tiny.toml", SHOW.replace('"from_file"', '"from_files"'), 'Did you mean "from_file"?'),
        ("shows/tiny.toml", f'translator = "worksheets"\n{SHOW}', 'Did you mean "worksheet"?'),
        ("shows/tiny.toml", f'subtitles = "hause"\n{SHOW}', 'Did you mean "house"?'),
        ("shows/tiny.toml", "[cut\n", "line 1"),
        ("targets/small.toml", TARGET.replace("180", "181"), "even"),
    ],
)
def test_a_wrong_preset_is_refused(studio: Studio, talking: Path, path: str, content: str, says: str) -> None:
    interview.write(studio.home.presets / path, content)
    studio.arrange(talking)
    assert_refused(studio, studio.make(), code=2, says=says)


# People's texts


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("transcript.ko.srt", "", 3, "empty"),
        ("transcript.ko.srt", "안녕하세요", 3, "line 1"),
        ("transcript.ko.srt", interview.transcript().replace("00:00:12", "00:00:09"), 3, "ends before it begins"),
        ("transcript.ko.srt", interview.transcript().replace("00:00:1", "00:10:1"), 3, "after the footage's end"),
        ("translation.en.srt", interview.sheet().replace("[s0002] 저는", "[s0009] 나는"), 6, "cue 2"),
        ("translation.en.srt", interview.sheet(texts=[SAID[0].en, "From the sea: 海.", SAID[2].en]), 5, "cue 2"),
    ],
    ids=["empty", "no cues", "backward", "of other footage", "of another sentence", "no letter in the font"],
)
def test_a_text_that_cannot_be_used_is_refused(
    studio: Studio, talking: Path, name: str, content: str, code: int, says: str
) -> None:
    studio.arrange(talking)
    interview.write(studio.folder / name, content)
    assert_refused(studio, studio.make(), code=code, says=says)


# The machine


def test_a_missing_speech_model_is_told_before_any_work(studio: Studio, talking: Path) -> None:
    interview.write(studio.home.presets / "shows" / "tiny.toml", SHOW.replace("from_file", "faster_whisper"))
    studio.arrange(talking)
    (studio.folder / "transcript.ko.srt").unlink()
    ran = studio.make()
    assert_refused(studio, ran, code=4, says="vignette models fetch whisper-base")
    assert not (studio.job.folder / "footage.json").exists()


def test_a_full_disk_is_told_before_any_work(studio: Studio, talking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.arrange(talking)
    full = shutil.disk_usage(studio.root)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    assert_refused(studio, studio.make(), code=7, says="are free")


@pytest.mark.parametrize("what", ["home", "local", "jobs", "cache", "deliver"])
def test_a_file_where_a_folder_should_be_is_told(studio: Studio, talking: Path, what: str) -> None:
    """Stands for every folder that cannot be written, whoever runs the test."""
    studio.arrange(talking)
    home = studio.home
    blocked = {"home": home.root, "local": home.local}.get(what, home.root / what)
    if what == "home":
        shutil.rmtree(home.root)
        studio.folder.joinpath("story.toml").write_text(STORY.replace('show = "tiny"', ""), encoding="utf-8")
    blocked.write_text("not a folder", encoding="utf-8")
    ran = studio.make()
    assert ran.code == 7, ran.said
    assert str(blocked) in ran.err
    assert "\n  next:  " in ran.err
