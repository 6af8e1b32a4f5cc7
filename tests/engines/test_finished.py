"""The check of a finished film on real files: the recipe passes, and each broken film is found by the rule meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.finished import FinishedFilm
from pipeline.domain.qc import QcFinding
from pipeline.engines import decoding, finished, mp4_boxes, process
from pipeline.engines.ffmpeg import binary
from pipeline.presets.library import PresetLibrary
from pipeline.rules import quality

RATE = Fraction(30000, 1001)
FRAMES = 120
TAGGED = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
STEREO = "pan=stereo|c0=c0|c1=c0"
AT_TARGET = "volume=4.8dB"
"""Brings ffmpeg's sine on two channels to -14 LUFS."""
RECIPE = {
    "c:v": "libx264",
    "preset": "superfast",
    "profile:v": "high",
    "pix_fmt": "yuv420p",
    "bf": "2",
    "g": "15",
    "keyint_min": "15",
    "flags": "+cgop+bitexact",
    "c:a": "aac",
    "ac": "2",
    "ar": "48000",
    "b:a": "384k",
    "t": "4",
    "map_metadata": "-1",
    "fflags": "+bitexact",
    "empty_hdlr_name": "1",
    "video_track_timescale": "30000",
    "use_editlist": "0",
    "movflags": "+faststart+negative_cts_offsets",
}
TARGET = PresetLibrary().target("youtube")
TINY = replace(TARGET, picture=replace(TARGET.picture, width_px=320, height_px=180))


@dataclass(frozen=True)
class Clip:
    """How a clip differs from one that passes."""

    size: str = "320x180"
    rate: str = "30000/1001"
    picture: str = TAGGED
    sound: str = f"{STEREO},{AT_TARGET}"
    options: Mapping[str, str] = field(default_factory=dict)
    maps: tuple[str, ...] = ("0:v", "1:a")


def made(folder: Path, clip: Clip) -> Path:
    path = folder / "film.mp4"
    options = {"vf": clip.picture, "af": clip.sound, **RECIPE, **clip.options}
    argv = [str(binary.find().path), "-v", "error", "-nostdin", "-y"]
    argv += ["-f", "lavfi", "-i", f"testsrc2=size={clip.size}:rate={clip.rate}"]
    argv += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
    argv += [word for stream in clip.maps for word in ("-map", stream)]
    argv += [word for name, value in options.items() for word in (f"-{name}", value)]
    encoded = process.run([*argv, str(path)], timeout_s=120)
    assert encoded.returncode == 0, encoded.stderr
    return path


def findings(film: FinishedFilm) -> tuple[QcFinding, ...]:
    return quality.film_findings(film, target=TINY, expected_frames=FRAMES, frame_rate=RATE)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("good"), Clip())


def test_the_recipe_passes(good: Path) -> None:
    film = finished.measure(binary.find(), good)

    assert findings(film) == ()
    assert film.picture.frame_rate == RATE
    assert film.picture.frame_count == FRAMES
    assert film.picture.duration == FRAMES / RATE
    assert film.picture.longest_gop_frames == 15
    assert film.picture.has_b_frames
    assert film.picture.closed_gops
    assert film.picture.regular
    assert film.sound.integrated_lufs == pytest.approx(-14, abs=0.3)
    assert film.stream_count == 2
    assert film.size_bytes == good.stat().st_size


UNEVEN = "settb=1/30000,setpts='if(eq(N,50),N+0.4,N)*1001'"
BROKEN: dict[str, tuple[str, Clip]] = {
    "edit list": ("edit-list", Clip(options={"use_editlist": "1", "movflags": "+faststart"})),
    "index last": ("moov-first", Clip(options={"movflags": "+negative_cts_offsets"})),
    "picture starts late": ("starts-at-zero", Clip(options={"movflags": "+faststart"})),
    "GOP 250": ("gop", Clip(options={"g": "250"})),
    "open GOP": ("gop", Clip(options={"flags": "+bitexact", "x264-params": "open-gop=1"})),
    "wrong size": ("picture-size", Clip(size="160x90")),
    "other pace": ("frame-rate", Clip(rate="30")),
    "frame missing": ("frame-count", Clip(options={"frames:v": "119"})),
    "baseline": ("codec", Clip(options={"profile:v": "baseline", "bf": "0"})),
    "mono": ("codec", Clip(sound="volume=7.8dB", options={"ac": "1"})),
    "44.1 kHz": ("codec", Clip(options={"ar": "44100"})),
    "no colour tags": ("colour-tags", Clip(picture="null")),
    "title": ("metadata", Clip(options={"metadata": "title=Blue kite"})),
    "named tracks": ("metadata", Clip(options={"empty_hdlr_name": "0"})),
    "quiet": ("loudness", Clip(sound=f"{STEREO},volume=-11.2dB")),
    "silent": ("loudness", Clip(sound=f"{STEREO},volume=0")),
    "peak": ("true-peak", Clip(sound=f"{STEREO},{AT_TARGET},volume='if(between(t,2,2.02),4.6,1)':eval=frame")),
    "sound short": ("duration", Clip(sound=f"{STEREO},{AT_TARGET},atrim=end=3")),
    "second sound": ("streams", Clip(maps=("0:v", "1:a", "1:a"))),
    "uneven": (
        "time-stamps-regular",
        Clip(picture=f"{TAGGED},{UNEVEN}", options={"enc_time_base": "1/30000", "fps_mode": "passthrough"}),
    ),
    "black": ("black", Clip(picture=f"{TAGGED},drawbox=c=black:t=fill:enable='between(t,0.5,3.5)'")),
    "frozen": ("frozen", Clip(picture=f"{TAGGED},loop=loop=-1:size=1:start=20", options={"crf": "12"})),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], FinishedFilm]:
    @cache
    def measured(name: str) -> FinishedFilm:
        return finished.measure(binary.find(), made(tmp_path_factory.mktemp("broken"), BROKEN[name][1]))

    return measured


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_thing_is_found_by_exactly_the_rule_meant(broken: Callable[[str], FinishedFilm], name: str) -> None:
    rule = BROKEN[name][0]

    assert {finding.rule for finding in findings(broken(name))} == {rule}


def test_what_is_found_says_where(broken: Callable[[str], FinishedFilm]) -> None:
    uneven, frozen, black = broken("uneven"), broken("frozen"), broken("black")

    assert uneven.picture.irregular == (50 + Fraction(2, 5)) * 1001 / 30000 - Fraction(2, 5) / 30000
    assert [finding.where for finding in findings(frozen)] == ["00:00:00.634"]
    assert frozen.frozen[0].end == frozen.picture.duration
    assert [span.start for span in black.black] == [Fraction("0.5005")]


def test_damage_inside_is_found_by_decoding(good: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "film.mp4"
    data = bytearray(good.read_bytes())
    media = next(box for box in mp4_boxes.boxes(good) if box.path == "mdat")
    data[media.offset + 2000 : media.offset + 2400] = bytes(400)
    damaged.write_bytes(data)

    film = finished.measure(binary.find(), damaged)

    assert {finding.rule for finding in findings(film)} == {"decodes-to-end"}
    assert film.picture.frame_count == FRAMES


def test_media_that_is_all_rubbish_is_a_finding_and_no_crash(good: Path, tmp_path: Path) -> None:
    rubbish = tmp_path / "film.mp4"
    data = bytearray(good.read_bytes())
    media = next(box for box in mp4_boxes.boxes(good) if box.path == "mdat")
    data[media.offset + 8 :] = b"\xff" * (media.size - 8)
    rubbish.write_bytes(data)

    film = finished.measure(binary.find(), rubbish)

    assert "decodes-to-end" in {finding.rule for finding in findings(film)}
    assert film.sound.integrated_lufs is None


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_film_is_refused(good: Path, tmp_path: Path, share: float) -> None:
    cut = tmp_path / "film.mp4"
    cut.write_bytes(good.read_bytes()[: int(good.stat().st_size * share)])

    with pytest.raises(InputRefused, match="cut off"):
        finished.measure(binary.find(), cut)


def test_a_film_without_its_media_is_refused(good: Path, tmp_path: Path) -> None:
    cut = tmp_path / "film.mp4"
    media = next(box for box in mp4_boxes.boxes(good) if box.path == "mdat")
    cut.write_bytes(good.read_bytes()[: media.offset])

    with pytest.raises(InputRefused):
        finished.measure(binary.find(), cut)


@pytest.mark.parametrize("stream", ["0:v", "1:a"])
def test_a_film_without_picture_or_sound_is_refused(tmp_path: Path, stream: str) -> None:
    options = {"vf": "null"} if stream == "1:a" else {}
    with pytest.raises(InputRefused, match="has no"):
        finished.measure(binary.find(), made(tmp_path, Clip(maps=(stream,), options=options)))


def test_a_private_name_stays_out_of_the_complaints(tmp_path: Path) -> None:
    path = tmp_path / "Kim Chol-su.mp4"
    said = f"[in#0 @ 0x55b0] [error] Error opening input file {path}\n[info]     title : [error] x\n" + (
        "[vist#0:0/h264 @ 0x1] [dec:h264 @ 0x2] [error] Invalid data\n" * 2
    )

    assert decoding.complaints(said, path) == (
        "[in#0] Error opening input file the film",
        "[vist#0:0/h264] [dec:h264] Invalid data",
    )
