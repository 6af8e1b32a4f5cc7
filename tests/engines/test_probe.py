"""What a file is, measured on files of every kind a camera or a phone makes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from pipeline.domain.errors import InputRefused
from pipeline.engines.probe import Probe, probe
from pipeline.opening import VIDEO_SUFFIXES
from tests import clips
from tests.clips import Clip

SHORT = Clip(duration_s=2, spoken=((0.5, 1.5),))


def probed(path: Path) -> Probe:
    return probe(path, label="file 1")


def made(folder: Path, name: str = "a.mp4", *, rate: str = "25", size: str = "320x180", options: str = "") -> Path:
    return clips.film(
        folder / name, Clip(duration_s=2, spoken=((0.5, 1.5),), rate=rate, size=size, options=options.split())
    )


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.ts", "a.avi", "a.m4v", "a", "a.txt"])
def test_the_content_decides_not_the_name(tmp_path: Path, name: str) -> None:
    container = name.partition(".")[2] or "mp4"
    options = {"m4v": "-f mp4", "mp4": "-f mp4", "txt": "-f mp4"}.get(container, "")
    found = probed(made(tmp_path, name, options=options))
    assert (found.video.codec, found.audio.codec) == ("h264", "aac")
    assert (found.video.display_width_px, found.video.display_height_px) == (320, 180)
    assert found.video.frame_rate == 25
    assert float(found.duration) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])
@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_frame_rate_is_exact_also_where_the_file_keeps_milliseconds(tmp_path: Path, name: str, rate: str) -> None:
    video = probed(made(tmp_path, name, rate=rate)).video
    assert video.frame_rate == Fraction(rate)
    assert not video.variable_frame_rate


def test_an_uneven_pace_is_seen(tmp_path: Path) -> None:
    uneven = "testsrc2={shape},select='not(eq(mod(n,7),3))'"
    footage = clips.film(
        tmp_path / "a.mp4", Clip(duration_s=2, spoken=((0.5, 1.5),), picture=uneven, options=("-fps_mode", "vfr"))
    )
    assert probed(footage).video.variable_frame_rate


@pytest.mark.parametrize(
    ("turn", "shown", "clockwise"), [("90", (180, 320), 270), ("-90", (180, 320), 90), ("180", (320, 180), 180)]
)
def test_a_turned_picture_is_measured_upright(
    tmp_path: Path, turn: str, shown: tuple[int, int], clockwise: int
) -> None:
    lying = made(tmp_path)
    clips.ffmpeg("-display_rotation", turn, "-i", f"file:{lying}", "-c", "copy", f"file:{tmp_path / 'b.mp4'}")
    video = probed(tmp_path / "b.mp4").video
    assert (video.display_width_px, video.display_height_px) == shown
    assert (video.coded_width_px, video.coded_height_px) == (320, 180)
    assert video.rotation_deg == clockwise


def test_pixels_that_are_not_square_are_counted_as_shown(tmp_path: Path) -> None:
    video = probed(made(tmp_path, size="360x288", options="-vf setsar=16/15")).video
    assert (video.display_width_px, video.display_height_px) == (384, 288)


def test_high_dynamic_range_is_seen_by_its_tags(tmp_path: Path) -> None:
    tags = "-x264-params colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    colour = probed(made(tmp_path, options=tags)).video.colour
    assert (colour.primaries, colour.transfer, colour.matrix) == ("bt2020", "arib-std-b67", "bt2020nc")
    assert colour.hdr
    assert not probed(made(tmp_path, "plain.mp4")).video.colour.hdr


def test_fields_are_told_from_frames(tmp_path: Path) -> None:
    assert probed(
        made(tmp_path, options="-vf tinterlace=interleave_top,fieldorder=tff -flags +ildct+ilme")
    ).video.interlaced
    assert not probed(made(tmp_path, "b.mp4")).video.interlaced


def test_a_sound_that_begins_later_is_said_so(tmp_path: Path) -> None:
    whole = made(tmp_path)
    argv = (
        "-i",
        f"file:{whole}",
        "-itsoffset",
        "0.5",
        "-i",
        f"file:{whole}",
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
    )
    clips.ffmpeg(*argv, f"file:{tmp_path / 'b.mkv'}")
    found = probed(tmp_path / "b.mkv")
    assert float(found.audio.start - found.video.start) == pytest.approx(0.5, abs=0.03)
    assert found.duration == max(found.video.start + found.video.duration, found.audio.start + found.audio.duration)


def test_the_zero_is_where_the_first_stream_begins(tmp_path: Path) -> None:
    """A transport stream starts at 1.4 s or at any time of day."""
    path = made(tmp_path, "a.ts")
    with av.open(str(path)) as container:
        assert (container.start_time or 0) > av.time_base
    found = probed(path)
    assert min(found.video.start, found.audio.start) == pytest.approx(0, abs=0.001)
    assert float(found.duration) == pytest.approx(2, abs=0.1)


def test_a_cover_picture_is_no_film(tmp_path: Path) -> None:
    whole = made(tmp_path)
    clips.ffmpeg("-i", f"file:{whole}", "-frames:v", "1", f"file:{tmp_path / 'cover.png'}")
    argv = ("-i", f"file:{whole}", "-i", f"file:{tmp_path / 'cover.png'}", "-map", "0:a", "-map", "1:v")
    clips.ffmpeg(*argv, "-c:a", "copy", "-c:v", "png", "-disposition:v", "attached_pic", f"file:{tmp_path / 'b.m4a'}")
    with pytest.raises(InputRefused, match="no picture"):
        probed(tmp_path / "b.m4a")


def test_all_channels_count_until_they_were_heard(tmp_path: Path) -> None:
    audio = probed(made(tmp_path, options="-ac 2")).audio
    assert (audio.channels, audio.channels_used, audio.sample_rate_hz) == (2, (0, 1), 48_000)


def test_further_sound_tracks_are_counted(tmp_path: Path) -> None:
    whole = made(tmp_path)
    assert probed(whole).audio.further_streams == 0
    argv = ("-i", f"file:{whole}", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-map", "0:a", "-c", "copy")
    clips.ffmpeg(*argv, f"file:{tmp_path / 'b.mov'}")
    assert probed(tmp_path / "b.mov").audio.further_streams == 2


ENCODERS = {
    ".mxf": "-c:v mpeg2video -c:a pcm_s16le",
    ".webm": "-c:v libvpx -preset:v none -c:a libopus",
    ".3gp": "-ar 44100",
}


@pytest.mark.parametrize("suffix", sorted(VIDEO_SUFFIXES))
def test_every_kind_of_file_that_counts_as_footage_can_be_read(tmp_path: Path, suffix: str) -> None:
    found = probed(made(tmp_path, f"a{suffix}", options=ENCODERS.get(suffix, "")))
    assert found.video.frame_rate == 25
    assert float(found.duration) == pytest.approx(2, abs=0.1)


def test_messages_name_the_label_and_keep_the_path_apart(tmp_path: Path) -> None:
    path = tmp_path / "Kim Jiwon.mp4"
    path.write_text("no film", encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        probed(path)
    assert caught.value.what.startswith("file 1 is no video file")
    assert caught.value.where == str(path)
    assert "Jiwon" not in caught.value.public_text
