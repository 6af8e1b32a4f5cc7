"""Chunks from one decode are what they are alone, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.branding import Animation, DrawnPlate
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
from tests.marks import moving_mark

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
def laid_over(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A logo that rests, one that moves, and a plate."""
    folder = tmp_path_factory.mktemp("laid over")
    still, mark = folder / "still.png", moving_mark(folder / "moving.mov", frame_count=20)
    clips.ffmpeg("-f", "lavfi", "-i", "color=red@0.5:size=40x20,format=rgba", "-frames:v", "1", f"file:{still}")
    plate = moving_mark(folder / "plate.mov", frame_count=15)
    return {"rests": still, "moves": mark, "plate": plate}


def planned(
    footage: Footage,
    picture: Picture,
    *,
    drawn: tuple[Drawn, ...] = (),
    follows: bool = False,
    logo: str = "",
    plate: bool = False,
) -> Film:
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
        logo_key="rests" if logo else "",
        logo_animation=Animation("moves", 20) if logo == "moves" else None,
        tools=Tools("", ""),
        framing=framing,
        plates=(DrawnPlate("any", "plate", 3, 15, 10, 40),) if plate else (),
    )


def wanted(film: Film, laid_over: dict[str, Path], out: Path) -> Wanted:
    chunk = film.chunks[0]
    logo = laid_over["moves" if chunk.moving_logo else "rests"] if chunk.logo_sha256 else None
    return Wanted(chunk, film, logo, out, tuple(laid_over[plate.key] for plate in chunk.plates))


def test_chunks_from_one_decode_are_those_made_alone(talk: Path, laid_over: dict[str, Path], tmp_path: Path) -> None:
    footage = footage_of(talk)
    films = {
        "captioned": planned(footage, WIDE, drawn=TEXT, logo="rests"),
        "clean": planned(footage, WIDE),
        "moving": planned(footage, WIDE, drawn=TEXT, logo="moves", plate=True),
        "moving clean": planned(footage, WIDE, logo="moves", plate=True),
        "upright": planned(footage, UPRIGHT, follows=True),
        "upright captioned": planned(footage, UPRIGHT, drawn=TEXT, follows=True, logo="rests", plate=True),
        "between bars": planned(footage, UPRIGHT, logo="rests"),
        "x265": planned(footage, replace(WIDE, encoder="x265", encoder_preset="ultrafast"), plate=True),
    }
    assert {film.chunks[0].frame_count for film in films.values()} == {CUT.frame_count}
    together = [wanted(film, laid_over, tmp_path / f"{name} together.mp4") for name, film in films.items()]
    alone = [wanted(film, laid_over, tmp_path / f"{name} alone.mp4") for name, film in films.items()]
    filming.encode_chunks(binary.find(), together, frame_rate=RATE, media=talk)
    for item in alone:
        filming.encode_chunks(binary.find(), [item], frame_rate=RATE, media=talk)
    for one, other in zip(together, alone, strict=True):
        assert one.out.read_bytes() == other.out.read_bytes(), one.out.name
    assert len({item.out.read_bytes() for item in alone}) == len(films)


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
