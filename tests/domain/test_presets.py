"""Presets refuse figures that no film can be made by."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from pipeline.domain.encoding import ENCODERS
from pipeline.domain.presets import Speech
from pipeline.presets.library import PresetLibrary
from tests.examples import HOUSE, SHOW, YOUTUBE


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"kept_pause_s": Fraction(0)}, "kept_pause_s"),
        ({"kept_pause_s": Fraction(3)}, "kept_pause_s"),
        ({"margin_before_s": Fraction(-1)}, "margins"),
        ({"margin_after_s": Fraction(-1)}, "margins"),
        ({"fade_s": Fraction(-1, 100)}, "fades"),
    ],
)
def test_silence_cannot_be_taken_out_so(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(SHOW.cut, **wrong)


@pytest.mark.parametrize("beam_size", [0, 11])
def test_the_beam_is_one_to_ten_wide(beam_size: int) -> None:
    with pytest.raises(ValueError, match="beam_size"):
        Speech("faster_whisper", "whisper-base", beam_size)


@pytest.mark.parametrize("opacity", [-0.1, 1.1])
def test_the_logo_is_between_invisible_and_solid(opacity: float) -> None:
    with pytest.raises(ValueError, match="logo_opacity"):
        replace(SHOW.brand, logo_opacity=opacity)


@pytest.mark.parametrize("key", ["intro_s", "outro_s", "lower_third_s", "chapter_title_s"])
def test_nothing_lasts_less_than_no_time(key: str) -> None:
    wrong: dict[str, Any] = {key: Fraction(-1)}
    with pytest.raises(ValueError, match="0 s or longer"):
        replace(SHOW.brand, **wrong)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"width_px": 1919}, "even"),
        ({"height_px": 14}, "at least 16"),
        ({"crf": 52}, "crf"),
        ({"max_frame_rate": Fraction(20)}, "24000/1001"),
        ({"encoder_threads": 0}, "encoder_threads"),
        ({"gop_s": Fraction(0)}, "gop_s"),
        ({"encoder": "x246"}, 'Did you mean "x26'),
        ({"encoder": "av1"}, '"faster", a speed of x264 .as in youtube.toml.* "13", "12",'),
        ({"encoder": "av1"}, 'write encoder_preset = "8" and crf = 16 beside encoder = "av1"'),
        ({"encoder": "x265", "encoder_preset": "faste"}, '"faste": write encoder_preset = "fast" and crf = 18 beside'),
        ({"encoder_preset": "8"}, '"8": write encoder_preset = "faster" and crf = 18 .* "ultrafast",'),
        ({"encoder": "nvenc", "encoder_preset": "p7"}, "nvenc has a speed of its own: encoder_preset is only for x264"),
        ({"encoder": "NVENC"}, 'Did you mean "nvenc"'),
        ({"encoder": "av1", "encoder_preset": "8", "crf": 1}, "crf is between 2 and 63"),
        ({"encoder": "nvenc", "crf": 52}, "crf is between 0 and 51"),
    ],
)
def test_a_picture_that_cannot_be_encoded(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(YOUTUBE.picture, **wrong)


def test_hardware_takes_the_figures_of_the_encoder_that_stands_in_for_it() -> None:
    for encoder in (encoder for encoder in ENCODERS.values() if encoder.is_hardware):
        instead = ENCODERS[encoder.instead]
        assert not instead.is_hardware
        assert (encoder.codec, encoder.profile, encoder.presets) == (instead.codec, instead.profile, instead.presets)
        assert encoder.crf_range == instead.crf_range


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"max_lines": 0}, "max_lines"),
        ({"max_lines_together": 1}, "max_lines_together"),
        ({"min_duration_s": Fraction(0)}, "min_duration_s"),
        ({"min_duration_s": Fraction(8)}, "min_duration_s"),
        ({"min_gap_frames": -1}, "min_gap_frames"),
        ({"linger_s": Fraction(-1)}, "linger_s"),
        ({"chain_below_s": Fraction(-1)}, "chain_below_s"),
    ],
)
def test_a_profile_that_no_cue_can_keep(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(HOUSE, **wrong)


@pytest.mark.parametrize(
    "wrong", [{"max_line": 0.0}, {"max_reading_speed": 0.0}, {"max_reading_speed_same_language": 0.0}]
)
def test_a_language_has_room_and_time(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        replace(HOUSE.ko, **wrong)


def test_each_language_has_its_own_limits() -> None:
    assert HOUSE.limits("ko").max_line == 16
    assert HOUSE.limits("en").max_line == 42


PROFILES = {
    "house": (Fraction(5, 6), Fraction(7), 2, Fraction(1, 2), Fraction(1, 2), (16, 12, 14), (42, 20, 20)),
    "netflix": (Fraction(5, 6), Fraction(7), 2, Fraction(1, 2), Fraction(1, 2), (16, 12, 14), (42, 20, 20)),
    "bbc": (Fraction(5, 6), Fraction(7), 0, Fraction(1), Fraction(3, 2), (16, 12, 14), (42, 18, 18)),
    "youtube": (Fraction(1), Fraction(7), 2, Fraction(1, 2), Fraction(1, 2), (16, 12, 14), (42, 21, 21)),
    "shorts": (Fraction(7, 10), Fraction(5), 2, Fraction(1, 2), Fraction(1, 2), (10, 12, 14), (24, 25, 25)),
}
"""Shortest and longest cue, gap, chaining, lingering; then line and speeds (translated, same language) of ko and en."""


@pytest.mark.parametrize("name", PROFILES)
def test_the_figures_of_each_profile(name: str) -> None:
    profile = PresetLibrary().subtitles(name)
    times = (profile.min_duration_s, profile.max_duration_s, profile.min_gap_frames)
    languages = [
        (limits.max_line, limits.max_reading_speed, limits.max_reading_speed_same_language)
        for limits in (profile.ko, profile.en)
    ]
    assert (*times, profile.chain_below_s, profile.linger_s, *languages) == PROFILES[name]
    assert (profile.max_lines, profile.max_lines_together) == (2, 3)


def test_every_bundled_profile_has_its_figures_here() -> None:
    assert set(PresetLibrary().names("subtitles")) == set(PROFILES)


@pytest.mark.parametrize("name", ENCODERS)
def test_what_is_advised_beside_an_encoder_can_be_written(name: str) -> None:
    written = tomllib.loads(ENCODERS[name].beside.replace(" and ", "\n"))
    assert replace(YOUTUBE.picture, encoder=name, **written).crf == written["crf"]
