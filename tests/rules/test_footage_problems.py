"""What an editor should know about the footage, file by file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.footage import AudioStream, ColourTags, VideoStream
from pipeline.rules.footage_problems import problems
from tests.examples import audio, footage, source_file, span, video


def test_good_footage_has_no_problem() -> None:
    assert problems(footage(60, 30).files) == ()


@pytest.mark.parametrize(
    ("picture", "sound", "told"),
    [
        (video(variable_frame_rate=True), audio(), "uneven pace"),
        (video(colour=ColourTags("bt2020", "arib-std-b67", "bt2020nc", "tv")), audio(), "high dynamic range"),
        (video(interlaced=True), audio(), "interlaced"),
        (video(), audio(channels_used=(1,)), "only channel 2 carries sound"),
        (video(), replace(audio(), further_streams=1), "1 more sound track not used"),
        (video(), replace(audio(), further_streams=7), "7 more sound tracks not used"),
        (video(30), audio(), "another frame rate than file 1"),
        (video(display_height_px=720), audio(), "another picture size than file 1"),
    ],
)
def test_each_problem_is_told_of_its_file(picture: VideoStream, sound: AudioStream, told: str) -> None:
    second = replace(source_file(2, span(60, 90), picture), audio=sound)
    (problem,) = problems((source_file(1, span(0, 60)), second))
    assert problem.startswith("file 2: ")
    assert told in problem


def test_one_channel_of_one_is_all_there_is() -> None:
    mono = replace(source_file(1, span(0, 60)), audio=audio(channels=1, channels_used=(0,)))
    assert problems((mono,)) == ()


def test_several_problems_are_all_told() -> None:
    assert len(problems((source_file(1, span(0, 60), video(interlaced=True, variable_frame_rate=True)),))) == 2
