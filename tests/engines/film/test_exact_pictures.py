"""The film's pictures are the footage's: encoded without loss, they are those of a plain cut, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Chunk, Film
from pipeline.domain.timing import at_frame
from pipeline.engines import film as filming
from pipeline.engines import fonts
from pipeline.engines.ffmpeg import binary, commands, running
from pipeline.engines.ffmpeg.commands import ChunkWork
from tests import clips, examples, looking
from tests.clips import Clip
from tests.engines.film.plain import film_of, footage_of
from tests.examples import YOUTUBE

RATE = 25
CLIPS = ((0, 13), (31, 20), (190, 7), (490, 25), (521, 4), (560, 30))
"""First frame and number of frames: neither on key frames nor inside one chunk, one across a chunk's border."""

TAGGED = ("-vf", "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv")
FOOTAGE = {
    "small, says bt709": Clip(duration_s=24, size="160x90", options=("-g", "50", "-bf", "3", *TAGGED)),
    "HD, says nothing": Clip(duration_s=24, size="1280x720", options=("-g", "50")),
}


def lossless(work: ChunkWork, out: Path) -> None:
    """Run the chunk's command as it is, but for the profile: High has no lossless mode."""
    argv = commands.chunk(binary.find().path, work, out=out)
    argv[argv.index("-profile:v") + 1] = "high444"
    running.run(argv, expected=Fraction(2))


def plain_cut(footage: Path, out: Path) -> Path:
    """The same edit as anybody would write it: trim and concat, without loss."""
    count = len(CLIPS)
    trims = [
        f"[s{number}]trim=start_frame={first}:end_frame={first + length},setpts=PTS-STARTPTS[c{number}]"
        for number, (first, length) in enumerate(CLIPS)
    ]
    split = f"[0:v]split={count}" + "".join(f"[s{number}]" for number in range(count))
    joined = "".join(f"[c{number}]" for number in range(count)) + f"concat=n={count}:v=1:a=0[v]"
    graph = ";".join([split, *trims, joined])
    clips.ffmpeg("-i", f"file:{footage}", "-filter_complex", graph, "-map", "[v]", "-qp", "0", f"file:{out}")
    return out


def planned(path: Path, picture: Picture) -> Film:
    footage = footage_of(path)
    cut = examples.edl(*((at_frame(first, Fraction(RATE)), count) for first, count in CLIPS), rate=RATE)
    return film_of(footage, cut, picture)


def work_of(chunk: Chunk, picture: Picture, source: Path) -> ChunkWork:
    return ChunkWork(source, chunk.shots, Fraction(RATE), picture, "", fonts.fonts_dir(), None)


@pytest.mark.parametrize("kind", FOOTAGE)
def test_without_loss_the_film_is_the_plain_cut_bit_for_bit(tmp_path: Path, kind: str) -> None:
    footage = clips.film(tmp_path / "footage.mp4", FOOTAGE[kind])
    width, height = (int(side) for side in FOOTAGE[kind].size.split("x"))
    picture = replace(YOUTUBE.picture, width_px=width, height_px=height, encoder_preset="ultrafast", crf=0)
    parts: list[tuple[Path, int]] = []
    for number, chunk in enumerate(planned(footage, picture).chunks):
        parts.append((tmp_path / f"part-{number}.mp4", chunk.frame_count))
        lossless(work_of(chunk, picture, footage), parts[-1][0])
    assert len(parts) == 2
    sound, out = tmp_path / "sound.aac", tmp_path / "film.mp4"
    clips.ffmpeg("-f", "lavfi", "-i", "sine=duration=4:sample_rate=48000", "-ac", "2", f"file:{sound}")
    filming.join(binary.find(), parts, sound, frame_rate=Fraction(RATE), out=out)
    hashes = looking.frame_hashes(out)
    assert len(hashes) == sum(count for _, count in CLIPS)
    assert hashes == looking.frame_hashes(plain_cut(footage, tmp_path / "plain.mp4"))
