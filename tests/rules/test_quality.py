"""The checks of a finished film: a good one passes, and each fault is found by the rule that is meant for it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from pipeline.domain.finished import FinishedFilm, FinishedPicture, FinishedSound
from pipeline.domain.footage import ColourTags
from pipeline.domain.presets import Target
from pipeline.domain.qc import QcFinding, QcReport
from pipeline.domain.timing import TimeRange
from pipeline.presets.library import PresetLibrary
from pipeline.rules import quality

RATE = Fraction(30000, 1001)
FRAMES = 300
TARGET = PresetLibrary().target("youtube")
PICTURE = FinishedPicture(
    codec="h264",
    profile="High",
    pixel_format="yuv420p",
    width_px=1920,
    height_px=1080,
    colour=ColourTags("bt709", "bt709", "bt709", "tv"),
    frame_rate=RATE,
    frame_count=FRAMES,
    start=Fraction(0),
    duration=FRAMES / RATE,
    has_b_frames=True,
    longest_gop_frames=15,
    longest_gop_start=Fraction(0),
    open_gop=None,
    irregular=None,
)
SOUND = FinishedSound(
    codec="aac",
    profile="LC",
    sample_rate_hz=48_000,
    channels=2,
    start=Fraction(0),
    duration=FRAMES / RATE + Fraction(512, 48_000),
    integrated_lufs=-14.2,
    true_peak_dbtp=-1.4,
)
FILM = FinishedFilm(
    size_bytes=1_000_000,
    streams=("video", "audio"),
    picture=PICTURE,
    sound=SOUND,
    moov_first=True,
    edit_list=False,
    box_names=("ftyp", "moov", "udta", "meta", "ilst", "mdat"),
    metadata_keys=("major_brand", "encoder"),
    decode_errors=(),
    black=(),
    frozen=(),
)


def with_picture(**changes: Any) -> FinishedFilm:  # noqa: ANN401 - any of the picture's fields
    return replace(FILM, picture=replace(PICTURE, **changes))


def with_sound(**changes: Any) -> FinishedFilm:  # noqa: ANN401 - any of the sound's fields
    return replace(FILM, sound=replace(SOUND, **changes))


def seconds(text: str) -> Fraction:
    return Fraction(text)


def found(film: FinishedFilm, target: Target = TARGET) -> tuple[QcFinding, ...]:
    return quality.film_findings(film, target=target, expected_frames=FRAMES, frame_rate=RATE)


def test_a_good_film_has_no_findings() -> None:
    assert found(FILM) == ()


TOO_LONG = replace(
    FILM, picture=replace(PICTURE, duration=Fraction(43_201)), sound=replace(SOUND, duration=Fraction(43_201))
)
FAULTS: dict[str, tuple[FinishedFilm, str, str, str]] = {
    "damage": (replace(FILM, decode_errors=("[h264] x", "y")), "decodes-to-end", "file", "[h264] x"),
    "frame lost": (with_picture(frame_count=299), "frame-count", "file", "299 frames"),
    "frame twice": (with_picture(frame_count=301), "frame-count", "file", "301 frames"),
    "sound short": (with_sound(duration=PICTURE.duration - 1), "duration", "00:00:09.010", "-1000 ms"),
    "sound long": (with_sound(duration=PICTURE.duration + 1), "duration", "00:00:10.010", "+1000 ms"),
    "upright": (with_picture(width_px=1080, height_px=1920), "picture-size", "file", "1080 x 1920 px"),
    "other pace": (with_picture(frame_rate=Fraction(30)), "frame-rate", "file", "30 frames/s"),
    "HEVC": (with_picture(codec="hevc", profile="Main"), "codec", "file", "hevc Main"),
    "baseline": (with_picture(profile="Constrained Baseline"), "codec", "file", "h264 Constrained Baseline"),
    "4:2:2": (with_picture(pixel_format="yuv422p"), "codec", "file", "yuv422p"),
    "HE-AAC": (with_sound(profile="HE-AAC"), "codec", "file", "aac HE-AAC"),
    "44.1 kHz": (with_sound(sample_rate_hz=44_100), "codec", "file", "44100 Hz"),
    "mono": (with_sound(channels=1), "codec", "file", "mono"),
    "surround": (with_sound(channels=6), "codec", "file", "6 channels"),
    "full range": (
        with_picture(colour=ColourTags("bt709", "bt709", "bt709", "pc")),
        "colour-tags",
        "file",
        "bt709/bt709/bt709/pc",
    ),
    "long GOP": (
        with_picture(longest_gop_frames=16, longest_gop_start=Fraction(2)),
        "gop",
        "00:00:02.000",
        "16 frames",
    ),
    "open GOP": (with_picture(open_gop=Fraction(1001, 1000)), "gop", "00:00:01.001", "open GOP"),
    "edit list": (replace(FILM, edit_list=True, box_names=("moov", "edts", "elst")), "edit-list", "file", "edit list"),
    "index last": (replace(FILM, moov_first=False), "moov-first", "file", "index behind the media"),
    "late picture": (with_picture(start=Fraction(1001, 15_000)), "starts-at-zero", "file", "picture at +66.7333 ms"),
    "early sound": (with_sound(start=Fraction(-1024, 48_000)), "starts-at-zero", "file", "sound at -21.3333 ms"),
    "uneven": (with_picture(irregular=Fraction(5, 2)), "time-stamps-regular", "00:00:02.500", "uneven"),
    "quiet": (with_sound(integrated_lufs=-15.1), "loudness", "file", "-15.1 LUFS"),
    "loud": (with_sound(integrated_lufs=-12.9), "loudness", "file", "-12.9 LUFS"),
    "silent": (with_sound(integrated_lufs=None, true_peak_dbtp=None), "loudness", "file", "silence"),
    "distorted": (with_sound(true_peak_dbtp=-0.9), "true-peak", "file", "-0.9 dBTP"),
    "place": (replace(FILM, box_names=("moov", "©xyz", "uuid")), "metadata", "file", "boxes ©xyz, uuid"),
    "title": (replace(FILM, metadata_keys=("encoder", "title")), "metadata", "file", "tags title"),
    "second sound": (replace(FILM, streams=("video", "audio", "audio")), "streams", "file", "video, audio, audio"),
    "text track": (replace(FILM, streams=("video", "audio", "data")), "streams", "file", "video, audio, data"),
    "too long": (TOO_LONG, "platform-duration", "12:00:00.000", "43201 s"),
}


@pytest.mark.parametrize(("film", "rule", "where", "measured"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_found_by_the_rule_meant(film: FinishedFilm, rule: str, where: str, measured: str) -> None:
    findings = found(film)

    assert [(finding.rule, finding.severity, finding.where, finding.measured) for finding in findings] == [
        (rule, "error", where, measured)
    ]
    assert findings[0].limit
    assert findings[0].message.endswith(".")


def test_every_rule_has_a_fault_here() -> None:
    warned = {"black", "frozen"}

    assert {rule for _, rule, _, _ in FAULTS.values()} | warned == set(quality.RULES)


def test_long_black_and_still_stretches_are_warnings_and_black_is_not_told_twice() -> None:
    dark, still = TimeRange(Fraction(1), Fraction(4)), TimeRange(Fraction(6), Fraction(9))
    around_dark = TimeRange(Fraction(1, 2), Fraction(9, 2))
    film = replace(FILM, black=(dark,), frozen=(around_dark, still))

    findings = found(film)

    assert [(finding.rule, finding.severity, finding.where, finding.measured) for finding in findings] == [
        ("black", "warning", "00:00:01.000", "3 s"),
        ("frozen", "warning", "00:00:06.000", "3 s"),
    ]
    assert QcReport(findings).verdict == "pass"


@pytest.mark.parametrize(
    ("apart", "rate", "passes"),
    [
        (seconds("0.0667"), RATE, True),
        (seconds("0.0668"), RATE, False),
        (seconds("-0.0667"), RATE, True),
        (seconds("-0.0668"), RATE, False),
        (seconds("0.0379"), Fraction(60), True),  # a frame and an AAC packet are more than two frames
        (seconds("0.0381"), Fraction(60), False),
    ],
)
def test_picture_and_sound_may_end_two_frames_apart(apart: Fraction, rate: Fraction, *, passes: bool) -> None:
    film = replace(
        FILM, picture=replace(PICTURE, frame_rate=rate), sound=replace(SOUND, duration=PICTURE.duration + apart)
    )

    assert ("duration" not in {finding.rule for finding in found(film)}) == passes


def test_limits_come_from_the_target() -> None:
    target = replace(
        TARGET,
        picture=replace(TARGET.picture, width_px=1080, height_px=1920, gop_s=Fraction(1)),
        sound=replace(TARGET.sound, loudness_lufs=-23.0, tolerance_lu=0.5, max_true_peak_dbtp=-2.0),
        limits=replace(TARGET.limits, max_duration_s=10),
    )
    film = with_picture(longest_gop_frames=30)

    limits = {finding.rule: finding.limit for finding in found(film, target)}

    assert limits == {
        "picture-size": "1080 x 1920 px",
        "loudness": "-23 ±0.5 LUFS",
        "true-peak": "-2 dBTP",
        "platform-duration": "10 s",
    }
    assert "gop" in {finding.rule for finding in found(film)}


def test_figures_are_plain_json_with_units() -> None:
    figures = quality.measured(replace(FILM, black=(TimeRange(Fraction(0), Fraction(5, 2)),)))

    assert json.loads(json.dumps(figures)) == figures
    assert figures["frame_rate"] == "30000/1001"
    assert figures["duration_s"] == 10.021
    assert figures["audio_minus_video_ms"] == 11
    assert figures["loudness_lufs"] == -14.2
    assert (figures["longest_black_s"], figures["longest_frozen_s"]) == (2.5, 0.0)
    assert figures["colour"] == "bt709/bt709/bt709/tv"


def test_silence_has_no_loudness_figure() -> None:
    assert quality.measured(with_sound(integrated_lufs=None))["loudness_lufs"] is None
