"""A change encodes exactly the chunks that show it: foretold from the plan, and counted in the cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.domain.branding import Branding
from pipeline.domain.render_plan import Chunk, RenderPlan
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.engines.ffmpeg import binary
from tests import clips, interview
from tests.clips import Clip
from tests.faults.program import started
from tests.interview import SHOW, STORY, TARGET, Said, write
from tests.marks import moving_mark
from tests.studio import Studio

pytestmark = pytest.mark.full

SAID = tuple(
    Said(start, start + 4, f"겨울에 강을 {number}번 건넜습니다.", f"I crossed the river {number} times that winter.")
    for number, start in enumerate(range(2, 90, 11), start=1)
)
CHANGED = 3
"""Which sentence is changed."""


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spoken = [(said.start_s, said.end_s) for said in SAID]
    return clips.film(tmp_path_factory.mktemp("footage") / "winter.mp4", Clip(duration_s=94, spoken=spoken))


@pytest.fixture
def rendered(tmp_path: Path, footage: Path) -> Studio:
    """A film that is made, with a logo of its own."""
    studio = Studio.at(tmp_path)
    with_logo = SHOW.replace("[brand]\n", '[brand]\nlogo = "own.png"\n')
    assert with_logo != SHOW
    write(studio.home.presets / "shows" / "tiny.toml", with_logo)
    Image.fromarray(np.full((40, 80, 4), 200, np.uint8)).save(logo(studio))
    studio.arrange(footage)
    write(studio.folder / "transcript.ko.srt", interview.transcript(SAID))
    write(studio.folder / "translation.en.srt", interview.sheet(SAID))
    render(studio)
    return studio


def logo(studio: Studio) -> Path:
    return studio.home.presets / "shows" / "own.png"


def render(studio: Studio) -> None:
    """As a program of its own: what it found of ffmpeg is not remembered."""
    with started(studio, "--until", "render") as program:
        assert program.wait() == 0, program.errors()


def chunks(studio: Studio) -> tuple[Chunk, ...]:
    return studio.job.load(RenderPlan).film("small").chunks


def one_word(studio: Studio) -> set[int]:
    """One word of one cue: the chunks in which it stands."""
    (cue,) = [cue for cue in studio.job.load(SubtitleTrack).cues if cue.sentence_ids == (f"s{CHANGED:04d}",)]
    captions = studio.job.draft / "captions.en.srt"
    text = captions.read_text(encoding="utf-8")
    assert text.count(f"{CHANGED} times") == 1
    write(studio.job.edits / captions.name, text.replace(f"{CHANGED} times", f"{CHANGED} winters"))
    return shown_between(studio, cue.start_frame, cue.end_frame)


def shown_between(studio: Studio, start_frame: int, end_frame: int) -> set[int]:
    """The numbers of the chunks that show any of these frames."""
    return {
        number
        for number, chunk in enumerate(chunks(studio))
        if chunk.start_frame < end_frame and start_frame < chunk.start_frame + chunk.frame_count
    }


def one_pixel_of_the_logo(studio: Studio) -> set[int]:
    """All chunks: those of the footage carry the logo, and it is drawn on the cards."""
    pixels = np.asarray(Image.open(logo(studio))).copy()
    pixels[10, 10] = (255, 0, 0, 255)
    Image.fromarray(pixels).save(logo(studio))
    return set(range(len(chunks(studio))))


def one_frame_of_a_cut(studio: Studio) -> set[int]:
    """The footage after 83.4 s is left out, and then a frame more: the chunk that shows the end, and no other."""
    write(studio.folder / "story.toml", STORY.replace('show = "tiny"', 'show = "tiny"\ndrop = [["1:23.40", "1:34"]]'))
    render(studio)
    write(studio.folder / "story.toml", STORY.replace('show = "tiny"', 'show = "tiny"\ndrop = [["1:23.36", "1:34"]]'))
    return {len(chunks(studio)) - 2}


def one_picture_behind_the_name(studio: Studio) -> set[int]:
    """The name gets an animation, and then one that moves for a picture longer: the chunks in which the name stands."""
    plate, show = studio.home.presets / "shows" / "plate.mov", studio.home.presets / "shows" / "tiny.toml"
    named = show.read_text(encoding="utf-8").replace("lower_third_s = 0", "lower_third_s = 5")
    write(show, named.replace("[brand]\n", '[brand]\nlower_third_animation = "plate.mov"\n'))
    moving_mark(plate, frame_count=45)
    render(studio)
    moving_mark(plate, frame_count=46)
    (name,) = studio.job.load(Branding).labels.lower_thirds
    return shown_between(studio, name.start_frame, name.end_frame)


def the_encoders_preset(studio: Studio) -> set[int]:
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("superfast", "veryfast"))
    return set(range(len(chunks(studio))))


CHANGES = (one_word, one_pixel_of_the_logo, one_picture_behind_the_name, one_frame_of_a_cut, the_encoders_preset)


def encoded_again(studio: Studio, before: dict[Path, int]) -> set[int]:
    """The numbers of the chunks that were written since then."""
    after = studio.chunks()
    written = {path.stem for path in after if after[path] != before.get(path)}
    return {number for number, chunk in enumerate(chunks(studio)) if chunk.key in written}


@pytest.mark.parametrize("change", CHANGES)
def test_exactly_the_chunks_that_show_the_change_are_encoded(
    rendered: Studio, change: Callable[[Studio], set[int]]
) -> None:
    foretold = change(rendered)
    before = rendered.chunks()
    render(rendered)
    assert encoded_again(rendered, before) == foretold
    before = rendered.chunks()
    render(rendered)
    assert rendered.chunks() == before


def test_another_ffmpeg_encodes_everything(rendered: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same program, which says that it is of another version."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = f"""\
#!/bin/sh
if [ "$2" = "-version" ]; then
    exec '{binary.find().path}' "$@" | sed '1s/ffmpeg version [^ ]*/ffmpeg version 99.9/'
fi
exec '{binary.find().path}' "$@"
"""
    (folder / "ffmpeg").write_text(script, encoding="utf-8")
    (folder / "ffmpeg").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    before = rendered.chunks()
    render(rendered)
    assert encoded_again(rendered, before) == set(range(len(chunks(rendered))))
    assert rendered.job.load(RenderPlan).tools.ffmpeg == "99.9"
