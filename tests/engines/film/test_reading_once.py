"""Chunks from one decode are what they are alone, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.footage import Footage
from pipeline.domain.framing import FileFraming, Waypoint
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Drawn, Film, Tools
from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary, commands
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.film import Wanted
from pipeline.rules.render_planning import film_from
from tests import clips, examples
from tests.clips import Clip
from tests.engines.film.counting import STYLES
from tests.engines.film.plain import footage_of

RATE = Fraction(25)
CUT = examples.edl((1, 12), (2, 9), (11, 20), rate=RATE)
"""The last stretch lies behind a gap that is not worth decoding."""

WIDE = replace(examples.YOUTUBE.picture, width_px=320, height_px=180, encoder_preset="superfast", crf=24)
UPRIGHT = replace(WIDE, width_px=90, height_px=160)
TEXT = (Drawn(5, 30, 1, "ko", "가나다라"),)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clips.film(tmp_path_factory.mktemp("footage") / "talk.mp4", Clip(duration_s=13, size="640x360"))


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logo") / "logo.png"
    clips.ffmpeg("-f", "lavfi", "-i", "color=red@0.5:size=40x20,format=rgba", "-frames:v", "1", f"file:{path}")
    return path


def planned(footage: Footage, picture: Picture, *, drawn: tuple[Drawn, ...] = (), follows: bool = False) -> Film:
    file = footage.files[0].sha256
    framing = {file: FileFraming(file, (Waypoint(0, 0.2), Waypoint(40, 0.2), Waypoint(60, 0.7)))} if follows else {}
    return film_from(
        footage,
        CUT,
        target="any",
        picture=picture,
        styles=STYLES,
        drawn=drawn,
        intro=None,
        outro=None,
        logo_key="",
        tools=Tools("", ""),
        framing=framing,
    )


def test_chunks_from_one_decode_are_those_made_alone(talk: Path, logo: Path, tmp_path: Path) -> None:
    footage = footage_of(talk)
    films = {
        "captioned": planned(footage, WIDE, drawn=TEXT),
        "clean": planned(footage, WIDE),
        "upright": planned(footage, UPRIGHT, follows=True),
        "upright captioned": planned(footage, UPRIGHT, drawn=TEXT, follows=True),
        "between bars": planned(footage, UPRIGHT),
        "x265": planned(footage, replace(WIDE, encoder="x265", encoder_preset="ultrafast")),
    }
    chunks = {name: film.chunks[0] for name, film in films.items()}
    assert {chunk.frame_count for chunk in chunks.values()} == {CUT.frame_count}
    together, alone = ({name: tmp_path / f"{name} {way}.mp4" for name in films} for way in ("together", "alone"))
    over = {name: logo if "captioned" in name else None for name in films}
    wanted = [Wanted(chunks[name], film, over[name], together[name]) for name, film in films.items()]
    filming.encode_chunks(binary.find(), wanted, frame_rate=RATE, media=talk)
    for name, film in films.items():
        filming.encode_chunk(
            binary.find(), chunks[name], film, frame_rate=RATE, media=talk, logo=over[name], out=alone[name]
        )
    assert {name: path.read_bytes() for name, path in together.items()} == {
        name: path.read_bytes() for name, path in alone.items()
    }
    assert len({path.read_bytes() for path in alone.values()}) == len(films)


def test_the_footage_is_entered_once_for_all_and_scaled_once_for_those_alike(talk: Path) -> None:
    footage = footage_of(talk)
    works = [
        (ChunkWork(talk, planned(footage, picture).chunks[0].shots, RATE, picture, "", talk.parent, None), Path(name))
        for name, picture in (("a.mp4", WIDE), ("b.mp4", replace(WIDE, crf=30)), ("c.mp4", UPRIGHT))
    ]
    alone, together = (" ".join(commands.chunks(Path("/ffmpeg"), group)) for group in (works[:1], works))
    assert together.count("talk.mp4") == alone.count("talk.mp4") == 2
    assert together.count("[0:0]") == together.count("[1:0]") == 1
    assert together.count("scale=") == 2
