"""Makes the sample interview beside this file: `interview.mp4` and `script.json`.

    python assets/sample/make_sample.py --speech interview.flac --script interview.json

The interview is made up from beginning to end. Its words are a fictional script; the voices are a synthetic-voice
rendering of that script (48 kHz, mono, quiet noise under the words as in a real room), which comes with a list of every
sentence and the time it is spoken. The rendering is an input: it is too big to be kept here, and nothing but this
program needs it. The picture is drawn by the modules beside this one and shows nobody in particular.

What is added to the speech is what a real recording has and a vignette must not: dead air at both ends and long pauses.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import wave
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

from assets.sample.dead_air import (
    SAMPLE_RATE_HZ,
    Script,
    cues_from,
    insertions_into,
    script_of,
    with_room_tone,
)
from assets.sample.painting import HEIGHT_PX, WIDTH_PX
from assets.sample.scene import Scene
from pipeline.domain.errors import CheckFailed, InputRefused, MachineError
from pipeline.engines import process

FRAME_RATE = 30
FILM_LIMIT_BYTES = 3_800_000  # the folder must stay under 5 MB, so that a checkout stays small
_ATTACK_S = 0.8  # how long the person takes to come to life at the first word
_DECODING_LIMIT_S = 60
_ENCODING_LIMIT_S = 1200
_VIDEO_ENCODING = (
    "-c:v", "libx264", "-preset", "slow", "-crf", "27", "-profile:v", "high", "-field_order", "progressive",
    "-x264-params", "keyint=300:bframes=8:rc-lookahead=60:aq-mode=3:threads=3",
)  # fmt: skip
"""Rare key frames and bits for the dark keep an almost still wall free of steps. The number of threads is fixed, as
x264's picture depends on it."""

_BT709 = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p,"
    "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the sample from the speech and its script named on the command line."""
    parser = argparse.ArgumentParser(description="Make the sample interview.")
    parser.add_argument("--speech", type=Path, required=True, help="the spoken script, 48 kHz mono FLAC")
    parser.add_argument("--script", type=Path, required=True, help="its sentences and times, JSON")
    options = parser.parse_args(arguments)

    speech = speech_from(options.speech)
    duration_s = Fraction(len(speech), SAMPLE_RATE_HZ)
    cues = cues_from(options.script.read_text(encoding="utf-8"))
    insertions = insertions_into(cues, duration_s)
    script = script_of(cues, insertions, duration_s)

    folder = Path(__file__).parent
    film = film_of(script, with_room_tone(speech, insertions))
    (folder / "interview.mp4").write_bytes(film)
    (folder / "script.json").write_text(script.as_json(), encoding="utf-8")
    sys.stdout.write(f"interview.mp4: {float(script.duration_s):.3f} s, {len(film):,} bytes\n")


def speech_from(path: Path) -> npt.NDArray[np.int16]:
    """The speech's samples, 48 kHz mono.

    Raises:
        InputRefused: the file is no FLAC that ffmpeg can read.
    """
    finished = process.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", "flac",
            "-i", f"file:{path}", "-f", "s16le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-",
        ],
        timeout_s=_DECODING_LIMIT_S,
    )  # fmt: skip
    if finished.returncode != 0:
        raise InputRefused(
            f"the speech cannot be read: {finished.stderr}",
            where=str(path),
            remedy="Give the FLAC of the spoken script",
        )
    return np.frombuffer(finished.stdout, dtype="<i2")


def film_of(script: Script, sound: npt.NDArray[np.int16]) -> bytes:
    """The finished MP4: H.264 and AAC, 1920x1080 at exactly 30 frames a second.

    Raises:
        MachineError: ffmpeg failed.
        CheckFailed: the film is bigger than `FILM_LIMIT_BYTES`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        sound_path, film_path = Path(scratch, "sound.wav"), Path(scratch, "interview.mp4")
        _write_wav(sound_path, sound)
        finished = process.run(
            _encoding_command(sound_path, film_path), timeout_s=_ENCODING_LIMIT_S, feed=frames_of(script)
        )
        if finished.returncode != 0:
            raise MachineError(f"ffmpeg failed: {finished.stderr}", remedy="Mend what it says and run this again")
        film = film_path.read_bytes()
    if len(film) > FILM_LIMIT_BYTES:
        raise CheckFailed(
            f"the film has {len(film):,} bytes, more than {FILM_LIMIT_BYTES:,}",
            remedy="Raise -crf in _VIDEO_ENCODING, or let less move",
        )
    return film


def frames_of(script: Script) -> Iterator[bytes]:
    """Every frame of the film in order, as bytes for ffmpeg."""
    scene = Scene()
    for number, speaking in enumerate(narration(script)):
        yield scene.frame(number / FRAME_RATE, speaking=float(speaking))


def narration(script: Script) -> npt.NDArray[np.float64]:
    """How much the narrator speaks at each frame, 0 to 1, coming and going softly."""
    times_s = np.arange(round(script.duration_s * FRAME_RATE)) / FRAME_RATE
    speaking = np.zeros_like(times_s)
    for cue in script.cues:
        if cue.speaker == "narrator":
            speaking[(times_s >= float(cue.start_s)) & (times_s < float(cue.end_s))] = 1
    window = np.hanning(round(_ATTACK_S * FRAME_RATE) + 2)
    return np.convolve(speaking, window / window.sum(), mode="same")


def _encoding_command(sound_path: Path, film_path: Path) -> list[str]:
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH_PX}x{HEIGHT_PX}", "-r", str(FRAME_RATE), "-i", "pipe:0",
        "-i", str(sound_path),
        "-vf", _BT709, *_VIDEO_ENCODING, "-r", str(FRAME_RATE), "-fps_mode", "cfr",
        "-c:a", "aac", "-b:a", "80k",
        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart",
        str(film_path),
    ]  # fmt: skip


def _write_wav(path: Path, sound: npt.NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(sound.astype("<i2").tobytes())


if __name__ == "__main__":
    main()
