from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
import numpy.typing as npt
import pytest

from assets.sample.dead_air import (
    SAMPLE_RATE_HZ,
    Cue,
    Insertion,
    cues_from,
    insertions_into,
    script_of,
    with_room_tone,
)
from pipeline.presets.story import story_from

ScriptFile: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).parents[2] / "assets" / "sample"
FRAME_S = 1 / 30
FOLDER_LIMIT_BYTES = 5_000_000
STILL_LEVELS = 0.3  # a frozen picture, encoded again and again, differs by less


@pytest.fixture(scope="module")
def script() -> ScriptFile:
    loaded: ScriptFile = json.loads((FOLDER / "script.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def sound() -> npt.NDArray[np.float32]:
    with av.open(str(FOLDER / "interview.mp4")) as film:
        return np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])


def level_dbfs(sound: npt.NDArray[np.float32], start_s: float, end_s: float) -> float:
    part = sound[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)]
    return float(10 * np.log10(np.mean(np.square(part, dtype=np.float64))))


def test_the_folder_stays_small() -> None:
    files = [file for file in FOLDER.iterdir() if file.is_file()]
    assert sum(file.stat().st_size for file in files) < FOLDER_LIMIT_BYTES


def test_the_picture_is_full_hd_at_exactly_30_frames_a_second(script: ScriptFile) -> None:
    with av.open(str(FOLDER / "interview.mp4")) as film:
        video = film.streams.video[0]
        assert (video.width, video.height, video.pix_fmt) == (1920, 1080, "yuv420p")
        times = sorted(packet.pts * packet.time_base for packet in film.demux(video) if packet.pts is not None)
    assert times == [Fraction(number, 30) for number in range(len(times))]
    assert len(times) / 30 == pytest.approx(script["duration_s"], abs=FRAME_S)


def test_picture_and_sound_end_with_the_script(script: ScriptFile, sound: npt.NDArray[np.float32]) -> None:
    with av.open(str(FOLDER / "interview.mp4")) as film:
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(script["duration_s"], abs=FRAME_S)
    assert len(sound) / SAMPLE_RATE_HZ == pytest.approx(script["duration_s"], abs=FRAME_S)
    assert script["sample_rate_hz"] == SAMPLE_RATE_HZ


@pytest.mark.parametrize("start_s", [0, 40, 70, 90])
def test_the_picture_never_stands_still(start_s: int) -> None:
    with av.open(str(FOLDER / "interview.mp4")) as film:
        video = film.streams.video[0]
        video.thread_type = "AUTO"
        film.seek(start_s * 1_000_000)
        first, last = None, None
        for frame in film.decode(video):
            luma = frame.to_ndarray()[: frame.height : 4, ::4].astype(np.float32)
            first = luma if first is None else first
            last = luma
            if frame.time is not None and frame.time >= start_s + 2:
                break
    assert first is not None
    assert last is not None
    assert float(np.abs(last - first).mean()) > STILL_LEVELS


def test_there_is_dead_air_at_both_ends_and_three_pauses(script: ScriptFile) -> None:
    lengths_s = [end - start for start, end in script["dead_air"]]
    assert lengths_s[0] >= 6
    assert lengths_s[-1] >= 6
    assert len(lengths_s) == 5
    assert all(3 <= length_s <= 6 for length_s in lengths_s[1:-1])
    assert len({round(length_s, 3) for length_s in lengths_s}) == 5


def test_dead_air_is_room_tone_without_a_click(script: ScriptFile, sound: npt.NDArray[np.float32]) -> None:
    for start_s, end_s in script["dead_air"]:
        assert level_dbfs(sound, start_s + 0.1, end_s - 0.1) == pytest.approx(-66.5, abs=2.5)
        inside = sound[round((start_s + 0.1) * SAMPLE_RATE_HZ) : round((end_s - 0.1) * SAMPLE_RATE_HZ)]
        assert float(np.abs(np.diff(inside)).max()) < 0.006


def test_every_cue_is_heard_where_the_script_says(script: ScriptFile, sound: npt.NDArray[np.float32]) -> None:
    assert len(script["cues"]) == 19
    for cue in script["cues"]:
        assert level_dbfs(sound, cue["start_s"], cue["end_s"]) == pytest.approx(-23, abs=3)
        assert cue["ko"]
        assert cue["en"]


def test_the_story_is_one_that_may_be_shown() -> None:
    story = story_from((FOLDER / "story.toml").read_text(encoding="utf-8"))
    assert story.code == "blue-kite"
    assert story.consent.reference
    assert story.level is not None


def spoken(count: int) -> tuple[Cue, ...]:
    entries = [{"n": n, "speaker": "narrator", "start": 3.5 * n, "end": 3.5 * n + 3} for n in range(1, count + 1)]
    return cues_from(json.dumps({"cues": [{**entry, "ko": "말", "en": "word"} for entry in entries]}))


def test_pauses_move_the_words_and_leave_their_lengths() -> None:
    cues = spoken(19)
    duration_s = Fraction(73)
    moved = script_of(cues, insertions_into(cues, duration_s), duration_s)
    assert [cue.end_s - cue.start_s for cue in moved.cues] == [3] * 19
    assert moved.dead_air[0] == (Fraction(0), Fraction(7))
    assert moved.cues[8].start_s - moved.cues[7].end_s == Fraction("4.6")
    assert moved.duration_s.denominator == 1


def test_room_tone_changes_no_sample_of_the_speech() -> None:
    speech = np.arange(SAMPLE_RATE_HZ, dtype=np.int16)
    half = SAMPLE_RATE_HZ // 2
    longer = with_room_tone(speech, [Insertion(Fraction(1, 2), Fraction(2))])
    assert len(longer) == 3 * SAMPLE_RATE_HZ
    assert np.array_equal(np.concatenate([longer[:half], longer[-half:]]), speech)
