"""Films measured by their chunks tell what a decode of the whole film tells; what is known is not decoded again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from pipeline.domain.encoding import ENCODERS
from pipeline.domain.measured import MeasuredPicture, MeasuredSound
from pipeline.domain.timing import TimeRange, frames
from pipeline.engines import decoding, film_parts, finished
from pipeline.engines.ffmpeg import binary, encoders
from pipeline.engines.film import join
from pipeline.engines.film_parts import MeasuredFilm, Value
from pipeline.rules import joining
from tests import clips
from tests.examples import YOUTUBE

RATE = Fraction(30)
BORDERS = (0, 100, 170, 230, 300)
"""Where the chunks of the films begin and end."""

MOVING = "testsrc2=size=96x64:rate=30"


@dataclass(frozen=True)
class Notes:
    """Measurements, by key, for as long as a test lasts."""

    kept: dict[str, MeasuredPicture | MeasuredSound] = field(default_factory=dict)

    def recall(self, key: str, kind: type[Value]) -> Value | None:
        found = self.kept.get(key)
        return found if isinstance(found, kind) else None

    def remember(self, key: str, value: MeasuredPicture | MeasuredSound) -> None:
        self.kept[key] = value

    def pictures(self) -> list[MeasuredPicture]:
        return [value for value in self.kept.values() if isinstance(value, MeasuredPicture)]


@dataclass(frozen=True)
class Joined:
    """A film and its chunks' files with their lengths."""

    path: Path
    chunks: tuple[tuple[Path, int], ...]

    def measured(self, notes: Notes | None = None) -> MeasuredFilm | None:
        return film_parts.measure(
            binary.find(), self.path, self.chunks, frame_rate=RATE, memory=Notes() if notes is None else notes
        )

    def anew(self, notes: Notes) -> int:
        return none_missing(self.measured(notes)).decoded_anew


LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-bf", "2", "-g", "15", "-keyint_min", "15")
IN_8_BITS = (*LOSSLESS, "-pix_fmt", "yuv420p", "-flags", "+cgop+bitexact")


def encoded(path: Path, pictures: str, start: int, end: int, *, encoder: Sequence[str] = IN_8_BITS) -> tuple[Path, int]:
    """Pictures of a lavfi source as a chunk; without loss, unless told otherwise."""
    clips.ffmpeg(
        *("-f", "lavfi", "-i", f"{pictures},trim=start_frame={start}:end_frame={end},setpts=N"),
        *(*encoder, "-video_track_timescale", "30000", str(path)),
    )
    return path, end - start


def joined(folder: Path, chunks: Sequence[tuple[Path, int]]) -> Joined:
    sound, film = folder / "sound.aac", folder / "film.mp4"
    if not sound.exists():
        clips.ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=10", "-ac", "2", str(sound))
    join(binary.find(), chunks, sound, frame_rate=RATE, out=film)
    return Joined(film, tuple(chunks))


def film_of(
    folder: Path, pictures: str, borders: Sequence[int] = BORDERS, *, encoder: Sequence[str] = IN_8_BITS
) -> Joined:
    chunks = [
        encoded(folder / f"{number}.mp4", pictures, start, end, encoder=encoder)
        for number, (start, end) in enumerate(pairwise(borders))
    ]
    return joined(folder, chunks)


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Joined:
    return film_of(tmp_path_factory.mktemp("moving"), MOVING)


@pytest.fixture
def copied(moving: Joined, tmp_path: Path) -> Joined:
    """The moving film, to be changed."""
    shutil.copytree(moving.path.parent, tmp_path / "copy")
    return Joined(
        tmp_path / "copy" / "film.mp4", tuple((tmp_path / "copy" / path.name, n) for path, n in moving.chunks)
    )


def dark(start: int, end: int) -> str:
    return f"drawbox=c=black:t=fill:enable='between(n,{start},{end - 1})'"


def still(start: int, end: int) -> str:
    return f"loop=loop={end - start - 1}:size=1:start={start + 1}"


DRIFT = "color=gray:size=96x64:rate=30,format=gray,geq=lum='100+lt(X,N/2)',format=yuv420p"
"""Half a column of the picture gets lighter by one with each picture: what is not like the first one is so after 74."""

FILMS: dict[str, tuple[str, list[tuple[int, int]], list[tuple[int, int]]]] = {
    "black inside, and from joint to joint": (f"{MOVING},{dark(10, 80)},{dark(100, 170)}", [(10, 80), (100, 170)], []),
    "black across two joints": (f"{MOVING},{dark(90, 280)}", [(90, 280)], []),
    "black too short, and to the end": (f"{MOVING},{dark(70, 129)},{dark(210, 300)}", [(210, 299)], []),
    "still inside, and from joint to joint": (
        f"{MOVING},{still(10, 80)},{still(100, 170)}",
        [],
        [(10, 80), (100, 170)],
    ),
    "still across two joints": (f"{MOVING},{still(90, 280)}", [], [(90, 280)]),
    "still too short, and to the end": (f"{MOVING},{still(70, 129)},{still(210, 300)}", [], [(210, 300)]),
    "still twice, by a joint": (f"{MOVING},{still(105, 170)},{still(170, 231)}", [], [(105, 170), (170, 231)]),
    "drifting": (DRIFT, [], []),
}
"""Pictures, and where the film's stretches of black and of standing still lie; those of `DRIFT` are left to ffmpeg."""


def in_frames(spans: Sequence[TimeRange]) -> list[tuple[int, int]]:
    return [(frames(span.start, RATE), frames(span.end, RATE)) for span in spans]


@pytest.mark.parametrize("name", FILMS)
def test_parts_tell_what_a_decode_of_the_whole_film_tells(tmp_path: Path, name: str) -> None:
    pictures, black, frozen = FILMS[name]
    film = film_of(tmp_path, pictures)

    found = film.measured()
    whole = decoding.decode(binary.find(), film.path, picture_index=0, sound_index=1, end=Fraction(10))

    assert found is not None
    assert joining.black_spans(found.parts, RATE) == whole.black
    assert joining.frozen_spans(found.parts, RATE) == whole.frozen
    assert found.sound.integrated_lufs == whole.loudness.integrated_lufs
    assert found.sound.true_peak_dbtp == whole.loudness.true_peak_dbtp
    assert in_frames(whole.black) == black
    if name == "drifting":
        assert len(whole.frozen) > 2
    elif not black:
        assert in_frames(whole.frozen) == frozen


OTHERS = ("x265", "av1")
"""The encoders in software that make no h264."""


def options(encoder: str) -> list[str]:
    """How a render has it encode, at its quickest."""
    picture = replace(
        YOUTUBE.picture, encoder=encoder, encoder_preset=ENCODERS[encoder].presets[0], width_px=96, height_px=64, crf=20
    )
    return [word for key, value in encoders.encoding(picture, RATE).items() for word in (f"-{key}", str(value))]


@pytest.mark.parametrize("encoder", OTHERS)
def test_films_of_other_encoders_are_measured_by_their_parts(tmp_path: Path, encoder: str) -> None:
    pictures, notes = f"{MOVING},{dark(90, 180)}", Notes()
    film = film_of(tmp_path, pictures, encoder=options(encoder))

    found = none_missing(film.measured(notes))
    whole = decoding.decode(binary.find(), film.path, picture_index=0, sound_index=1, end=Fraction(10))
    assert in_frames(joining.black_spans(found.parts, RATE)) == in_frames(whole.black) == [(90, 180)]
    assert in_frames(joining.frozen_spans(found.parts, RATE)) == in_frames(whole.frozen) == [(90, 180)]

    encoded(film.chunks[1][0], f"{pictures},negate", 100, 170, encoder=options(encoder))
    assert joined(tmp_path, film.chunks).anew(notes) == 1


def test_what_is_known_is_not_decoded_again(copied: Joined) -> None:
    notes = Notes()
    first = copied.measured(notes)
    for path, _ in copied.chunks:
        path.unlink()
    again = copied.measured(notes)

    assert first is not None
    assert first.decoded_anew == 4
    assert again == replace(first, decoded_anew=0)


def test_after_a_change_only_its_chunk_and_the_joints_beside_it_are_read(copied: Joined) -> None:
    notes = Notes()
    copied.anew(notes)
    before = set(notes.kept)
    encoded(copied.chunks[1][0], f"{MOVING},negate", 100, 170)
    film = joined(copied.path.parent, copied.chunks)
    copied.chunks[3][0].unlink()

    assert film.anew(notes) == 1
    assert len(set(notes.kept) - before) == 3


def test_another_ffmpeg_measures_anew(moving: Joined) -> None:
    notes = Notes()
    moving.anew(notes)
    other = replace(binary.find(), version="another")

    found = film_parts.measure(other, moving.path, moving.chunks, frame_rate=RATE, memory=notes)

    assert found is not None
    assert found.decoded_anew == 4
    assert len(notes.kept) == 2 * (4 + 3 + 1)


def test_a_measurement_of_another_length_is_not_believed(moving: Joined) -> None:
    notes = Notes()
    first = moving.measured(notes)
    for key, value in notes.kept.items():
        if isinstance(value, MeasuredPicture):
            notes.kept[key] = MeasuredPicture(value.frame_count + 1, (), ())

    assert moving.measured(notes) == first


def test_a_chunk_that_holds_something_else_is_not_believed(copied: Joined) -> None:
    notes = Notes()
    encoded(copied.chunks[1][0], f"{MOVING},negate", 100, 170)

    assert copied.measured(notes) is None
    assert [value.frame_count for value in notes.pictures()] == [100]


@pytest.mark.parametrize("changed", [1, 2], ids=["before", "after"])
def test_a_joint_is_looked_at_in_what_the_film_holds(copied: Joined, changed: int) -> None:
    notes = Notes()
    copied.anew(notes)
    del notes.kept[list(notes.kept)[2]]  # the first joint's
    encoded(copied.chunks[changed - 1][0], f"{MOVING},negate", *BORDERS[changed - 1 : changed + 1])

    assert copied.measured(notes) is None


def test_a_joint_is_known_by_the_picture_that_is_compared(tmp_path: Path) -> None:
    """In a drift, which one that is depends on what comes before."""
    film, notes = film_of(tmp_path, DRIFT), Notes()
    film.anew(notes)
    without_first = joined(tmp_path, film.chunks[1:])

    assert without_first.measured(notes) == replace(none_missing(without_first.measured()), decoded_anew=0)


def none_missing(found: MeasuredFilm | None) -> MeasuredFilm:
    assert found is not None
    return found


def test_a_chunk_that_is_gone_is_not_guessed(copied: Joined) -> None:
    copied.chunks[1][0].unlink()

    assert copied.measured() is None


@pytest.mark.parametrize("frame_counts", [(100, 70, 60, 69), (100, 70, 60), (100, 70, 60, 71), (99, 71, 60, 70)])
def test_a_film_of_other_lengths_is_not_what_its_chunks_are(moving: Joined, frame_counts: tuple[int, ...]) -> None:
    chunks = [(path, count) for (path, _), count in zip(moving.chunks, frame_counts, strict=False)]

    assert Joined(moving.path, tuple(chunks)).measured() is None


def test_a_film_at_another_pace_is_not_what_its_chunks_are(moving: Joined) -> None:
    found = film_parts.measure(binary.find(), moving.path, moving.chunks, frame_rate=Fraction(25), memory=Notes())

    assert found is None


def damage(path: Path, chunk: Path, packet: int) -> None:
    """Spoil the end of a packet of a chunk, in the file that holds it."""
    with av.open(str(chunk)) as container:
        content = bytes(list(container.demux(video=0))[packet])
    data = bytearray(path.read_bytes())
    at = data.index(content[-400:])
    data[at : at + 400] = (b"\xff" + bytes([0, 0, 3]) * 133)[:400]  # zeros, written so that none begins a new packet
    path.write_bytes(data)


@pytest.mark.parametrize("place", [(1, 20), (1, 0), (0, -2), (3, -2)], ids=["inside", "after", "before", "last"])
def test_a_damaged_film_is_decoded_from_end_to_end(copied: Joined, place: tuple[int, int]) -> None:
    notes = Notes()
    copied.anew(notes)
    damage(copied.path, copied.chunks[place[0]][0], place[1])

    assert copied.measured(notes) is None
    assert finished.measure(binary.find(), copied.path).decode_errors


def test_a_chunk_that_was_damaged_before_it_was_joined_is_not_believed(copied: Joined) -> None:
    notes = Notes()
    damage(copied.chunks[2][0], copied.chunks[2][0], 20)
    film = joined(copied.path.parent, copied.chunks)

    assert film.measured(notes) is None
    assert [value.frame_count for value in notes.pictures()] == [100, 70, 70]
    assert finished.measure(binary.find(), film.path).decode_errors


def test_a_damaged_sound_is_left_to_the_whole_measurement(copied: Joined) -> None:
    notes = Notes()
    with av.open(str(copied.path)) as container:
        content = bytes(list(container.demux(audio=0))[20])
    copied.path.write_bytes(copied.path.read_bytes().replace(content, bytes(byte ^ 0xA5 for byte in content)))

    assert copied.measured(notes) is None
    assert len(notes.kept) == len(notes.pictures())
    assert finished.measure(binary.find(), copied.path).decode_errors


def test_another_sound_is_heard_anew(copied: Joined) -> None:
    notes = Notes()
    copied.anew(notes)
    before = set(notes.kept)
    clips.ffmpeg(
        *("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=10", "-af", "volume=-6dB", "-ac", "2"),
        str(copied.path.parent / "sound.aac"),
    )
    film = joined(copied.path.parent, copied.chunks)
    found = film.measured(notes)

    assert found is not None
    assert found.decoded_anew == 0
    assert len(set(notes.kept) - before) == 1
    assert found.sound.integrated_lufs == finished.measure(binary.find(), film.path).sound.integrated_lufs


@pytest.mark.parametrize("content", [None, b"nothing"])
def test_what_cannot_be_read_is_left_to_the_whole_measurement(copied: Joined, content: bytes | None) -> None:
    copied.path.unlink()
    if content is not None:
        copied.path.write_bytes(content)

    assert copied.measured() is None


@pytest.mark.parametrize("stream", ["0:v", "0:a"])
def test_a_film_without_picture_or_sound_is_left_to_the_whole_measurement(copied: Joined, stream: str) -> None:
    half = copied.path.with_name("half.mp4")
    clips.ffmpeg("-i", str(copied.path), "-map", stream, "-c", "copy", "-use_editlist", "0", str(half))

    assert Joined(half, copied.chunks).measured() is None
