"""Footage: files end to end, and what a stream may say of itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.footage import ColourTags, Footage
from tests.examples import SOURCE, audio, footage, source_file, span, video


def test_files_make_one_time_axis() -> None:
    filmed = footage(60, "30.5", rate="30000/1001")
    assert filmed.source_range == span(0, "90.5")
    assert filmed.files[1].source_range == span(60, "90.5")
    assert filmed.frame_rate == Fraction(30000, 1001)


def test_files_leave_no_gap() -> None:
    files = (source_file(1, span(0, 10)), source_file(2, span(11, 20)))
    with pytest.raises(ValueError, match="end to end"):
        Footage(SOURCE, files, None, None, (), ())


def test_there_is_a_file() -> None:
    with pytest.raises(ValueError, match="at least one file"):
        Footage(SOURCE, (), None, None, (), ())


@pytest.mark.parametrize(
    ("transfer", "hdr"), [("arib-std-b67", True), ("smpte2084", True), ("bt709", False), ("unknown", False)]
)
def test_high_dynamic_range_is_a_matter_of_the_transfer_curve(transfer: str, hdr: bool) -> None:  # noqa: FBT001
    assert ColourTags("bt2020", transfer, "bt2020nc", "tv").hdr is hdr


@pytest.mark.parametrize("wrong", [{"frame_rate": Fraction(0)}, {"duration": Fraction(0)}])
def test_a_picture_stream_has_a_rate_and_a_length(wrong: dict[str, Fraction]) -> None:
    with pytest.raises(ValueError, match="frame rate and a length"):
        video(**wrong)


@pytest.mark.parametrize("channels_used", [(), (2,), (0, 2)])
def test_channels_used_are_among_the_streams(channels_used: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="among the stream's channels"):
        replace(audio(), channels_used=channels_used)


@pytest.mark.parametrize("shots", [("9.9",), (10, 20), (12, 11), (12, 12)], ids=["before", "end", "back", "twice"])
def test_shots_begin_inside_their_file_one_after_another(shots: tuple[str | int, ...]) -> None:
    file = source_file(2, span(10, 20))
    assert replace(file, shots=(Fraction(10), Fraction("19.9"))).shots
    assert file.shots is None
    with pytest.raises(ValueError, match="shots begin"):
        replace(file, shots=tuple(Fraction(shot) for shot in shots))
