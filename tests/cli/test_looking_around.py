"""The commands that only look: they tell what is, name nobody in what programs read, and load nothing heavy."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline.engines import process
from tests.interview import STORY, write
from tests.studio import Studio

NAMES = ("한바다", "Han Bada", "다시 바다를", "The Sea Again", "talking.mp4")
HEAVY = ("prefect", "moviepy", "faster_whisper", "ctranslate2", "av", "numpy", "PIL", "rich", "ffmpeg")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """A job that waits for its translation."""
    studio = Studio.at(tmp_path_factory.mktemp("held"))
    studio.arrange(talking, translated=False)
    assert studio.make().code == 6
    return studio


def test_status_tells_where_a_job_stands_and_what_is_next(held: Studio) -> None:
    ran = held.vignette("status")
    assert ran.code == 0
    for part in (
        held.job.id,
        "다시 바다를 | The Sea Again",
        "held",
        "translator",
        "translate",
        "next:",
        str(held.job.folder),
    ):
        assert part in ran.out


def test_what_programs_read_names_nobody(held: Studio) -> None:
    (document,) = json.loads(held.vignette("status", "--json").out)
    assert (document["id"], document["state"], document["stage"]) == (held.job.id, "held", "translate")
    assert document["waiting_for"] == "translator"
    text = json.dumps({key: value for key, value in document.items() if key != "folder"}, ensure_ascii=False)
    assert not [name for name in NAMES if name in text]


@pytest.mark.parametrize("word", ["blue-kite", "{id}", "{folder}"])
def test_one_job_can_be_asked_for(held: Studio, word: str) -> None:
    ran = held.vignette("status", word.format(id=held.job.id, folder=held.job.folder))
    assert held.job.id in ran.out


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_status_tells_of_a_job_whose_story_was_saved_by_another_editor(
    studio: Studio, talking: Path, encoding: str
) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    studio.job.story_file.write_bytes(STORY.encode(encoding))
    ran = studio.vignette("status")
    assert ran.code == 0
    assert f"{studio.job.id}  다시 바다를 | The Sea Again" in ran.out


def test_status_of_a_run_that_was_to_stop_early_says_how_to_go_on(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    assert (
        "  the run was to end after this stage.\n  next: Run `vignette make` to go on.\n"
        in studio.vignette("status").out
    )


def test_a_job_with_a_damaged_record_is_named_and_the_others_go_on(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    damaged = write(studio.home.jobs / "v-00000000" / "job.json", "{")
    for arguments in (["make", studio.folder, "--until", "intake"], ["status"], ["status", "--json"]):
        ran = studio.vignette(*arguments)
        assert ran.code == 0, ran.said
        assert f"the job is left out: {damaged}" in ran.err
    assert [item["id"] for item in json.loads(ran.out)] == [studio.job.id]


def test_a_home_without_jobs_says_how_to_begin(studio: Studio) -> None:
    assert "vignette make" in studio.vignette("status").out
    assert json.loads(studio.vignette("status", "--json").out) == []


def test_explain_tells_why_a_moment_was_kept_or_cut(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ndrop = [["0:10.5", "0:14"]]'))
    assert studio.make("--until", "subtitle").code == 0
    assert "silence before the first sound" in studio.vignette("explain", "blue-kite", "0:00.5").out
    assert "the story says drop" in studio.vignette("explain", "blue-kite", "11").out
    kept = studio.vignette("explain", "blue-kite", "0:02.5").out
    assert "kept: film 00:00:01.000" in kept
    assert "sentence s0001: 안녕하세요, 반갑습니다." in kept
    assert "caption 1" in kept
    assert "it begins with a new picture near its first word (subtitle-shot-change)" in kept
    assert len(studio.vignette("explain", "blue-kite").out.splitlines()) > 3
    assert kept.startswith("captions: those of the film\nfootage 00:00:02.500 (as asked) = film 00:00:01.")
    in_film = studio.vignette("explain", "blue-kite", "0:01.9", "--film")
    assert "film 00:00:01.900 (as asked) = footage 00:00:02." in in_film.out
    assert "caption 1" in in_film.out
    assert "title or credits" in studio.vignette("explain", "blue-kite", "0:00.5", "--film").out
    for arguments, says in ((["9:00", "--film"], "the film ends at"), (["--film"], "without a time")):
        refused = studio.vignette("explain", "blue-kite", *arguments)
        assert refused.code == 2
        assert says in refused.err


def test_explain_shows_the_captions_that_did_not_pass(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "subtitle").code == 0
    sheet = studio.folder / "translation.en.srt"
    long = "I came from the sea, and I remember all the days on the beach" + " with all of my friends and family" * 4
    write(sheet, sheet.read_text(encoding="utf-8").replace("I came from the sea.", long))
    assert studio.make("--until", "subtitle").code == 5
    told = studio.vignette("explain", "blue-kite", "0:05.5").out
    assert told.startswith("captions: those that were made last, as in draft/; they did not pass, so no film has them")
    assert "family" in told


@pytest.mark.parametrize(("arguments", "says"), [(["nobody"], "no job begins"), (["blue-kite", "soon"], "is no time")])
def test_explain_needs_a_job_and_a_time(held: Studio, arguments: list[str], says: str) -> None:
    ran = held.vignette("explain", *arguments)
    assert ran.code == 2
    assert says in ran.err


def test_presets_and_models_are_listed_with_the_teams_own(studio: Studio) -> None:
    presets = json.loads(studio.vignette("presets", "list", "--json").out)
    assert {"tiny", "house"} <= set(presets["shows"])
    assert {"small", "youtube"} <= set(presets["targets"])
    rows = json.loads(studio.vignette("models", "list", "--json").out)
    assert {row["name"]: row["here"] for row in rows}["whisper-base"] is False


def test_doctor_says_what_is_missing_and_how_to_get_it(studio: Studio) -> None:
    ran = studio.vignette("doctor")
    assert ran.code == 4
    assert "ok       ffmpeg" in ran.out
    assert "ok       encoders      x264, x265, av1" in ran.out
    assert "vignette models fetch whisper-base" in ran.out


def imported_by(statement: str, *words: str) -> set[str]:
    """Which of the heavy packages a program has loaded after a statement."""
    program = f"import sys\nsys.argv = {['vignette', *words]!r}\ntry:\n    {statement}\nexcept SystemExit:\n    pass\n"
    program += "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    finished = process.run([sys.executable, "-c", program], timeout_s=60)
    assert finished.returncode == 0, finished.stderr
    return set(finished.stdout.decode().rpartition("LOADED")[2].split()) & set(HEAVY)


@pytest.mark.parametrize("words", [["--help"], ["make", "--help"], ["--nonsense"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    assert imported_by("from pipeline.cli import main; main()", *words) == set()


def test_making_a_film_loads_prefect_never() -> None:
    assert "prefect" not in imported_by("import pipeline.run, pipeline.opening, pipeline.cli.app")


def test_doctor_says_what_films_of_another_shape_follow(studio: Studio) -> None:
    """Without what finds faces nothing is missing."""
    ran = studio.vignette("doctor")
    assert "ok       face model    tall and square films follow what moves" in ran.out
    assert "vignette models fetch centerface" in ran.out


def test_doctor_names_the_setting_that_is_wrong_and_blames_nothing_else(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGNETTE_CACHE_GB", "abc")
    ran = studio.vignette("doctor")
    assert 'wrong    cache         "abc" is no size for the cache (VIGNETTE_CACHE_GB)' in ran.out
    assert ran.out.count("VIGNETTE_CACHE_GB") == 2
    assert "ok       home folder" in ran.out
    assert studio.vignette("models", "list").code == 0


def test_doctor_says_how_large_the_cache_is_and_may_be(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    chunk = studio.home.chunk("ab" * 32)
    chunk.parent.mkdir(parents=True)
    chunk.write_bytes(bytes(200_000_000))
    monkeypatch.setenv("VIGNETTE_CACHE_GB", "5")
    assert "0.2 GB of pieces of films, of at most 5.0 GB" in studio.vignette("doctor").out
    monkeypatch.setenv("VIGNETTE_CACHE_GB", "5 GB")
    refused = studio.make()
    assert refused.code == 2
    assert '"5 GB" is no size for the cache' in refused.err
