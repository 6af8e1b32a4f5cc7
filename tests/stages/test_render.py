"""Chunks: made once, shared by whatever shows the same, and forgotten on demand."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.render_plan import RenderPlan
from pipeline.domain.settings import Settings
from pipeline.engines.ffmpeg import binary
from pipeline.opening import Wishes
from pipeline.preparing import prepared
from pipeline.stages import render
from pipeline.workspace import cache
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Silent
from tests import clips, looking
from tests.clips import Clip
from tests.faults.counting_ffmpeg import CountingFFmpeg
from tests.faults.program import started
from tests.interview import SHOW, STORY, TARGET, Said, sheet, transcript, write
from tests.marks import moving_mark
from tests.studio import Studio


def made(studio: Studio, *options: str) -> set[Path]:
    """Make the film; the chunks that are in the cache then."""
    ran = studio.make("--until", "render", *options)
    assert ran.code == 0, ran.said
    return set(studio.chunks())


def made_by_a_program(studio: Studio) -> None:
    """Make the film in a program of its own, which looks for ffmpeg anew."""
    with started(studio, "--until", "render") as program:
        assert program.wait() == 0, program.errors()


def ready(studio: Studio, *, draft: bool = False) -> tuple[Job, Settings]:
    """The job and what people decided, as a stage is given them."""
    return prepared(studio.job, Wishes(draft=draft), story=None, today=datetime(2026, 3, 1, tzinfo=UTC).date())


def notes(studio: Studio, *, draft: bool = False) -> list[str]:
    """What is told before anything of the film is encoded."""
    heard: list[str] = []

    class Listening(Silent):
        def note(self, text: str) -> None:
            heard.append(text)

    assert render.STAGE.spread is not None
    render.STAGE.spread.pieces(*ready(studio, draft=draft), Listening())
    return heard


def test_a_chunk_is_made_once_for_two_targets_that_show_the_same(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "targets" / "quiet.toml", TARGET + "\n[sound]\nloudness_lufs = -23\n")
    studio.arrange(talking, story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "quiet"]'))
    chunks = made(studio)
    plan = studio.job.load(RenderPlan)
    assert [film.target for film in plan.films] == ["small", "quiet"]
    assert plan.film("small").chunks == plan.film("quiet").chunks
    assert len(chunks) == len(plan.film("small").chunks)


def test_a_card_without_captions_stays_when_the_captions_move(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    before = made(studio)
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("ko_size = 0.08", "ko_size = 0.09"))
    plan = studio.job.load(RenderPlan).film("small")
    kept = {studio.home.chunk(plan.chunks[0].key), studio.home.chunk(plan.chunks[-1].key)}
    after = made(studio)
    assert after & before == before
    assert len(after - before) == len(plan.chunks) - len(kept)


def test_dropping_a_passage_at_the_beginning_keeps_the_chunks_behind_it(studio: Studio) -> None:
    said = [Said(2, 4, "안녕하세요.", "Hello."), Said(5, 7, "반갑습니다.", "Welcome."), Said(22, 24, "네.", "Yes.")]
    spoken = [(item.start_s, item.end_s) for item in said]
    studio.arrange(clips.film(studio.root / "long.mp4", Clip(duration_s=26, spoken=spoken)))
    write(studio.folder / "transcript.ko.srt", transcript(said))
    write(studio.folder / "translation.en.srt", sheet(said))
    made(studio)
    last_clip = studio.job.load(RenderPlan).film("small").chunks[-2].key
    write(studio.folder / "story.toml", STORY.replace('show = "tiny"', 'show = "tiny"\ndrop = [["0:01", "0:04.5"]]'))
    made(studio)
    assert studio.job.load(RenderPlan).film("small").chunks[-2].key == last_clip


def test_films_of_footage_beyond_hd_are_encoded_from_one_decode(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = CountingFFmpeg.at(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{counting.folder}{os.pathsep}{os.environ['PATH']}")
    studio.arrange(
        clips.film(studio.root / "large.mp4", Clip(size="2560x1440")),
        story=STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "tall"]'),
    )
    tall = TARGET.replace("width_px = 320", "width_px = 180").replace("height_px = 180", "height_px = 320")
    write(studio.home.presets / "targets" / "tall.toml", tall)
    made_by_a_program(studio)
    plan = studio.job.load(RenderPlan)
    card, talk, credits_ = ([film.chunks[number].key for film in plan.films] for number in range(3))
    assert counting.together() == [card[:1], talk, credits_[:1], card[1:], credits_[1:]]
    studio.home.chunk(talk[1]).unlink()
    studio.job.film_path("tall").unlink()
    made_by_a_program(studio)
    assert counting.together()[5:] == [talk[1:]]  # alone, and as it was
    studio.home.chunk(talk[1]).unlink()
    job, settings = ready(studio)
    assert render.STAGE.spread is not None
    with cache.claimed(studio.home.chunk(talk[0])) as theirs:  # it is there: whoever has it is not waited for
        assert theirs
        assert render.STAGE.spread.make(job, settings, talk[1], Silent())
    assert studio.home.chunk(talk[1]).is_file()


def test_doing_it_again_encodes_again_and_gives_the_same(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    made(studio)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in studio.chunks()}
    made(studio, "--redo", "render")
    for path, (written, content) in before.items():
        assert path.stat().st_mtime_ns > written
        assert path.read_bytes() == content


def test_a_draft_tells_what_it_leaves_out_where_the_show_has_it(studio: Studio, talking: Path) -> None:
    shows, nameless = studio.home.presets / "shows", "lower_third_s = 0\n"
    moving_mark(shows / "plate.mov", frame_count=45)
    studio.arrange(talking)
    assert studio.make("--until", "brand").code == 0
    assert not any("leaves out" in line for line in notes(studio))
    plate = 'logo = ""\nlower_third_animation = "plate.mov"\n'
    for brand, tells in (
        (nameless, True),  # the house's own logo
        (f'logo = ""\n{nameless}', False),
        (f"{plate}lower_third_s = 4\n", True),
        (f"{plate}{nameless}", False),
    ):
        write(shows / "tiny.toml", SHOW.replace(nameless, brand))
        assert any("a draft leaves out the logo" in line for line in notes(studio, draft=True)) == tells, brand


def told(studio: Studio, *options: str) -> list[str]:
    """Make the film; what is told of the chunks of the target "small"."""
    ran = studio.make("--until", "render", *options)
    assert ran.code == 0, ran.said
    return [line.strip() for line in ran.err.splitlines() if line.strip().startswith("small: ")][:-1]  # then: joined


def test_what_is_encoded_is_told_with_the_reason(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert told(studio) == ["small: 3 chunks to encode: made for the first time"]
    assert told(studio, "--redo", "render") == ["small: 3 chunks to encode: asked for with --redo"]
    captions = studio.job.folder / "draft" / "captions.en.srt"
    lines = captions.read_text(encoding="utf-8").splitlines()
    lines[2] += " Yes"
    captions.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (line,) = told(studio)
    assert line.startswith("small: 2 of 3 chunks can be used as they are; 1 to encode: a caption changed (0:0")
    for path in studio.chunks():
        path.unlink()
    studio.job.film_path("small").unlink()
    assert told(studio) == ["small: 3 chunks to encode: no longer in cache/"]
    studio.job.film_path("small").unlink()
    assert told(studio) == ["small: 3 of 3 chunks can be used as they are"]
    studio.job.artefact_path(RenderPlan).write_text("{", encoding="utf-8")
    assert told(studio) == ["small: 3 of 3 chunks can be used as they are"]


def test_a_film_is_compared_with_the_last_one_of_its_target_and_kind(studio: Studio, talking: Path) -> None:
    """Neither another target in between nor a draft is a reason to encode anything."""
    write(studio.home.presets / "targets" / "other.toml", TARGET.replace("width_px = 320", "width_px = 300"))
    studio.arrange(talking)
    assert told(studio) == ["small: 3 chunks to encode: made for the first time"]
    assert studio.make("--until", "render", "--target", "other").code == 0
    draft = studio.make("--draft")
    assert "small: 3 chunks to encode: made for the first time" in draft.err
    assert "a draft leaves out the logo" in draft.err
    write(studio.folder / "story.toml", STORY.replace("The Sea Again", "The Sea"))
    (line,) = told(studio)
    assert line.endswith("; 1 to encode: the title card or the credits changed (0:00 to 0:01)")
    assert "the DRAFT mark changed" not in studio.make("--draft").err


@pytest.mark.parametrize("between", [("--draft",), ("--target", "other")])
def test_redo_makes_these_films_again_and_no_others(studio: Studio, talking: Path, between: tuple[str, ...]) -> None:
    write(studio.home.presets / "targets" / "other.toml", TARGET.replace("width_px = 320", "width_px = 300"))
    studio.arrange(talking)
    first = made(studio)
    others = made(studio, *between) - first
    assert others
    assert told(studio, "--redo", "render") == ["small: 3 chunks to encode: asked for with --redo"]
    assert others <= set(studio.chunks())


def test_a_draft_that_was_never_made_has_nothing_to_redo(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    inodes = {path: path.stat().st_ino for path in made(studio)}
    made(studio, "--draft", "--redo", "render")
    assert {path: path.stat().st_ino for path in inodes} == inodes


def test_only_films_whose_chunks_were_removed_are_asked_for_with_redo(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "targets" / "other.toml", TARGET.replace("width_px = 320", "width_px = 300"))
    studio.arrange(talking)
    of_other = made(studio, "--target", "other")
    made(studio)
    assert told(studio, "--redo", "render") == ["small: 3 chunks to encode: asked for with --redo"]
    next(iter(of_other)).unlink()
    studio.job.film_path("other").unlink()
    ran = studio.make("--until", "render", "--target", "other")
    assert "other: 2 of 3 chunks can be used as they are; 1 to encode: no longer in cache/" in ran.err


def test_a_job_that_does_not_know_how_its_films_were_planned_goes_on(studio: Studio, talking: Path) -> None:
    """As jobs of earlier versions do not."""
    studio.arrange(talking)
    made(studio)
    shutil.rmtree(studio.job.work / "planned")
    assert told(studio, "--redo", "render") == ["small: 3 chunks to encode: made for the first time"]
    assert told(studio, "--redo", "render") == ["small: 3 chunks to encode: asked for with --redo"]


def test_another_program_that_finds_nothing_to_do_leaves_the_plan_as_it_is(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    made(studio)
    job, settings = ready(studio)
    assert render.STAGE.spread is not None
    assert render.STAGE.spread.pieces(job, settings, Silent()) == ()
    assert job.load(RenderPlan).state == "joined"


def test_a_draft_leaves_the_film_and_its_plan_usable(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    film = (studio.delivery() / "blue-kite.small.mp4").read_bytes()
    assert studio.make("--draft").code == 0
    assert studio.make().code == 0
    assert (studio.delivery() / "blue-kite.small.mp4").read_bytes() == film


def test_room_for_the_sound_is_asked_for_before_anything_is_encoded(
    studio: Studio, talking: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pictures of this film take less than a megabyte; its sound takes nine for a moment."""
    studio.arrange(talking)
    assert studio.make("--until", "brand").code == 0
    nearly_full = shutil.disk_usage(studio.root)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: nearly_full)
    ran = studio.make("--until", "render")
    assert ran.code == 7
    assert "GB are needed on this disk" in ran.err
    assert not studio.chunks()


def test_a_cache_over_its_limit_lets_go_of_older_films_only(
    studio: Studio, talking: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGNETTE_CACHE_GB", "0")
    others = [studio.home.chunk(name * 64) for name in "ab"]
    for path, age_days in zip(others, (3, 0.5), strict=True):
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(1000))
        used = time.time() - age_days * 24 * 3600
        os.utime(path, (used, used))
    studio.arrange(talking)
    ran = studio.make("--until", "render")
    assert "1 file of older films (0.0 GB) removed from cache/, which was over its 0.0 GB" in ran.err
    plan = studio.job.load(RenderPlan).film("small")
    assert set(studio.chunks()) == {others[1], *(studio.home.chunk(chunk.key) for chunk in plan.chunks)}


def test_a_chunk_that_vanishes_before_the_join_is_made_again(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    made(studio)
    film = studio.job.film_path("small")
    frames = looking.frame_hashes(film)
    job, settings = ready(studio)
    next(iter(studio.chunks())).unlink()
    film.unlink()
    render.STAGE.run(job, settings, Silent())
    assert looking.frame_hashes(film) == frames


@pytest.mark.skipif(sys.platform == "darwin", reason="every Mac has this hardware")
def test_hardware_that_is_not_there_is_told_and_shares_the_chunks_of_what_stands_in(
    studio: Studio, talking: Path
) -> None:
    studio.arrange(talking)
    chunks = made(studio)
    write(
        studio.home.presets / "targets" / "small.toml",
        TARGET.replace("[picture]", '[picture]\nencoder = "videotoolbox"'),
    )
    ran = studio.make()
    assert ran.code == 0, ran.said
    before_the_work, work, _ = ran.err.partition("Make the film")
    assert work
    assert 'small: it asks for the encoder "videotoolbox"' in before_the_work
    assert "x264 makes the film instead" in before_the_work
    assert set(studio.chunks()) == chunks
    assert studio.delivered_json("qc.json")["measured"]["small.encoder"] == "x264"


@pytest.fixture
def finds_anew() -> Iterator[None]:
    """What was found of ffmpeg is forgotten, before the test and after it."""
    finders = (binary.find, binary.look_at)
    for finder in finders:
        finder.cache_clear()
    yield
    for finder in finders:
        finder.cache_clear()


@pytest.mark.usefixtures("finds_anew")
@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="this machine has hardware")
def test_a_film_is_made_anew_when_hardware_appears(
    studio: Studio, talking: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same ffmpeg, which can do what it could not: nothing else of what shapes the film is another."""
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("[picture]", '[picture]\nencoder = "nvenc"'))
    studio.arrange(talking)
    assert studio.make("--until", "brand").code == 0
    job, settings = ready(studio)
    before = render.STAGE.shaped_by(job, settings)
    draft_before = render.STAGE.shaped_by(*ready(studio, draft=True))
    able = write(
        tmp_path / "bin" / "ffmpeg",
        f'#!/bin/sh\ncase "$*" in *h264_nvenc*) exit 0;; esac\nexec "{binary.find().path}" "$@"\n',
    )
    able.chmod(0o755)
    monkeypatch.setenv("PATH", f"{able.parent}{os.pathsep}{os.environ['PATH']}")
    binary.find.cache_clear()
    after = render.STAGE.shaped_by(job, settings)
    assert binary.find().path == able
    assert {name for name, value in before.items() if after[name] != value} == {"encoders"}
    assert render.STAGE.shaped_by(*ready(studio, draft=True)) == draft_before  # no draft uses it


def test_a_film_in_hevc_is_delivered_and_its_draft_is_quick(studio: Studio, talking: Path) -> None:
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("[picture]", '[picture]\nencoder = "x265"'))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    measured = studio.delivered_json("qc.json")["measured"]
    assert (measured["small.encoder"], measured["small.video_codec"]) == ("x265", "hevc Main 10")
    assert studio.make("--draft").code == 0
    assert studio.job.load(RenderPlan).film("small").picture.encoder == "x264"
