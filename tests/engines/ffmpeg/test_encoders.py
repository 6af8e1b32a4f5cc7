"""What each encoder makes: joined by copying it plays on, and it is what the checks ask for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.domain.branding import DrawnPlate
from pipeline.domain.encoding import ENCODERS
from pipeline.domain.footage import Footage
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Film, Tools
from pipeline.engines import animation, finished
from pipeline.engines import film as filming
from pipeline.engines.ffmpeg import binary, encoders
from pipeline.engines.probe import probe
from pipeline.rules import drawing, quality
from pipeline.rules.render_planning import film_from
from tests import clips, examples, looking
from tests.clips import Clip
from tests.examples import YOUTUBE
from tests.marks import moving_mark

RATE = Fraction(25)
FRAMES = (30, 7, 26)
"""Of the film's three chunks: two GOPs and a rest, less than one, and two whole ones with two pictures more."""

QUICKEST = {"x264": "ultrafast", "x265": "ultrafast", "av1": "12"}
OWN_NAMES = (b"x265", b"libx264", b"SVT", b"libsvt")
"""What encoders write into films where nobody stops them; x264's own line cannot be stopped."""


def picture(encoder: str) -> Picture:
    return replace(
        YOUTUBE.picture, width_px=320, height_px=180, encoder=encoder, encoder_preset=QUICKEST[encoder], crf=20
    )


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Footage in 10 bits whose brightness rises by a quarter of an 8-bit step from column to column, and moves."""
    path = tmp_path_factory.mktemp("graded") / "graded.mp4"
    rising = "geq=lum='400+mod(X+N,320)/2':cb=512:cr=512"
    source = f"color=size=320x180:rate=25:duration=44,format=yuv420p10le,{rising}"
    return clips.film(path, Clip(duration_s=44, picture=source, options=("-pix_fmt", "yuv420p10le", "-crf", "4")))


def planned(path: Path, target: Picture, *, drawn: bool, plates: tuple[DrawnPlate, ...] = ()) -> Film:
    """Three pieces of the footage, each from another window of it, so that each is a chunk."""
    found = probe(path, label="file 1")
    file = replace(examples.footage(found.duration).files[0], video=found.video, audio=found.audio)
    cut = examples.edl(*((Fraction(21 * number), count) for number, count in enumerate(FRAMES)), rate=25)
    return film_from(
        Footage(examples.SOURCE, (file,), None, None, (), ()),
        cut,
        target="small",
        picture=target,
        styles=drawing.styles(replace(YOUTUBE, picture=target)),
        drawn=(drawing.draft_mark(sum(FRAMES)),) if drawn else (),
        intro=None,
        outro=None,
        logo_key="",
        tools=Tools("", ""),
        plates=plates,
    )


def encoded(folder: Path, footage: Path, film: Film) -> list[tuple[Path, int]]:
    parts = [(folder / f"part-{number}.mp4", chunk.frame_count) for number, chunk in enumerate(film.chunks)]
    for (part, _), chunk in zip(parts, film.chunks, strict=True):
        filming.encode_chunk(binary.find(), chunk, film, frame_rate=RATE, media=footage, logo=None, out=part)
    return parts


def joined(folder: Path, parts: list[tuple[Path, int]]) -> Path:
    sound, out = folder / "sound.aac", folder / "film.mp4"
    seconds = float(sum(FRAMES) / RATE)
    tone = f"sine=duration={seconds}:sample_rate=48000"
    clips.ffmpeg("-f", "lavfi", "-i", tone, "-af", "volume=4.8dB,pan=stereo|c0=c0|c1=c0", f"file:{sound}")
    filming.join(binary.find(), parts, sound, frame_rate=RATE, out=out)
    return out


def test_every_encoder_is_described_and_told_to_ffmpeg() -> None:
    assert list(encoders.ENCODER_OPTIONS) == list(ENCODERS)


OWN_WAYS: dict[str, dict[str, object]] = {
    "x264": {"vcodec": "libx264"},
    "x265": {"vcodec": "libx265", "open-gop": "0"},
    "av1": {"vcodec": "libsvtav1"},
    "nvenc": {"vcodec": "h264_nvenc", "forced-idr": 1},
    "vaapi": {"vcodec": "h264_vaapi", "idr_interval": 0},
    "qsv": {"vcodec": "h264_qsv", "idr_interval": 0},
    "videotoolbox": {"vcodec": "h264_videotoolbox"},
}
"""What each is told besides ffmpeg's flag for closed GOPs, so that a decoder can start at every one of them."""


@pytest.mark.parametrize("encoder", ENCODERS)
def test_every_encoder_says_its_colours_and_closes_its_gops(encoder: str) -> None:
    target = replace(YOUTUBE.picture, encoder=encoder, encoder_preset=ENCODERS[encoder].presets[-1])
    options = encoders.encoding(target, Fraction(30))
    own = dict(item.split("=") for item in options.get("x265-params", "").split(":") if item)
    assert (options | own).items() >= OWN_WAYS[encoder].items()
    assert (options["g"], options["keyint_min"]) == (15, 15)
    assert "+cgop" in options["flags"]
    assert {options["colorspace"], options["color_primaries"], options["color_trc"]} == {"bt709"}
    assert options["color_range"] == "tv"


@pytest.mark.parametrize("encoder", QUICKEST)
def test_chunks_joined_by_copying_are_one_film_that_passes_the_checks(
    tmp_path: Path, graded: Path, encoder: str
) -> None:
    target = replace(YOUTUBE, picture=picture(encoder))
    film = planned(graded, target.picture, drawn=True)
    assert [chunk.frame_count for chunk in film.chunks] == list(FRAMES)
    parts = encoded(tmp_path, graded, film)
    out = joined(tmp_path, parts)
    measured = finished.measure(binary.find(), out)
    assert not quality.film_findings(measured, target=target, expected_frames=sum(FRAMES), frame_rate=RATE)
    assert measured.picture.longest_gop_frames == round(target.picture.gop_s * RATE)
    assert looking.frame_times(out) == [number / RATE for number in range(sum(FRAMES))]
    assert looking.frame_hashes(out) == [shown for part, _ in parts for shown in looking.frame_hashes(part)]
    assert not [name for name in OWN_NAMES if name in out.read_bytes()]


@pytest.mark.parametrize(("encoder", "shades"), [("x264", 41), ("x265", 160), ("av1", 160)])
def test_footage_in_10_bits_reaches_an_encoder_of_10_bits_whole(
    tmp_path: Path, graded: Path, encoder: str, shades: int
) -> None:
    """Also with all over it that is ever laid over a film: text, a logo, something behind a name."""
    target = replace(picture(encoder), crf=2)  # with 1, SVT-AV1's quickest presets make pictures that do not decode
    logo, plate, first = tmp_path / "logo.png", tmp_path / "plate.mov", tmp_path / "first.mp4"
    Image.new("RGBA", (40, 40), (255, 255, 255, 128)).save(logo)
    animation.at_pace(binary.find(), moving_mark(tmp_path / "mark.mov", frame_count=5), plate, frame_rate=RATE)
    film = planned(graded, target, drawn=True, plates=(DrawnPlate("small", "plate", 0, 5, 0, 0),))
    wanted = filming.Wanted(film.chunks[0], film, logo, first, (plate,))
    filming.encode_chunks(binary.find(), [wanted], frame_rate=RATE, media=graded)
    raw = clips.ffmpeg("-i", f"file:{first}", "-frames:v", "1", "-pix_fmt", "gray10le", "-f", "rawvideo", "-")
    untouched = np.frombuffer(raw, np.uint16).reshape(180, 320)[100:]
    assert len(np.unique(np.median(untouched, axis=0).astype(int))) == pytest.approx(shades, abs=shades // 8)
