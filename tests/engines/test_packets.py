"""The hash of a film's parts: the same in the film and in the chunk's file, and another after any change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from pipeline.engines import packets
from pipeline.engines.ffmpeg import binary
from pipeline.engines.film import join
from tests import clips

RATE = Fraction(30000, 1001)
BORDERS = (0, 37, 40, 70)
PICTURES = "testsrc2=size=96x64:rate=30000/1001"


X264 = ("-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-g", "15", "-flags", "+cgop+bitexact")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "open-gop=0:keyint=15:log-level=none")
AV1 = ("-c:v", "libsvtav1", "-preset", "12", "-g", "15", "-flags", "+cgop+bitexact")


def chunk(path: Path, start: int, end: int, *options: str, encoder: Sequence[str] = X264) -> Path:
    """Some pictures, encoded as a render does."""
    clips.ffmpeg(
        *("-f", "lavfi", "-i", f"{PICTURES},trim=start_frame={start}:end_frame={end},setpts=PTS-STARTPTS"),
        *(*encoder, "-pix_fmt", "yuv420p", "-video_track_timescale", "30000", *options, str(path)),
    )
    return path


def film_of(folder: Path, chunks: list[Path]) -> Path:
    sound, film = folder / "sound.aac", folder / "film.mp4"
    clips.ffmpeg("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=2.4", str(sound))
    counts = [after - start for start, after in pairwise(BORDERS)]
    join(binary.find(), list(zip(chunks, counts, strict=True)), sound, frame_rate=RATE, out=film)
    return film


@pytest.fixture(scope="module")
def chunks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("chunks")
    return [chunk(folder / f"{start}.mp4", start, end) for start, end in pairwise(BORDERS)]


def hashed(film: Path) -> tuple[str, ...] | None:
    return packets.picture_hashes(film, [after - start for start, after in pairwise(BORDERS)], frame_rate=RATE)


@pytest.mark.parametrize("encoder", [X264, X265, AV1], ids=["h264", "hevc", "av1"])
def test_a_film_holds_what_its_chunks_hold(tmp_path: Path, encoder: Sequence[str]) -> None:
    chunks = [chunk(tmp_path / f"{start}.mp4", start, after, encoder=encoder) for start, after in pairwise(BORDERS)]
    alone = [
        packets.picture_hashes(path, [after - start], frame_rate=RATE)
        for path, (start, after) in zip(chunks, pairwise(BORDERS), strict=True)
    ]
    found = hashed(film_of(tmp_path, chunks))

    assert found is not None
    assert [(part,) for part in found] == alone
    assert len(set(found)) == 3


@pytest.mark.parametrize("options", [("-crf", "24"), ("-bf", "1"), ("-x264-params", "chromaloc=2"), ("-level", "4.2")])
def test_a_chunk_that_is_encoded_otherwise_is_another(
    chunks: list[Path], tmp_path: Path, options: tuple[str, ...]
) -> None:
    """With the last two the pictures are the same, and only the parameter sets differ."""
    other = chunk(tmp_path / "other.mp4", 0, 37, *options)
    before, after = (hashed(film_of(tmp_path, [first, *chunks[1:]])) for first in (chunks[0], other))

    assert before is not None
    assert after is not None
    assert before[0] != after[0]
    assert before[1:] == after[1:]


def test_av1_is_not_compared_where_a_decoder_must_know_more_than_the_packets_say(tmp_path: Path) -> None:
    """The sequence header then stands in the file's head only: nobody can tell whether it is of this part."""
    whole, bare = chunk(tmp_path / "whole.mp4", 0, 37, encoder=AV1), tmp_path / "bare.mp4"
    clips.ffmpeg("-i", str(whole), "-c", "copy", "-bsf:v", "filter_units=remove_types=1", str(bare))

    assert packets.picture_hashes(whole, [37], frame_rate=RATE) is not None
    assert packets.picture_hashes(bare, [37], frame_rate=RATE) is None


def test_pictures_at_other_times_are_no_parts(chunks: list[Path], tmp_path: Path) -> None:
    late = tmp_path / "late.mp4"
    clips.ffmpeg("-itsoffset", "1", "-i", str(film_of(tmp_path, chunks)), "-c", "copy", "-map", "0:v", str(late))

    assert hashed(late) is None


def test_the_same_pictures_in_another_order_are_others(chunks: list[Path], tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    swap = "setts=pts='PTS+1001*(eq(N,2)-eq(N,3))'"
    clips.ffmpeg("-i", str(chunks[0]), "-c", "copy", "-bsf:v", swap, "-use_editlist", "1", str(turned))
    before, after = (packets.picture_hashes(path, [37], frame_rate=RATE) for path in (chunks[0], turned))

    assert before is not None
    assert after is not None
    assert before != after


def test_another_codec_is_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    clips.ffmpeg("-f", "lavfi", "-i", f"{PICTURES},trim=end_frame=70", "-c:v", "mpeg4", str(path))

    assert hashed(path) is None


def test_the_sound_is_known_by_its_packets(chunks: list[Path], tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    film, again = film_of(tmp_path, chunks), film_of(tmp_path / "again", chunks)
    quieter = tmp_path / "quieter.mp4"
    clips.ffmpeg("-i", str(film), "-c:v", "copy", "-af", "volume=-1dB", "-c:a", "aac", str(quieter))

    assert packets.sound_hash(film) == packets.sound_hash(again)
    assert packets.sound_hash(film) != packets.sound_hash(quieter)


def test_one_changed_byte_is_another_sound(chunks: list[Path], tmp_path: Path) -> None:
    film = film_of(tmp_path, chunks)
    before = packets.sound_hash(film)
    with av.open(str(film)) as container:
        content = bytes(list(container.demux(audio=0))[20])
    film.write_bytes(film.read_bytes().replace(content, content[:-1] + bytes([content[-1] ^ 1])))

    assert packets.sound_hash(film) != before
