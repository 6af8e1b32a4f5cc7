"""Which encoders work here is found out by trying; hardware that does not is stood in for."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.encoding import ENCODERS
from pipeline.domain.errors import ToolMissing
from pipeline.domain.presets import Picture
from pipeline.engines.ffmpeg import binary, trying
from pipeline.engines.ffmpeg.binary import FFmpeg
from tests.examples import YOUTUBE

HARDWARE = [name for name, encoder in ENCODERS.items() if encoder.is_hardware]


def asked(encoder: str) -> Picture:
    preset = ENCODERS[encoder].presets[0]
    return replace(YOUTUBE.picture, width_px=320, height_px=180, encoder=encoder, encoder_preset=preset)


def altered(folder: Path, script: str) -> FFmpeg:
    """Our ffmpeg, behind a shell script."""
    path = folder / "ffmpeg"
    path.write_text(f'#!/bin/sh\n{script}\nexec "{binary.find().path}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return replace(binary.find(), path=path)


def test_the_encoders_in_software_work() -> None:
    assert set(ENCODERS) - set(HARDWARE) <= set(trying.here(binary.find(), asked("x264")))


@pytest.mark.skipif(Path("/dev/dri").exists() or Path("/dev/nvidiactl").exists(), reason="this machine has hardware")
@pytest.mark.parametrize("encoder", HARDWARE)
def test_where_there_is_no_device_x264_makes_the_picture(encoder: str) -> None:
    if sys.platform == "darwin" and encoder == "videotoolbox":
        pytest.skip("every Mac has it")
    assert trying.made_by(binary.find(), asked(encoder)) == replace(asked(encoder), encoder="x264")
    trying.require(binary.find(), asked(encoder))


def test_hardware_that_works_is_used(tmp_path: Path) -> None:
    tool = altered(tmp_path, 'case "$*" in *h264_nvenc*) exit 0;; esac')
    assert trying.made_by(tool, asked("nvenc")) == asked("nvenc")


def test_an_encoder_is_tried_once(tmp_path: Path) -> None:
    tool = altered(tmp_path, f'echo tried >> "{tmp_path}/log"; exit 1')
    for _ in range(3):
        assert trying.made_by(tool, asked("qsv")).encoder == "x264"
    assert (tmp_path / "log").read_text(encoding="utf-8") == "tried\n"


@pytest.mark.parametrize("encoder", ["x265", "av1"])
def test_an_ffmpeg_that_was_built_without_the_encoder_is_refused(tmp_path: Path, encoder: str) -> None:
    tool = altered(tmp_path, 'case "$*" in *libx265*|*libsvtav1*) exit 1;; esac')
    trying.require(tool, asked("x264"))
    with pytest.raises(ToolMissing, match=encoder) as refused:
        trying.require(tool, asked(encoder))
    assert 'encoder = "x264"' in refused.value.remedy
